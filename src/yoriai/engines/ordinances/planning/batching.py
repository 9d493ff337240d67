"""Units of a row and their moves: the outermost spelled out, the others batched from four on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from yoriai.engines.ordinances.planning.acts import Act, Renumber, RenumberMany, TakeOut
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Kind, Node

#: from this many consecutive units on, moves are batched
BATCH = 4


@dataclass
class Entry:
    """One unit: kept (old and new), removed (old) or added (new), with what changes inside."""

    old: Node | None
    new: Node | None
    inner: list[Act] = field(default_factory=list)
    also: list[Node] = field(default_factory=list)  # further old units that a rewrite takes in
    then: list[Act] = field(default_factory=list)  # what follows the move

    @property
    def kept(self) -> bool:
        return self.old is not None and self.new is not None

    @property
    def way(self) -> int:
        """1 when the unit moves down, -1 up, 0 when it keeps its number."""
        if self.old is None or self.new is None or self.old.number == self.new.number:
            return 0
        return 1 if self.new.number > self.old.number else -1


def taken(gone: list[Node]) -> list[Act]:
    """The removal of units in a row."""
    return [TakeOut(list(gone))] if gone else []


def moves(pure: Sequence[Entry]) -> list[Act]:
    """Pure moves in the order given: the outermost spelled out, the others batched from four on."""
    acts: list[Act] = []
    chunk: list[Entry] = []
    for entry in pure:
        if chunk and _distance(chunk[-1]) != _distance(entry):
            acts += _chunk(chunk)
            chunk = []
        chunk.append(entry)
    return acts + _chunk(chunk)


def _distance(entry: Entry) -> int | None:
    """How far the first number moves when the branch numbers stay; None when more changes."""
    assert entry.old is not None and entry.new is not None
    old, new = entry.old.number, entry.new.number
    if not old or not new or old[1:] != new[1:]:
        return None  # 「別表」 has no number
    return new[0] - old[0]


def _chunk(chunk: Sequence[Entry]) -> list[Act]:
    units = [(each.old, each.new.number) for each in chunk if each.old is not None and each.new is not None]
    by = _distance(chunk[0]) if chunk else None
    if len(units) < BATCH or by is None:
        return [Renumber(old, number) for old, number in units]
    if units[0][0].kind is Kind.SUB:
        return [RenumberMany(_ascending([old for old, _ in units]), by)]
    alone, many = _batched(units[1:])
    rest = [RenumberMany(_ascending([old for old, _ in many]), by)] if many else []
    first = [Renumber(old, number) for old, number in [units[0], *alone[0]]]
    return [*first, *rest, *(Renumber(old, number) for old, number in alone[1])]


_Units = list[tuple[Node, Number]]


def _batched(units: _Units) -> tuple[tuple[_Units, _Units], _Units]:
    """What is moved one by one before and behind a batch, and the batch.

    A range begins with a plain number and has three of them: 「第5条の2から…まで」 would be read as 枝番.
    """
    plain = [at for at, (old, _) in enumerate(units) if len(old.number) == 1]
    if len(plain) < BATCH - 1:
        return (units, []), []
    down = units[0][0].number > units[-1][0].number
    if down:
        return ([], units[plain[-1] + 1 :]), units[: plain[-1] + 1]
    return (units[: plain[0]], []), units[plain[0] :]


def _ascending(nodes: list[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: node.number)
