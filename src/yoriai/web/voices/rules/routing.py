"""Which statement somebody sees next: an explicit distribution, so that votes can be weighted by it.

Every statement open to votes first gets its minimum number of showings, latecomers too. After that,
statements about which least is known come first. Nothing unseen ever has probability zero.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass

#: Share of the distribution that goes to statements under their minimum, in proportion to what they lack.
TO_THE_UNSHOWN = 0.8
#: Share of the rest that is spread evenly, whatever the votes say.
EVENLY = 0.1


@dataclass(frozen=True)
class Tally:
    """What a statement has got so far."""

    showings: int = 0
    agreed: int = 0
    disagreed: int = 0
    passed: int = 0


def informativeness(tally: Tally) -> float:
    """How much one more vote tells: little where many have voted, agree, or pass.

    The standard deviation of the agreeing share (Beta posterior from a flat prior), times the share
    of people who do not pass (each side counted once more, so that no share is 0 or 1).
    """
    agreed, disagreed = tally.agreed + 1, tally.disagreed + 1
    voted = agreed + disagreed
    spread = math.sqrt(agreed * disagreed / (voted * voted * (voted + 1)))
    return spread * voted / (voted + tally.passed + 1)


def distribution(unseen: Mapping[int, Tally], minimum: int) -> dict[int, float]:
    """Probability of each statement somebody has not seen; sums to 1, every value above 0.

    `unseen` maps a statement to its tally, `minimum` is the number of showings each one is owed.
    """
    order = sorted(unseen)
    informative = {key: informativeness(unseen[key]) for key in order}
    general = _mixed(EVENLY, dict.fromkeys(order, 1.0), informative)
    lacking = {key: float(max(0, minimum - unseen[key].showings)) for key in order}
    if not any(lacking.values()):
        return general
    return _mixed(TO_THE_UNSHOWN, lacking, general)


def choose(probabilities: Mapping[int, float], generator: random.Random) -> tuple[int, float]:
    """One statement drawn from the distribution, with the probability it had.

    Raises ValueError when there is nothing to choose from.
    """
    if not probabilities:
        raise ValueError("nothing to choose from")
    keys = sorted(probabilities)
    key = generator.choices(keys, [probabilities[key] for key in keys])[0]
    return key, probabilities[key]


def _mixed(share: float, one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    ones, others = math.fsum(one.values()), math.fsum(other.values())
    return {key: share * one[key] / ones + (1 - share) * other[key] / others for key in one}
