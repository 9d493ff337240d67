"""Checks a plan from the people and the wishes alone, by plain counting.

Shares no code with the search or its certificate (only the shape of a workshop), so that a mistake
there does not hide here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from yoriai.engines.seating.model import Plan, Round, Workshop


class Check(NamedTuple):
    """What the count gives. `faults`: sentences on what makes this no plan at all, empty when it is one.

    `rules_broken` counts person-rounds at a wrong table, separated groups, pairs side by side, tables
    with a majority and people alone, in the rounds not announced before.
    """

    faults: list[str]
    pairs: int
    excess: int
    apart_broken: int
    cluster_extra: int
    fewest_met: int
    rules_broken: int


def check(workshop: Workshop, plan: Plan) -> Check:
    """Count everything that the certificate of a plan states."""
    faults = [*_faults(workshop, plan)]
    if faults:
        return Check(faults, 0, 0, 0, 0, 0, 0)
    others = {person: _others_met(plan, person) for person in workshop.people}
    return Check(
        faults=[],
        pairs=sum(len(people) for people in others.values()) // 2,
        excess=sum(_excess(workshop, seats) for seats in plan),
        apart_broken=sum(_apart(workshop, seats) for seats in plan[len(workshop.announced) :]),
        cluster_extra=sum(_extra_tables(workshop, seats) for seats in plan),
        fewest_met=min((len(others[person]) for person in plan[-1]), default=0),
        rules_broken=sum(_rules_broken(workshop, plan, r) for r in range(len(workshop.announced), len(plan))),
    )


def _faults(workshop: Workshop, plan: Plan) -> Iterator[str]:
    if len(plan) != len(workshop.sizes):
        yield f"{len(plan)} rounds, not {len(workshop.sizes)}"
        return
    for number, seats in enumerate(plan, start=1):
        if set(seats) != set(workshop.attendance[number - 1]):
            yield f"round {number}: not exactly the people present"
        tables = range(1, len(workshop.sizes[number - 1]) + 1)
        if [sum(table == t for table in seats.values()) for t in tables] != list(workshop.sizes[number - 1]):
            yield f"round {number}: other table sizes"
    if [dict(seats) for seats in plan[: len(workshop.announced)]] != [dict(s) for s in workshop.announced]:
        yield "an announced round has changed"
    if workshop.coming is not None and len(plan) > len(workshop.announced):
        seats = plan[len(workshop.announced)]
        moved = sum(seats.get(i, table) != table for i, table in workshop.coming.seats.items())
        if moved > workshop.coming.may_move:
            yield f"{moved} people move in the coming round, {workshop.coming.may_move} may"


def _others_met(plan: Plan, person: str) -> set[str]:
    met = set()
    for seats in plan:
        if person in seats:
            met |= {other for other, table in seats.items() if table == seats[person]}
    return met - {person}


def _tables(seats: Round) -> dict[int, list[str]]:
    tables: dict[int, list[str]] = {}
    for person, table in seats.items():
        tables.setdefault(table, []).append(person)
    return tables


def _excess(workshop: Workshop, seats: Round) -> int:
    total = 0
    tables = _tables(seats)
    everybody = [person for people in tables.values() for person in people]
    for column in workshop.wishes.diversify:
        whole = Counter(workshop.people[person][column] for person in everybody)
        for people in tables.values():
            here = Counter(workshop.people[person][column] for person in people)
            for value, number in whole.items():
                below = len(people) * number // len(everybody)
                above = below if below * len(everybody) == len(people) * number else below + 1
                total += max(below - here[value], 0) + max(here[value] - above, 0)
    return total


def _apart(workshop: Workshop, seats: Round) -> int:
    pairs = {frozenset(pair) for pair in workshop.wishes.keep_apart}
    return sum(all(i in seats for i in pair) and len({seats[i] for i in pair}) == 1 for pair in pairs)


def _extra_tables(workshop: Workshop, seats: Round) -> int:
    total = 0
    tables = _tables(seats)
    for column, value in workshop.wishes.cluster:
        used = [t for t, people in tables.items() if any(workshop.people[i][column] == value for i in people)]
        left = sum(workshop.people[i][column] == value for people in tables.values() for i in people)
        needed = 0
        for size in sorted((len(people) for people in tables.values()), reverse=True):
            needed += left > 0
            left -= size
        total += len(used) - needed
    return total


def _rules_broken(workshop: Workshop, plan: Plan, r: int) -> int:
    wishes, seats = workshop.wishes, dict(plan[r])
    tables = _tables(seats)
    wrong = _apart(workshop, seats)
    fixed = [f for f in set(wishes.fixed) if f.id in seats and (not f.rounds or r + 1 in f.rounds)]
    wrong += sum(seats[f.id] != f.table for f in fixed)
    for (column, value), allowed in set(wishes.only_at):
        wrong += sum(workshop.people[i][column] == value and t not in allowed for i, t in seats.items())
    groups = {frozenset(group) for group in wishes.keep_together}
    wrong += sum(len({seats[i] for i in group if i in seats}) > 1 for group in groups)
    for column, value in set(wishes.majority_limit):
        wrong += sum(2 * n > len(tables[t]) for t, n in _heads(workshop, tables, column, value))
    for column, value in set(wishes.at_least_two):
        wrong += sum(n == 1 for _, n in _heads(workshop, tables, column, value))
    if wishes.home_last_round and r == len(plan) - 1 and r > 0:
        wrong += sum(plan[0].get(i, t) != t for i, t in seats.items())
    return wrong + _hosts_on_the_move(workshop, plan, r)


def _heads(
    workshop: Workshop, tables: dict[int, list[str]], column: str, value: str
) -> Iterable[tuple[int, int]]:
    return [(t, sum(workshop.people[i][column] == value for i in people)) for t, people in tables.items()]


def _hosts_on_the_move(workshop: Workshop, plan: Plan, r: int) -> int:
    """Hosts who are not where they were when they were first present, and pairs of hosts at one table."""
    seats = plan[r]
    hosts = [host for host in dict.fromkeys(workshop.wishes.hosts) if host in seats]
    first = {host: next(s[host] for s in plan if host in s) for host in hosts}
    away = sum(seats[host] != first[host] for host in hosts)
    return away + sum(seats[a] == seats[b] for a, b in combinations(hosts, 2))
