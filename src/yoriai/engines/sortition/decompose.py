"""From marginals to a lottery: panels whose weighted mean is exactly the wanted vector.

Panels are made in batches, each leaning towards the kinds that the batches before fell short of, so
that their mean is near the target from the start; `weights.fit` then settles the weights. Where panels
are missing, more are made in the direction in which the target lies outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yoriai.engines.sortition import search
from yoriai.engines.sortition.highs import Program
from yoriai.engines.sortition.pool import Floats, Kinds
from yoriai.engines.sortition.weights import fit

#: panels made before the weights are settled, for each kind
PANELS_PER_KIND = 2.0
#: times that missing panels are added: fewer for large pools, where each time takes longer
MOST_ROUNDS, KIND_ROUNDS = 100, 30_000
#: in the first rounds the search alone makes panels; then one by the exact solver joins each time
QUICK_ROUNDS = 2
#: panels added at a time, and how far their weights are shaken from the direction
ADDED = 40
SHAKES = (0.1, 0.3, 0.5, 1.0)
#: smoothing of the direction: without it the next panels jump from corner to corner
PULL = 1e-3
#: branch-and-bound nodes for the furthest panel in a direction
NODES = 50
#: seats of a kind that the mean may deviate by: solvers round, and no published probability shows it
ACCEPTED = 1e-7
#: parts of the plain mean that are mixed into a target that cannot be reached
SHARES = (1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.8)


@dataclass(frozen=True)
class KindLottery:
    """Panels as numbers of each kind (panels x kinds), and their weights, which add up to 1."""

    panels: Floats
    weights: Floats


def decompose(kinds: Kinds, target: Floats, rng: np.random.Generator) -> tuple[KindLottery | None, Floats]:
    """A lottery with the expected numbers `target`, or None; and all the panels met on the way.

    None when the target is proven to be no mean of panels, or when the panels needed were not found.
    """
    where = search.face(kinds, target)
    made = _herd(where, target, rng)
    live = target > 1e-9
    for number in range(min(MOST_ROUNDS, 10 + KIND_ROUNDS // len(target)) if len(made) else 0):
        if number % 3 == 0:
            fitted = fit(made[:, live], target[live])
            if fitted.deviation < ACCEPTED:
                return KindLottery(made, fitted.weights), made
        direction = np.zeros(len(target))
        direction[live] = fit(made[:, live], target[live], pull=PULL).direction
        direction /= max(direction.std(), 1e-12)
        more = _towards(kinds, where, target, direction, exactly=number >= QUICK_ROUNDS, rng=rng)
        known, made = len(made), np.unique(np.vstack([made, more]), axis=0)
        if len(more) == 0 or (len(made) == known and number > QUICK_ROUNDS):
            break
    return None, made


def _herd(where: search.Space, target: Floats, rng: np.random.Generator) -> Floats:
    """Panels whose plain mean is near the target: the random choice leans to what fell short so far."""
    copies = np.bincount(where.kind_of, minlength=where.kinds).clip(1)
    share = np.clip((target / copies)[where.kind_of], 1e-3, 1 - 1e-3)
    leaning = np.log(share / (1 - share)) + np.where(share > 1 - 2e-3, 20.0, 0.0)
    wanted = int(PANELS_PER_KIND * where.kinds) + 20
    size = max(10, min(100, wanted // 10))
    batches: list[Floats] = []
    seen, made = np.zeros(where.kinds), 0
    for _ in range(2 * -(-wanted // size)):
        short = ((made + size) * target - seen) / (size * np.maximum(target, 1e-3 * copies))
        noise = rng.logistic(size=(size, len(where.kind_of)))
        batches.append(search.panels(where, leaning + short[where.kind_of] + noise))
        seen += batches[-1].sum(axis=0)
        made += len(batches[-1])
        if made >= wanted or made == 0:
            break
    return np.unique(np.vstack(batches), axis=0)


def _towards(
    kinds: Kinds,
    where: search.Space,
    target: Floats,
    direction: Floats,
    *,
    exactly: bool,
    rng: np.random.Generator,
) -> Floats:
    """Panels far in the direction; none when it is proven that all lie short of the target."""
    lower, upper = search.narrowed(kinds, target)
    caps = np.where(target < 1e-9, 0.0, kinds.caps)
    program = Program(direction, kinds.rows, lower, upper, np.zeros(len(direction)), caps)
    relaxed = program.relaxed()
    paid = 0.0 if relaxed is None else relaxed.row_dual @ kinds.rows
    weights = (direction - paid)[where.kind_of]
    shakes = np.resize(SHAKES, ADDED)[:, None]
    more = search.panels(where, weights + shakes * rng.logistic(size=(ADDED, len(weights))))
    exact = program.integer(nodes=NODES) if exactly else None
    if exact is None:
        return more
    if exact.bound < direction @ target - 1e-6:
        return more[:0]
    return np.vstack([more, exact.x])


def nearest(target: Floats, made: Floats) -> KindLottery:
    """The lottery over given panels whose marginals lie furthest on the way from their mean to the target.

    For pools on which the exact methods take too long; the gap to the bound is reported like any other.
    """
    mean = made.mean(axis=0)
    live = mean > 0
    for share in SHARES:
        fitted = fit(made[:, live], ((1 - share) * target + share * mean)[live])
        if fitted.deviation < ACCEPTED:
            return KindLottery(made, fitted.weights)
    return KindLottery(made, np.full(len(made), 1 / len(made)))
