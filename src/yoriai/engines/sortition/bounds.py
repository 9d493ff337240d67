"""What no lottery can beat: fairest selection probabilities when quotas need to hold on average only.

Every lottery over panels has marginals (expected numbers of each kind) that satisfy the quotas, so the
best minimum, and the leximin vector, over *all* such marginals bound those of every lottery (Flanigan,
Gölz, Gupta, Hennig, Procaccia, Nature 596, 2021). The linear programs have one row for each quota and
are small whatever the size of the pool.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yoriai.engines.sortition.highs import INFINITY, Program, Solution
from yoriai.engines.sortition.pool import Floats, Ints, Kinds

#: dual values and slacks below this are zero
EPSILON = 1e-9
#: rounding of the levels before may make the next one look impossible: rows give way by so much
LEEWAYS = (0.0, 1e-8, 1e-7, 1e-6)


@dataclass(frozen=True)
class Level:
    """One step of leximin: the kinds in `fixed` cannot all have more than `value`.

    `prices` (one for each row of `Kinds.rows`) prove it: whoever adds them up over the rows gets the
    bound back by weak duality, without a solver. See `check.prove_level`.
    """

    value: float
    fixed: Ints
    prices: Floats


@dataclass(frozen=True)
class Marginals:
    """Expected number of each kind on the panel, and the levels that prove that it is leximin."""

    expected: Floats
    levels: tuple[Level, ...]

    @property
    def bound(self) -> float:
        """The best minimum probability that any lottery can have."""
        return self.levels[0].value


def leximin_marginals(kinds: Kinds) -> Marginals | None:
    """The leximin probabilities over marginals; None when not even marginals meet the quotas.

    Maximises the lowest probability, then (with those that cannot be raised fixed) the next, and so on.
    """
    probability = np.full(len(kinds.counts), np.nan)
    capped: set[int] = set()
    levels: list[Level] = []
    while np.isnan(probability).any():
        level = _level(kinds, probability, capped)
        if level is None:
            return None
        probability[level.fixed] = level.value
        levels.append(level)
    return Marginals(expected=_on_the_face(kinds, probability * kinds.counts), levels=tuple(levels))


def _on_the_face(kinds: Kinds, expected: Floats) -> Floats:
    """`expected` without its rounding: rows that are used up are used up exactly."""
    used = kinds.rows @ expected
    near = [np.abs(used - limit) < 1e-6 for limit in (kinds.lower, kinds.upper)]
    tight = near[0] | near[1]
    goal = np.where(near[0], kinds.lower, kinds.upper)[tight]
    loose = (expected > EPSILON) & (expected < kinds.caps - EPSILON)
    rows = kinds.rows[np.ix_(tight, loose)]
    exact = expected.copy()
    exact[loose] += np.linalg.lstsq(rows, goal - used[tight], rcond=1e-10)[0]
    return exact


def _level(kinds: Kinds, probability: Floats, capped: set[int]) -> Level | None:
    """One level. `capped` collects the kinds whose upper bound has to be written as a row."""
    free = np.flatnonzero(np.isnan(probability))
    top = kinds.caps[free] / kinds.counts[free]
    for leeway in LEEWAYS if len(free) < len(probability) else LEEWAYS[:1]:
        solution = _within_caps(kinds, probability, free, capped, leeway)
        if solution is not None:
            break
    else:
        return None
    reached = solution.x[0] + solution.x[1:]
    value = float(np.clip(solution.x[0], 0.0, 1.0)) + 0.0  # never -0.0
    stuck = (np.abs(solution.column_dual[1:]) > EPSILON) | (top <= value + EPSILON)
    # if prices were spread too thin to see, the lowest would be stuck at any rate
    fixed = free[stuck if stuck.any() else reached <= value + EPSILON]
    return Level(value, fixed, solution.row_dual[: len(kinds.rows)])


def _within_caps(
    kinds: Kinds, probability: Floats, free: Ints, capped: set[int], leeway: float
) -> Solution | None:
    top = kinds.caps[free] / kinds.counts[free]
    while True:
        solution = _raise_lowest(kinds, probability, free, capped, leeway)
        if solution is None:
            return None
        reached = solution.x[0] + solution.x[1:]
        beyond = {int(kind) for kind in free[reached > top + EPSILON]} - capped
        if not beyond:
            return solution
        capped |= beyond


def _raise_lowest(
    kinds: Kinds, probability: Floats, free: Ints, capped: set[int], leeway: float
) -> Solution | None:
    """Maximise t where kind f has probability t + x[f], x >= 0; column 0 is t."""
    settled = ~np.isnan(probability)
    used = kinds.rows[:, settled] @ (probability[settled] * kinds.counts[settled])
    weighted = kinds.rows[:, free] * kinds.counts[free]
    places = np.flatnonzero(np.isin(free, sorted(capped)))
    caps = np.zeros((len(places), len(free) + 1))
    caps[:, 0] = 1
    caps[np.arange(len(places)), places + 1] = 1
    top = kinds.caps[free[places]] / kinds.counts[free[places]]
    cost = np.zeros(len(free) + 1)
    cost[0] = 1
    return Program(
        cost=cost,
        rows=np.vstack([np.hstack([weighted.sum(axis=1, keepdims=True), weighted]), caps]),
        row_lower=np.concatenate([kinds.lower - used - leeway, np.full(len(places), -INFINITY)]),
        row_upper=np.concatenate([kinds.upper - used + leeway, top]),
        lower=np.zeros(len(free) + 1),
        upper=np.array([1.0] + [INFINITY] * len(free)),
    ).relaxed()


def central_marginals(kinds: Kinds, bound: float) -> Floats | None:
    """Marginals with no probability below `bound`, away from every other limit as far as that goes."""
    size = len(kinds.counts)
    solution = Program(
        cost=np.zeros(size),
        rows=kinds.rows,
        row_lower=kinds.lower,
        row_upper=kinds.upper,
        lower=np.minimum(kinds.counts * bound * (1 - EPSILON), kinds.caps),
        upper=kinds.caps,
    ).interior()
    return None if solution is None else solution.x
