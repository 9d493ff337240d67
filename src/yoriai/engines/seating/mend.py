"""What it would cost to keep a broken wish: the cheapest exchanges of two people that mend it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating.anneal import Board, Ints
from yoriai.engines.seating.findings import Spread, Uneven, spread, uneven
from yoriai.engines.seating.model import Plan, Value, Workshop
from yoriai.engines.seating.problem import RULE, board_of, meetings_of, open_rounds, seats_of
from yoriai.engines.seating.rules import Breach, breaches

Wish = Uneven | Spread | Breach
Mask = NDArray[np.bool_]
Costs = NDArray[np.int64]
Floats = NDArray[np.float64]


#: So many exchanges are tried in all when a cluster is gathered and its tables made even again.
HELPFUL_EXCHANGES = 10


class Mend(NamedTuple):
    """Exchanges of two people in a round (from 1), and what the plan's figures change by."""

    round: int
    exchanges: tuple[tuple[str, str], ...]
    pairs: int
    excess: int
    cluster_extra: int
    rules_broken: int


def swap_costs(board: Board, r: int) -> Costs:
    """What the search's cost changes by for each swap of two people at different tables of round r.

    The same as `anneal._change`, for all (people, people) at once; other entries mean nothing.
    """
    seat = board.seat[r]
    at = (seat[:, None] == np.arange(board.start.shape[1] - 1)).astype(np.float64)
    # whole numbers far below 2**53: exact as floats, whose products are fast
    join, leave = (
        board.join[board.meetings].astype(np.float64),
        board.leave[board.meetings].astype(np.float64),
    )
    np.fill_diagonal(leave, 0)
    ties = _dense_ties(board)
    going = _moving(join @ at, leave @ at, seat) + _moving(ties @ at, -(ties @ at), seat)
    unfit = board.unfit[r].astype(np.float64)
    going += _moving(unfit, -unfit, seat) - join - ties
    return (going + going.T).astype(np.int64) + _value_costs(board, r)


def _moving(arrive: Floats, depart: Floats, seat: Ints) -> Floats:
    """[p, q]: p leaves p's table and comes to q's."""
    own = np.take_along_axis(depart, np.maximum(seat, 0)[:, None].astype(np.int64), axis=1)
    return np.asarray(arrive[:, np.maximum(seat, 0)] + own, dtype=np.float64)


def _dense_ties(board: Board) -> Floats:
    n = len(board.block)
    ties = np.zeros((n, n))
    ties[np.repeat(np.arange(n), np.diff(board.tie_start)), board.tie_with] = board.tie_cost
    return ties


def _value_costs(board: Board, r: int) -> Costs:
    """The part of `swap_costs` that comes from heads of each value at each table."""
    seat = np.maximum(board.seat[r], 0)
    t, v = np.indices(board.heads[r].shape)
    heads, top = board.heads[r], board.penalty.shape[3] - 1
    now = board.penalty[r, t, v, heads].astype(np.int64)
    plus = board.penalty[r, t, v, np.minimum(heads + 1, top)] - now
    minus = board.penalty[r, t, v, np.maximum(heads - 1, 0)] - now
    total = np.zeros((len(seat), len(seat)), dtype=np.int64)
    for code in board.codes.T:
        going = minus[seat, code][:, None] + plus[seat[None, :], code[:, None]]
        total += np.where(code[:, None] != code[None, :], going + going.T, 0)
    return total


def _cheapest(costs: Costs, mask: Mask, seat: Ints) -> tuple[int, int] | None:
    """The swap of least cost among those in the mask, of two people present at different tables."""
    mask = mask & (seat[:, None] != seat[None, :]) & (seat[:, None] >= 0) & (seat[None, :] >= 0)
    if not mask.any():
        return None
    p, q = divmod(int(np.where(mask, costs, np.iinfo(np.int64).max).argmin()), len(seat))
    return p, q


