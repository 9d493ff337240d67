"""The text as a flat list of rows, each with an address; nothing here comes from the tree parser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from yoriai.engines.ordinances.second.digits import numbers, plain

_NUM = r"(?:[0-9０-９]+|[〇一二三四五六七八九十百千]+)"
_BRANCH = rf"(?:の{_NUM})*"
_ARTICLE = re.compile(
    rf"^[ 　\t]*(第{_NUM}条{_BRANCH}(?:(?:から|及び|、)第{_NUM}条{_BRANCH}(?:まで)?)?)"
    rf"(?:[ 　\t]+|$|(?=[（(][^（）()。]*[）)](?:[ 　]|$)))"
)
_TITLE_LINE = re.compile(rf"^[ 　\t]*(第{_NUM}([編章節款目]){_BRANCH})(?:[ 　\t]|$)")
_INLINE = re.compile(r"([（(][^（）()。]{1,38}[）)])(?:[ 　\t]+|$)")
_HEADING = re.compile(r"^[ 　\t]*[（(〔][^。]*[)）〕][ 　\t]*$")
_NOTE = re.compile(
    r"^[ 　]*(?:注[ 　]|抄$|[（(〔\[【].*(?:改正|追加|全改|繰上|繰下|削除|・旧).*[)）〕\]】]$)"
)
_PARAGRAPH = re.compile(r"^[ 　\t]*([0-9０-９]+)(?:[ 　\t]+|(?=[^0-9０-９ 　\t,，.．%％、。]))(?=.)")
_SUPPLEMENT = re.compile(r"^[ 　\t]*[附付][ 　]*則(?:[ 　]*[（(].*[）)])?(?:[ 　]*抄)?[ 　]*$")
_APPENDIX = re.compile(
    rf"^[ 　\t]*(別表|別記様式|別記|別図|様式|付表|附表|第{_NUM}号{_BRANCH}様式)"
    rf"((?:[ 　]*第?{_NUM}(?:号様式|号|表)?{_BRANCH})?)(?:[ 　]|[（(]|$)"
)
_MARKS = [
    (
        "n",
        re.compile(
            r"^[ 　\t]*([(（][0-9０-９]+(?:の[0-9０-９]+)*[)）]"
            r"(?:の[0-9０-９]+)*|[⑴-⒇](?:の[0-9０-９]+)*)[ 　\t]*"
        ),
    ),
    ("o", re.compile(r"^[ 　\t]*([①-⑳㉑-㉟㊱-㊿])[ 　\t]*")),
    ("m", re.compile(r"^[ 　\t]*([(（][一二三四五六七八九十]+[)）])[ 　\t]*")),
    ("k", re.compile(r"^[ 　\t]*([〇一二三四五六七八九十百千]+(?:の[一二三四五六七八九十]+)*)[ 　\t]+")),
    ("q", re.compile(r"^[ 　\t]*([(（][ア-ン][)）])[ 　\t]*")),
    ("a", re.compile(r"^[ 　\t]*([ア-ン](?:の[0-9０-９]+)*)[ 　\t]+")),
    ("w", re.compile(r"^[ 　\t]*([(（][a-zａ-ｚ]+[)）])[ 　\t]*")),
    ("z", re.compile(r"^[ 　\t]*([a-zａ-ｚ])[ 　\t]+")),
]


@dataclass
class Row:
    """A row of text: what kind (A P I S, h heading, c 章, L line, n nothing …), its address, its words."""

    kind: str
    head: str
    body: str
    end: str
    part: str = ""
    at: dict[str, Any] = field(default_factory=dict)  # A: numbers, P: numbers, I: numbers, S: names
    fresh: bool = False


@dataclass
class Scan:
    """State while rows are read."""

    part: str = "front"
    at: dict[str, Any] = field(default_factory=dict)
    families: list[str] = field(default_factory=list)
    plain_paragraphs: bool = True
    supplements: int = 0
    last: str = "。"


def rows_of(text: str, *, part: str = "") -> list[Row]:
    """Rows of a whole ordinance, or of a block (`part` given) that continues that part."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", text)
    scan = Scan(part or "front")
    out: list[Row] = []
    start = 0 if part else _body_start(lines)
    for index, line in enumerate(lines):
        words = line.rstrip("\r\n")
        end = line[len(words) :]
        if index < start:
            out.append(_front(words, end, out))
            continue
        if index == start and not part:
            scan.part = "main"
        out += _row(words, end, lines, index, scan)
    return out


