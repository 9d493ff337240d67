"""Who would sign which statement: observed votes, and votes completed by the model.

Columns are the 2m signed statements: "agree with s" for every s, then "disagree with s".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csc_array, csr_array

from yoriai.engines.opinions.evidence import ENOUGH
from yoriai.engines.opinions.ideal import Ideal, agreement
from yoriai.engines.opinions.votes import Flags, Floats, Integers, Votes

#: people handled at a time
BLOCK = 2048


class Profile(Protocol):
    """Approvals of n people over 2m signed statements."""

    @property
    def people(self) -> int:
        """Number of people, those who approve of nothing included."""

    def supporters(self, candidate: int) -> Flags:
        """Who signs the candidate (n)."""

    def by_level(self, level: Integers, levels: int) -> Floats:
        """Number of a candidate's supporters at each level 0..levels-1: levels x 2m."""

    def dense(self) -> Flags:
        """The whole matrix, n x 2m."""


@dataclass(frozen=True, eq=False)
class Observed:
    """Votes as cast: the same sparse matrix by rows and by columns."""

    rows: csr_array
    columns: csc_array

    @property
    def people(self) -> int:
        """Number of people, those who approve of nothing included."""
        return int(self.rows.shape[0])

    def supporters(self, candidate: int) -> Flags:
        """Who signs the candidate (n)."""
        signed = np.zeros(self.people, dtype=bool)
        start, end = self.columns.indptr[candidate : candidate + 2]
        signed[self.columns.indices[start:end]] = True
        return signed

    def by_level(self, level: Integers, levels: int) -> Floats:
        """Number of a candidate's supporters at each level 0..levels-1: levels x 2m."""
        entries = (np.ones(self.people, dtype=np.int32), (level, np.arange(self.people)))
        at = csr_array(entries, shape=(levels, self.people))
        return np.asarray((at @ self.rows).toarray(), dtype=np.float64)

    def dense(self) -> Flags:
        """The whole matrix, n x 2m."""
        return np.asarray(self.rows.astype(bool).toarray())


@dataclass(frozen=True, eq=False)
class Completed:
    """Votes as cast, and what the model thinks more likely where none was cast."""

    matrix: Flags

    @property
    def people(self) -> int:
        """Number of people."""
        return len(self.matrix)

    def supporters(self, candidate: int) -> Flags:
        """Who signs the candidate (n)."""
        return self.matrix[:, candidate]

    def by_level(self, level: Integers, levels: int) -> Floats:
        """Number of a candidate's supporters at each level 0..levels-1: levels x 2m."""
        total = np.zeros((levels, self.matrix.shape[1]))
        for i in range(0, len(level), BLOCK):
            at = np.equal.outer(np.arange(levels), level[i : i + BLOCK]).astype(np.float32)
            total += at @ self.matrix[i : i + BLOCK].astype(np.float32)
        return total

    def dense(self) -> Flags:
        """The whole matrix, n x 2m."""
        return self.matrix


def observed(votes: Votes) -> Observed:
    """The profile of votes as cast."""
    cast = votes.value != 0
    column = votes.statement[cast] + np.where(votes.value[cast] > 0, 0, votes.m)
    shape = (votes.n, 2 * votes.m)
    signed = np.ones(int(cast.sum()), dtype=np.int32)
    rows = csr_array((signed, (votes.person[cast], column)), shape=shape)
    return Observed(rows, rows.tocsc())


def completed(votes: Votes, models: list[Ideal]) -> tuple[Completed, Floats]:
    """The completed profile, and the mean of log P(agree) and log P(disagree) of people (2 x m).

    Statements with fewer than `ENOUGH` votes keep the votes as cast: the model knows too little of them.
    A pass stays a pass.
    """
    matrix = np.zeros((votes.n, 2 * votes.m), dtype=bool)
    logs = np.zeros((2, votes.m))
    known = votes.per_statement() >= ENOUGH
    for i in range(0, votes.n, BLOCK):
        chance = np.clip(agreement(models, slice(i, i + BLOCK)), 1e-9, 1.0 - 1e-9)
        logs += np.log(chance).sum(axis=0), np.log1p(-chance).sum(axis=0)
        matrix[i : i + BLOCK, : votes.m] = (chance > 0.5) & known
        matrix[i : i + BLOCK, votes.m :] = (chance <= 0.5) & known
    matrix[votes.person, votes.statement] = votes.value > 0
    matrix[votes.person, votes.m + votes.statement] = votes.value < 0
    return Completed(matrix), logs / max(votes.n, 1)
