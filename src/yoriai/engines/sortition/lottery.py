"""A pool to a lottery: which panels may be drawn, with how many tickets each, and how fair that is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from yoriai.engines.sortition.bounds import Level, Marginals, central_marginals, leximin_marginals
from yoriai.engines.sortition.columns import cover, heaviest, raise_levels
from yoriai.engines.sortition.conflicts import Conflict, explain, has_panel
from yoriai.engines.sortition.decompose import KindLottery, decompose, nearest
from yoriai.engines.sortition.diverse import diverse_panel
from yoriai.engines.sortition.pool import Floats, Kinds, Person, Pool, merge
from yoriai.engines.sortition.tickets import TICKETS, spread

ALGORITHMS = ("maximin", "leximin", "single")
#: up to so many kinds the exact method is tried where the linear bound cannot be reached
EXACT_KINDS = 400


class NoPanel(Exception):
    """No panel meets the quotas; `conflict` says why and what would help."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__("no panel meets the quotas")
        self.conflict = conflict


@dataclass(frozen=True)
class Proof:
    """Prices that prove that the lowest of those not yet settled cannot have more than `value`.

    `prices` are named "feature=value" and "panel_size"; `homes` are those of shared households, each
    named by one person who lives there. `check.bound` adds them up.
    """

    value: float
    prices: dict[str, float]
    homes: dict[str, float]


@dataclass(frozen=True)
class Lottery:
    """Numbered tickets: panel j (ids, in list order) has `panels[j][1]` of the `TICKETS` tickets.

    `bound` is the minimum probability that no lottery can exceed; `levels` prove it (the first one)
    and, when `reached`, that the probabilities are leximin among all lotteries (all of them).
    """

    algorithm: str
    pool: Pool
    panels: tuple[tuple[tuple[str, ...], int], ...]
    bound: float
    levels: tuple[Proof, ...]
    reached: bool

    def tickets(self) -> dict[str, int]:
        """Tickets of each person, in list order: the probability times `TICKETS`, exactly."""
        count = {person.id: 0 for person in self.pool.people}
        for members, tickets in self.panels:
            for member in members:
                count[member] += tickets
        return count

    @property
    def minimum(self) -> float:
        """The lowest probability in the pool."""
        return min(self.tickets().values()) / TICKETS

    @property
    def ratio(self) -> float:
        """`minimum` as a part of `bound`: 1 when nobody could do better."""
        return 1.0 if self.bound <= 1 / TICKETS else self.minimum / self.bound

    def drawn(self, ticket: int) -> int:
        """Number (from 0) of the panel that holds the ticket; tickets are numbered from 0 in panel order."""
        if not 0 <= ticket < TICKETS:
            raise ValueError("no such ticket")
        return bisect_right(list(accumulate(tickets for _, tickets in self.panels)), ticket)


def make_lottery(pool: Pool, algorithm: str = "maximin", seed: int = 0) -> Lottery:
    """The lottery of the pool; the same for the same people in any order.

    `seed` only steers the search for panels, not who is drawn. Raises NoPanel, and ValueError for an
    unknown algorithm.
    """
    if algorithm not in ALGORITHMS:
        raise ValueError(f"unknown algorithm {algorithm}")
    kinds = merge(pool)
    marginals = leximin_marginals(kinds)
    if marginals is None:
        raise NoPanel(explain(pool))
    rng = np.random.Generator(np.random.PCG64(seed))
    lottery, reached = _panels(pool, kinds, marginals, algorithm, rng)
    levels = marginals.levels if algorithm == "leximin" and reached else marginals.levels[:1]
    return Lottery(
        algorithm=algorithm,
        pool=pool,
        panels=tuple(
            (tuple(pool.people[number].id for number in panel), tickets)
            for panel, tickets in spread(kinds, lottery)
        ),
        bound=marginals.bound,
        levels=tuple(_proof(pool, kinds, level) for level in levels),
        reached=reached,
    )


def _panels(
    pool: Pool, kinds: Kinds, marginals: Marginals, algorithm: str, rng: np.random.Generator
) -> tuple[KindLottery, bool]:
    """The lottery over kinds, and whether it has the wanted marginals."""
    if algorithm == "single":
        return diverse_panel(kinds, _some_panel(pool, kinds), rng), False
    lottery, made = decompose(kinds, marginals.expected, rng)
    if lottery is not None:
        return lottery, True
    if len(made) == 0 and not has_panel(kinds):
        raise NoPanel(explain(pool))
    return _beyond(kinds, marginals, made, algorithm, rng)


def _beyond(
    kinds: Kinds, marginals: Marginals, made: Floats, algorithm: str, rng: np.random.Generator
) -> tuple[KindLottery, bool]:
    """When the leximin marginals are no mean of panels."""
    some = algorithm == "maximin" and marginals.bound > 1 / TICKETS
    central = central_marginals(kinds, marginals.bound) if some else None
    if central is not None:
        lottery, more = decompose(kinds, central, rng)
        made = np.vstack([made, more])
        if lottery is not None:
            return lottery, True
    if len(kinds.counts) <= EXACT_KINDS:
        return raise_levels(kinds, made, rng, all_levels=algorithm == "leximin"), False
    return nearest(marginals.expected, cover(kinds, made)), False


def _some_panel(pool: Pool, kinds: Kinds) -> Floats:
    if not has_panel(kinds):
        raise NoPanel(explain(pool))
    return heaviest(kinds, np.zeros(len(kinds.counts)))[None, :]


def _proof(pool: Pool, kinds: Kinds, level: Level) -> Proof:
    """The prices of a level by name, those that are not zero."""
    names = [f"{quota.feature}={quota.value}" for quota in pool.quotas] + ["panel_size"]
    prices = {name: float(price) for name, price in zip(names, level.prices, strict=False) if price}
    homes = {}
    shared = [group for group in kinds.groups if len(group.kinds) > 1]
    for group, price in zip(shared, level.prices[kinds.quotas + 1 :], strict=True):
        for unit in group.units:
            if price:
                homes[_first(pool, unit).id] = float(price)
    return Proof(level.value, prices, homes)


def _first(pool: Pool, unit: tuple[tuple[int, ...], ...]) -> Person:
    return pool.people[min(min(members) for members in unit)]
