"""The fast inner loop: simulated annealing over swaps of two people, all rounds at once.

Source: Kirkpatrick, Gelatt, Vecchi, "Optimization by Simulated Annealing", Science 220 (1983). All
arithmetic in the loop is in integers, so that the same seed gives the same plan on every machine.

The functions here are compiled by numba. Few and of one type each, because compiling counts as
computing time on a first run (later runs find `anneal` and what it calls in numba's cache). Compiled
functions take their arguments by position.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]


class Board(NamedTuple):
    """The seats and what the score needs, with R rounds, n people, T tables, V tracked values.

    Rounds, people, tables and values count from 0; -1 is "nobody" or "nowhere".
    """

    seat: Ints  # (R, n) table of each person
    slot: Ints  # (R, n) place of each person in `occupant`
    occupant: Ints  # (R, n) who sits in each place; the places of a table are neighbours
    start: Ints  # (R, T + 1) first place of each table
    meetings: Ints  # (n, n) rounds in which two people share a table; exempt pairs count from R + 1
    heads: Ints  # (R, T, V) heads with each value at each table
    codes: Ints  # (n, A) value of each person in each tracked column
    penalty: Ints  # (R, T, V, heads + 1) cost of a number of heads
    unfit: Ints  # (R, n, T) cost of a person at a table
    tie_start: Ints  # (n + 1,) first entry of each person in `tie_with` and `tie_cost`
    tie_with: Ints  # the other person of a pair that is kept apart (cost > 0) or together (< 0)
    tie_cost: Ints
    join: Ints  # cost of sitting down with somebody, by the entry in `meetings`
    leave: Ints  # cost of leaving somebody, by the entry in `meetings`
    block: Ints  # (n,) the group that moves as one, or -1
    rounds: Ints  # the rounds that may change
    home: Ints  # (n,) in round `rounds[0]`: where each person was announced, or -1
    moved: Ints  # (2,) people who left their announced table, and how many may


@njit
def _draw(state, bound):  # type: ignore[no-untyped-def]
    """A number in [0, bound): xorshift64 (Marsaglia 2003), the high bits scaled.

    Every caller passes an int64, so that one version is compiled.
    """
    x = state[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state[0] = x
    return np.int64(((x >> np.uint64(33)) * np.uint64(bound)) >> np.uint64(31))


@njit
def _change(board, r, p, q):  # type: ignore[no-untyped-def]
    """What the cost changes by when p and q, at two tables of round r, swap places."""
    s, t = np.int64(board.seat[r, p]), np.int64(board.seat[r, q])
    d = board.unfit[r, p, t] - board.unfit[r, p, s] + board.unfit[r, q, s] - board.unfit[r, q, t]
    for a in range(board.codes.shape[1]):
        v, w = board.codes[p, a], board.codes[q, a]
        if v != w:
            for table, out, into in ((s, v, w), (t, w, v)):
                c = board.heads[r, table, out]
                d += board.penalty[r, table, out, c - 1] - board.penalty[r, table, out, c]
                c = board.heads[r, table, into]
                d += board.penalty[r, table, into, c + 1] - board.penalty[r, table, into, c]
    for table, out, into in ((s, p, q), (t, q, p)):
        for k in range(board.start[r, table], board.start[r, table + 1]):
            x = board.occupant[r, k]
            if x != out:
                d += board.join[board.meetings[into, x]] + board.leave[board.meetings[out, x]]
    for one, other, here, there in ((p, q, s, t), (q, p, t, s)):
        for k in range(board.tie_start[one], board.tie_start[one + 1]):
            x = board.tie_with[k]
            if x != other:
                where = board.seat[r, x]
                d += board.tie_cost[k] * (np.int64(where == there) - np.int64(where == here))
    return d


@njit
def _swap(board, r, p, q):  # type: ignore[no-untyped-def]
    """Swap p and q in round r and keep every figure of the board right."""
    s, t = np.int64(board.seat[r, p]), np.int64(board.seat[r, q])
    for table, out, into in ((s, p, q), (t, q, p)):
        for k in range(board.start[r, table], board.start[r, table + 1]):
            x = board.occupant[r, k]
            if x != out:
                board.meetings[out, x] -= 1
                board.meetings[x, out] -= 1
                board.meetings[into, x] += 1
                board.meetings[x, into] += 1
        for a in range(board.codes.shape[1]):
            board.heads[r, table, board.codes[out, a]] -= 1
            board.heads[r, table, board.codes[into, a]] += 1
    i, j = board.slot[r, p], board.slot[r, q]
    board.occupant[r, i], board.occupant[r, j] = q, p
    board.slot[r, p], board.slot[r, q] = j, i
    board.seat[r, p], board.seat[r, q] = t, s
    if r == board.rounds[0]:
        for one, here, there in ((p, s, t), (q, t, s)):
            if board.home[one] >= 0:
                board.moved[0] += np.int64(board.home[one] == here) - np.int64(board.home[one] == there)


@njit
def _fill(board, r, p, group, size, into):  # type: ignore[no-untyped-def]  # noqa: PLR0917
    """Write p, others of p's group at the same table (up to `group`), then single people up to `size`."""
    table = board.seat[r, p]
    low, high = board.start[r, table], board.start[r, table + 1]
    into[0] = p
    n = np.int64(1)
    for single in (False, True):
        for k in range(high - low):
            x = board.occupant[r, low + (board.slot[r, p] - low + k) % (high - low)]
            fits = board.block[x] < 0 if single else board.block[x] == board.block[p] >= 0
            if x != p and fits and n < (size if single else group):
                into[n] = x
                n += 1
    return n


