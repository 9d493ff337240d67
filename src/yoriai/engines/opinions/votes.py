"""Votes as numbers: who voted on what and how, in one canonical order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: told between steps: the share of the work that is done (0 to 1) and the name of the step
Progress = Callable[[float, str], None]


def silence(fraction: float, step: str) -> None:
    """For callers who do not want to hear of progress."""


class Stopped(Exception):
    """Raised by a caller's `progress` to stop the work; the engine keeps nothing open."""


def _rank(identifier: str) -> tuple[int, int, str]:
    """Numbers by value, before words in code point order."""
    if identifier.isascii() and identifier.isdigit():
        return 0, int(identifier), identifier
    return 1, 0, identifier


def canonical(identifiers: Iterable[str]) -> tuple[str, ...]:
    """The distinct identifiers in the order that all results use."""
    return tuple(sorted(set(identifiers), key=_rank))


@dataclass(frozen=True, eq=False)
class Votes:
    """Every person's last vote on every statement, sorted by person and then by statement.

    `person`, `statement` and `value` are parallel: value is 1 (agree), -1 (disagree) or 0 (pass);
    person and statement are positions in `participants` and `statements`. Everybody in
    `participants` has at least one vote, and so has every statement.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    person: Integers
    statement: Integers
    value: Integers

    @classmethod
    def from_triples(cls, triples: Iterable[tuple[str, str, int]]) -> Votes:
        """Votes from (participant, statement, value); the last one wins for a repeated pair.

        Raises ValueError for a value other than -1, 0 or 1.
        """
        rows: Sequence[tuple[str, str, int]] = triples if isinstance(triples, list) else list(triples)
        participants, person = _positions(rows, 0)
        statements, statement = _positions(rows, 1)
        value = np.fromiter(map(itemgetter(2), rows), np.int64, len(rows))
        return cls.from_columns(participants, statements, person, statement, value)

    @classmethod
    def from_columns(
        cls,
        participants: tuple[str, ...],
        statements: tuple[str, ...],
        person: Integers,
        statement: Integers,
        value: Integers,
    ) -> Votes:
        """Votes from positions in two lists of identifiers in canonical order, oldest vote first."""
        if len(value) and (value.min() < -1 or value.max() > 1):
            raise ValueError("a vote is -1, 0 or 1")
        key = person * max(len(statements), 1) + statement
        order = np.argsort(key, kind="stable")
        key = key[order]
        last = order[np.append(key[1:] != key[:-1], True)] if len(key) else order
        return cls(participants, statements, person[last], statement[last], value[last])._without_unused()

    def _without_unused(self) -> Votes:
        people, person = _renumbered(self.person, self.n)
        asked, statement = _renumbered(self.statement, self.m)
        return Votes(
            tuple(self.participants[i] for i in people),
            tuple(self.statements[j] for j in asked),
            person,
            statement,
            self.value,
        )

    def __len__(self) -> int:
        return len(self.value)

    @property
    def n(self) -> int:
        """Number of people."""
        return len(self.participants)

    @property
    def m(self) -> int:
        """Number of statements."""
        return len(self.statements)

    def only(self, keep: Flags) -> Votes:
        """The votes that `keep` marks, with all people and statements left in their places."""
        return Votes(
            self.participants, self.statements, self.person[keep], self.statement[keep], self.value[keep]
        )

    def matrix(self, data: Floats) -> csr_array:
        """One number per vote as a sparse matrix, people x statements."""
        ends = np.cumsum(np.bincount(self.person, minlength=self.n))
        return csr_array((data, self.statement, np.append(0, ends)), shape=(self.n, self.m))

    def per_person(self, data: Floats | None = None) -> Floats:
        """Sum over each person's votes (of ones when no data is given)."""
        return np.bincount(self.person, data, minlength=self.n).astype(np.float64)

    def per_statement(self, data: Floats | None = None) -> Floats:
        """Sum over each statement's votes (of ones when no data is given)."""
        return np.bincount(self.statement, data, minlength=self.m).astype(np.float64)


def _renumbered(places: Integers, size: int) -> tuple[list[int], Integers]:
    """The places that occur, and every place as its number among them."""
    used = np.bincount(places, minlength=size) > 0
    number = np.cumsum(used) - 1
    return np.flatnonzero(used).tolist(), number[places]


def _positions(rows: Sequence[tuple[str, str, int]], column: int) -> tuple[tuple[str, ...], Integers]:
    identifiers = canonical(map(itemgetter(column), rows))
    place = {identifier: i for i, identifier in enumerate(identifiers)}
    found = np.fromiter(map(place.__getitem__, map(itemgetter(column), rows)), np.int64, len(rows))
    return identifiers, found
