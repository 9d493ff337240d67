"""No-shows and late arrivals: what was announced stays, the coming round changes for few, later ones anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from yoriai.engines.seating.model import Coming, Plan, Round, Workshop, even_sizes

#: The coming round may change for this many people for each one who is missing.
CHANGES_PER_ABSENT = 2


def changed_workshop(
    workshop: Workshop,
    plan: Plan,
    *,
    absent: Iterable[str],
    arrived: Mapping[str, Mapping[str, str]],
    from_round: int,
) -> Workshop:
    """The workshop as it stands before round `from_round` (from 1), with the people who are there now.

    The rounds before stay as in `plan`. In the coming round, of those who were announced a seat at most
    twice as many as are missing may sit elsewhere. The number of tables stays; their sizes follow the
    number of people.
    """
    gone = set(absent)
    coming = plan[from_round - 1]
    staying: Round = {i: t for i, t in coming.items() if i not in gone}
    present = frozenset({*staying, *arrived})
    known = tuple(plan[: from_round - 1])
    sizes = tuple(tuple(_heads(seats, len(workshop.sizes[0]))) for seats in known)
    may_move = CHANGES_PER_ABSENT * (len(coming) - len(staying))
    later = [
        _sizes_in(workshop, r, staying, known, present=len(present), may_move=may_move)
        for r in range(from_round - 1, workshop.rounds)
    ]
    changed = replace(
        workshop,
        people={**workshop.people, **arrived},
        attendance=(*(frozenset(seats) for seats in known), *[present] * len(later)),
        sizes=(*sizes, *later),
        announced=known,
        coming=Coming(staying, may_move),
    )
    if changed.copies_first_round:
        changed = replace(changed, sizes=(*changed.sizes[:-1], changed.sizes[0]))
    return changed


def _sizes_in(
    workshop: Workshop, r: int, staying: Round, known: Sequence[Round], *, present: int, may_move: int
) -> tuple[int, ...]:
    """Heads at each table in a round (from 0) that is still open."""
    tables = len(workshop.sizes[r])
    if workshop.wishes.home_last_round and known and r == workshop.rounds - 1:
        home = {i: known[0][i] for i in staying if i in known[0]}
        return _filled(_heads(home, tables), present - len(home))
    if r == len(known):
        return _near(_heads(staying, tables), _planned(workshop.sizes[r], present), may_move)
    return _planned(workshop.sizes[r], present)


def _heads(seats: Round, tables: int) -> list[int]:
    count = Counter(seats.values())
    return [count[t] for t in range(1, tables + 1)]


def _filled(heads: list[int], more: int) -> tuple[int, ...]:
    """Put further people one by one at the smallest table, the first of several."""
    heads = list(heads)
    for _ in range(more):
        heads[heads.index(min(heads))] += 1
    return tuple(heads)


def _planned(sizes: Sequence[int], present: int) -> tuple[int, ...]:
    """Sizes for another number of people: even ones stay even, others shrink at the largest table first."""
    if max(sizes) - min(sizes) <= 1:
        return even_sizes(present, len(sizes))
    heads = list(sizes)
    while sum(heads) > present:
        last_largest = len(heads) - 1 - heads[::-1].index(max(heads))
        heads[last_largest] -= 1
    return _filled(heads, present - sum(heads))


def _near(heads: Sequence[int], sizes: Sequence[int], may_move: int) -> tuple[int, ...]:
    """Deal the sizes out so that few people have to leave a table, and never more than may.

    The larger sizes go where more people sit; a table that would still lose too many keeps them, and
    the table that lacks most gets fewer.
    """
    order = sorted(range(len(heads)), key=lambda t: (-heads[t], t))
    dealt = dict(zip(order, sorted(sizes, reverse=True), strict=True))
    while sum(max(0, heads[t] - dealt[t]) for t in order) > may_move:
        crowded = max(order, key=lambda t: heads[t] - dealt[t])
        empty = max(order, key=lambda t: dealt[t] - heads[t])
        dealt[crowded] += 1
        dealt[empty] -= 1
    return tuple(dealt[t] for t in range(len(heads)))