@njit
def _choose(board, state, r, p, q, left, right):  # type: ignore[no-untyped-def]  # noqa: PLR0917
    """Whom to swap when p and q do: themselves, or their groups; 0 when that cannot be."""
    left[0], right[0] = p, q
    if (board.block[p] < 0 and board.block[q] < 0) or _draw(state, np.int64(8)) > 0:
        return np.int64(1)
    everybody, nobody = np.int64(board.seat.shape[1]), np.int64(0)
    part = 2 + _draw(state, np.int64(6))
    group = everybody if part > 4 else part
    n = max(_fill(board, r, p, group, nobody, left), _fill(board, r, q, everybody, nobody, right))
    if min(_fill(board, r, p, group, n, left), _fill(board, r, q, everybody, n, right)) < n:
        return nobody
    return n


@njit(cache=True)
def anneal(board, state, accept, moves, cost, target):  # type: ignore[no-untyped-def]  # noqa: PLR0917
    """Try `moves` swaps at one temperature; returns the cost afterwards (stops at `target`).

    `accept[d]` of 2**31 is the chance that a change for the worse by d is taken; beyond its end none.
    A change of several people is made step by step and taken back when it is refused.
    """
    left, right = np.empty(board.seat.shape[1], np.int64), np.empty(board.seat.shape[1], np.int64)
    for _ in range(moves):
        r = np.int64(board.rounds[_draw(state, np.int64(board.rounds.size))])
        places = np.int64(board.start[r, -1])
        p = np.int64(board.occupant[r, _draw(state, places)])
        q = np.int64(board.occupant[r, _draw(state, places)])
        if board.seat[r, p] == board.seat[r, q]:
            continue
        n = _choose(board, state, r, p, q, left, right)
        luck = _draw(state, np.int64(2147483648))
        d, done = np.int64(0), 0
        for k in range(n):
            d += _change(board, r, left[k], right[k])
            if n == 1 and d > 0 and (d >= accept.size or luck >= accept[d]):
                break
            _swap(board, r, left[k], right[k])
            done += 1
        refused = d > 0 and (d >= accept.size or luck >= accept[d])
        if refused or board.moved[0] > board.moved[1]:
            for k in range(done - 1, -1, -1):
                _swap(board, r, left[k], right[k])
            d = np.int64(0)
        cost += d
        if cost <= target:
            break
    return cost
