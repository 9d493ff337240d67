"""Chooses the slate: signed statements that hold a place for everyone.

First the entries that distinct groups are promised (G2), then, one by one, the candidate with the
largest unserved claim in the sense of EJR+ (G1) on any of the profiles; a slate that still overlooks
somebody is repaired by swaps, and where that fails or quotas do not fit it becomes one entry longer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from yoriai.engines.opinions.profiles import Profile
from yoriai.engines.opinions.promises import quota
from yoriai.engines.opinions.votes import Floats, Integers


@dataclass(frozen=True)
class Demand:
    """A group that is promised entries: its size and its distinctive candidates, best first."""

    name: str
    size: int
    eligible: list[int]


@dataclass(frozen=True)
class Claim:
    """The largest unserved claim: `ratio` is supporters short of l entries over l n/k; fair below 1."""

    ratio: float
    candidate: int


@dataclass
class Slate:
    """Chosen candidates in order, for whom each was taken (no group: everyone), and the wished length."""

    wished: int
    chosen: list[int] = field(default_factory=list)
    groups: dict[int, list[str]] = field(default_factory=dict)

    @property
    def grown(self) -> bool:
        """Whether the promises needed more entries than were wished for."""
        return len(self.chosen) > self.wished


def choose_slate(profiles: list[Profile], demands: list[Demand], wished: int) -> Slate:
    """The shortest slate of at least `wished` entries found that keeps G1 on all profiles and G2.

    Only candidates with a supporter are chosen, so that the slate is shorter when there are not enough.
    """
    people = len(profiles[0].supporters(0)) if profiles else 0
    alive = np.flatnonzero(sum(_totals(profile, people) for profile in profiles) > 0)
    for length in range(min(max(wished, 1), len(alive)), len(alive)):
        slate = _of_length(profiles, demands, length, people, wished)
        if slate is not None:
            return slate
    slate = Slate(wished, [int(c) for c in alive])
    _name_groups(slate, demands, len(alive), people)
    return slate


def _totals(profile: Profile, people: int) -> Floats:
    return np.asarray(profile.by_level(np.zeros(people, dtype=np.int64), 1)[0])


def _of_length(
    profiles: list[Profile], demands: list[Demand], length: int, people: int, wished: int
) -> Slate | None:
    chosen = _promised(demands, length, people)
    if len(chosen) > length:
        return None
    fixed = set(chosen)
    while len(chosen) < length:
        chosen.append(largest_claim(profiles, chosen, length).candidate)
    chosen = _repaired(profiles, chosen, fixed)
    if largest_claim(profiles, chosen, length).ratio >= 1.0:
        return None
    slate = Slate(wished, chosen)
    _name_groups(slate, demands, length, people)
    return slate


def _promised(demands: list[Demand], length: int, people: int) -> list[int]:
    """Few candidates that fill every quota as far as there are distinctive ones: most needed first."""
    open_ = {d.name: min(quota(d.size, people, length), len(d.eligible)) for d in demands}
    chosen: list[int] = []
    while any(open_.values()):
        waiting = [d for d in demands if open_[d.name]]
        score: dict[int, tuple[int, float]] = {}
        for demand in waiting:
            for rank, c in enumerate(demand.eligible):
                if c not in chosen:
                    served, merit = score.get(c, (0, 0.0))
                    score[c] = served + 1, merit + 1.0 / (rank + 1)
        best = min(score, key=lambda c: (-score[c][0], -score[c][1], c))
        chosen.append(best)
        for demand in waiting:
            open_[demand.name] -= best in demand.eligible
    return chosen


def _name_groups(slate: Slate, demands: list[Demand], length: int, people: int) -> None:
    for demand in demands:
        if quota(demand.size, people, length):
            for c in slate.chosen:
                if c in demand.eligible:
                    slate.groups.setdefault(c, []).append(demand.name)


def satisfaction(profile: Profile, chosen: list[int]) -> Integers:
    """How many of the chosen candidates each person signs."""
    return np.asarray(sum(profile.supporters(c).astype(np.int64) for c in chosen))


def largest_claim(profiles: list[Profile], chosen: list[int], length: int) -> Claim:
    """Over all profiles, candidates that are not chosen and l in 1..length."""
    best = Claim(-1.0, -1)
    for profile in profiles:
        people = len(profile.supporters(0))
        level = satisfaction(profile, chosen) if chosen else np.zeros(people, dtype=np.int64)
        short = np.cumsum(profile.by_level(level, length + 1), axis=0)[:length]
        ratio = short * length / (np.arange(1, length + 1)[:, None] * people)
        ratio[:, chosen] = -1.0
        candidate = int(np.argmax(ratio.max(axis=0)))
        claim = Claim(float(ratio[:, candidate].max()), candidate)
        best = max(best, claim, key=lambda c: c.ratio)
    return best


def _repaired(profiles: list[Profile], chosen: list[int], fixed: set[int]) -> list[int]:
    """Swap in the overlooked candidate for the entry that is missed least, while that helps."""
    length = len(chosen)
    claim = largest_claim(profiles, chosen, length)
    while claim.ratio >= 1.0:
        swapped = [
            [*chosen[:i], claim.candidate, *chosen[i + 1 :]] for i in range(length) if chosen[i] not in fixed
        ]
        claims = [largest_claim(profiles, slate, length) for slate in swapped]
        best = min(range(len(claims)), key=lambda i: claims[i].ratio, default=None)
        if best is None or claims[best].ratio >= claim.ratio:
            break
        chosen, claim = swapped[best], claims[best]
    return chosen
