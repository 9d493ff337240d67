"""How many letters to send, and how many people to invite, from what happened before.

Both questions are the same: of `asked` people a share says yes that is not known exactly. The share is
given a beta distribution (mean and spread from earlier events, or from the usual range), the number of
yes is then beta-binomial, and we ask for the smallest number that suffices with the wanted certainty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

from yoriai.engines.sortition.pool import Floats

#: usual shares in Japanese citizens' deliberations: letters accepted, and people invited who come
USUAL_ACCEPTANCE = (0.03, 0.07)
USUAL_ATTENDANCE = (0.60, 0.81)
#: nobody can send more letters than this
MOST = 10_000_000
#: half width of a 90 % interval in standard deviations
Z90 = 1.645
#: points on which the beta distribution is evaluated
POINTS = 400


@dataclass(frozen=True)
class Share:
    """An uncertain share: its mean and standard deviation."""

    mean: float
    deviation: float

    def points(self) -> Floats:
        """Equally likely values of the share (beta distribution)."""
        size = self.mean * (1 - self.mean) / self.deviation**2 - 1
        middles = (np.arange(POINTS) + 0.5) / POINTS
        points: Floats = special.betaincinv(self.mean * size, (1 - self.mean) * size, middles)
        return points


@dataclass(frozen=True)
class Ask:
    """Ask `number`; between `low` and `high` say yes in 9 of 10 cases, `expected` on average."""

    number: int
    low: int
    expected: float
    high: int


def usual(low: float, high: float) -> Share:
    """A share between `low` and `high` in 9 of 10 cases. Raises ValueError unless 0 < low < high < 1."""
    if not 0 < low < high < 1:
        raise ValueError("a range of shares has 0 < low < high < 1")
    return _plausible((low + high) / 2, (high - low) / 2 / Z90)


def _plausible(mean: float, deviation: float) -> Share:
    """No wider than a flat distribution would be, so that a beta distribution exists."""
    return Share(mean, min(deviation, sqrt(mean * (1 - mean) / 3)))


def from_history(events: Sequence[tuple[int, int]], prior: Share) -> Share:
    """The share after events of (asked, yes): their pooled mean, and how much events differ.

    The spread is never taken as smaller than the sampling error of the pooled mean; with fewer than
    three events it is the relative spread of `prior`. Raises ValueError when nobody was asked or more
    said yes than were asked.
    """
    if not events:
        return prior
    if any(asked < 1 or not 0 <= yes <= asked for asked, yes in events):
        raise ValueError("each event has 0 <= yes <= asked, and asked at least 1")
    asked, yes = (sum(column) for column in zip(*events, strict=True))
    mean = (yes + 0.5) / (asked + 1)
    sampling = sqrt(mean * (1 - mean) / asked)
    between = prior.deviation / prior.mean * mean
    if len(events) > 2:
        between = float(np.std([one_yes / one_asked for one_asked, one_yes in events], ddof=1))
    return _plausible(mean, max(between, sampling))


def ask_for(needed: int, share: Share, certainty: float) -> Ask:
    """The smallest number to ask so that at least `needed` say yes with the given certainty.

    Raises ValueError when `certainty` is not between 0.5 and 0.999, or no number up to `MOST` suffices.
    """
    if not 0.5 <= certainty <= 0.999:
        raise ValueError("certainty is between 0.5 and 0.999")
    points = share.points()
    if _at_least(needed, MOST, points) < certainty:
        raise ValueError("no number of letters suffices")
    number = _smallest(lambda asked: _at_least(needed, asked, points) >= certainty, needed, MOST)
    low = _smallest(lambda yes: _at_least(yes + 1, number, points) <= 0.95, 0, number)
    high = _smallest(lambda yes: _at_least(yes + 1, number, points) <= 0.05, 0, number)
    return Ask(number, low, number * share.mean, high)


def _at_least(needed: int, asked: int, points: Floats) -> float:
    """Probability that at least `needed` of `asked` say yes."""
    if needed <= 0:
        return 1.0
    return float(special.betainc(needed, asked - needed + 1, points).mean())


def _smallest(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The smallest number from `low` to `high` for which a monotone condition holds."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
