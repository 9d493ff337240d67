"""Units of one row: which stay, move, go and come, in the order of the rules (moves down from the back)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

from yoriai.engines.ordinances.planning.acts import (
    Act,
    Group,
    PutAnew,
    PutIn,
    unit_block,
)
from yoriai.engines.ordinances.planning.batching import Entry, moves, taken
from yoriai.engines.ordinances.text.numerals import Number
from yoriai.engines.ordinances.text.tree import Node

Place = Callable[[Sequence[Node], "Entry | None", "Entry | None"], list[Act]]


def rewrites(pairs: Sequence[tuple[Node | None, Node | None]]) -> list[Entry]:
    """Entries; a removal and an addition of the same number between the same neighbours is a rewrite."""
    out: list[Entry] = []
    gap: list[Entry] = []
    for old, new in pairs:
        if old is not None and new is not None:
            out += _rewritten(gap)
            out.append(Entry(old, new))
            gap = []
        else:
            gap.append(Entry(old, new))
    return out + _rewritten(gap)


def _rewritten(gap: list[Entry]) -> list[Entry]:
    gone = [entry for entry in gap if entry.new is None]
    come = [entry for entry in gap if entry.old is None]
    out: list[Entry] = []
    used: set[int] = set()
    for entry in come:
        assert entry.new is not None
        over = [each for each in gone if each.old is not None and _covers(entry.new, each.old.number)]
        if over and not any(id(each) in used for each in over):
            used |= {id(each) for each in over}
            olds = [each.old for each in over if each.old is not None]
            out.append(Entry(olds[0], entry.new, [PutAnew(olds, "", unit_block(entry.new))], olds[1:]))
        else:
            out.append(entry)
    rest = [entry for entry in gone if id(entry) not in used]
    return sorted(out + rest, key=_position)


def _covers(new: Node, number: Number) -> bool:
    return new.number == number or bool(new.upto and new.number <= number <= new.upto)


def _position(entry: Entry) -> tuple[Number, int]:
    if entry.new is None:
        assert entry.old is not None
        return entry.old.number, 0
    return entry.new.number, 1


def whole(entry: Entry) -> bool:
    """Whether the unit is put anew as a whole."""
    return any(isinstance(act, PutAnew) and not act.part and act.nodes[0] is entry.old for act in entry.inner)


def split_rewritten_movers(entries: Sequence[Entry]) -> list[Entry]:
    """A unit that is put anew cannot move in the same breath: it goes, and comes at its new place."""
    out: list[Entry] = []
    for entry in entries:
        if entry.way and whole(entry):
            out += [Entry(entry.old, None), Entry(None, entry.new)]
        else:
            out.append(entry)
    return out


def runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Cut where a unit stays in place, and where moves change direction."""
    out: list[list[Entry]] = []
    current: list[Entry] = []
    for entry in entries:
        if entry.kept and not entry.way:
            out += [*_by_way(current), [entry]]
            current = []
        else:
            current.append(entry)
    return [run for run in [*out, *_by_way(current)] if run]


def _by_way(run: list[Entry]) -> list[list[Entry]]:
    """Between moves down and moves up all goes with the first; between up and down, additions go last."""
    out: list[list[Entry]] = []
    part: list[Entry] = []
    way = 0
    waiting: list[Entry] = []
    for entry in run:
        if not entry.way:
            waiting.append(entry)
            continue
        if way and entry.way != way:
            early = [each for each in waiting if way > 0 or each.new is None]
            out.append([*part, *early])
            part, waiting = [], [each for each in waiting if each not in early]
        part += [*waiting, entry]
        waiting, way = [], entry.way
    return [*out, [*part, *waiting]]


def direction(run: Sequence[Entry]) -> int:
    """1 for a run that goes down (worked from the back), else -1."""
    return next((entry.way for entry in run if entry.way), -1)