class Mender:
    """Finds exchanges for the wishes that one plan breaks."""

    def __init__(self, workshop: Workshop, plan: Plan) -> None:
        self.workshop = workshop
        self.plan = plan
        self.before: dict[int, tuple[int, int, int, int]] = {}
        decided = len(workshop.announced) + len(open_rounds(workshop))
        self.board = board_of(workshop, seats_of(workshop, plan)[:decided])
        self.costs: dict[int, Costs] = {}

    def cheapest(self, wish: Wish) -> Mend | None:
        """The exchange that mends a wish of an open round and is best for the rest; None when none does.

        A cluster is gathered at its fewest tables by as many exchanges as it takes, each the cheapest.
        """
        r = (wish.round - 1) % len(self.board.seat)  # a last round that is the first again is its round 0
        if isinstance(wish, Spread):
            return self._gathered(wish, r)
        if r not in self.costs:
            self.costs[r] = swap_costs(self.board, r)
        best = _cheapest(self.costs[r], self._mends(wish, r), self.board.seat[r])
        return None if best is None else self._priced(r, [best])

    def _gathered(self, wish: Spread, r: int) -> Mend | None:
        """Holders go to the tables that have most of them; then come exchanges that help the rest."""
        firm = replace(self.workshop, wishes=replace(self.workshop.wishes, cluster_first=True))
        has = self._rows(self.workshop.holders(wish.value, r))
        seats = self.board.seat.copy()
        heads = np.bincount(seats[r, has], minlength=len(self.workshop.sizes[r]))
        target = np.lexsort((-np.array(self.workshop.sizes[r]), -heads))[: wish.fewest]
        swaps: list[tuple[int, int]] = []
        outside = has & ~np.isin(seats[r], target)
        while outside.any() or len(swaps) < HELPFUL_EXCHANGES:
            costs = swap_costs(board_of(firm, seats), r)
            inside = ~has & np.isin(seats[r], target)
            mask = outside[:, None] & inside[None, :] if outside.any() else costs < 0
            best = _cheapest(costs, mask, seats[r])
            if best is None:
                break
            seats[r, list(best)] = seats[r, list(best)[::-1]]
            swaps.append(best)
            outside = has & ~np.isin(seats[r], target)
        return None if outside.any() else self._priced(r, swaps)

    def _priced(self, r: int, swaps: list[tuple[int, int]]) -> Mend:
        ids = self.workshop.ids
        changed = dict(self.plan[r])
        for p, q in swaps:
            changed[ids[p]], changed[ids[q]] = changed[ids[q]], changed[ids[p]]
        home = r == 0 and self.workshop.copies_first_round
        same = (0, self.workshop.rounds - 1) if home else (r,)
        plan = [changed if k in same else seats for k, seats in enumerate(self.plan)]
        if r not in self.before:
            self.before[r] = self._figures(self.plan, same)
        after = self._figures(plan, same)
        change = [a - b for a, b in zip(after, self.before[r], strict=True)]
        return Mend(r + 1, tuple((ids[p], ids[q]) for p, q in swaps), *change)

    def _figures(self, plan: Plan, rounds: tuple[int, ...]) -> tuple[int, int, int, int]:
        """Pairs that only the first of these rounds brings together; the rest summed over them all."""
        seat = seats_of(self.workshop, [plan[rounds[0]]])
        new = ~self._met_elsewhere(rounds[0])
        return (
            int((new & (meetings_of(seat) > 0)).sum()) // 2,
            sum(u.excess for u in uneven(self.workshop, plan, rounds)),
            sum(len(s.tables) - s.fewest for s in spread(self.workshop, plan, rounds)),
            len(breaches(self.workshop, plan, rounds)),
        )

    def _met_elsewhere(self, r: int) -> Mask:
        return meetings_of(np.delete(self.board.seat, r, axis=0)) > 0

    def _mends(self, wish: Uneven | Breach, r: int) -> Mask:
        """[p, q]: whether p, who sits wrongly, changing with q mends the wish."""
        if isinstance(wish, Uneven):
            return self._shifts(wish.value, r, wish.table, fewer=wish.heads > wish.high)
        return self._keeps(wish, r)

    def _rows(self, ids: Container[str]) -> NDArray[np.bool_]:
        return np.array([i in ids for i in self.workshop.ids])

    def _shifts(self, value: Value, r: int, table: int, *, fewer: bool) -> Mask:
        """Somebody with the value leaves the table (or comes to it) for somebody without it."""
        has = self._rows(self.workshop.holders(value, r))
        here = self.board.seat[r] == table - 1
        leaves, comes = (has, ~has) if fewer else (~has, has)
        going: Mask = (here & leaves)[:, None]
        coming: Mask = (~here & comes)[None, :]
        return going & coming

    def _keeps(self, wish: Breach, r: int) -> Mask:
        """One of those who sit wrongly goes where the rule leaves room."""
        rule, seat = wish.rule, self.board.seat[r]
        wrong: Mask = self._rows(wish.ids)[:, None]
        if rule.kind in ("fixed", "host", "only_at", "home_last_round"):
            fits: Mask = self.board.unfit[r][:, np.maximum(seat, 0)] < RULE
            return fits & wrong
        if rule.kind == "majority_limit" and rule.value is not None:
            return self._shifts(rule.value, r, wish.table, fewer=True)
        if rule.kind == "at_least_two" and rule.value is not None:
            has = self._rows(self.workshop.holders(rule.value, r))
            heads = np.bincount(seat[has], minlength=self.board.start.shape[1] - 1)
            joins: Mask = ~has & (heads[np.maximum(seat, 0)] > 0)
            return (wrong & joins[None, :]) | self._shifts(rule.value, r, wish.table, fewer=False)
        others = np.unique(seat[self._rows(wish.ids)])
        same = np.isin(seat, others) if rule.kind == "keep_together" else seat >= 0
        outside: Mask = same & ~self._rows(wish.ids)
        return wrong & outside[None, :]
