"""Leximin and maximin by column generation, for pools where the linear bound cannot be reached.

The method of Flanigan, Gölz, Gupta, Hennig and Procaccia (Nature 596, 2021), on kinds: the lowest
probability is raised over the panels known so far, and an integer program looks for a panel that would
raise it further; when there is none, the kinds that hold it down are fixed and the next level is raised.
"""

from __future__ import annotations

import numpy as np

from yoriai.engines.sortition import search
from yoriai.engines.sortition.decompose import KindLottery
from yoriai.engines.sortition.highs import INFINITY, Program, Solution
from yoriai.engines.sortition.pool import Floats, Kinds

#: a panel that raises the lowest probability by less than this is not worth adding
GAIN = 1e-7
#: heavy panels asked from the search before the exact solver is
BATCH = 20


def raise_levels(kinds: Kinds, made: Floats, rng: np.random.Generator, *, all_levels: bool) -> KindLottery:
    """The leximin lottery, or with `all_levels` false one with the best minimum.

    Kinds that are on no panel at all have probability 0 and hold nobody else down.
    """
    panels = cover(kinds, made)
    fixed = np.where(panels.sum(axis=0) > 0, np.nan, 0.0)
    where = search.whole(kinds)
    while True:
        panels, solution = _raise(kinds, panels, fixed, where, rng)
        if not all_levels or not np.isnan(fixed).any():
            break
        held = np.isnan(fixed) & (-solution.row_dual[:-1] * kinds.counts > GAIN)
        fixed[held] = solution.x[0]
        if not np.isnan(fixed).any():
            break
    weights = np.maximum(solution.x[1:], 0.0)
    return KindLottery(panels, weights / weights.sum())


def cover(kinds: Kinds, made: Floats) -> Floats:
    """Panels until each kind that can be on one is on one. There must be a panel."""
    panels = made
    while True:
        missing = (panels.sum(axis=0) == 0).astype(float)
        best = heaviest(kinds, missing)
        if len(panels) and best @ missing < 0.5:
            return panels
        panels = np.vstack([panels, best[None, :]])


def heaviest(kinds: Kinds, weights: Floats) -> Floats:
    """The panel with the greatest weight. There must be a panel."""
    found = Program(
        weights, kinds.rows, kinds.lower, kinds.upper, np.zeros(len(weights)), kinds.caps
    ).integer()
    assert found is not None, "called only for pools that have a panel"
    return found.x


def _raise(
    kinds: Kinds, panels: Floats, fixed: Floats, where: search.Space, rng: np.random.Generator
) -> tuple[Floats, Solution]:
    """Add panels until none raises the lowest free probability; the panels and the last solution."""
    while True:
        solution = _master(kinds, panels, fixed)
        weights, price = np.maximum(-solution.row_dual[:-1], 0.0), solution.row_dual[-1]
        noise = rng.logistic(size=(BATCH, len(where.kind_of))) * weights.std() * 0.3
        scale = max(weights.std(), 1e-12)
        more = search.panels(where, (weights[where.kind_of] + noise) / scale)
        more = more[more @ weights > price + GAIN]
        if len(more) == 0:
            best = heaviest(kinds, weights)
            if best @ weights <= price + GAIN:
                return panels, solution
            more = best[None, :]
        panels = np.vstack([panels, np.unique(more, axis=0)])


def _master(kinds: Kinds, panels: Floats, fixed: Floats) -> Solution:
    """Maximise the lowest free probability over weights of the panels; column 0 is that probability."""
    free = np.isnan(fixed)
    rows = np.zeros((len(kinds.counts) + 1, len(panels) + 1))
    rows[:-1, 0] = np.where(free, -kinds.counts, 0.0)
    rows[:-1, 1:] = panels.T
    rows[-1, 1:] = 1
    kept = np.where(free, 0.0, np.nan_to_num(fixed) * kinds.counts - GAIN * ~free)
    cost = np.zeros(len(panels) + 1)
    cost[0] = 1
    solution = Program(
        cost=cost,
        rows=rows,
        row_lower=np.concatenate([np.maximum(kept, 0.0), [1.0]]),
        row_upper=np.concatenate([np.full(len(kept), INFINITY), [1.0]]),
        lower=np.zeros(len(cost)),
        upper=np.full(len(cost), INFINITY) if free.any() else np.ones(len(cost)),
    ).relaxed()
    assert solution is not None, "the weights of the level before are a solution"
    return solution
