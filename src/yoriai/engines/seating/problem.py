"""From a workshop to the arrays of the inner loop: values counted, wishes turned into costs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating.anneal import Board, Ints
from yoriai.engines.seating.model import Plan, Value, Workshop, fewest_tables
from yoriai.engines.seating.rules import allowed_tables, rules_of, together_groups

#: Costs, in units of one pair that meets again. A head outside the even share weighs as six repeats;
#: a further table for a cluster weighs more than one such head and less than two: five guests of one
#: interpreter are split when that saves two heads at their tables, but not for one. A rule outweighs
#: everything together in halls of any usual size.
REPEAT = 1
EXCESS = 6
CLUSTER = 9
CLUSTER_FIRST = 400
#: Somebody who is told in the hall to sit elsewhere than announced: worth it for more than two repeats.
MOVED = 2
RULE = 1000


def seats_of(workshop: Workshop, plan: Plan) -> Ints:
    """A plan as an array (rounds, people in the order of `Workshop.ids`): table from 0, or -1."""
    return np.array([[seats.get(i, 0) - 1 for i in workshop.ids] for seats in plan], dtype=np.int32)


def plan_of(workshop: Workshop, seats: Ints) -> list[dict[str, int]]:
    """The inverse of `seats_of`; adds the last round where it is the first again."""
    plan = [{i: int(t) + 1 for i, t in zip(workshop.ids, row, strict=True) if t >= 0} for row in seats]
    return [*plan, dict(plan[0])] if workshop.copies_first_round else plan


def open_rounds(workshop: Workshop) -> list[int]:
    """The rounds that the engine decides, from 0. A last round that is the first again is none of them."""
    return list(range(len(workshop.announced), workshop.rounds - int(workshop.copies_first_round)))


def tracked_values(workshop: Workshop) -> list[Value]:
    """Every value whose heads at a table matter, in one order."""
    wishes = workshop.wishes
    single = [*wishes.cluster, *wishes.majority_limit, *wishes.at_least_two]
    columns = sorted({*wishes.diversify, *(value.column for value in single)})
    return [Value(column, value) for column in columns for value in workshop.values(column)]


def codes_of(workshop: Workshop, values: Sequence[Value]) -> Ints:
    """The index in `values` of each person's value in each tracked column: (people, columns)."""
    index = {value: k for k, value in enumerate(values)}
    columns = sorted({value.column for value in values})
    rows = [[index[Value(c, workshop.people[i][c])] for c in columns] for i in workshop.ids]
    return np.array(rows, dtype=np.int32).reshape(len(rows), len(columns))


def cluster_cost(workshop: Workshop) -> int:
    """What one further table for a cluster costs."""
    return CLUSTER_FIRST if workshop.wishes.cluster_first else CLUSTER


def even_share(size: int, holders: int, present: int) -> tuple[int, int]:
    """Fewest and most heads of a value that an even spread puts at a table: size * holders / present."""
    return size * holders // present, -(-size * holders // present)


def penalties(workshop: Workshop, values: Sequence[Value]) -> Ints:
    """Cost of a number of heads: (rounds, tables, values, heads from 0 to the largest table)."""
    top = max(max(sizes) for sizes in workshop.sizes)
    tables = len(workshop.sizes[0])
    table = np.zeros((workshop.rounds, tables, len(values), top + 1), dtype=np.int32)
    for r in open_rounds(workshop):
        for v, value in enumerate(values):
            rows = {s: _penalty(workshop, value, r, s, top) for s in set(workshop.sizes[r])}
            for t, size in enumerate(workshop.sizes[r]):
                table[r, t, v] = rows[size]
    if workshop.copies_first_round:
        table[0] *= 2
    return table


