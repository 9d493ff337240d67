"""Text -> tree: 題名, 目次, 前文, 本則, 附則, 別表, 様式."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from yoriai.engines.ordinances.text import lines as marks
from yoriai.engines.ordinances.text.body import parse_body
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.lines import Line, split_lines
from yoriai.engines.ordinances.text.tree import Kind, Node

_TITLE_ENDS = ("条例", "規則", "規程", "要綱", "要領", "法律", "法", "令", "憲章", "基準", "宣言", "告示")
_ENACTING = ("公布する。", "全部を改正する。", "制定する。", "次のように定める。", "をここに定める。")
_CIRCLES = "○◯〇●◎"
#: editions put one circle before a title; 「○○市」 is the name of a town
_BEFORE_TITLE = re.compile(rf"[ \u3000\t]*(?:[{_CIRCLES}](?![{_CIRCLES}]))?[ \u3000\t]*")


#: titles from 編 (level 0) down to a line of the 目次: level, and number or words
_Path = tuple[tuple[int, object], ...]


def parse(text: str) -> Node:
    """The tree of an ordinance; `print_node` of it gives the text back, whatever the text is.

    The tree is complete only for text that is an ordinance; `checks` says what looks wrong in it.
    """
    root = Node(Kind.DOCUMENT)
    if text.startswith("\ufeff"):
        root.before, text = ["\ufeff"], text[1:]
    lines = split_lines(text)
    body = _find_body(lines)
    _parse_front(root, lines[:body])
    _parse_rest(root, lines[body:])
    return root


def _find_body(lines: Sequence[Line]) -> int:
    """Index of the line where 本則 begins."""
    toc_end = _toc_end(lines)
    for index in range(toc_end, len(lines)):
        text = lines[index].text
        if marks.supplement_head(text) or _starts_appendix(text):
            return _articleless_start(lines, toc_end, index)
        if marks.article_mark(text) or marks.container_mark(text):
            return _before_heading(lines, index, toc_end)
    return _articleless_start(lines, toc_end, len(lines))


def _toc_end(lines: Sequence[Line]) -> int:
    head = next((index for index, line in enumerate(lines) if marks.toc_head(line.text)), None)
    if head is None:
        return 0
    seen: set[_Path] = set()
    path: _Path = ()
    for index in range(head + 1, len(lines)):
        text = lines[index].text
        if not text.strip():
            continue
        path = _toc_path(path, text)
        if not _in_toc(text) or path in seen:
            return index
        seen.add(path)
        if marks.supplement_head(text):
            return index + 1
    return len(lines)


def _toc_path(path: _Path, text: str) -> _Path:
    """The titles from 編 down to this line: 第1節 may come again under the next 章, 第1章 only in 本則."""
    mark = marks.container_mark(text)
    if mark is None:
        return ((9, bare(text)),)
    level = marks.LEVELS.index(mark.kind)
    return (*(each for each in path if each[0] < level), (level, mark.number))


def _in_toc(text: str) -> bool:
    head = (
        marks.supplement_head(text)
        or _starts_appendix(text)
        or bare(text).startswith(("前文", "附則", "本則"))
    )
    return bool(head or (marks.container_mark(text) and not marks.is_note(text)))


def _before_heading(lines: Sequence[Line], index: int, floor: int) -> int:
    """The heading above the first 条, and the blank lines above that, belong to 本則."""
    start = index
    while start > floor and (not lines[start - 1].text.strip() or marks.is_note(lines[start - 1].text)):
        start -= 1
    if start > floor and marks.HEADING.match(lines[start - 1].text):
        return _back_over_blank(lines, start - 1, floor)
    return _back_over_blank(lines, index, floor)


def _back_over_blank(lines: Sequence[Line], index: int, floor: int) -> int:
    while index > floor and not lines[index - 1].text.strip():
        index -= 1
    return index


def _articleless_start(lines: Sequence[Line], floor: int, stop: int) -> int:
    """本則 without 条: from the first sentence, or numbered 項, that does not enact."""
    title = _title_index(lines[:stop])
    for index in range(max(floor, title + 1), stop):
        text = lines[index].text.strip(" \u3000")
        sentence = text.endswith("。") and not text.endswith(_ENACTING)
        if sentence or marks.paragraph_mark(text) or marks.item_marks(text):
            return index
    return stop


def _title_index(lines: Sequence[Line]) -> int:
    """The line of the 題名; -1 when there is none."""
    first = -1
    for index, line in enumerate(lines):
        words = line.text.strip(" \u3000\t" + _CIRCLES)
        if not words or "。" in words or marks.is_note(line.text) or marks.toc_head(line.text):
            continue
        if words.split("（")[0].split("(")[0].endswith(_TITLE_ENDS):
            return index
        if first < 0 and not _is_date(words):
            first = index
    return first


def _is_date(words: str) -> bool:
    return words.endswith(("日", "号")) or "条例第" in words


def _parse_front(root: Node, lines: Sequence[Line]) -> None:
    toc = next((index for index, line in enumerate(lines) if marks.toc_head(line.text)), len(lines))
    title = _title_index(lines[:toc])
    toc_end = _toc_end(lines)
    front: Node | None = None
    for index, line in enumerate(lines):
        if index == title:
            root.children.append(_title(line))
            front = None
            continue
        kind = _front_kind(index, line, toc, toc_end)
        if front is not None and front.kind is Kind.PREAMBLE and line.text.strip().endswith("。"):
            kind = Kind.PREAMBLE  # 「ここに、この条例を制定する。」 closes a 前文
        if not line.text.strip() and front is not None:
            kind = front.kind
        if front is None or front.kind is not kind:
            front = Node(kind)
            root.children.append(front)
        front.children.append(_line(line))


def _front_kind(index: int, line: Line, toc: int, toc_end: int) -> Kind:
    if toc <= index < toc_end:
        return Kind.TOC
    words = line.text.strip(" \u3000")
    if words.endswith("。") and not words.endswith(_ENACTING) and not marks.is_note(line.text):
        return Kind.PREAMBLE
    return Kind.FRONT


def _title(line: Line) -> Node:
    head = _BEFORE_TITLE.match(line.text)
    words = line.text[head.end() :] if head is not None else line.text
    text, trail = marks.trailing(words)
    indent = line.text[: len(line.text) - len(words)]
    return Node(Kind.TITLE, indent=indent, text=text, trail=trail, end=line.end, line=line.number)


def _line(line: Line) -> Node:
    words = line.text.lstrip(" \u3000")
    if marks.is_note(line.text):
        return Node(Kind.LINE, before=[line.text + line.end], line=line.number)
    text, trail = marks.trailing(words)
    indent = line.text[: len(line.text) - len(words)]
    return Node(Kind.LINE, indent=indent, text=text, trail=trail, end=line.end, line=line.number)


def _parse_rest(root: Node, lines: Sequence[Line]) -> None:
    cuts = [0, *(index for index, line in enumerate(lines) if index and _starts_part(line.text)), len(lines)]
    if lines and _starts_part(lines[0].text):
        root.children.append(Node(Kind.MAIN))
    for start, stop in pairwise(cuts):
        if start < stop:
            root.children.append(_parse_part(lines[start:stop]))
    _pull_tails(root)


def _starts_part(text: str) -> bool:
    return marks.supplement_head(text) or _starts_appendix(text)


def _starts_appendix(text: str) -> bool:
    return marks.appendix_mark(text) is not None


def _parse_part(lines: Sequence[Line]) -> Node:
    head = lines[0]
    if marks.supplement_head(head.text):
        return parse_body(_supplement(head), lines[1:])
    mark = marks.appendix_mark(head.text)
    if mark is None:
        return parse_body(Node(Kind.MAIN), lines)
    return parse_appendix(lines)


def _supplement(line: Line) -> Node:
    words = line.text.lstrip(" \u3000\t")
    indent = line.text[: len(line.text) - len(words)]
    return Node(Kind.SUPPLEMENT, indent=indent, text=words, end=line.end, line=line.number)


def parse_appendix(lines: Sequence[Line]) -> Node:
    """A 別表 or 様式: its head, and every line below as it is."""
    mark = marks.appendix_mark(lines[0].text)
    assert mark is not None
    text, trail = marks.trailing(mark.rest)
    node = Node(
        Kind.APPENDIX,
        mark.number,
        (),
        mark.indent,
        mark.mark,
        mark.gap,
        text,
        trail,
        lines[0].end,
        marks.appendix_family(mark.mark),
        lines[0].number,
    )
    pending: list[str] = []
    for line in lines[1:]:
        if not line.text.strip() or marks.is_note(line.text):
            pending.append(line.text + line.end)
            continue
        row = _line(line)
        row.before, pending = pending, []
        node.children.append(row)
    node.tail = pending
    return node


def _pull_tails(root: Node) -> None:
    """Blank lines at the end of a part stand before the next part."""
    previous: Node | None = None
    for child in root.children:
        if previous is not None and previous.tail and child.kind in (Kind.SUPPLEMENT, Kind.APPENDIX):
            blank = _blank_from(previous.tail)
            child.before = previous.tail[blank:] + child.before
            del previous.tail[blank:]
        previous = child


def _blank_from(lines: list[str]) -> int:
    index = len(lines)
    while index and not lines[index - 1].strip():
        index -= 1
    return index
