"""The tree of an ordinance. Every character of the text stays in it, so that it prints back unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from yoriai.engines.ordinances.text.fold import bare
from yoriai.engines.ordinances.text.numerals import Number


class Kind(StrEnum):
    """What a node is. 編 to 目 are title lines in the row of articles, not boxes around them."""

    DOCUMENT = "document"
    FRONT = "front"  # date, number, 公布文, 制定文
    TITLE = "title"
    TOC = "toc"
    PREAMBLE = "preamble"
    MAIN = "main"
    SUPPLEMENT = "supplement"
    APPENDIX = "appendix"  # 別表, 様式
    CONTAINER = "container"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    SUB = "sub"  # 号の細分, any depth
    LINE = "line"  # a line without a mark: wrapped text, a row of a table
    HEADING = "heading"


@dataclass(slots=True)
class Piece:
    """A stretch of text while amendments are made: `=` kept, `+` put in, `-` taken out."""

    text: str
    state: str = "="
    turn: int = 0  # the sentence of the 改め文 that put it in


@dataclass(eq=False)
class Node:
    """One line of the text with what hangs on it.

    Printed: `before`, heading, `indent mark gap text trail end`, `after`, children, `tail`.
    `before` holds blank lines, `after` and `tail` history notes; none of them is text of the ordinance.
    """

    kind: Kind
    number: Number = ()
    upto: Number = ()  # last number of 「第5条から第8条まで　削除」
    indent: str = ""
    mark: str = ""
    gap: str = ""
    text: str = ""
    trail: str = ""
    end: str = ""
    family: str = ""  # of a mark: paren, kanji, kata, iroha, pkata …; of a container: 編 … 目
    line: int = 0  # from 1; 0 for what was put in
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    heading: Node | None = None
    children: list[Node] = field(default_factory=list)
    source: Node | None = field(default=None, repr=False)  # the node of the old text that this one was
    pieces: list[Piece] = field(default_factory=list, repr=False)

    def walk(self) -> Iterator[Node]:
        """This node and all below, in the order of the text, headings included."""
        if self.heading is not None:
            yield self.heading
        yield self
        for child in self.children:
            yield from child.walk()

    def body(self) -> Iterator[Node]:
        """This node and all below without headings."""
        yield self
        for child in self.children:
            yield from child.body()

    def copy(self) -> Node:
        """A copy of the whole branch that remembers where each node came from."""
        return Node(
            self.kind,
            self.number,
            self.upto,
            self.indent,
            self.mark,
            self.gap,
            self.text,
            self.trail,
            self.end,
            self.family,
            self.line,
            list(self.before),
            list(self.after),
            list(self.tail),
            self.heading.copy() if self.heading is not None else None,
            [child.copy() for child in self.children],
            self,
        )


def print_node(node: Node) -> str:
    """The text of a node and all below, byte for byte as it was read."""
    out: list[str] = []
    _print(node, out)
    return "".join(out)


def _print(node: Node, out: list[str]) -> None:
    out += node.before
    heading = node.heading
    if heading is not None and heading.family != "inline":
        _print(heading, out)
    out += (node.indent, node.mark)
    if heading is not None and heading.family == "inline":
        _print(heading, out)
    out += (node.gap, node.text, node.trail, node.end)
    out += node.after
    for child in node.children:
        _print(child, out)
    out += node.tail


def parts(document: Node, kind: Kind) -> list[Node]:
    """The parts of a document that are of one kind, in order."""
    return [child for child in document.children if child.kind is kind]


def part(document: Node, kind: Kind) -> Node | None:
    """The first part of a kind, if there is one."""
    return next((child for child in document.children if child.kind is kind), None)


def canonical(node: Node) -> list[tuple[str, Number, Number, str]]:
    """What a branch says, whatever its layout: kind, numbers and folded text of each unit, no notes."""
    return [
        (each.kind.value, each.number, each.upto, bare(each.text))
        for each in node.walk()
        if each.text or each.number or each.kind is Kind.SUPPLEMENT
    ]
