"""What is to be done, said with the nodes of the old tree; the writer finds the words for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from yoriai.engines.ordinances.operations import Change
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Node


@dataclass
class ChangeWords:
    """Words of a unit, or of the part of it that `part` names."""

    node: Node
    part: str
    changes: list[Change]


@dataclass
class PutAnew:
    """Units, or a part of one, by a block."""

    nodes: list[Node]
    part: str
    block: list[str]


@dataclass
class PutText:
    """A 見出し or 章名 by a quotation."""

    node: Node
    part: str
    new: str


@dataclass
class GiveHeading:
    """A 見出し where there is none; `common` for one that covers several 条."""

    node: Node
    new: str
    common: bool = False


@dataclass
class TakeOut:
    """Units in a row, or a part of one."""

    nodes: list[Node]
    part: str = ""


@dataclass
class Renumber:
    """One unit gets a new number; `under` is its new parent when that changes."""

    node: Node
    number: Number
    under: Node | None = None


@dataclass
class RenumberMany:
    """Units in a row, all by the same distance."""

    nodes: list[Node]
    by: int


@dataclass
class PutIn:
    """New units from a block: after, before, at the end of, or `as` the first of, the anchor."""

    anchor: Node
    where: str
    unit: str
    count: int
    block: list[str]
    number: Number = ()
    sub: str = ""


Act = ChangeWords | PutAnew | PutText | GiveHeading | TakeOut | Renumber | RenumberMany | PutIn


@dataclass
class Group:
    """The acts of one 改正規定; a block ends a sentence, what follows goes on in the next."""

    acts: list[Act] = field(default_factory=list)


def block_of(nodes: Iterable[Node]) -> list[str]:
    """The lines of new units as they will stand, without blank lines and history notes."""
    text = "".join(_plain(node) for node in nodes)
    return [line + "\n" for line in text.split("\n") if line.strip(" \u3000")]


def _plain(node: Node) -> str:
    heading = node.heading
    out = ""
    if heading is not None and heading.family != "inline":
        out += heading.indent + heading.text + "\n"
    out += node.indent + node.mark
    if heading is not None and heading.family == "inline":
        out += heading.indent + heading.text
    out += node.gap + node.text + ("\n" if node.end or not node.mark else "")
    out += "".join(_plain(child) for child in node.children)
    return out if out.endswith("\n") else out + "\n"


def unit_block(node: Node) -> list[str]:
    """One unit; the text of a 第1項, which has no mark, starts with one blank."""
    lines = block_of([node])
    return lines if node.mark or node.indent else ["\u3000" + lines[0], *lines[1:]]
