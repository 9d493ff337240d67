"""Chooses the slate: signed statements that hold a place for everyone.

First each opinion group's own voice: what it holds most and most alone, the smallest group first. Then
entries are taken one by one by proportional approval voting (PAV) over all profiles, which satisfies
EJR+ on one profile (Brill & Peters, EC 2023), except that the last places are kept for what distinct
groups are promised (G2). A slate that still overlooks somebody (G1) is repaired by swaps; where that
fails, or where the quotas do not fit, it is tried with fewer own voices, and then one entry longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from yoriai.engines.opinions.profiles import Profile
from yoriai.engines.opinions.promises import quota
from yoriai.engines.opinions.votes import Floats, Integers

#: how many of the most overlooked candidates a repair tries
TRIED = 6


@dataclass(frozen=True)
class Demand:
    """A group that is promised entries: its size, and how distinctive each eligible candidate is (0 to 1).

    `own`: its own voice comes first. `most`: never promised more than this, whatever its size.
    """

    name: str
    size: int
    merit: Mapping[int, float]
    own: bool = False
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
            return _named(Slate(wished, _ordered(profiles, chosen)), demands)
    return _named(Slate(wished, [int(c) for c in alive]), demands)


def _supporters(profile: Profile) -> Floats:
    return np.asarray(profile.by_level(np.zeros(profile.people, dtype=np.int64), 1)[0])


def _of_length(task: _Task) -> list[int] | None:
    """A slate of this length that keeps every promise, with as many groups' own voices as fit."""
    own = _own_voices(task)
    for kept in range(len(own), -1, -1):
        chosen = _filled(task, own[:kept])
        if chosen is not None:
            return chosen
    return None


def _own_voices(task: _Task) -> list[int]:
    """What each opinion group holds most and most alone, the smallest group first; half a slate at most."""
    voices: list[int] = []
    for demand in sorted(task.demands, key=lambda demand: (demand.size, demand.name)):
        first = next(iter(demand.merit), None)
        if demand.own and first is not None and first not in voices:
            voices.append(first)
    return voices if 2 * len(voices) <= task.length else []


def _filled(task: _Task, start: Sequence[int]) -> list[int] | None:
    chosen = list(start)
    needed = len(_cover(task, chosen))
    if len(chosen) + needed > task.length:
        return None
    while len(chosen) < task.length:
        spare = task.length - len(chosen) - needed
        gains = gains_of(task.profiles, chosen)
        chosen.append(int(np.argmax(gains)) if spare > 0 else _promised(task, chosen, gains))
        if any(chosen[-1] in demand.merit for demand in task.demands):
            needed = len(_cover(task, chosen))
    return None if task.open(chosen) else _repaired(task, chosen)


def _ordered(profiles: Sequence[Profile], chosen: Sequence[int]) -> list[int]:
    """The same entries, each time the one that adds most: what many sign comes first."""
    order: list[int] = []
    while len(order) < len(chosen):
        gains = gains_of(profiles, order)
        order.append(min(set(chosen) - set(order), key=lambda c: (-float(gains[c]), c)))
    return order


def gains_of(profiles: Sequence[Profile], chosen: Sequence[int]) -> Floats:
    """What each candidate adds to the PAV score: the mean over people and profiles of 1/(entries + 1).

    -1 for chosen candidates.
    """
    total = np.zeros(0)
    for profile in profiles:
        counts = profile.by_level(satisfaction(profile, chosen), len(chosen) + 1)
        gain = (1.0 / np.arange(1, len(chosen) + 2)) @ counts / profile.people
        total = total + gain if len(total) else gain
    total = np.round(total, 12)
    total[list(chosen)] = -1.0
    return total


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


def _promised(task: _Task, chosen: Sequence[int], gains: Floats) -> int:
    """Of the candidates that serve most groups: distinctive, and adding much to the PAV score."""
    served = _served(task, chosen)
    most = max(len(merits) for merits in served.values())
    return min(
        (c for c in served if len(served[c]) == most),
        key=lambda c: (-round(sum(served[c]) * float(gains[c]), 9), c),
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
    """Swap in an overlooked candidate for the entry that is missed least, while that helps."""
    claims = claims_of(task.profiles, chosen, task.length)
    while claims.max() >= 1.0:
        best = min(_swaps(task, chosen, claims), key=lambda swap: (_excess(swap[1]), swap[0]), default=None)
        if best is None or _excess(best[1]) >= _excess(claims):
            return None
        chosen, claims = best
    return chosen


def _excess(claims: Floats) -> float:
    """How much is overlooked: the claims of 1 and more, all together."""
    return round(float(claims[claims >= 1.0].sum()), 9)


def _swaps(task: _Task, chosen: list[int], claims: Floats) -> Iterator[tuple[list[int], Floats]]:
    """Slates with one of the most overlooked candidates in the place of another entry, quotas kept."""
    order = np.argsort(-claims, kind="stable")[:TRIED]
    for overlooked in order[claims[order] >= 1.0].tolist():
        for place in range(task.length):
            swap = [*chosen[:place], overlooked, *chosen[place + 1 :]]
            if not task.open(swap):
                yield swap, claims_of(task.profiles, swap, task.length)


def _named(slate: Slate, demands: Sequence[Demand]) -> Slate:
    """Notes for each entry the groups that it is distinctive for."""
    for demand in demands:
        for candidate in slate.chosen:
            if candidate in demand.merit:
                slate.groups.setdefault(candidate, []).append(demand.name)
    return slate
