"""The rules of a workshop one by one, the tables they leave to each person, and where a plan breaks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating.model import Plan, Value, Workshop

Kind = Literal[
    "fixed",
    "host",
    "only_at",
    "home_last_round",
    "keep_together",
    "keep_apart",
    "majority_limit",
    "at_least_two",
]

#: stands for the table of a host for whom none is left
NO_TABLE = 0


@dataclass(frozen=True)
class Rule:
    """One rule: its kind and whom it concerns. `rounds` count from 1; empty means all."""

    kind: Kind
    ids: tuple[str, ...] = ()
    value: Value | None = None
    tables: tuple[int, ...] = ()
    rounds: tuple[int, ...] = ()

    def holds_in(self, round_number: int) -> bool:
        """Whether the rule speaks of a round (from 0)."""
        return not self.rounds or round_number + 1 in self.rounds


class Breach(NamedTuple):
    """Where a plan breaks a rule: round and table from 1, and who sits wrongly."""

    rule: Rule
    round: int
    table: int
    ids: tuple[str, ...]


class ImpossibleWishes(Exception):
    """Rules that no plan can keep together; without any one of them the others can be kept."""

    def __init__(self, rules: tuple[Rule, ...], round_number: int) -> None:
        super().__init__(rules, round_number)
        self.rules = rules
        self.round = round_number


def rules_of(workshop: Workshop) -> list[Rule]:
    """Every rule of a workshop, each once, in a fixed order."""
    wishes = workshop.wishes
    rules = [Rule("fixed", (f.id,), tables=(f.table,), rounds=f.rounds) for f in wishes.fixed]
    rules += [Rule("host", (i,), tables=(table,)) for i, table in host_tables(workshop).items()]
    rules += [Rule("only_at", value=o.value, tables=o.tables) for o in wishes.only_at]
    if wishes.home_last_round and workshop.rounds > 1:
        rules.append(Rule("home_last_round", rounds=(workshop.rounds,)))
    rules += [Rule("keep_together", tuple(sorted(group))) for group in wishes.keep_together]
    rules += [Rule("keep_apart", tuple(sorted(pair))) for pair in wishes.keep_apart]
    rules += [Rule("majority_limit", value=value) for value in wishes.majority_limit]
    rules += [Rule("at_least_two", value=value) for value in wishes.at_least_two]
    return sorted(set(rules), key=repr)


def host_tables(workshop: Workshop) -> dict[str, int]:
    """The table of each host: the first in order of the list that other rules leave to the host.

    Hosts are matched to tables one by one (Kuhn's augmenting paths), so that a host who needs a
    certain table gets it. A host for whom no table is left gets `NO_TABLE`: a rule that cannot be kept.
    """
    hosts = workshop.wishes.hosts
    tables = range(1, len(workshop.sizes[0]) + 1) if workshop.sizes else range(0)
    may = {host: [t for t in tables if _may_host(workshop, host, t)] for host in hosts}
    taken: dict[int, str] = {}
    for host in hosts:
        _find_table(host, may, taken, set())
    found = {host: table for table, host in taken.items()}
    return {host: found.get(host, NO_TABLE) for host in hosts}


def _may_host(workshop: Workshop, host: str, table: int) -> bool:
    wishes = workshop.wishes
    person = workshop.people[host]
    others = sum(f.table == table and f.id != host for f in wishes.fixed)
    if others >= workshop.sizes[0][table - 1]:
        return False
    return all(f.table == table for f in wishes.fixed if f.id == host) and all(
        table in o.tables for o in wishes.only_at if person[o.value.column] == o.value.value
    )


def _find_table(host: str, may: dict[str, list[int]], taken: dict[int, str], seen: set[int]) -> bool:
    free = [t for t in may[host] if t not in taken]
    if free:
        taken[free[0]] = host
        return True
    for table in [t for t in may[host] if t not in seen]:
        seen.add(table)
        if _find_table(taken[table], may, taken, seen):
            taken[table] = host
            return True
    return False


def allowed_tables(workshop: Workshop, rules: Iterable[Rule], round_number: int) -> NDArray[np.bool_]:
    """Which tables the rules leave to each person in a round (from 0): shape (people, tables)."""
    row = {person: k for k, person in enumerate(workshop.ids)}
    allowed = np.ones((len(row), len(workshop.sizes[round_number])), dtype=bool)
    for rule in rules:
        if rule.holds_in(round_number):
            for person, tables in _tables_left(workshop, rule, round_number):
                if tables != (NO_TABLE,):
                    kept = np.zeros(allowed.shape[1], dtype=bool)
                    kept[[t - 1 for t in tables]] = True
                    allowed[row[person]] &= kept
    return allowed


def _tables_left(workshop: Workshop, rule: Rule, round_number: int) -> list[tuple[str, tuple[int, ...]]]:
    if rule.kind in ("fixed", "host"):
        return [(rule.ids[0], rule.tables)]
    if rule.kind == "only_at":
        assert rule.value is not None
        return [(i, rule.tables) for i in sorted(workshop.holders(rule.value, round_number))]
    if rule.kind == "home_last_round" and workshop.announced:
        return [(i, (table,)) for i, table in sorted(workshop.announced[0].items())]
    return []


def breaches(workshop: Workshop, plan: Plan, rounds: Iterable[int] | None = None) -> list[Breach]:
    """Every place where a plan breaks a rule: in some rounds (from 0), or in all not announced before."""
    found: list[Breach] = []
    for rule in rules_of(workshop):
        for r in range(len(workshop.announced), workshop.rounds) if rounds is None else rounds:
            if rule.holds_in(r):
                found += [
                    Breach(rule, r + 1, table, ids)
                    for table, ids in _FINDERS[rule.kind](workshop, rule, plan, r)
                ]
    return found


Found = list[tuple[int, tuple[str, ...]]]


def _elsewhere(workshop: Workshop, rule: Rule, plan: Plan, r: int) -> Found:
    wrong = [i for i, tables in _tables_left(workshop, rule, r) if i in plan[r] and plan[r][i] not in tables]
    return [(plan[r][i], (i,)) for i in wrong]


def _not_home(_workshop: Workshop, _rule: Rule, plan: Plan, r: int) -> Found:
    return [(t, (i,)) for i, t in sorted(plan[r].items()) if plan[0].get(i, t) != t]


def _separated(_workshop: Workshop, rule: Rule, plan: Plan, r: int) -> Found:
    present = tuple(i for i in rule.ids if i in plan[r])
    return [(plan[r][present[0]], present)] if len({plan[r][i] for i in present}) > 1 else []


def _side_by_side(_workshop: Workshop, rule: Rule, plan: Plan, r: int) -> Found:
    present = [i for i in rule.ids if i in plan[r]]
    met = [pair for pair in combinations(present, 2) if plan[r][pair[0]] == plan[r][pair[1]]]
    return [(plan[r][pair[0]], pair) for pair in met]


def _heads(workshop: Workshop, rule: Rule, plan: Plan, r: int) -> dict[int, tuple[str, ...]]:
    assert rule.value is not None
    heads: dict[int, tuple[str, ...]] = {}
    for i in sorted(workshop.holders(rule.value, r)):
        heads[plan[r][i]] = (*heads.get(plan[r][i], ()), i)
    return heads


def _in_majority(workshop: Workshop, rule: Rule, plan: Plan, r: int) -> Found:
    heads = _heads(workshop, rule, plan, r)
    return [(t, ids) for t, ids in sorted(heads.items()) if 2 * len(ids) > workshop.sizes[r][t - 1]]


def _alone(workshop: Workshop, rule: Rule, plan: Plan, r: int) -> Found:
    return [(t, ids) for t, ids in sorted(_heads(workshop, rule, plan, r).items()) if len(ids) == 1]


_FINDERS: dict[Kind, Callable[[Workshop, Rule, Plan, int], Found]] = {
    "fixed": _elsewhere,
    "host": _elsewhere,
    "only_at": _elsewhere,
    "home_last_round": _not_home,
    "keep_together": _separated,
    "keep_apart": _side_by_side,
    "majority_limit": _in_majority,
    "at_least_two": _alone,
}


def together_groups(rules: Iterable[Rule]) -> list[tuple[str, ...]]:
    """The groups that sit together, groups with a common member joined, each sorted."""
    groups: list[set[str]] = []
    for wish in [rule.ids for rule in rules if rule.kind == "keep_together"]:
        touching = [g for g in groups if g & set(wish)]
        groups = [g for g in groups if not g & set(wish)] + [set(wish).union(*touching)]
    return sorted(tuple(sorted(g)) for g in groups)
