"""The whole search: traits in, pairs with their reasons out, the most certain first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from .blocks import LARGEST, Block, Candidates, candidates
from .organisations import (
    OrganisationCounts,
    OrganisationTraits,
    compare_organisations,
    organisation_keys,
    organisation_splits,
)
from .people import PeopleCounts, PersonTraits, compare_people, person_keys, person_splits
from .weights import Level, Reason, level_of, total

Traits = TypeVar("Traits", PersonTraits, OrganisationTraits)
#: Hears how far the search is (0 to 1); may raise to end it.
Progress = Callable[[float], None]
#: After so many comparisons progress is told.
_EVERY = 4096


@dataclass(frozen=True)
class Pair:
    """Two entries that may be the same (the smaller number first), and why."""

    first: int
    second: int
    points: float
    level: Level
    reasons: tuple[Reason, ...]


def search(
    people: Sequence[PersonTraits] = (),
    organisations: Sequence[OrganisationTraits] = (),
    *,
    progress: Progress = lambda _fraction: None,
    largest: int = LARGEST,
) -> tuple[list[Pair], list[Block]]:
    """Pairs among people and among organisations, and the blocks that were too large to compare whole.

    The same in any order of the rows.
    """
    found, large = _people(sorted(people, key=lambda row: row.pk), progress, largest)
    more, larger = _organisations(sorted(organisations, key=lambda row: row.pk), progress, largest)
    return found + more, large + larger


def _people(rows: list[PersonTraits], progress: Progress, largest: int) -> tuple[list[Pair], list[Block]]:
    counts = PeopleCounts.of(rows)
    keys = (person_keys(row, counts) for row in rows)
    near = candidates(keys, lambda place: person_splits(rows[place]), largest)
    return _compared(rows, near, lambda a, b: compare_people(a, b, counts), progress), near.large


def _organisations(
    rows: list[OrganisationTraits], progress: Progress, largest: int
) -> tuple[list[Pair], list[Block]]:
    counts = OrganisationCounts.of(rows)
    keys = (organisation_keys(row, counts) for row in rows)
    near = candidates(keys, lambda place: organisation_splits(rows[place]), largest)
    return _compared(rows, near, lambda a, b: compare_organisations(a, b, counts), progress), near.large


def _compared(
    rows: list[Traits],
    near: Candidates,
    compare: Callable[[Traits, Traits], list[Reason]],
    progress: Progress,
) -> list[Pair]:
    found = []
    for number, (a, b) in enumerate(near.pairs):
        if number % _EVERY == 0:
            progress(number / len(near.pairs))
        pair = pair_of(rows[a].pk, rows[b].pk, compare(rows[a], rows[b]))
        if pair:
            found.append(pair)
    return sorted(found, key=lambda pair: (-pair.points, pair.first, pair.second))


def pair_of(first: int, second: int, reasons: list[Reason]) -> Pair | None:
    """A pair worth somebody's time, or None."""
    points = total(reasons)
    level = level_of(points) if reasons else None
    return Pair(first, second, points, level, tuple(reasons)) if level else None
