"""The guarantees of a snapshot in words: what was promised, whether it holds, and the nearest miss."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .maps_page import GroupName, Page, Said


@dataclass(frozen=True)
class Overlooked:
    """The nearest overlooked voice: a statement outside the slate that came closest to breaking G1.

    `people` support it and find fewer than `entries` entries of theirs in the slate; from `limit`
    people on the promise would be broken. `rho` is the ratio of the two.
    """

    said: Said
    entries: int
    people: int
    limit: float
    rho: float

    @property
    def needed(self) -> int:
        """The smallest number of people that would break the promise."""
        return math.ceil(self.limit - 1e-9)


@dataclass(frozen=True)
class Proportional:
    """G1 on one kind of votes: whether it holds, and the nearest overlooked voice if there is any."""

    holds: bool
    nearest: Overlooked | None


class Outcome(StrEnum):
    """What can be said of G2 for a group."""

    KEPT = "kept"
    #: too few people for an entry of their own
    NOT_DUE = "not due"
    #: too few votes to say, or no opinion that differs
    UNKNOWN = "unknown"
    #: fewer than the privacy minimum: nothing is said
    PRIVATE = "private"


@dataclass(frozen=True)
class Distinctive:
    """G2 for one group: how many entries it must have, how many it has, and what that means."""

    group: GroupName
    quota: int
    given: int
    outcome: Outcome


def proportional(page: Page, votes: str) -> Proportional | None:
    """G1 on `observed` or `completed` votes; None when the snapshot has none."""
    found = page.summary["guarantees"].get("ejr_plus", {}).get(votes)
    if not found or found["holds"] is None:
        return None
    candidate = found.get("candidate")
    return Proportional(holds=bool(found["holds"]), nearest=_overlooked(page, found) if candidate else None)


def _overlooked(page: Page, found: Mapping[str, Any]) -> Overlooked:
    limit = found["l"] * page.summary["n_participants"] / max(1, len(page.slate))
    return Overlooked(
        said=page.said(found["candidate"]),
        entries=found["l"],
        people=round(found["rho"] * limit),
        limit=limit,
        rho=found["rho"],
    )


def distinctive(page: Page) -> list[Distinctive]:
    """G2 for every group that it speaks of: opinion groups, then declared attributes by name."""
    rows = page.summary["guarantees"].get("distinctive", {})
    names = sorted(rows, key=lambda name: ("=" in name, name))
    return [_distinctive(page, name, rows[name]) for name in names]


def _distinctive(page: Page, name: str, row: Mapping[str, Any]) -> Distinctive:
    return Distinctive(page.name(name), row["quota"], row["given"], _outcome(row))


def _outcome(row: Mapping[str, Any]) -> Outcome:
    if row["size"] is None:
        return Outcome.PRIVATE
    if not row["quota"]:
        return Outcome.NOT_DUE
    return Outcome.KEPT if row["holds"] else Outcome.UNKNOWN