class Row:
    """Plans one row of units. `place` says how units come in between two entries."""

    def __init__(self, entries: Sequence[Entry], place: Place) -> None:
        self.entries = split_rewritten_movers(entries)
        self.place = place

    def groups(self) -> list[Group]:
        """One group for each unit that stays and changes, one for each run of moves."""
        out = []
        for run in runs(self.entries):
            acts = self._run(run)
            if acts:
                out.append(Group(acts))
        return out

    def acts(self) -> list[Act]:
        """All acts in one list, for rows inside a 条."""
        return [act for group in self.groups() for act in group.acts]

    def _run(self, run: Sequence[Entry]) -> list[Act]:
        if len(run) == 1 and run[0].kept and not run[0].way:
            return run[0].inner
        return self._down(run) if direction(run) > 0 else self._up(run)

    def _neighbours(self, first: Entry, last: Entry) -> tuple[Entry | None, Entry | None]:
        """The kept units right before and behind a stretch of entries."""
        low = next(at for at, each in enumerate(self.entries) if each is first)
        high = next(at for at, each in enumerate(self.entries) if each is last)
        before = next((each for each in reversed(self.entries[:low]) if each.kept), None)
        after = next((each for each in self.entries[high + 1 :] if each.kept), None)
        return before, after

    def _come(self, added: Sequence[Entry]) -> list[Act]:
        if not added:
            return []
        before, after = self._neighbours(added[0], added[-1])
        return self.place([each.new for each in added if each.new is not None], before, after)

    def _named_again(self, entry: Entry, behind: Sequence[Entry]) -> bool:
        """Whether what comes in is put 「同条の次に」, so that the unit must be moved by itself."""
        added = list(takewhile(lambda each: each.old is None, behind))
        return any(isinstance(act, PutIn) and act.anchor is entry.old for act in self._come(added))

    def _down(self, run: Sequence[Entry]) -> list[Act]:
        acts: list[Act] = []
        added: list[Entry] = []
        pure: list[Entry] = []
        gone: list[Node] = []
        for entry in reversed(run):
            if entry.old is None:
                added.insert(0, entry)
                continue
            if entry.new is None:
                acts += moves(pure)
                pure = []
                gone.insert(0, entry.old)
                continue
            acts += taken(gone)
            gone = []
            if _ends_in_block(entry.inner) and not entry.then and not added:
                acts += [*moves(pure), *entry.inner]  # the move opens the next sentence
                pure = [entry]
            elif entry.inner or entry.then or added:
                # what is named again right away, as 同条, is moved by itself
                acts += [*moves(pure), *entry.inner, *moves([entry]), *entry.then]
                pure = []
            else:
                pure.append(entry)
            acts += self._come(added)
            added = []
        return acts + moves(pure) + taken(gone) + self._come(added)

    def _up(self, run: Sequence[Entry]) -> list[Act]:
        acts: list[Act] = []
        added: list[Entry] = []
        pure: list[Entry] = []
        gone: list[Node] = []
        ordered = _removals_first(run)
        for at, entry in enumerate(ordered):
            if entry.old is None:
                added.append(entry)
                continue
            if entry.new is None:
                acts += moves(pure)
                pure = []
                gone.append(entry.old)
                continue
            acts += taken(gone)
            gone = []
            if added:
                acts += moves(pure) + self._come(added)
                pure, added = [], []
            named_again = self._named_again(entry, ordered[at + 1 :])
            if _ends_in_block(entry.inner) and not entry.then and not named_again:
                acts += [*moves(pure), *entry.inner]
                pure = [entry]
            elif entry.inner or entry.then or named_again:
                acts += [*moves(pure), *entry.inner, *moves([entry]), *entry.then]
                pure = []
            else:
                pure.append(entry)
        return acts + moves(pure) + taken(gone) + self._come(added)


def _removals_first(run: Sequence[Entry]) -> list[Entry]:
    """Between a unit and what comes in behind it, removals go ahead of the unit: then it can be 同条."""
    out: list[Entry] = []
    gap: list[Entry] = []
    for entry in [*run, None]:
        if entry is not None and not entry.kept:
            gap.append(entry)
            continue
        gone, come = [each for each in gap if each.new is None], [each for each in gap if each.old is None]
        if come and out and out[-1].kept:
            out[-1:] = [*gone, out[-1], *come]
        else:
            out += [*gone, *come]
        out += [entry] if entry is not None else []
        gap = []
    return out


def _ends_in_block(acts: Sequence[Act]) -> bool:
    return bool(acts) and isinstance(acts[-1], PutAnew | PutIn)
