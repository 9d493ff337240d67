"""Chooses the slate: signed statements that hold a place for everyone.

Entries are taken one by one: the candidate with the largest unserved claim in the sense of EJR+ (G1) on
any of the profiles, except that the last places are kept for what distinct groups are promised (G2). A
slate that still overlooks somebody is repaired by swaps; where that fails, or where the quotas do not
fit, it becomes one entry longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from yoriai.engines.opinions.profiles import Profile
from yoriai.engines.opinions.promises import quota
from yoriai.engines.opinions.votes import Floats, Integers


@dataclass(frozen=True)
class Demand:
    """A group that is to have entries: its size, and how distinctive each eligible candidate is (0 to 1).

    `most` limits its entries where it is heard without having been promised its full quota.
    """

    name: str
    size: int
    merit: Mapping[int, float]
    most: int | None = None


@dataclass
class Slate:
    """Chosen candidates in order, the groups for which each was taken (else everyone), the wished length."""

    wished: int
    chosen: list[int]
    groups: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Task:
    """What a slate of a given length has to do."""

    profiles: Sequence[Profile]
    demands: Sequence[Demand]
    length: int

    def open(self, chosen: Sequence[int]) -> dict[str, int]:
        """Entries still owed to each group, as far as it has distinctive candidates at all."""
        people = self.profiles[0].people
        owed = {}
        for demand in self.demands:
            most = min(quota(demand.size, people, self.length), len(demand.merit))
            most = most if demand.most is None else min(most, demand.most)
            owed[demand.name] = max(most - sum(c in demand.merit for c in chosen), 0)
        return {name: count for name, count in owed.items() if count}


def choose_slate(profiles: Sequence[Profile], demands: Sequence[Demand], wished: int) -> Slate:
    """The shortest slate of at least `wished` entries found that keeps G1 on all profiles and G2.

    Only candidates with a supporter are chosen, so that the slate is shorter when there are not enough.
    """
    alive = np.flatnonzero(np.sum([_supporters(profile) for profile in profiles], axis=0) > 0)
    for length in range(min(wished, len(alive)), len(alive)):
        chosen = _of_length(_Task(profiles, demands, length))
        if chosen is not None:
            return _named(Slate(wished, chosen), demands)
    return _named(Slate(wished, [int(c) for c in alive]), demands)


def _supporters(profile: Profile) -> Floats:
    return np.asarray(profile.by_level(np.zeros(profile.people, dtype=np.int64), 1)[0])


def _of_length(task: _Task) -> list[int] | None:
    chosen: list[int] = []
    needed = len(_cover(task, chosen))
    if needed > task.length:
        return None
    while len(chosen) < task.length:
        spare = task.length - len(chosen) - needed
        claims = claims_of(task.profiles, chosen, task.length)
        chosen.append(int(np.argmax(claims)) if spare > 0 else _promised(task, chosen, claims))
        if any(chosen[-1] in demand.merit for demand in task.demands):
            needed = len(_cover(task, chosen))
    return None if task.open(chosen) else _repaired(task, chosen)


def _served(task: _Task, chosen: Sequence[int]) -> dict[int, list[float]]:
    """For each candidate that would fill an open quota, its merit for every group whose quota it fills."""
    owed = task.open(chosen)
    served: dict[int, list[float]] = {}
    for demand in task.demands:
        if demand.name in owed:
            for candidate, merit in demand.merit.items():
                if candidate not in chosen:
                    served.setdefault(candidate, []).append(merit)
    return served


def _cover(task: _Task, chosen: Sequence[int]) -> list[int]:
    """Few candidates that fill every open quota: always the one that serves most groups, and best."""
    cover: list[int] = []
    while served := _served(task, [*chosen, *cover]):
        cover.append(min(served, key=lambda c: (-len(served[c]), -round(sum(served[c]), 9), c)))
    return cover


def _promised(task: _Task, chosen: Sequence[int], claims: Floats) -> int:
    """Of the candidates that serve most groups: distinctive, and with a large unserved claim."""
    served = _served(task, chosen)
    most = max(len(merits) for merits in served.values())
    return min(
        (c for c in served if len(served[c]) == most),
        key=lambda c: (-round(sum(served[c]) * float(claims[c]), 9), c),
    )


def satisfaction(profile: Profile, chosen: Sequence[int]) -> Integers:
    """How many of the chosen candidates each person signs."""
    level = np.zeros(profile.people, dtype=np.int64)
    for candidate in chosen:
        level += profile.supporters(candidate)
    return level


def claims_of(profiles: Sequence[Profile], chosen: Sequence[int], length: int) -> Floats:
    """Each candidate's largest unserved claim: supporters with fewer than l entries, over l n/k.

    The largest over l in 1..length and all profiles; -1 for chosen candidates. All below 1 is EJR+.
    """
    claims = np.full(0, -1.0)
    for profile in profiles:
        level = satisfaction(profile, chosen)
        short = np.cumsum(profile.by_level(level, length + 1), axis=0)[:length]
        ratio = short * length / (np.arange(1, length + 1)[:, None] * profile.people)
        claims = np.maximum(claims, ratio.max(axis=0)) if len(claims) else ratio.max(axis=0)
    claims[list(chosen)] = -1.0
    return claims


def _repaired(task: _Task, chosen: list[int]) -> list[int] | None:
    """Swap in the overlooked candidate for the entry that is missed least, while that helps."""
    claims = claims_of(task.profiles, chosen, task.length)
    while claims.max() >= 1.0:
        overlooked = int(np.argmax(claims))
        swaps = [[*chosen[:i], overlooked, *chosen[i + 1 :]] for i in range(task.length)]
        tried = [(swap, claims_of(task.profiles, swap, task.length)) for swap in swaps if not task.open(swap)]
        best = min(tried, key=lambda pair: float(pair[1].max()), default=None)
        if best is None or best[1].max() >= claims.max():
            return None
        chosen, claims = best
    return chosen


def _named(slate: Slate, demands: Sequence[Demand]) -> Slate:
    """Notes for each entry the groups that it is distinctive for."""
    for demand in demands:
        for candidate in slate.chosen:
            if candidate in demand.merit:
                slate.groups.setdefault(candidate, []).append(demand.name)
    return slate
