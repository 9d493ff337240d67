"""Which groups are promised entries of the slate, how many, and how many they were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions.evidence import Contrast, contrast
from yoriai.engines.opinions.votes import Flags, Votes

#: smaller groups are not spoken of, so that nobody's vote can be guessed
PRIVATE = 5


@dataclass(frozen=True, eq=False)
class Group:
    """People who are spoken of together: an opinion group ("A") or an attribute value ("age=18-29")."""

    name: str
    inside: Flags
    contrast: Contrast

    @property
    def size(self) -> int:
        """Number of people."""
        return int(self.inside.sum())


def quota(size: int, people: int, k: int) -> int:
    """Entries promised to a group of `size` among `people`, in a slate of k.

    None to groups under 5 people or 1/(2k) of all; else max(1, floor(k size / people)).
    """
    return max(1, k * size // people) if size >= PRIVATE and 2 * k * size >= people else 0


def declared_groups(votes: Votes, attributes: Mapping[str, Mapping[str, str]]) -> list[Group]:
    """One group for each value of each attribute; people without a value are in none."""
    groups = []
    for attribute in sorted(attributes):
        value = np.array([attributes[attribute].get(p, "") for p in votes.participants], dtype=object)
        for name in sorted({v for v in value if v}):
            groups.append(group_of(votes, f"{attribute}={name}", value == name))
    return groups


def group_of(votes: Votes, name: str, inside: Flags) -> Group:
    """A group against everybody else."""
    return Group(name, inside, contrast(votes, inside))


def merits(group: Group) -> dict[int, float]:
    """The group's distinctive candidates, those it holds most and most alone first, with that merit."""
    found = group.contrast
    merit = np.round(found.inside * (found.inside - found.outside), 9)
    order = sorted(np.flatnonzero(found.distinctive).tolist(), key=lambda c: (-float(merit[c]), c))
    return {c: float(merit[c]) for c in order}
