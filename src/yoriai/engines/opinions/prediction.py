"""Which dimension and ridge, and how well votes are foretold that the model has not seen.

Ten per cent of the agreements and disagreements are held out, five times, no vote twice. What is
chosen for one of the five is chosen by the loss on others, so that no figure is measured on votes that
helped to choose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions.baseline import accuracy, baseline_logits, log_loss
from yoriai.engines.opinions.ideal import Ideal, fit_ideal, logits
from yoriai.engines.opinions.votes import Flags, Floats, Progress, Votes

FOLDS = 5
DIMENSIONS = (0, 1, 2, 3)
RIDGES = (0.1, 0.5, 2.0)
#: rounds of fitting when only choosing, and up to this many votes every fold takes part in choosing
SKETCH, SMALL = 10, 20_000
#: a second dimension whose loss is within this share of the best is averaged with it
CLOSE = 0.01

Setting = tuple[int, float]


@dataclass(frozen=True)
class Prediction:
    """Mean over the draws, of ours and of the calibrated PCA-2 on the same held-out votes."""

    accuracy: float
    log_loss: float
    baseline_accuracy: float
    baseline_log_loss: float


def choose_and_test(
    votes: Votes, rng: np.random.Generator, tell: Progress
) -> tuple[list[Setting], Prediction | None]:
    """The settings to average, best first, and how well they foretell; no figures for too few votes."""
    folds = _folds(votes, rng)
    if not folds:
        return [(1, 0.5)], None
    grid = len(folds) if len(votes) <= SMALL else 2
    losses = []
    for i, held in enumerate(folds[:grid]):
        tell(i / (grid + 1), "choosing the model")
        losses.append(_grid_losses(votes, held))
    rows = []
    for i, held in enumerate(folds):
        tell((grid + i / FOLDS) / (grid + 1), "testing the model")
        others = [loss for j, loss in enumerate(losses) if j != i]
        rows.append(_test(votes, held, _settings(others), rng))
    return _settings(losses), Prediction(*np.mean(rows, axis=0).tolist())


def _folds(votes: Votes, rng: np.random.Generator) -> list[Flags]:
    """Five disjoint tenths of the agreements and disagreements."""
    cast = rng.permutation(np.flatnonzero(votes.value))
    size = len(cast) // 10
    folds = []
    for i in range(FOLDS if size else 0):
        held = np.zeros(len(votes), dtype=bool)
        held[cast[i * size : (i + 1) * size]] = True
        folds.append(held)
    return folds


def _grid_losses(votes: Votes, held: Flags) -> dict[Setting, float]:
    """Held-out loss of each dimension at the middle ridge, then of other ridges for the best one."""
    losses = {(d, RIDGES[1]): _sketch(votes, held, d, RIDGES[1]) for d in DIMENSIONS}
    best = min(losses, key=lambda setting: losses[setting])[0]
    for ridge in RIDGES if best else ():
        if (best, ridge) not in losses:
            losses[best, ridge] = _sketch(votes, held, best, ridge)
    return losses


def _sketch(votes: Votes, held: Flags, dimension: int, ridge: float) -> float:
    model = fit_ideal(votes.only(~held), dimension, ridge, rounds=SKETCH)
    return log_loss(_held_logits(votes, held, [model]), votes.value[held] > 0)


def _held_logits(votes: Votes, held: Flags, models: list[Ideal]) -> Floats:
    each = [logits(model, votes.person[held], votes.statement[held]) for model in models]
    return np.asarray(np.mean(each, axis=0))


def _settings(losses: list[dict[Setting, float]]) -> list[Setting]:
    """The best dimension by mean loss and its best ridge, and the second best if it does about as well."""
    middle = {d: float(np.mean([loss[d, RIDGES[1]] for loss in losses])) for d in DIMENSIONS}
    best = min(middle, key=lambda d: middle[d])
    ridge = _best_ridge(losses, best)
    close = [d for d in DIMENSIONS if d != best and middle[d] <= middle[best] * (1.0 + CLOSE)]
    return [(d, ridge) for d in [best, *sorted(close, key=lambda d: middle[d])[:1]]]


def _best_ridge(losses: list[dict[Setting, float]], dimension: int) -> float:
    means = {}
    for ridge in RIDGES:
        # a fold that preferred another dimension has no loss for this ridge
        found = [loss[dimension, ridge] for loss in losses if (dimension, ridge) in loss]
        level = [loss[dimension, RIDGES[1]] for loss in losses if (dimension, ridge) in loss]
        if found:
            means[ridge] = float(np.mean(found) - np.mean(level))
    return min(means, key=lambda ridge: means[ridge])


def _test(
    votes: Votes, held: Flags, settings: list[Setting], rng: np.random.Generator
) -> tuple[float, float, float, float]:
    train = votes.only(~held)
    models = [fit_ideal(train, dimension, ridge) for dimension, ridge in settings]
    ours = _held_logits(votes, held, models)
    theirs = baseline_logits(train, votes.person[held], votes.statement[held], rng)
    agreed = votes.value[held] > 0
    return accuracy(ours, agreed), log_loss(ours, agreed), accuracy(theirs, agreed), log_loss(theirs, agreed)
