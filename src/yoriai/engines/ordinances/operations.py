"""The operations of an amendment: one typed list, from which every document is made."""

from __future__ import annotations

from dataclasses import dataclass

from yoriai.engines.ordinances.text.numerals import Number


@dataclass(frozen=True)
class Step:
    """One part of the name of a place: 第3条, 同項, ア, 別表第1, 和室の項.

    `name` is the level of a container (章), the mark of a 細分 (ア), the family of an appendix (別表)
    or the first cell of a row of a table.
    """

    kind: str
    number: Number = ()
    name: str = ""
    same: bool = False


@dataclass(frozen=True)
class Place:
    """A place in the text: steps from outside in; `upto` ends a range; `part` is ただし書, 見出し …"""

    steps: tuple[Step, ...]
    upto: Step | None = None
    part: str = ""
    with_heading: bool = False


@dataclass(frozen=True)
class Change:
    """Words: `olds` become `new` (改める), `olds` go (削る, new is empty), or `new` comes behind (加える)."""

    verb: str  # 改 削 加
    olds: tuple[str, ...]
    new: str = ""


@dataclass(frozen=True)
class Context:
    """「第41条中」before moves: names the place that the following names are read from."""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class Words:
    """「第3条中「A」を「B」に改め、「C」を削り」."""

    places: tuple[Place, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Rewrite:
    """「第4条を次のように改める。」 with its block."""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class RewriteText:
    """「第13条の見出しを「（委任）」に改める。」"""

    place: Place
    new: str


@dataclass(frozen=True)
class Remove:
    """「第9条を削る。」"""

    places: tuple[Place, ...]


@dataclass(frozen=True)
class Move:
    """「第5条を第6条とする。」; of two ranges, each unit goes to the one in its place."""

    place: Place
    to: Place


@dataclass(frozen=True)
class Shift:
    """「第4条から第6条までを2条ずつ繰り下げる。」; `by` is negative for 繰り上げる."""

    places: tuple[Place, ...]
    by: int


@dataclass(frozen=True)
class Add:
    """New provisions from the block. `where`: after, before, end, as (「第1号として」)."""

    place: Place
    where: str
    unit: str = ""  # 条 項 号 章 表 ただし書 後段 各号 … or empty for 「次のように」
    count: int = 0
    target: Place | None = None


@dataclass(frozen=True)
class SetHeading:
    """「第8条に見出しとして「（…）」を付する。」"""

    place: Place
    new: str


Operation = Context | Words | Rewrite | RewriteText | Remove | Move | Shift | Add | SetHeading


@dataclass(frozen=True)
class Sentence:
    """One sentence of the 改め文: its operations, the block under it, and where it was read (from 1)."""

    operations: tuple[Operation, ...]
    block: tuple[str, ...] = ()  # lines with their ends
    line: int = 0
    text: str = ""


class Unfit(Exception):
    """The 改め文 cannot be read, or does not fit its base: the line of the 改め文, and why, in Japanese."""

    def __init__(self, reason: str, line: int = 0, expected: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.expected = expected
