"""What a mode found out about the votes, before it is put into words and rows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from yoriai.engines.opinions.positions import Positions
from yoriai.engines.opinions.prediction import Prediction
from yoriai.engines.opinions.profiles import Completed
from yoriai.engines.opinions.votes import Floats, Integers, Votes

STABLE, UNSTABLE, TOO_FEW = "stable groups", "no stable groups", "too few votes"

#: what stability must reach for groups to be called stable
PROMISED_MEAN, PROMISED_LEAST = 0.90, 0.80


@dataclass(frozen=True, eq=False)
class Found:
    """The map of one mode.

    `label` (n) is the group of each person, -1 for none; `chance` (n) how probable it is (nan where
    unknown); `ari` one adjusted Rand index per redraw; `recovered` (k) how much of each group the
    redraws found again; `consensus` (2m) per signed statement, nan where votes are too few; `product`
    (2m) Polis's group-aware consensus in polis mode; `between` the certainty below which people stand
    between the groups; `leaning` (n) a division that is not
    stable enough to be shown, but good enough to keep places of the slate for its sides.
    """

    verdict: str
    dimension: int
    positions: Positions
    label: Integers
    chance: Floats
    consensus: Floats
    ari: Floats = field(default_factory=lambda: np.zeros(0))
    recovered: Floats = field(default_factory=lambda: np.zeros(0))
    between: float | None = None
    leaning: Integers | None = None
    prediction: Prediction | None = None
    completed: Completed | None = None
    product: Floats | None = None

    @property
    def k(self) -> int:
        """Number of groups shown."""
        return int(self.label.max(initial=-1)) + 1


def nothing_found(votes: Votes) -> Found:
    """The map of votes that are too few: nobody has a place."""
    unknown = np.full(votes.n, np.nan)
    nowhere = Positions(*(np.full((rows, 2), np.nan) for rows in (votes.n, votes.n, votes.m)))
    return Found(TOO_FEW, 0, nowhere, no_groups(votes), unknown, np.full(2 * votes.m, np.nan))


def no_groups(votes: Votes) -> Integers:
    """Everybody in no group."""
    return np.full(votes.n, -1, dtype=np.int64)
