"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass

from yoriai.engines.ordinances.text.tree import Kind, Node


@dataclass(frozen=True, order=True)
class Finding:
    """Line (from 1) of the checked file, the place in words, and what is the matter."""

    line: int
    place: str
    sentence: str
    rule: str = ""


def place_of(node: Node, parents: dict[int, Node]) -> str:
    """`第3条第2項第1号`, `附則第2項`, `別表第1` for a node of a text."""
    names: list[str] = []
    each: Node | None = node
    while each is not None:
        if name := _name(each, parents.get(id(each))):
            names.insert(0, name)
        each = parents.get(id(each))
    return "".join(names) or "全体"


def _name(node: Node, parent: Node | None) -> str:
    if node.kind is Kind.PARAGRAPH:
        lone = parent is not None and sum(child.kind is Kind.PARAGRAPH for child in parent.children) == 1
        return "" if lone else f"第{node.number[0]}項"
    if node.kind is Kind.ITEM:
        return f"第{node.number[0]}号" + "".join(f"の{value}" for value in node.number[1:])
    fixed = {Kind.SUPPLEMENT: "附則", Kind.TOC: "目次", Kind.TITLE: "題名", Kind.PREAMBLE: "前文"}
    if node.kind in (Kind.ARTICLE, Kind.SUB, Kind.APPENDIX, Kind.CONTAINER):
        return node.mark
    return fixed.get(node.kind, "")


def first_line(node: Node) -> int:
    """The line on which a node or what is below it stands."""
    return next((each.line for each in node.walk() if each.line), 1)
