"""Reads the block under a sentence of an 改め文 as provisions, and sets them in the house form."""

from __future__ import annotations

from collections.abc import Sequence

from yoriai.engines.ordinances.applying.house import Dress, House
from yoriai.engines.ordinances.operations import Unfit
from yoriai.engines.ordinances.text.body import parse_body
from yoriai.engines.ordinances.text.lines import Line, appendix_mark, article_mark, container_mark, is_note
from yoriai.engines.ordinances.text.parser import parse_appendix
from yoriai.engines.ordinances.text.tree import Kind, Node


def filled(block: Sequence[Line]) -> list[Line]:
    """The lines of a block that say something."""
    return [line for line in block if line.text.strip(" \u3000\t") and not is_note(line.text)]


def provisions(block: Sequence[Line], *, iroha: bool | None, inside_article: bool) -> list[Node]:
    """The provisions that a block holds: 章, 条, 項, 号 or 細分, whatever it begins with."""
    lines = filled(block)
    part = Node(Kind.MAIN)
    articles = any(article_mark(line.text) or container_mark(line.text) for line in lines)
    if inside_article and not articles:
        part.kind = Kind.PARAGRAPH
    parse_body(part, lines, iroha=iroha)
    return part.children


def appendices(block: Sequence[Line]) -> list[Node]:
    """The 別表 and 様式 that a block holds.

    Raises Unfit when the block does not begin with the head of one.
    """
    lines = filled(block)
    starts = [index for index, line in enumerate(lines) if appendix_mark(line.text) is not None]
    if not starts or starts[0] != 0:
        where = lines[0].number if lines else 0
        raise Unfit(
            "新しい別表・様式が読めません", where, "「別表第１（第３条関係）」のような行で始めてください"
        )
    stops = [*starts[1:], len(lines)]
    return [parse_appendix(lines[start:stop]) for start, stop in zip(starts, stops, strict=True)]


def rows(block: Sequence[Line]) -> list[Node]:
    """Lines of a table, or of a 目次."""
    return [
        Node(Kind.LINE, indent=_indent(line.text), text=line.text.strip(" \u3000"), end=line.end)
        for line in filled(block)
    ]


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \u3000"))]


def plain(block: Sequence[Line]) -> str:
    """The words of a block that is a sentence or a title."""
    return "".join(line.text.strip(" \u3000\t") for line in filled(block))


def settle(node: Node, house: House, dress: Dress) -> Node:
    """Print a new provision as the house prints: marks, indents, line ends; its words through `dress`."""
    node.line = 0
    node.before = house.before(node.kind)
    node.end = house.eol if node.end or node.kind is not Kind.ARTICLE else ""
    node.text = dress(node.text)
    if node.heading is not None:
        _settle_heading(node.heading, house, dress)
    if node.mark:
        _settle_mark(node, house)
    elif node.kind is Kind.LINE and node.text:
        node.indent = house.form(Kind.LINE, "", "indent", node.indent) if not node.indent else node.indent
    for child in node.children:
        settle(child, house, dress)
        child.before = []
    return node


def _settle_heading(heading: Node, house: House, dress: Dress) -> None:
    heading.text = house.dress_heading(dress(heading.text))
    heading.end = house.eol if heading.family != "inline" else ""
    heading.line = 0
    if heading.family != "inline":
        heading.indent = house.form(Kind.HEADING, "", "indent", heading.indent)


def _settle_mark(node: Node, house: House) -> None:
    family = node.family
    if not house.knows(node.kind, family):
        return  # nothing of the kind was here before: it stands as the drafter wrote it
    if node.upto:
        node.mark = dress_numbers(node, house)
    else:
        node.mark = house.mark(node, node.number)
    node.indent = house.form(node.kind, family, "indent", node.indent)
    node.gap = house.form(node.kind, family, "gap", node.gap)


def dress_numbers(node: Node, house: House) -> str:
    """「第5条から第8条まで」 or 「第5条及び第6条」 with the numerals of the house."""
    first, last = house.mark(node, node.number), house.mark(node, node.upto)
    if "から" in node.mark:
        return f"{first}から{last}まで"
    return f"{first}{'、' if '、' in node.mark else '及び'}{last}"
