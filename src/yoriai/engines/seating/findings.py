"""What can be read off a plan: pairs met, uneven tables, clusters spread further than need be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating.model import Plan, Value, Workshop, fewest_tables
from yoriai.engines.seating.problem import even_share, meetings_of, seats_of


class Uneven(NamedTuple):
    """A value with too few or too many heads at a table: round and table from 1, the even share."""

    round: int
    table: int
    value: Value
    heads: int
    low: int
    high: int

    @property
    def excess(self) -> int:
        """Heads outside the even share."""
        return max(0, self.low - self.heads, self.heads - self.high)


class Spread(NamedTuple):
    """A cluster at more tables than it needs in a round (from 1)."""

    round: int
    value: Value
    tables: tuple[int, ...]
    fewest: int


def met(workshop: Workshop, plan: Plan) -> NDArray[np.bool_]:
    """Who meets whom in some round: (people, people) in the order of `Workshop.ids`."""
    return meetings_of(seats_of(workshop, plan)) > 0


def uneven(workshop: Workshop, plan: Plan, rounds: Iterable[int]) -> Iterator[Uneven]:
    """Every table and value outside the even share in some rounds (from 0), in order."""
    values = [Value(c, v) for c in sorted(workshop.wishes.diversify) for v in workshop.values(c)]
    for r in rounds:
        seats = plan[r]
        for value in values:
            holders = workshop.holders(value, r)
            heads = Counter(seats[i] for i in holders)
            for table, size in enumerate(workshop.sizes[r], start=1):
                low, high = even_share(size, len(holders), len(seats))
                if not low <= heads[table] <= high:
                    yield Uneven(r + 1, table, value, heads[table], low, high)


def spread(workshop: Workshop, plan: Plan, rounds: Iterable[int]) -> Iterator[Spread]:
    """Every cluster that uses more tables in some rounds (from 0) than the fewest that hold it."""
    for r in rounds:
        for value in workshop.wishes.cluster:
            tables = tables_of(workshop, plan, value, r)
            fewest = fewest_tables(len(workshop.holders(value, r)), workshop.sizes[r])
            if len(tables) > fewest:
                yield Spread(r + 1, value, tables, fewest)


def tables_of(workshop: Workshop, plan: Plan, value: Value, r: int) -> tuple[int, ...]:
    """The tables (from 1) at which people with a value sit in a round (from 0)."""
    return tuple(sorted({plan[r][i] for i in workshop.holders(value, r)}))
