"""When no panel meets the quotas: the smallest change that would do, and the quotas that conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from yoriai.engines.sortition.highs import Program
from yoriai.engines.sortition.pool import Floats, Kinds, Pool, Quota, merge

#: the bounds of a quota
BOUNDS = ("min", "max")


@dataclass(frozen=True)
class Change:
    """The `bound` ("min" or "max") of a quota, as it is and as it would have to be."""

    feature: str
    value: str
    bound: str
    before: int
    after: int


@dataclass(frozen=True)
class Conflict:
    """Quotas that cannot hold together: no one of them can be left out of `between`.

    `changes` is a smallest change (fewest seats in all) after which there is a panel; empty when no
    change of quotas helps because there are fewer people (or households) than seats: `available`.
    `beyond_flex` says that the changes go beyond min_flex and max_flex.
    """

    changes: tuple[Change, ...]
    between: tuple[tuple[str, str, str], ...]
    beyond_flex: bool
    available: int


def has_panel(kinds: Kinds) -> bool:
    """Whether any panel meets all quotas."""
    return _panel(kinds, kinds.lower, kinds.upper)


def _panel(kinds: Kinds, lower: Floats, upper: Floats) -> bool:
    zeros = np.zeros(len(kinds.counts))
    return Program(zeros, kinds.rows, lower, upper, zeros, kinds.caps).integer() is not None


def explain(pool: Pool) -> Conflict:
    """Why there is no panel. To be called for pools without one."""
    kinds = merge(pool)
    available = int(sum(len(group.units) for group in kinds.groups))
    if available < pool.panel_size:
        return Conflict((), (), False, available)
    changes = _relax(pool, kinds, within_flex=True)
    beyond = changes is None
    if changes is None:
        changes = _relax(pool, kinds, within_flex=False)
    return Conflict(tuple(changes or ()), tuple(_core(pool, kinds)), beyond, available)


def _room(quota: Quota, within_flex: bool, seats: int) -> tuple[int, int]:
    """By how many seats the minimum may fall and the maximum may rise."""
    low, high = 0, seats
    if within_flex:
        low = quota.minimum if quota.min_flex is None and quota.max_flex is not None else quota.min_flex or 0
        high = seats if quota.max_flex is None else quota.max_flex
    return max(0, quota.minimum - low), max(0, high - quota.maximum)


def _relax(pool: Pool, kinds: Kinds, *, within_flex: bool) -> list[Change] | None:
    """Fewest seats in all by which bounds give way; then least at any one bound. None: not within flex."""
    columns, quotas = len(kinds.counts), kinds.quotas
    rows = np.zeros((len(kinds.rows), columns + 2 * quotas))
    rows[:, :columns] = kinds.rows
    rows[:quotas, columns : columns + quotas] = np.eye(quotas)
    rows[:quotas, columns + quotas :] = -np.eye(quotas)
    room = [_room(quota, within_flex, pool.panel_size) for quota in pool.quotas]
    solution = Program(
        cost=np.concatenate([np.zeros(columns), -np.ones(2 * quotas)]),
        rows=rows,
        row_lower=kinds.lower,
        row_upper=kinds.upper,
        lower=np.zeros(columns + 2 * quotas),
        upper=np.array([*kinds.caps, *(float(low) for low, _ in room), *(float(high) for _, high in room)]),
    ).integer()
    if solution is None:
        return None
    given = solution.x[columns:].astype(int)
    return list(_changes(pool.quotas, given[:quotas], given[quotas:]))


def _changes(quotas: tuple[Quota, ...], lowered: Iterable[int], raised: Iterable[int]) -> Iterable[Change]:
    for quota, down, up in zip(quotas, lowered, raised, strict=True):
        if down:
            yield Change(quota.feature, quota.value, "min", quota.minimum, quota.minimum - int(down))
        if up:
            yield Change(quota.feature, quota.value, "max", quota.maximum, quota.maximum + int(up))


def _core(pool: Pool, kinds: Kinds) -> list[tuple[str, str, str]]:
    """Bounds (feature, value, "min" or "max") that conflict, none of which can be spared.

    Each bound in turn is left out for good if the rest still conflicts.
    """
    lower, upper = kinds.lower.copy(), kinds.upper.copy()
    core = []
    for number, quota in enumerate(pool.quotas):
        for name, limits, loose in (("min", lower, 0.0), ("max", upper, float(pool.panel_size))):
            kept, limits[number] = limits[number], loose
            if kept != loose and _panel(kinds, lower, upper):
                limits[number] = kept
                core.append((quota.feature, quota.value, name))
    return core
