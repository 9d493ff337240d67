"""Checks a slate against what is promised. Shares no code with the choosing of the slate.

EJR+ (Brill & Peters, "Robust and Verifiable Proportionality Axioms for Multiwinner Voting", EC 2023,
arXiv 2302.01989): there is no candidate c outside the slate W, no l in 1..k and no set of at least
l n/k supporters of c of whom each has fewer than l of their own candidates in W.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Overlooked:
    """The nearest overlooked voice: `rho`, and the candidate and l that reach it (None if there is none).

    rho is the largest share, over unchosen candidates c and l, of the l n/k people that a claim needs:
    EJR+ holds exactly when rho < 1.
    """

    holds: bool
    rho: float
    candidate: int | None
    l: int | None  # noqa: E741 - the name in the paper


def check_ejr_plus(approvals: ArrayLike, slate: list[int]) -> Overlooked:
    """Whether EJR+ holds for `approvals` (people x candidates, true where approved) and a slate.

    k is the length of the slate and n the number of rows. Takes O(n m + m k) steps.
    """
    approved = np.asarray(approvals, dtype=bool)
    people, candidates = approved.shape
    k = len(slate)
    satisfaction = approved[:, sorted(slate)].sum(axis=1)
    worst: tuple[int, int, int | None] = (0, 1, None)  # supporters short of l, l, candidate
    for candidate in sorted(set(range(candidates)) - set(slate)):
        have = np.bincount(satisfaction[approved[:, candidate]], minlength=k + 1)
        short = 0
        for level in range(1, k + 1):
            short += int(have[level - 1])
            if short * worst[1] > worst[0] * level:
                worst = (short, level, candidate)
    short, level, found = worst
    if found is None:
        return Overlooked(True, 0.0, None, None)
    return Overlooked(short * k < level * people, short * k / (level * people), found, level)
