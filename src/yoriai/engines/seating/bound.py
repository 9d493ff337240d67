"""How many pairs can meet at all: an upper bound on the distinct pairs of a plan.

Three bounds hold, and the smallest is taken. Let m_pq be the rounds in which p and q share a table.

1. Meetings. Every plan has the same number of meetings, M = sum over rounds and tables of C(size, 2),
   and sum m_pq = M. A pair that meets m times is one pair, so pairs = M - sum max(0, m_pq - 1).
   Where the rules put p and q at one table in k_pq rounds, m_pq >= k_pq, so each such pair takes at
   least k_pq - 1 away. Where a value is kept to a few tables, its holders have at least so many
   meetings among themselves as an even split over those tables gives (C is convex, and the largest
   tables allow the most even split). If that exceeds the meetings forced pair by pair, the rest falls
   on the other pairs of the cluster, and what exceeds their number repeats. Clusters that share a pair
   are not counted twice: each pair is used once, those clusters first that take most away.
2. People. A person meets at most (largest table open to them - 1) others in each round, less the
   forced repeats, and at most everybody with whom they can share a table. The sum over people counts
   each pair twice.
3. Pairs. Two people who are kept apart, are never present together or have no table in common
   in any round never meet.

Without rules and clusters this is min(C(n,2), R * sum C(s_t,2), n * min(n-1, R (s_max-1)) / 2).
A last round that repeats the first adds no meeting that counts and is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating.model import Value, Workshop, fewest_tables
from yoriai.engines.seating.rules import Rule, allowed_tables, together_groups

#: for each cluster and round: at how many tables its people sit
ClusterTables = Mapping[Value, Sequence[int]]


def fewest_cluster_tables(workshop: Workshop) -> dict[Value, list[int]]:
    """For each cluster and round the fewest tables that hold it."""
    return {
        value: [
            fewest_tables(len(workshop.holders(value, r)), sizes) for r, sizes in enumerate(workshop.sizes)
        ]
        for value in workshop.wishes.cluster
    }


def pairs_bound(workshop: Workshop, rules: Sequence[Rule], clusters: ClusterTables) -> int:
    """The most distinct pairs of any plan that keeps the rules and uses so many tables for each cluster."""
    return _Bound(workshop, rules, clusters).value()


class _Bound:
    def __init__(self, workshop: Workshop, rules: Sequence[Rule], clusters: ClusterTables) -> None:
        self.workshop = workshop
        self.rules = rules
        self.clusters = clusters
        self.row = {person: k for k, person in enumerate(workshop.ids)}
        self.rounds = range(workshop.rounds - int(workshop.copies_first_round))
        self.allowed = [self._allowed(r) for r in self.rounds]
        self.forced = self._forced()
        self.possible = self._possible()

    def value(self) -> int:
        return min(self._by_meetings(), self._by_people(), int(self.possible.sum()) // 2)

    def _allowed(self, r: int) -> NDArray[np.bool_]:
        """(people, tables): where each may sit in a round, nowhere when absent."""
        workshop = self.workshop
        allowed = np.zeros((len(self.row), len(workshop.sizes[r])), dtype=bool)
        if r < len(workshop.announced):
            for person, table in workshop.announced[r].items():
                allowed[self.row[person], table - 1] = True
            return allowed
        here = [self.row[i] for i in workshop.attendance[r]]
        allowed[here] = allowed_tables(workshop, self.rules, r)[here]
        if r == 0 and workshop.copies_first_round:
            allowed &= allowed_tables(workshop, self.rules, workshop.rounds - 1)
        return allowed

    def _forced(self) -> NDArray[np.int64]:
        """(people, people): rounds in which the rules put two people at one table."""
        n = len(self.row)
        forced = np.zeros((n, n), dtype=np.int64)
        for r in self.rounds:
            single = self.allowed[r].sum(axis=1) == 1
            table = self.allowed[r].argmax(axis=1)
            same = single[:, None] & single[None, :] & (table[:, None] == table[None, :])
            for group in self._groups_at_one_table(r):
                rows = [self.row[i] for i in group if i in self.workshop.attendance[r]]
                same[np.ix_(rows, rows)] = True
            forced += same
        np.fill_diagonal(forced, 0)
        return forced

    def _groups_at_one_table(self, r: int) -> list[set[str]]:
        if r < len(self.workshop.announced):
            return []
        groups = [set(group) for group in together_groups(self.rules)]
        return groups + [self.workshop.holders(v, r) for v, used in self.clusters.items() if used[r] == 1]

    def _possible(self) -> NDArray[np.bool_]:
        """(people, people): pairs that can share a table in some round."""
        n = len(self.row)
        possible = np.zeros((n, n), dtype=bool)
        for allowed in self.allowed:
            tables = allowed.astype(np.float32)  # counts below 2**24 are exact, and the product is fast
            possible |= tables @ tables.T > 0
        for a, b in [rule.ids for rule in self.rules if rule.kind == "keep_apart"]:
            met = self.forced[self.row[a], self.row[b]] > 0
            possible[self.row[a], self.row[b]] = possible[self.row[b], self.row[a]] = met
        np.fill_diagonal(possible, False)
        return possible

    def _by_meetings(self) -> int:
        meetings = sum(comb(size, 2) for r in self.rounds for size in self.workshop.sizes[r])
        repeats = int(np.triu(np.maximum(self.forced - 1, 0), 1).sum())
        return meetings - repeats - self._cluster_repeats()

    def _cluster_repeats(self) -> int:
        """Repeats inside clusters beyond those forced pair by pair."""
        found = sorted((self._repeats_inside(value) for value in self.clusters), key=lambda f: -f[0])
        used = np.zeros_like(self.possible)
        total = 0
        for repeats, rows in found:
            here = np.ix_(rows, rows)
            if not used[here].any():
                total += repeats
                used[here] = True
                used[rows, rows] = False
        return total

    def _repeats_inside(self, value: Value) -> tuple[int, list[int]]:
        rounds = [r for r in self.rounds if r >= len(self.workshop.announced)]
        holders = {r: self.workshop.holders(value, r) for r in rounds}
        rows = sorted({self.row[i] for people in holders.values() for i in people})
        here = np.ix_(rows, rows)
        least = sum(
            _even_split(len(holders[r]), self.workshop.sizes[r], self.clusters[value][r]) for r in rounds
        )
        forced = int(self.forced[here].sum()) // 2
        others = int((self.possible[here] & (self.forced[here] == 0)).sum()) // 2
        return max(0, least - forced - others), rows

    def _by_people(self) -> int:
        seats = np.zeros(len(self.row), dtype=np.int64)
        for r in self.rounds:
            sizes = np.array(self.workshop.sizes[r]) - 1
            seats += np.where(self.allowed[r].any(axis=1), (self.allowed[r] * sizes).max(axis=1), 0)
        repeats = np.maximum(self.forced - 1, 0).sum(axis=1)
        return int(np.minimum(seats - repeats, self.possible.sum(axis=1)).sum()) // 2


def _even_split(heads: int, sizes: Sequence[int], tables: int) -> int:
    """The fewest pairs among `heads` people at that many tables: as even a split as the largest allow."""
    room = sorted(sizes, reverse=True)[:tables]
    seated = [0] * len(room)
    for _ in range(heads):
        least = min((k for k in range(len(room)) if seated[k] < room[k]), key=lambda k: seated[k])
        seated[least] += 1
    return sum(comb(k, 2) for k in seated)
