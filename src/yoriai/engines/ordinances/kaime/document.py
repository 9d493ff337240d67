"""Reads an 改め文 as a whole: lead sentence, sentences with their blocks, 附則 of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from yoriai.engines.ordinances.kaime.grammar import readings
from yoriai.engines.ordinances.kaime.places import read_place
from yoriai.engines.ordinances.operations import Unfit
from yoriai.engines.ordinances.text import lines as marks
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.lines import Line, split_lines
from yoriai.engines.ordinances.text.numerals import NUMBER

_LEAD = re.compile(
    rf"^[ \u3000\t]*(?:第{NUMBER}条[ \u3000]+)?(?P<name>[^「」。]+?)"
    r"(?P<number>[（(](?:明治|大正|昭和|平成|令和|[ \u3000]*年)"
    r"[^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)?[)）])?"
    r"の(?P<what>一部|全部)"
    r"(?:を次のように改正する|を改正する|を次のとおり改正する|を次のように改める)。[ \u3000]*$"
)
_SENTENCE = re.compile(
    r"^(?:第|題名|目次|前文|本則|附則|付則|別表|別記|別図|様式|付表|同|備考|[ア-ン]|[(（]).*"
    r"(?:改める|加える|削る|削除する|とする|繰り?上げる|繰り?下げる|付する|置く)。$",
    re.S,
)
_SPACED = re.compile(rf"^(?:第{NUMBER}[条編章節款目号項](?:の{NUMBER})*|[ア-ン]|[(（].{{1,3}}[)）])[ \u3000]")
_AMENDS = re.compile(
    r"(?:次のように改める|」に改める|を加える|を削る|繰り?[上下]げる|付する|を第[^。]{1,12}とする)。$"
)
_OPENS_BLOCK = re.compile(r"次の|として")


@dataclass
class RawSentence:
    """A sentence of the 改め文 before it is read: words without indent, block below, place."""

    text: str
    line: int
    block: list[Line] = field(default_factory=list)


@dataclass
class Section:
    """The part of an amending ordinance that amends one ordinance."""

    name: str
    number: str
    line: int
    sentences: list[RawSentence] = field(default_factory=list)
    whole: list[Line] | None = None  # the new text of 全部改正


@dataclass
class Kaime:
    """An amending ordinance as read."""

    sections: list[Section]
    supplement: list[Line]
    title: str = ""


def read_kaime(text: str) -> Kaime:
    """The amending ordinance in a text.

    Raises Unfit when it has no sentence of an 改め文, or a line that belongs nowhere.
    """
    lines = split_lines(text.removeprefix("\ufeff"))
    leads = [(index, match) for index, line in enumerate(lines) if (match := _LEAD.match(line.text))]
    stop = _own_supplement(lines, leads[0][0] if leads else 0)
    leads = [lead for lead in leads if lead[0] < stop]  # 附則 may amend other ordinances
    if leads and leads[0][1]["what"] == "全部":
        return _whole(lines, leads[0])
    sections = _sections(lines, leads, stop)
    if not any(section.sentences for section in sections):
        raise Unfit(
            "改正規定が見つかりません",
            1,
            "「第３条中「…」を「…」に改める。」のような文がある改め文をお渡しください",
        )
    return Kaime(sections, list(lines[stop:]), _title(lines, leads))


def _title(lines: Sequence[Line], leads: Sequence[tuple[int, re.Match[str]]]) -> str:
    head = lines[: leads[0][0]] if leads else []
    found = [
        line.text.strip(" \u3000○") for line in head if "改正する" in line.text and "。" not in line.text
    ]
    return found[0] if found else ""


def _whole(lines: Sequence[Line], lead: tuple[int, re.Match[str]]) -> Kaime:
    index, match = lead
    title = next((line for line in lines[:index] if line.text.strip() and "号" not in line.text[-2:]), None)
    section = Section(match["name"].strip(" \u3000"), match["number"] or "", index + 1)
    section.whole = ([title] if title is not None else []) + list(lines[index + 1 :])
    return Kaime([section], [], "")


def _own_supplement(lines: Sequence[Line], start: int) -> int:
    """Index where the 附則 of the amending ordinance begins: the first 附則 line that no block claims."""
    heads = (index for index in range(start, len(lines)) if marks.supplement_head(lines[index].text))
    return next((index for index in heads if not _claimed(lines, index)), len(lines))


def _claimed(lines: Sequence[Line], index: int) -> bool:
    """Whether a new 目次, or a new 附則, of the base is what the line belongs to."""
    above = index - 1
    while above >= 0 and (not lines[above].text.strip() or _in_contents(lines[above].text)):
        above -= 1
    words = lines[above].text.strip(" \u3000") if above >= 0 else ""
    return words == "目次" or bool(
        re.search(r"(?:目次|[附付]則)を(?:次のように改める|加える|付する)。$", words)
    )


def _in_contents(text: str) -> bool:
    return bare(text) == "前文" or marks.container_mark(text) is not None


def _sections(lines: Sequence[Line], leads: Sequence[tuple[int, re.Match[str]]], stop: int) -> list[Section]:
    if not leads:
        section = Section("", "", 1)
        _fill(section, lines[:stop], strict=False)
        return [section]
    sections = []
    ends = [index for index, _ in leads[1:]] + [stop]
    for (index, match), end in zip(leads, ends, strict=True):
        section = Section(match["name"].strip(" \u3000"), match["number"] or "", index + 1)
        _fill(section, _without_heading(lines[index + 1 : end]), strict=True)
        sections.append(section)
    return sections


def _without_heading(lines: Sequence[Line]) -> Sequence[Line]:
    """Cuts the heading 「（B条例の一部改正）」 of the next ordinance off the end."""
    kept = list(lines)
    while kept and (not kept[-1].text.strip() or re.search(r"の一部改正[）)]$", kept[-1].text.strip())):
        kept.pop()
    return kept


def _fill(section: Section, lines: Sequence[Line], *, strict: bool) -> None:
    index = 0
    while index < len(lines):
        joined = _sentence_at(lines, index)
        if joined is not None:
            section.sentences.append(RawSentence(joined[0], lines[index].number))
            index = joined[1]
            continue
        if section.sentences:
            _refuse_unread(lines[index])
            section.sentences[-1].block.append(lines[index])
        elif strict and lines[index].text.strip():
            raise Unfit(
                f"「{lines[index].text.strip()[:30]}」を改正規定として読めません",
                lines[index].number,
                "「…に改める。」「…を削る。」「…を加える。」などで終わる文が要ります",
            )
        index += 1
    for sentence in section.sentences:
        _check_block(sentence)


def _refuse_unread(line: Line) -> None:
    """A line that amends, but cannot be read, must not pass for a line of new text."""
    text = line.text.strip(" \u3000\t")
    if _SPACED.match(text) or not _AMENDS.search(text):
        return
    if read_place(text, 0) is not None:
        raise Unfit(
            f"「{text[:40]}」を改正規定として読めません",
            line.number,
            "「第３条中「…」を「…」に改める。」のように、場所と字句を示す文にしてください",
        )


def _check_block(sentence: RawSentence) -> None:
    """A sentence that announces no block must have none: what stands there was not understood."""
    stray = next((line for line in sentence.block if line.text.strip()), None)
    if stray is not None and not _OPENS_BLOCK.search(sentence.text):
        raise Unfit(
            f"「{stray.text.strip()[:30]}」を改正規定として読めません",
            stray.number,
            "直前の文は「次の…」で終わらないので、ここには次の改正規定か附則が要ります",
        )


def _sentence_at(lines: Sequence[Line], index: int) -> tuple[str, int] | None:
    """The sentence that starts in a line, and the index behind it; quotations may span lines."""
    text = lines[index].text.strip(" \u3000\t")
    if (
        marks.supplement_head(text)
        or _SPACED.match(text)
        or not re.match(r"[第題目前本附付別様同備ア-ン(（]", text)
    ):
        return None
    if _SENTENCE.match(text):
        return (text, index + 1) if any(True for _ in readings(text)) else None
    lined = re.match("別表|別記|様式|目次|同表", text)  # here a line of a quotation is a line of the base
    if not text.endswith("。") and not lined and (wrapped := _wrapped(lines, index)):
        return wrapped
    if not text.endswith("中") and (text.count("「") <= text.count("」") or "中「" not in text):
        return None
    return _over_lines(lines, index)


def _wrapped(lines: Sequence[Line], index: int) -> tuple[str, int] | None:
    """A sentence that the paper breaks into lines: joined up to the line that ends it."""
    text = lines[index].text.strip(" \u3000\t")
    if read_place(text, 0) is None:
        return None
    for stop in range(index + 1, min(index + 12, len(lines))):
        text += lines[stop].text.strip(" \u3000\t")
        if text.endswith("。"):
            fits = _SENTENCE.match(text) and any(True for _ in readings(text))
            return (text, stop + 1) if fits else None
    return None


def _over_lines(lines: Sequence[Line], index: int) -> tuple[str, int] | None:
    text = lines[index].text.strip(" \u3000\t")
    for stop in range(index + 1, min(index + 200, len(lines))):
        text = _continued(text, lines[stop].text.rstrip(" \u3000\t"))
        if _SENTENCE.match(text) and any(True for _ in readings(text)):
            return text, stop + 1
    return None


def _continued(text: str, line: str) -> str:
    """The next line of a sentence: a break inside a quotation belongs to the words."""
    if text.count("「") > text.count("」"):
        return text + "\n" + line
    return text + line.strip(" \u3000\t")


def section_for(kaime: Kaime, title: str, head: str) -> Section:
    """The section that amends the ordinance of this title; `head` is all text above its 本則.

    Raises Unfit when the amending ordinance names another ordinance.
    """
    named = [section for section in kaime.sections if section.name]
    if not named or not title:
        return kaime.sections[0]
    for section in named:
        name = bare(section.name)
        if name == bare(title) or name in bare(head):
            return section
    names = "、".join(f"「{section.name}」" for section in named)
    raise Unfit(
        f"この改め文が改正するのは{names}で、「{title}」ではありません",
        named[0].line,
        "改正の対象と同じ条例の文を渡してください",
    )
