"""What the full model has to beat: PCA-2 with a fitted logistic calibration.

The score of a vote is the value that the plane gives back, mean_j + scores_i . axes_j; it becomes a
probability by a logistic regression on votes that the plane was not computed from. As Polis draws
people either at their scores or at scores times sqrt(m / votes), both are tried and the one that does
better on those votes is used, so that the baseline is as strong as it can be made.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from yoriai.engines.opinions.plane import plane_of
from yoriai.engines.opinions.votes import Flags, Floats, Integers, Votes


def log_loss(logit: Floats, agreed: Flags) -> float:
    """Mean of -log P(vote as cast), in nats."""
    return float(np.logaddexp(0.0, np.where(agreed, -logit, logit)).mean())


def accuracy(logit: Floats, agreed: Flags) -> float:
    """Share of votes on the side that the model thinks more likely."""
    return float(((logit > 0) == agreed).mean())


def baseline_logits(votes: Votes, person: Integers, statement: Integers, rng: np.random.Generator) -> Floats:
    """Logits of the calibrated plane for votes that are not among `votes`."""
    held = (rng.random(len(votes)) < 0.1) & (votes.value != 0)
    inner = _scores(votes.only(~held), votes.person[held], votes.statement[held])
    agreed = votes.value[held] > 0
    fitted = [calibrate(score, agreed) for score in inner]
    losses = [log_loss(w[0] + w[1] * score, agreed) for w, score in zip(fitted, inner, strict=True)]
    best = int(np.argmin(losses))
    score = _scores(votes, person, statement)[best]
    return np.asarray(fitted[best][0] + fitted[best][1] * score)


def _scores(votes: Votes, person: Integers, statement: Integers) -> tuple[Floats, Floats]:
    plane = plane_of(votes)
    axes, mean = plane.axes[statement], plane.mean[statement]
    plain = (plane.scores[person] * axes).sum(axis=1)
    spread = (plane.spread(votes)[person] * axes).sum(axis=1)
    return mean + plain, mean + spread


def calibrate(score: Floats, agreed: Flags) -> Floats:
    """Intercept and slope of the logistic regression of agreement on a score (slightly damped)."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        logit = weights[0] + weights[1] * score
        error = expit(logit) - agreed
        value = np.logaddexp(0.0, np.where(agreed, -logit, logit)).sum() + 0.01 * weights[1] ** 2
        return float(value), np.array([error.sum(), error @ score + 0.02 * weights[1]])

    return np.asarray(minimize(loss, np.array([0.0, 2.0]), jac=True, method="L-BFGS-B").x)
