"""Numbers, 目次 and 見出し."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yoriai.engines.ordinances.checks.finding import Finding, first_line, place_of
from yoriai.engines.ordinances.hane.references import Index
from yoriai.engines.ordinances.text import lines as marks
from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.numerals import NUMBER, Number
from yoriai.engines.ordinances.text.tree import Kind, Node, part, parts

_RANGE = re.compile(rf"第({NUMBER})条((?:の{NUMBER})*)(?:[-~・、]|から|及び)第({NUMBER})条((?:の{NUMBER})*)")
_ONE = re.compile(rf"\(第({NUMBER})条((?:の{NUMBER})*)\)")
_UNITS = {Kind.ARTICLE: "条", Kind.PARAGRAPH: "項", Kind.ITEM: "号", Kind.SUB: "細分"}


def numbering(root: Node, index: Index) -> Iterator[Finding]:
    """Gaps, doubles and wrong order of 条, 項, 号 and 細分."""
    for node in root.walk():
        for kind in _UNITS:
            units = [child for child in node.children if child.kind is kind]
            yield from _row(units, index)


def _row(units: Sequence[Node], index: Index) -> Iterator[Finding]:
    previous: Number = (0,)
    for node in units:
        if not follows(previous, node.number):
            what = "同じ番号が重なっています" if node.number == previous else "番号が続いていません"
            wanted = _wanted(previous, node)
            yield Finding(first_line(node), place_of(node, index.parents), f"{what}。{wanted}", "番号")
        previous = node.upto or node.number


def follows(left: Number, right: Number) -> bool:
    """Whether a number may come right behind another: 3 -> 4, 3の2; 3の2 -> 3の3, 3の2の2, 4."""
    if right == (left[0] + 1,):
        return True
    if right[:-1] == left and right[-1] == 2:
        return True
    return any(right == (*left[:cut], left[cut] + 1) for cut in range(1, len(left)))


def _wanted(previous: Number, node: Node) -> str:
    unit = _UNITS[node.kind]
    if unit == "細分":
        return "直前の記号の次の記号にしてください。"
    name = f"第{previous[0] + 1}{unit}"
    return f"{name}となるはずです。"


def contents(root: Node, _index: Index) -> Iterator[Finding]:
    """目次 against 章 and the 条 under them."""
    toc, main = part(root, Kind.TOC), part(root, Kind.MAIN)
    if toc is None or main is None:
        return
    lines = [child for child in toc.children if marks.container_mark(child.text)]
    titles = [child for child in main.children if child.kind is Kind.CONTAINER]
    if len(lines) != len(titles):
        yield Finding(
            first_line(toc), "目次", f"目次には章や節が{len(lines)}、本則には{len(titles)}あります。", "目次"
        )
        return
    for line, title in zip(lines, titles, strict=True):
        yield from _toc_line(line, title, main)


def _toc_line(line: Node, title: Node, main: Node) -> Iterator[Finding]:
    words = bare(line.text)
    if not words.startswith(bare(title.mark + title.text)):
        yield Finding(
            line.line,
            "目次",
            f"「{line.text.strip()}」が本則の「{title.mark}　{title.text}」と合いません。",
            "目次",
        )
    articles = _articles_under(main, title)
    said = _RANGE.search(words) or _ONE.search(words)
    if said is None or not articles:
        return
    first = marks.branch(said[1], said[2])
    last = marks.branch(said[3], said[4]) if said.re is _RANGE else first
    if (first, last) != (articles[0].number, articles[-1].upto or articles[-1].number):
        covered = f"{articles[0].mark}から{articles[-1].mark}まで"
        text = f"「{line.text.strip()}」の条の範囲が、本則の{covered}と合いません。"
        yield Finding(line.line, "目次", text, "目次")


def _articles_under(main: Node, title: Node) -> list[Node]:
    at = next(index for index, each in enumerate(main.children) if each is title)
    found = []
    for each in main.children[at + 1 :]:
        if each.kind is Kind.CONTAINER and marks.LEVELS.index(each.family) <= marks.LEVELS.index(
            title.family
        ):
            break
        if each.kind is Kind.ARTICLE:
            found.append(each)
    return found


def headings(root: Node, index: Index) -> Iterator[Finding]:
    """見出し equal to that of the 条 before (共通見出し?), or missing on the first of many."""
    for holder in parts(root, Kind.MAIN):
        articles = [each for each in holder.children if each.kind is Kind.ARTICLE]
        with_heading = [each for each in articles if each.heading is not None]
        for left, right in pairwise(articles):
            same = left.heading and right.heading and bare(left.heading.text) == bare(right.heading.text)
            if same:
                place = place_of(right, index.parents)
                yield Finding(
                    first_line(right),
                    place,
                    "見出しが直前の条と同じです。共通見出しにするか、書き分けてください。",
                    "見出し",
                )
        first = articles[0] if articles else None
        if first is not None and first.heading is None and len(with_heading) * 2 > len(articles):
            yield Finding(
                first_line(first),
                first.mark,
                "ほかの条には見出しがありますが、この条にはありません。",
                "見出し",
            )
