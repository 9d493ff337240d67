"""Halls that the tests share: who is there is plain from the id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yoriai.engines.seating import Plan, Wishes, Workshop, even_sizes, solve, workshop

#: Enough swaps for the small halls of the tests.
MOVES = 60_000


def crowd(number: int, **columns: str) -> dict[str, dict[str, str]]:
    """People p00, p01, …; each column is a text whose letters are dealt out in turn."""
    return {
        f"p{k:02d}": {name: letters[k % len(letters)] for name, letters in columns.items()}
        for k in range(number)
    }


def hall(people: Mapping[str, Mapping[str, str]], tables: int, rounds: int, **wishes: Any) -> Workshop:
    """A workshop with tables of even size."""
    return workshop(people, even_sizes(len(people), tables), rounds, Wishes(**wishes))


def planned(workshop: Workshop, seed: int = 1, moves: int = MOVES) -> Plan:
    """The engine's plan."""
    return solve(workshop, seed=seed, moves=moves).plan


def neighbours(plan: Plan, round_number: int, person: str) -> set[str]:
    """Who shares a table with somebody in a round (from 1)."""
    seats = plan[round_number - 1]
    return {other for other, table in seats.items() if table == seats[person]} - {person}