def _body_start(lines: list[str]) -> int:
    """The first 条 or 章 outside the 目次; without any, the first sentence or 附則."""
    seen: set[str] = set()
    path = ""
    toc = False
    first_sentence = None
    for index, line in enumerate(lines):
        words = plain(line).strip()
        if re.fullmatch(r"目 *次", words):
            toc = True
            continue
        if _TITLE_LINE.match(line):
            path = _under(path, line)
            if not toc or path in seen:
                return index
            seen.add(path)
            continue
        if _SUPPLEMENT.match(line.rstrip("\r\n")):
            if not toc:
                return index if first_sentence is None else first_sentence
            toc = False
            continue
        if _ARTICLE.match(line.rstrip("\r\n")):
            return _heading_above(lines, index)
        ends = words.endswith("。") and not words.endswith(("公布する。", "全部を改正する。", "定める。"))
        if first_sentence is None and (ends or (_PARAGRAPH.match(words) and index)):
            first_sentence = index
        if _APPENDIX.match(line.rstrip("\r\n")) and not toc:
            return index if first_sentence is None else first_sentence
    return len(lines) if first_sentence is None else first_sentence


def _under(path: str, line: str) -> str:
    """The titles above a line of the 目次 and its own: `第1章/第2節`."""
    title = _TITLE_LINE.match(line)
    assert title is not None
    order = "編章節款目"
    outer = [each for each in path.split("/") if each and order.index(each[0]) < order.index(title[2])]
    return "/".join([*outer, title[2] + ",".join(map(str, numbers(title[1])))])


def _heading_above(lines: list[str], index: int) -> int:
    at = index
    while at and not lines[at - 1].strip():
        at -= 1
    return at - 1 if at and _HEADING.match(lines[at - 1].rstrip("\r\n")) else index


def _front(words: str, end: str, before: list[Row]) -> Row:
    text = plain(words).strip()
    part = "front"
    if any(row.part == "toc" for row in before) or re.fullmatch(r"目 *次", text):
        part = "toc"
        if text.endswith("。"):
            part = "preamble"
    elif text.endswith("。"):
        part = "preamble"
    if before and before[-1].part == "preamble" and text:
        part = "preamble"
    return Row(
        "L" if text else "n",
        words[: len(words) - len(words.lstrip(" 　○◯〇"))],
        words.lstrip(" 　○◯〇"),
        end,
        part,
    )


def _row(words: str, end: str, lines: list[str], index: int, scan: Scan) -> list[Row]:
    if not words.strip(" 　\t") or _NOTE.match(words):
        return [Row("n", "", words, end, scan.part)]
    if _SUPPLEMENT.match(words):
        scan.supplements += 1
        scan.part, scan.at, scan.families, scan.last = f"supplement{scan.supplements}", {}, [], "。"
        return [Row("U", "", words, end, scan.part)]
    if (match := _APPENDIX.match(words)) and "。" not in words:
        name = ("様式" if "様式" in match[1] else match[1]) + ",".join(map(str, numbers(match[1] + match[2])))
        scan.part, scan.at = f"appendix:{name}", {}
        return [Row("X", words[: match.end(2)], words[match.end(2) :], end, scan.part)]
    if scan.part.startswith("appendix"):
        indent = len(words) - len(words.lstrip(" 　"))
        return [Row("L", words[:indent], words[indent:], end, scan.part)]
    return _provision(words, end, lines, index, scan)


