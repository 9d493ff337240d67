"""Made-up conversations whose truth is known, for benchmarks and tests of `yoriai.engines.opinions`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.opinions import Votes


@dataclass(frozen=True)
class Planted:
    """Votes, the group each person was given, and each group's P(agree) with each statement (k x m)."""

    votes: Votes
    group: NDArray[np.int64]
    profile: NDArray[np.float64]


def planted_groups(
    seed: int,
    *,
    people: int = 2000,
    statements: int = 200,
    density: float = 0.15,
    shares: Sequence[float] = (0.4, 0.3, 0.2, 0.1),
    sharpness: float = 1.3,
) -> Planted:
    """Groups with a profile of their own: P(agree) ~ Beta(sharpness, sharpness); smaller is sharper."""
    rng = np.random.default_rng(seed)
    profile = rng.beta(sharpness, sharpness, (len(shares), statements))
    return _vote(rng, people, density, shares, profile)


def planted_minority(
    seed: int, people: int = 400, statements: int = 40, density: float = 0.4, share: float | None = None
) -> Planted:
    """Half the statements are shared by everyone; on the contested rest a minority says the opposite.

    The minority is 10 to 25 % of the people unless `share` says otherwise.
    """
    rng = np.random.default_rng(seed)
    part = rng.uniform(0.10, 0.25) if share is None else share
    half = statements // 2
    shared = rng.uniform(0.75, 0.95, half)
    contested = rng.uniform(0.65, 0.9, statements - half)
    flip = rng.random(statements - half) < 0.5
    contested = np.where(flip, 1.0 - contested, contested)
    profile = np.array([np.append(shared, contested), np.append(shared, 1.0 - contested)])
    return _vote(rng, people, density, (1.0 - part, part), profile)


def _vote(
    rng: np.random.Generator,
    people: int,
    density: float,
    shares: Sequence[float],
    profile: NDArray[np.float64],
) -> Planted:
    """A tenth of the votes are passes; who sees what is chance."""
    ends = np.round(np.cumsum(shares) * people).astype(int)
    group = np.searchsorted(ends, rng.permutation(people), side="right")
    person, statement = np.nonzero(rng.random((people, profile.shape[1])) < density)
    value = np.where(rng.random(len(person)) < profile[group[person], statement], 1, -1)
    value[rng.random(len(person)) < 0.1] = 0
    names = tuple(str(i) for i in range(people)), tuple(str(j) for j in range(profile.shape[1]))
    votes = Votes.from_columns(*names, person.astype(np.int64), statement.astype(np.int64), value)
    kept = np.array([int(name) for name in votes.participants])
    return Planted(votes, group[kept], profile)


def big(people: int, statements: int, votes: int, seed: int = 1, groups: int = 4) -> Planted:
    """A large conversation with a given number of votes, each pair at most once."""
    rng = np.random.default_rng(seed)
    profile = rng.beta(0.8, 0.8, (groups, statements))
    group = rng.integers(groups, size=people)
    cell = np.unique(rng.integers(people * statements, size=int(votes * 1.1)))
    cell = np.sort(rng.permutation(cell)[:votes])
    person, statement = np.divmod(cell, statements)
    value = np.where(rng.random(len(cell)) < profile[group[person], statement], 1, -1)
    names = tuple(str(i) for i in range(people)), tuple(str(j) for j in range(statements))
    made = Votes.from_columns(*names, person, statement, value)
    return Planted(made, group[[int(name) for name in made.participants]], profile)
