"""条 that become 項 of another 条, and 項 that become 条: 「第5条を第4条第2項とし」."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yoriai.engines.ordinances.compare.align import likeness, unit
from yoriai.engines.ordinances.compare.words import NotQuotable
from yoriai.engines.ordinances.planning.acts import Act, GiveHeading, PutAnew, PutIn, Renumber, TakeOut
from yoriai.engines.ordinances.planning.provisions import of, plan_paragraph
from yoriai.engines.ordinances.planning.sentences import PutAnewWhole
from yoriai.engines.ordinances.text.tree import Kind, Node

Pair = tuple[Node | None, Node | None]

#: 項 that share less than this are two provisions, not one that has moved
_LIKE = 0.7
#: shorter ones are alike by chance
_SHORT = 15


@dataclass
class Crossings:
    """項 on their way: old 項 -> new 項 by id, and the acts that carry 条 over."""

    passing: set[int] = field(default_factory=set)  # 項, old and new, that their own 条 does not speak of
    merged: dict[int, list[Act]] = field(default_factory=dict)  # old 条 that ends as 項 of another
    divided: dict[int, list[Act]] = field(default_factory=dict)  # new 条 made of 項 of another
    parted: set[int] = field(default_factory=set)  # old 条 that give 項 away


def find_crossings(part: Node, pairs: Sequence[Pair]) -> Crossings:
    """What crosses from one 条 to another between the pairs of 条 of `part` (the old 本則)."""
    found = Crossings()
    stays = [(a, b) for a, b in pairs if a is not None and b is not None]
    for old, new in pairs:
        if old is not None and new is None and old.children and not old.upto:
            _merge(old, stays, found)
        elif new is not None and old is None and new.children and not new.upto:
            _divide(part, new, stays, found)
    return found


def _merge(gone: Node, stays: Sequence[tuple[Node, Node]], found: Crossings) -> None:
    """A 条 that goes, all its 項 to be met again in one 条 that stays."""
    for host, outcome in stays:
        own, others = of(host, Kind.PARAGRAPH), of(outcome, Kind.PARAGRAPH)
        fresh = [each for each in others if id(each) not in found.passing and not _met(each, own)]
        twins = _twins(of(gone, Kind.PARAGRAPH), fresh)
        acts = _merging(gone, host, twins) if twins is not None else None
        if acts is not None and twins is not None:
            found.merged[id(gone)] = acts
            found.passing |= {id(new) for _, new in twins}
            return


def _merging(gone: Node, host: Node, twins: Sequence[tuple[Node, Node]]) -> list[Act] | None:
    words: list[Act] = []
    moves: list[Act] = []
    lone = len(twins) == 1
    for old, new in twins:
        inner = _inner(old, new, gone if lone else old)
        if inner is None:
            return None
        words += inner
        moves.append(Renumber(gone if lone else old, new.number, host))
    heading: list[Act] = [TakeOut([gone], "見出し")] if gone.heading is not None else []
    return [*heading, *words, *moves]


def _divide(part: Node, come: Node, stays: Sequence[tuple[Node, Node]], found: Crossings) -> None:
    """A new 条, all its 項 to be met before in one 条 that stays."""
    for host, outcome in stays:
        own = of(outcome, Kind.PARAGRAPH)
        free = [
            each for each in of(host, Kind.PARAGRAPH) if id(each) not in found.passing and not _met(each, own)
        ]
        twins = _twins(of(come, Kind.PARAGRAPH), free)
        acts = _dividing(part, come, [(b, a) for a, b in twins]) if twins is not None else None
        if acts is not None and twins is not None and len(free) < len(of(host, Kind.PARAGRAPH)):
            found.divided[id(come)] = acts
            found.parted.add(id(host))
            found.passing |= {id(old) for _, old in twins}
            return


def _dividing(part: Node, come: Node, twins: Sequence[tuple[Node, Node]]) -> list[Act] | None:
    words: list[Act] = []
    moves: list[Act] = []
    first = twins[0][0]
    for old, new in twins:
        inner = _inner(old, new, old)
        if inner is None:
            return None
        words += inner
        moves.append(Renumber(old, come.number, part) if old is first else Renumber(old, new.number, first))
    if come.heading is not None:
        moves.insert(1, GiveHeading(first, come.heading.text))
    return [*words, *moves]


def _inner(old: Node, new: Node, scope: Node) -> list[Act] | None:
    """What changes in a 項 before it moves; None when it is put anew instead, or has to be set out."""
    try:
        acts = plan_paragraph(old, new, scope)
    except (PutAnewWhole, NotQuotable):
        return None
    return None if any(isinstance(act, PutAnew | PutIn) for act in acts) else acts


def _met(paragraph: Node, others: Sequence[Node]) -> bool:
    return any(_alike(paragraph, each) for each in others)


def _twins(gone: Sequence[Node], come: Sequence[Node]) -> list[tuple[Node, Node]] | None:
    """Each unit with the one that it is, in one order; None unless all are met and stand in a row."""
    out: list[tuple[Node, Node]] = []
    for start in _starts(gone, come):
        out = list(zip(gone, come[start : start + len(gone)], strict=True))
        if all(_alike(a, b) for a, b in out):
            return out
    return None


def _starts(gone: Sequence[Node], come: Sequence[Node]) -> Iterator[int]:
    yield from range(len(come) - len(gone) + 1)


def _alike(left: Node, right: Node) -> bool:
    a, b = unit(left), unit(right)
    return min(len(a.text), len(b.text)) >= _SHORT and likeness(a, b) >= _LIKE