def _provision(words: str, end: str, lines: list[str], index: int, scan: Scan) -> list[Row]:
    if match := _TITLE_LINE.match(words):
        scan.at, scan.families = {}, []
        return [
            Row(
                "c",
                words[: match.end(1)],
                words[match.end(1) :],
                end,
                scan.part,
                {"level": match[2], "n": numbers(match[1])},
            )
        ]
    if match := _ARTICLE.match(words):
        ends = [numbers(each) for each in re.split("から|及び|、", match[1])]
        scan.at = {"A": ends[0]} | ({"Z": ends[1]} if len(ends) > 1 else {})
        scan.families = []
        scan.plain_paragraphs = not _has_second(lines, index)
        scan.last = words
        first = Row("A", words[: match.end()], "", "", scan.part, dict(scan.at))
        scan.at["P"] = (1,)
        inline = _INLINE.match(words, match.end())
        cut = inline.end() if inline else match.end()
        middle = (
            [Row("i", "", inline[1], words[match.end() + len(inline[1]) : cut], scan.part)] if inline else []
        )
        return [first, *middle, Row("P", "", words[cut:], end, scan.part, dict(scan.at))]
    if (
        _HEADING.match(words)
        and not any(p.match(words) for f, p in _MARKS if f in "nmq")
        and _next_is_unit(lines, index, scan)
    ):
        return [Row("h", words[: len(words) - len(words.lstrip(" 　"))], words.strip(" 　"), end, scan.part)]
    return [_lower(words, end, scan)]


def _has_second(lines: list[str], index: int) -> bool:
    for line in lines[index + 1 :]:
        words = line.rstrip("\r\n")
        if (
            _ARTICLE.match(words)
            or _TITLE_LINE.match(words)
            or _SUPPLEMENT.match(words)
            or _APPENDIX.match(words)
        ):
            return False
        if (match := _PARAGRAPH.match(line)) and numbers(match[1]) == (2,):
            return True
    return False


def _next_is_unit(lines: list[str], index: int, scan: Scan) -> bool:
    following = next(
        (
            line.rstrip("\r\n")
            for line in lines[index + 1 : index + 6]
            if line.strip() and not _NOTE.match(line)
        ),
        "",
    )
    if _ARTICLE.match(following):
        return True
    return "A" not in scan.at and bool(following) and not _HEADING.match(following)


def _lower(words: str, end: str, scan: Scan) -> Row:
    if match := _PARAGRAPH.match(words):
        scan.at = {key: value for key, value in scan.at.items() if key == "A"} | {"P": numbers(match[1])}
        scan.families, scan.last = [], words
        return Row("P", words[: match.end()], words[match.end() :], end, scan.part, dict(scan.at))
    found = [(family, match) for family, pattern in _MARKS if (match := pattern.match(words))]
    if found and ("P" in scan.at or "A" in scan.at or not scan.part.startswith("supplement")):
        family, match = next((each for each in found if each[0] in scan.families), found[0])
        return _marked(words, end, family, match, scan)
    return _unmarked(words, end, scan)


def _marked(words: str, end: str, family: str, match: re.Match[str], scan: Scan) -> Row:
    if family in scan.families:
        scan.families = scan.families[: scan.families.index(family) + 1]
    else:
        scan.families.append(family)
    depth = len(scan.families)
    names: tuple[str, ...] = tuple(scan.at.get("S", ()))[: depth - 2]
    if depth == 1:
        scan.at.pop("S", None)
        scan.at["I"] = numbers(match[1]) or (plain(match[1]),)
    else:
        scan.at["S"] = (*names, plain(match[1]))
    scan.last = words
    return Row(
        "I" if depth == 1 else "S", words[: match.end()], words[match.end() :], end, scan.part, dict(scan.at)
    )


def _unmarked(words: str, end: str, scan: Scan) -> Row:
    indent = len(words) - len(words.lstrip(" 　\t"))
    text = words[indent:]
    done = scan.last.endswith(("。", "）", ")")) or bool(scan.families)
    alone = "A" not in scan.at and "P" not in scan.at
    if text.endswith(("。", "。）", "。)")) and (
        (done and scan.plain_paragraphs and "A" in scan.at) or alone
    ):
        before = scan.at.get("P", (0,))
        scan.at = {key: value for key, value in scan.at.items() if key == "A"} | {"P": (before[0] + 1,)}
        scan.families, scan.last = [], words
        return Row("P", words[:indent], text, end, scan.part, dict(scan.at))
    scan.last = words
    return Row("L", words[:indent], text, end, scan.part, dict(scan.at))
