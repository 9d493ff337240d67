"""One diverse panel: every pair of features as well mixed as the quotas allow.

For two features the most even mixture is the product of their shares: with half women and a third
young people, a sixth young women. `unevenness` adds up the squared differences over all pairs of
values; many panels are drawn and the best ones are improved by swaps.
"""

from __future__ import annotations

import numpy as np

from yoriai.engines.sortition import search
from yoriai.engines.sortition.decompose import KindLottery
from yoriai.engines.sortition.pool import Floats, Kinds

#: panels drawn, and how many of them are improved
DRAWN = 300
IMPROVED = 10


def diverse_panel(kinds: Kinds, known: Floats, rng: np.random.Generator) -> KindLottery:
    """The panel (as kinds) with the least unevenness that was found; like people share its seats by lot.

    `known` are panels to choose from beside those drawn here; there must be one.
    """
    where = search.whole(kinds)
    drawn = search.panels(where, rng.standard_normal((DRAWN, len(where.kind_of))))
    panels = np.unique(np.vstack([drawn, known]), axis=0)
    ideal = _ideal(kinds)
    scores = np.array([unevenness(kinds, panel, ideal) for panel in panels])
    best = [_improve(kinds, panels[number], ideal) for number in np.argsort(scores, kind="stable")[:IMPROVED]]
    chosen = min(best, key=lambda panel: (unevenness(kinds, panel, ideal), tuple(-panel)))
    return KindLottery(chosen[None, :], np.ones(1))


def _ideal(kinds: Kinds) -> Floats:
    """Seats for each pair of values when the middles of the quotas are mixed evenly."""
    quotas = kinds.quotas
    middle = (kinds.lower[:quotas] + np.minimum(kinds.upper[:quotas], kinds.panel_size)) / 2
    return np.outer(middle, middle) / kinds.panel_size


def unevenness(kinds: Kinds, panel: Floats, ideal: Floats) -> float:
    """Squared distance of the counts of all pairs of values from `ideal`."""
    values = kinds.rows[: kinds.quotas]
    gap = (values * panel) @ values.T - ideal
    return float((gap[_pairs(kinds)] ** 2).sum())


def _pairs(kinds: Kinds) -> search.Bools:
    """Pairs of values of two different features: those that some person has, or could have, together."""
    values = kinds.rows[: kinds.quotas]
    apart = (values @ values.T) > 0
    np.fill_diagonal(apart, False)
    return apart


def _improve(kinds: Kinds, panel: Floats, ideal: Floats) -> Floats:
    """Swap one person for another, the best swap first, while that makes the panel more even."""
    while (better := _best_swap(kinds, panel, ideal)) is not None:
        panel = better
    return panel


def _best_swap(kinds: Kinds, panel: Floats, ideal: Floats) -> Floats | None:
    values = kinds.rows[: kinds.quotas]
    pairs = _pairs(kinds)
    best, best_score = None, unevenness(kinds, panel, ideal) - 1e-9
    for leaving in np.flatnonzero(panel):
        rest = panel.copy()
        rest[leaving] -= 1
        gap = np.where(pairs, (values * rest) @ values.T - ideal, 0.0)
        fitting = values[:, _fitting(kinds, rest)]
        # one more person with values v adds 2·gap + 1 for every pair of them
        scores = (gap**2).sum() + np.einsum("ic,ij,jc->c", fitting, 2 * gap + pairs, fitting, optimize=True)
        if scores.min() < best_score:
            best_score = float(scores.min())
            best = rest
            best[_fitting(kinds, rest)[scores.argmin()]] += 1
    return best


def _fitting(kinds: Kinds, rest: Floats) -> search.Ints:
    """Kinds that complete the panel within all limits."""
    filled = (kinds.rows @ rest)[:, None] + kinds.rows
    within = (filled >= kinds.lower[:, None]) & (filled <= kinds.upper[:, None])
    return np.flatnonzero(within.all(axis=0) & (rest < kinds.caps))
