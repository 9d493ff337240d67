"""Can the rules be kept at all? An exact model of one round, and the smallest set of rules that conflict.

The model is a mixed-integer program solved by HiGHS (`scipy.optimize.milp`). People whom the rules do
not tell apart are one kind, so that a hall of hundreds stays small. The conflicting set is found by
QuickXplain (Junker, AAAI 2004) from two orders of the rules; the smaller result is named. It is
minimal: without any one of its rules the others can be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from yoriai.engines.seating.anneal import Ints
from yoriai.engines.seating.model import Value, Workshop
from yoriai.engines.seating.rules import NO_TABLE, ImpossibleWishes, Rule, allowed_tables, rules_of

#: HiGHS gives up after this many nodes, which no hall seen so far came near
NODES = 20_000


class Undecided(Exception):
    """The exact solver reached its limit."""


def exact_round(workshop: Workshop, rules: Sequence[Rule], rounds: Sequence[int]) -> Ints | None:
    """Seats of one round that keep the rules of all the given rounds, or None when there are none.

    Returns an array (people,) with tables from 0 and -1 for the absent. Raises `Undecided` when the
    solver gives up.
    """
    return _Model(workshop, rules, rounds).solve()


class _Model:
    """Variables: heads of each kind at each table, then a switch for each table of each "two or none"."""

    def __init__(self, workshop: Workshop, rules: Sequence[Rule], rounds: Sequence[int]) -> None:
        self.workshop = workshop
        self.rules = _held(rules, rounds)
        self.r = rounds[0]
        self.sizes = workshop.sizes[self.r]
        self.tables = len(self.sizes)
        self.allowed = np.logical_and.reduce([allowed_tables(workshop, rules, r) for r in rounds])
        self.kinds = self._kinds()
        self.kind_of = {person: k for k, people in enumerate(self.kinds) for person in people}
        self.twos = [rule.value for rule in self.rules if rule.kind == "at_least_two" and rule.value]
        self.entries: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def _kinds(self) -> list[list[int]]:
        """People whom no rule tells apart, as positions in `Workshop.ids`."""
        named = {i for rule in self.rules for i in rule.ids}
        values = [rule.value for rule in self.rules if rule.value is not None]
        kinds: dict[tuple[object, ...], list[int]] = {}
        for k, person in enumerate(self.workshop.ids):
            if person in self.workshop.attendance[self.r]:
                has = tuple(self.workshop.people[person][v.column] == v.value for v in values)
                key = (person if person in named else "", has, self.allowed[k].tobytes())
                kinds.setdefault(key, []).append(k)
        return list(kinds.values())

    def solve(self) -> Ints | None:
        self._constrain()
        heads = len(self.kinds) * self.tables
        top = np.array([[len(k) * self.allowed[k[0], t] for t in range(self.tables)] for k in self.kinds])
        upper = np.concatenate([top.ravel(), np.ones(len(self.twos) * self.tables)])
        row, column, value = zip(*self.entries, strict=True)
        matrix = csr_array((value, (row, column)), shape=(len(self.low), len(upper)))
        found = milp(
            np.zeros(len(upper)),
            constraints=LinearConstraint(matrix, self.low, self.high),
            bounds=Bounds(0, upper),
            integrality=np.ones(len(upper), dtype=np.int64),
            options={"node_limit": NODES},
        )
        if found.status not in (0, 2):
            raise Undecided
        return None if found.x is None else self._seats(np.rint(found.x[:heads]).astype(int))

    def _seats(self, heads: NDArray[np.int64]) -> Ints:
        seats = np.full(len(self.workshop.people), -1, dtype=np.int32)
        for people, row in zip(self.kinds, heads.reshape(len(self.kinds), self.tables), strict=True):
            seats[people] = np.repeat(np.arange(self.tables), row)
        return seats

    def _add(self, terms: Sequence[tuple[int, float]], low: float, high: float) -> None:
        row = len(self.low)
        self.entries += [(row, column, factor) for column, factor in terms]
        self.low.append(low)
        self.high.append(high)

    def _at(self, kind: int, table: int) -> int:
        return kind * self.tables + table

    def _constrain(self) -> None:
        for k, people in enumerate(self.kinds):
            self._add([(self._at(k, t), 1) for t in range(self.tables)], len(people), len(people))
        for t, size in enumerate(self.sizes):
            self._add([(self._at(k, t), 1) for k in range(len(self.kinds))], size, size)
        for rule in self.rules:
            self._add_rule(rule)

    def _add_rule(self, rule: Rule) -> None:
        rows = [k for k, i in enumerate(self.workshop.ids) if i in rule.ids]
        kinds = [self.kind_of[k] for k in rows if k in self.kind_of]
        for t in range(self.tables):
            if rule.kind == "keep_apart":
                self._add([(self._at(k, t), 1) for k in kinds], 0, 1)
            elif rule.kind == "keep_together":
                for a, b in pairwise(kinds):
                    self._add([(self._at(a, t), 1), (self._at(b, t), -1)], 0, 0)
            elif rule.kind == "host":
                self._add_host(rule, t)
            elif rule.value is not None:
                self._add_value(rule, rule.value, t)

    def _add_host(self, rule: Rule, t: int) -> None:
        """A host for whom no table was left may take any table that is no other host's."""
        others = [o for o in self.rules if o.kind == "host" and o.tables == (t + 1,)]
        if rule.tables == (NO_TABLE,) and others:
            row = self.workshop.ids.index(rule.ids[0])
            self._add([(self._at(self.kind_of[row], t), 1)], 0, 0)

    def _add_value(self, rule: Rule, value: Value, t: int) -> None:
        holders = self.workshop.holders(value, self.r)
        kinds = [k for k, people in enumerate(self.kinds) if self.workshop.ids[people[0]] in holders]
        heads = [(self._at(k, t), 1.0) for k in kinds]
        if rule.kind == "majority_limit":
            self._add(heads, 0, self.sizes[t] // 2)
        elif rule.kind == "at_least_two" and holders:
            switch = (len(self.kinds) + self.twos.index(value)) * self.tables + t
            self._add([*heads, (switch, -2.0)], 0, np.inf)
            self._add([*heads, (switch, -float(len(holders)))], -np.inf, 0)


def keepable_seats(workshop: Workshop, seats: Ints) -> Ints:
    """The seats with every open round replaced by one that keeps all rules.

    Raises `ImpossibleWishes` with the smallest conflicting set found, `Undecided` as `exact_round`.
    """
    rules = rules_of(workshop)
    seats = seats.copy()
    for rounds in _rounds_to_solve(workshop, rules):
        found = exact_round(workshop, rules, rounds)
        if found is None:
            raise ImpossibleWishes(tuple(_smallest(workshop, rules, rounds)), rounds[0] + 1)
        seats[rounds[0]] = found
    return seats


def _rounds_to_solve(workshop: Workshop, rules: Sequence[Rule]) -> list[list[int]]:
    """Rounds one by one; the first and its copy at the end together."""
    last = workshop.rounds - 1
    rounds = [[r] for r in range(len(workshop.announced), workshop.rounds)]
    if workshop.copies_first_round and any(rule.kind == "home_last_round" for rule in rules):
        rounds = [[0, last], *rounds[1:-1]]
    return rounds


def _keepable(workshop: Workshop, rules: Sequence[Rule]) -> bool:
    """Whether every round can keep the rules; rounds under the same rules are tried once."""
    different: dict[str, list[int]] = {}
    for rounds in _rounds_to_solve(workshop, rules):
        r = rounds[0]
        key = repr((workshop.sizes[r], sorted(workshop.attendance[r]), _held(rules, rounds)))
        different[key] = rounds
    return all(exact_round(workshop, rules, rounds) is not None for rounds in different.values())


def _held(rules: Sequence[Rule], rounds: Sequence[int]) -> list[Rule]:
    """The rules that hold in any of the rounds."""
    return [rule for rule in rules if any(rule.holds_in(r) for r in rounds)]


def _smallest(workshop: Workshop, rules: Sequence[Rule], rounds: Sequence[int]) -> list[Rule]:
    """The smaller of the minimal conflicting sets that two orders of the rules lead to."""
    relevant = _held(rules, rounds)
    found = [_quickxplain(workshop, [], [], order) for order in (relevant, relevant[::-1])]
    return sorted(found[0] if len(found[0]) <= len(found[1]) else found[1], key=repr)


def _quickxplain(workshop: Workshop, base: list[Rule], added: list[Rule], rules: list[Rule]) -> list[Rule]:
    """A minimal part of `rules` that conflicts with `base`; `added` is what was last put into `base`."""
    if added and not _keepable(workshop, base):
        return []
    if len(rules) == 1:
        return rules
    first, second = rules[: len(rules) // 2], rules[len(rules) // 2 :]
    from_second = _quickxplain(workshop, base + first, first, second)
    from_first = _quickxplain(workshop, base + from_second, from_second, first)
    return from_first + from_second
