"""What the votes say about each statement, for everyone and for each group, with its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from yoriai.engines.opinions.votes import Flags, Floats, Votes

#: statements with fewer votes are never called consensus and never completed by the model
ENOUGH = 10
#: false discovery rate that representative and distinctive statements are held to
FALSE_DISCOVERY = 0.10


@dataclass(frozen=True, eq=False)
class Counts:
    """Agreements, disagreements and passes per statement (each m)."""

    agree: Floats
    disagree: Floats
    passed: Floats

    @property
    def seen(self) -> Floats:
        """Votes of any kind per statement."""
        return self.agree + self.disagree + self.passed

    @property
    def signed(self) -> Floats:
        """Supporters of each signed statement (2m): of agreeing, then of disagreeing."""
        return np.concatenate([self.agree, self.disagree])


@dataclass(frozen=True, eq=False)
class Contrast:
    """A group against all others, per signed statement (2m: agree-s for every s, then disagree-s).

    `inside` and `outside` are shares of those who voted on the statement, passes included; `z` and `p`
    belong to the one-sided two-proportion test with Yates' correction, `q` to Benjamini & Hochberg
    (1995) over this group's signed statements. Without votes on both sides p and q are 1.
    """

    inside: Floats
    outside: Floats
    n_inside: Floats
    n_outside: Floats
    z: Floats
    p: Floats
    q: Floats

    @cached_property
    def distinctive(self) -> Flags:
        """More than half of the group, more than the others, and not by chance (q <= 0.10)."""
        return (self.inside > 0.5) & (self.inside > self.outside) & (self.q <= FALSE_DISCOVERY)


def count(votes: Votes, among: Flags | None = None) -> Counts:
    """Votes per statement, of everyone or of the people that `among` marks."""
    weight = np.ones(len(votes)) if among is None else among[votes.person].astype(float)
    agree, disagree, passed = (votes.per_statement(weight * (votes.value == value)) for value in (1, -1, 0))
    return Counts(agree, disagree, passed)


def contrast(votes: Votes, inside: Flags, outside: Flags | None = None) -> Contrast:
    """The people that `inside` marks against those that `outside` marks (all others when not given)."""
    mine = count(votes, inside)
    theirs = count(votes, ~inside if outside is None else outside)
    n_in, n_out = np.tile(mine.seen, 2), np.tile(theirs.seen, 2)
    share_in = mine.signed / np.maximum(n_in, 1.0)
    share_out = theirs.signed / np.maximum(n_out, 1.0)
    both = (n_in > 0) & (n_out > 0)
    z = np.where(both, _two_proportions(mine.signed, n_in, theirs.signed, n_out), 0.0)
    p = np.where(both, ndtr(-z), 1.0)
    return Contrast(share_in, share_out, n_in, n_out, z, p, benjamini_hochberg(p))


def _two_proportions(hits: Floats, n: Floats, other_hits: Floats, other_n: Floats) -> Floats:
    """z of a higher share in the first sample, with Yates' continuity correction."""
    n, other_n = np.maximum(n, 1.0), np.maximum(other_n, 1.0)
    pooled = (hits + other_hits) / (n + other_n)
    inverse = 1.0 / n + 1.0 / other_n
    gap = hits / n - other_hits / other_n
    corrected = np.sign(gap) * np.maximum(np.abs(gap) - inverse / 2.0, 0.0)
    spread = np.sqrt(pooled * (1.0 - pooled) * inverse)
    return np.asarray(np.where(spread > 0, corrected / np.where(spread > 0, spread, 1.0), 0.0))


def benjamini_hochberg(p: Floats) -> Floats:
    """q-values: the smallest false discovery rate at which each hypothesis would be named."""
    order = np.argsort(p, kind="stable")
    steps = p[order] * len(p) / np.arange(1, len(p) + 1)
    q = np.empty(len(p))
    q[order] = np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0)
    return q


def wilson(hits: Floats, n: Floats, z: float = 1.96) -> tuple[Floats, Floats]:
    """95 % interval of a share (Wilson 1927); 0 to 1 where nobody voted."""
    n = np.asarray(n, dtype=float)
    safe = np.maximum(n, 1.0)
    share = hits / safe
    middle = (share + z * z / (2 * safe)) / (1 + z * z / safe)
    half = z * np.sqrt(share * (1 - share) / safe + z * z / (4 * safe * safe)) / (1 + z * z / safe)
    return np.where(n > 0, middle - half, 0.0), np.where(n > 0, middle + half, 1.0)
