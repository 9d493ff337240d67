"""Takes a sentence of an 改め文 apart: quotations become counters, the rest is matched clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
_Q = "\ue000"
_NAME = "[^\ue000を]"
_LIST = f"{_Q}(?:(?:、|及び|並びに){_Q})*"
_PATTERNS = [
    ("scope", re.compile(rf"(?P<place>{_NAME}+?)(?:の規定)?中(?={_Q}|第|[ア-ン]|[(（]|[0-9]|同)")),
    ("delete", re.compile(rf"(?P<olds>{_LIST})を削[りる]")),
    ("change", re.compile(rf"(?P<olds>{_LIST})を{_Q}に(?:改める?|(?=、))")),
    ("insert", re.compile(rf"{_Q}の[次下]に{_Q}を(?:加える?|(?=、))")),
    ("rewrite", re.compile(rf"(?P<place>{_NAME}+?)を次のように改める?")),
    ("remove", re.compile(rf"(?P<place>{_NAME}+?)を削[りる]")),
    ("shift", re.compile(rf"(?P<place>{_NAME}+?)を(?P<by>{_NUM})[^ず]{{1,2}}ずつ繰り?(?P<way>[上下])げる?")),
    ("heading", re.compile(rf"(?P<place>{_NAME}+?)(?:の前)?に見出しとして{_Q}を付(?:し|する)")),
    ("text", re.compile(rf"(?P<place>{_NAME}+?)を{_Q}に改める?")),
    ("as", re.compile(rf"(?P<place>{_NAME}+?)に(?P<target>[^\ue000をに]+?)として次の[^\ue000]*?加える?")),
    (
        "add",
        re.compile(
            rf"(?P<place>{_NAME}+?)(?P<where>の次に|の前に|に)次の(?P<what>[^\ue000]*?)(?:を|に)(?:加える?|付(?:し|する))"
        ),
    ),
    ("move", re.compile(rf"(?P<place>{_NAME}+?)を(?P<to>{_NAME}+?)と(?:し|する)")),
]
_CLOSE = re.compile("を(?:削|「|次|加|付|、)|に(?:改|、)|の[次下]に「|及び「|並びに「|、「")


class Unreadable(ValueError):
    """A sentence that this applier does not know."""


@dataclass
class Clause:
    """What to do (`verb`), with the named groups of its pattern and its quotations."""

    verb: str
    words: dict[str, str]
    quoted: list[str] = field(default_factory=list)


@dataclass
class Paragraph:
    """A sentence with the lines under it."""

    text: str
    block: list[str]


def paragraphs(kaime: str) -> Iterator[Paragraph]:
    """The sentences of an amending ordinance, up to its own 附則.

    Raises Unreadable for a line that amends in no known wording, unless it stands in a block of new text.
    """
    lines = re.findall(r"[^\r\n]+", kaime)
    lead = next(
        (index for index, line in enumerate(lines) if re.search("の一部を次のように改正する。$", line)), -1
    )
    current: Paragraph | None = None
    for line in lines[lead + 1 :]:
        words = line.strip(" 　\t")
        in_contents = current is not None and "目次を" in current.text and not _has_supplement(current.block)
        if re.fullmatch(r"[附付][ 　]*則", words) and in_contents and current is not None:
            current.block.append(line)
            continue
        if re.fullmatch(r"[附付][ 　]*則", words) and not (
            current and re.search("[附付]則を次のように", current.text)
        ):
            break
        if _is_sentence(words, new_text=current is not None and bool(re.search("次の|として", current.text))):
            if current is not None:
                yield current
            current = Paragraph(words, [])
        elif current is not None:
            current.block.append(line)
    if current is not None:
        yield current


def _has_supplement(block: list[str]) -> bool:
    """Whether the new 目次 has had its 附則 line already."""
    return any(re.fullmatch(r"[附付][ 　]*則", line.strip(" 　")) for line in block)


def _is_sentence(words: str, *, new_text: bool) -> bool:
    if not re.search(r"(?:改める|加える|削る|とする|上げる|下げる|付する)。$", words):
        return False
    if re.match(
        rf"(?:第{_NUM}[条章節項号編款目](?:の{_NUM})*|[ア-ン]|[0-9０-９]+|[(（].{{1,3}}[)）])[ 　]", words
    ):
        return False
    if not re.match(r"[第題目前本附付別様同備ア-ン(（]", words):
        return False
    try:
        clauses(words)
    except Unreadable:
        if new_text:
            return False
        raise
    return True


def clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence in order.

    Raises Unreadable when a clause is none of the known ones.
    """
    text, quoted = _masked(sentence.removesuffix("。"))
    out: list[Clause] = []
    at = used = 0
    while at < len(text):
        for verb, pattern in _PATTERNS:
            match = pattern.match(text, at)
            if match is not None and (
                match.end() == len(text) or verb == "scope" or text[match.end()] in "、，"
            ):
                break
        else:
            raise Unreadable(sentence)
        count = match[0].count(_Q)
        out.append(
            Clause(verb, {k: v or "" for k, v in match.groupdict().items()}, quoted[used : used + count])
        )
        used += count
        at = match.end() + (verb != "scope" and match.end() < len(text))
    return out


def _masked(text: str) -> tuple[str, list[str]]:
    out, quoted = "", []
    at = 0
    while at < len(text):
        if text[at] != "「":
            out += "、" if text[at] == "，" else text[at]
            at += 1
            continue
        close = _close(text, at)
        quoted.append(text[at + 1 : close])
        out += _Q
        at = close + 1
    return out, quoted


def _close(text: str, start: int) -> int:
    depth = 0
    for at in range(start, len(text)):
        depth += {"「": 1, "」": -1}.get(text[at], 0)
        if depth <= 0 and text[at] == "」" and _CLOSE.match(text.replace("，", "、"), at + 1):
            return at
    for at in range(start, len(text)):  # single brackets inside
        if text[at] == "」" and _CLOSE.match(text.replace("，", "、"), at + 1):
            return at
    raise Unreadable(text)