def _penalty(workshop: Workshop, value: Value, r: int, size: int, top: int) -> NDArray[np.int64]:
    heads = np.arange(top + 1)
    cost = np.zeros(top + 1, dtype=np.int64)
    wishes = workshop.wishes
    if value.column in wishes.diversify:
        low, high = even_share(size, len(workshop.holders(value, r)), len(workshop.attendance[r]))
        cost += EXCESS * np.maximum(0, np.maximum(low - heads, heads - high))
    if value in wishes.cluster:
        cost += cluster_cost(workshop) * (heads > 0)
    if value in wishes.majority_limit:
        cost += RULE * np.maximum(0, heads - size // 2)
    if value in wishes.at_least_two:
        cost += RULE * (heads == 1)
    return cost


def unavoidable(workshop: Workshop) -> int:
    """The part of the cost that every plan has: each cluster needs its fewest tables."""
    fewest = 0
    for r in open_rounds(workshop):
        times = 2 if r == 0 and workshop.copies_first_round else 1
        for value in workshop.wishes.cluster:
            fewest += times * fewest_tables(len(workshop.holders(value, r)), workshop.sizes[r])
    return cluster_cost(workshop) * fewest


def blocks_of(workshop: Workshop) -> Ints:
    """The group of each person that moves as one: who sits together, else who shares a grouped value."""
    groups: list[Sequence[str]] = list(together_groups(rules_of(workshop)))
    values = [*workshop.wishes.at_least_two, *workshop.wishes.cluster]
    groups += [[i for i in workshop.ids if workshop.people[i][v.column] == v.value] for v in values]
    block = np.full(len(workshop.people), -1, dtype=np.int32)
    row = {person: k for k, person in enumerate(workshop.ids)}
    for number, group in enumerate(groups):
        for person in group:
            if block[row[person]] < 0:
                block[row[person]] = number
    return block


def _ties(workshop: Workshop) -> tuple[Ints, Ints, Ints]:
    """Pairs apart and together as a list for each person: first entries, other person, cost."""
    row = {person: k for k, person in enumerate(workshop.ids)}
    cost: dict[tuple[int, int], int] = {}
    for group in together_groups(rules_of(workshop)):
        for a, b in combinations(group, 2):
            cost[row[a], row[b]] = cost[row[b], row[a]] = -RULE
    for a, b in workshop.wishes.keep_apart:
        for pair in ((row[a], row[b]), (row[b], row[a])):
            cost[pair] = cost.get(pair, 0) + RULE
    pairs = sorted(cost)
    first = np.searchsorted([a for a, _ in pairs], np.arange(len(row) + 1))
    with_whom = np.array([b for _, b in pairs], dtype=np.int32)
    return first.astype(np.int32), with_whom, np.array([cost[pair] for pair in pairs], dtype=np.int32)


def _exempt(workshop: Workshop) -> NDArray[np.bool_]:
    """Pairs inside a cluster or a group that sits together: their repeats are wished for."""
    n = len(workshop.people)
    free = np.zeros((n, n), dtype=bool)
    row = {person: k for k, person in enumerate(workshop.ids)}
    groups: list[Sequence[str]] = list(together_groups(rules_of(workshop)))
    for value in workshop.wishes.cluster:
        groups.append([i for i in workshop.ids if workshop.people[i][value.column] == value.value])
    for group in groups:
        rows = [row[i] for i in group]
        free[np.ix_(rows, rows)] = True
    np.fill_diagonal(free, False)
    return free


def _meeting_costs(rounds: int) -> tuple[Ints, Ints]:
    """Cost of joining and of leaving somebody by the entry in `meetings`, exempt pairs from rounds + 1 on.

    A usual pair pays for every meeting but the first; an exempt pair only for not meeting at all.
    """
    join = np.zeros(2 * rounds + 3, dtype=np.int32)
    leave = np.zeros_like(join)
    join[1 : rounds + 1] = REPEAT
    leave[2 : rounds + 1] = -REPEAT
    join[rounds + 1] = -REPEAT
    leave[rounds + 2] = REPEAT
    return join, leave


def board_of(workshop: Workshop, seats: Ints) -> Board:
    """The board for seats (open and announced rounds, people), every figure counted afresh."""
    rounds = len(seats)
    values = tracked_values(workshop)
    codes = codes_of(workshop, values)
    order = np.argsort(seats, axis=1, kind="stable").astype(np.int32)
    absent = (seats < 0).sum(axis=1)
    occupant = np.array([np.roll(row, -k) for row, k in zip(order, absent, strict=True)], dtype=np.int32)
    slot = np.argsort(occupant, axis=1, kind="stable").astype(np.int32)
    start = np.array([np.concatenate([[0], np.cumsum(s)]) for s in workshop.sizes[:rounds]], dtype=np.int32)
    first, with_whom, tie_cost = _ties(workshop)
    join, leave = _meeting_costs(rounds)
    return Board(
        seat=seats.copy(), slot=slot, occupant=occupant, start=start,
        meetings=meetings_of(seats) + (rounds + 1) * _exempt(workshop).astype(np.int32),
        heads=_counts(seats, codes, start.shape[1] - 1, len(values)),
        codes=codes, penalty=penalties(workshop, values), unfit=_unfit(workshop),
        tie_start=first, tie_with=with_whom, tie_cost=tie_cost, join=join, leave=leave,
        block=blocks_of(workshop), rounds=np.array(open_rounds(workshop), dtype=np.int32),
        home=_home(workshop), moved=_moved(workshop, seats),
    )  # fmt: skip


def meetings_of(seats: Ints) -> Ints:
    """How often each two people share a table: (people, people), the diagonal 0."""
    met = np.zeros((seats.shape[1], seats.shape[1]), dtype=np.int32)
    for row in seats:
        met += (row[:, None] == row[None, :]) & (row[:, None] >= 0)
    np.fill_diagonal(met, 0)
    return met


def _counts(seats: Ints, codes: Ints, tables: int, values: int) -> Ints:
    count = np.zeros((len(seats), tables, values), dtype=np.int32)
    for r, row in enumerate(seats):
        here = np.flatnonzero(row >= 0)
        np.add.at(count[r], (row[here, None], codes[here]), 1)
    return count


def _unfit(workshop: Workshop) -> Ints:
    """Cost of a person at a table: against a rule, or elsewhere than announced for the coming round.

    A copied last round counts as the first.
    """
    rules = rules_of(workshop)
    cost = [RULE * (~allowed_tables(workshop, rules, r)).astype(np.int32) for r in range(workshop.rounds)]
    if workshop.copies_first_round:
        cost[0] += cost.pop()
    if workshop.coming is not None:
        home = _home(workshop)
        elsewhere = home[:, None] != np.arange(cost[0].shape[1])
        cost[len(workshop.announced)] += MOVED * ((home[:, None] >= 0) & elsewhere)
    return np.array(cost, dtype=np.int32)


def _home(workshop: Workshop) -> Ints:
    seats = workshop.coming.seats if workshop.coming else {}
    return np.array([seats.get(i, 0) - 1 for i in workshop.ids], dtype=np.int32)


def _moved(workshop: Workshop, seats: Ints) -> Ints:
    if workshop.coming is None:
        return np.array([0, len(workshop.people)], dtype=np.int32)
    home = _home(workshop)
    now = seats[len(workshop.announced)]
    return np.array(
        [((home >= 0) & (now >= 0) & (home != now)).sum(), workshop.coming.may_move], dtype=np.int32
    )


def total_cost(board: Board) -> int:
    """The whole cost of a board; 0 at best, apart from `unavoidable`."""
    rounds, tables, values = board.heads.shape
    r, t, v = np.ogrid[:rounds, :tables, :values]
    cost = int(board.penalty[r, t, v, board.heads].sum())
    exempt = rounds + 1
    usual = np.where(board.meetings <= rounds, np.maximum(board.meetings - 1, 0), 0)
    cost += REPEAT * int((usual + (board.meetings == exempt)).sum()) // 2
    for k in board.rounds:
        cost += _round_cost(board, int(k))
    return cost


def _round_cost(board: Board, r: int) -> int:
    """Rules on places and pairs in one round; a pair together counts when it is not."""
    seat = board.seat[r]
    here = np.flatnonzero(seat >= 0)
    cost = int(board.unfit[r, here, seat[here]].sum())
    one = np.repeat(np.arange(len(seat)), np.diff(board.tie_start))
    met = seat[one] == seat[board.tie_with]
    present = (seat[one] >= 0) & (seat[board.tie_with] >= 0)
    apart, together = np.maximum(board.tie_cost, 0), np.minimum(board.tie_cost, 0)
    return cost + int((apart * (met & present) - together * (~met & present)).sum()) // 2
