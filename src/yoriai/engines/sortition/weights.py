"""Weights that give a set of panels exactly the wanted marginals, as even as possible.

The lottery of greatest entropy with mean x over the panels y_1 … y_M has weights proportional to
exp(θ · y_j), where θ minimises log Σ exp(θ · (y_j - x)): a smooth convex function of one number for each
kind, minimised by Newton's method. When x is not a mean of the panels, θ runs away, and its direction
tells which panels are missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from yoriai.engines.sortition.pool import Floats

#: a deviation of the mean from the target that no published probability shows
PRECISION = 1e-11
#: above this no finite weights will do
RUNAWAY = 200.0
STEPS = 60
#: from this many kinds on, most entries are zero and sparse products pay
SPARSE_FROM = 600


@dataclass(frozen=True)
class Fit:
    """Weights of the panels, the direction θ, and the largest deviation of the mean from the target."""

    weights: Floats
    direction: Floats
    deviation: float


def fit(panels: Floats, target: Floats, pull: float = 0.0) -> Fit:
    """Weights (they add up to 1) with mean `target`, or as near as panels and `pull` allow.

    `pull` > 0 adds pull/2 · |θ|² to what is minimised, so that θ stays finite for any target.
    """
    mean_and_spread = _moments(panels)
    theta = np.zeros(panels.shape[1])
    value, weights = _objective(panels, target, theta, pull)
    for _ in range(STEPS):
        mean, spread = mean_and_spread(weights)
        slope = mean - target + pull * theta
        if np.abs(slope).max() < PRECISION or np.abs(theta).max() > RUNAWAY:
            break
        damping = max(pull, 1e-9 * float(np.diag(spread).max()), 1e-12)
        step = -np.linalg.solve(spread + damping * np.eye(len(theta)), slope)
        scale = min(1.0, 10.0 / float(np.abs(step).max()))
        while True:
            tried, tried_weights = _objective(panels, target, theta + scale * step, pull)
            if tried <= value + 1e-4 * scale * float(slope @ step) + 1e-13 or scale < 1e-4:
                break
            scale /= 2
        theta, value, weights = theta + scale * step, tried, tried_weights
    return Fit(weights, theta, float(np.abs(weights @ panels - target).max()))


def _objective(panels: Floats, target: Floats, theta: Floats, pull: float) -> tuple[float, Floats]:
    heights = panels @ theta - target @ theta
    highest = heights.max()
    masses = np.exp(heights - highest)
    total = masses.sum()
    return float(highest + np.log(total) + pull / 2 * (theta @ theta)), masses / total


def _moments(panels: Floats) -> Callable[[Floats], tuple[Floats, Floats]]:
    """Mean and covariance of the panels under given weights."""
    if panels.shape[1] < SPARSE_FROM:

        def dense(weights: Floats) -> tuple[Floats, Floats]:
            mean = weights @ panels
            scaled = panels * np.sqrt(weights)[:, None]
            return mean, scaled.T @ scaled - np.outer(mean, mean)

        return dense
    from scipy import sparse  # noqa: PLC0415 - takes longer to import than a small draw to compute

    compressed = sparse.csr_array(panels)

    def thin(weights: Floats) -> tuple[Floats, Floats]:
        mean = weights @ panels
        scaled = sparse.diags_array(np.sqrt(weights)) @ compressed
        return mean, (scaled.T @ scaled).toarray() - np.outer(mean, mean)

    return thin
