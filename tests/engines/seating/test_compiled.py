"""The compiled inner loop does what its source says, and its score is the score of the whole board."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import numba
import numpy as np
import pytest

from tests.engines.seating.halls import crowd, hall
from yoriai.engines.seating import Fixed, Value, Workshop, anneal, changed_workshop
from yoriai.engines.seating.mend import swap_costs
from yoriai.engines.seating.problem import board_of, total_cost
from yoriai.engines.seating.start import first_seats

ACCEPT = np.array([2**31, 2**30, 2**29, 2**28], dtype=np.int64)


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The same source, not compiled."""
    spec = importlib.util.spec_from_file_location("plain_anneal", anneal.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patched:
        patched.setattr(numba, "njit", lambda function=None, **_options: function or (lambda inner: inner))
        spec.loader.exec_module(module)
    return module


def halls() -> list[Workshop]:
    people = crowd(18, g="fm", c="xxnnnn", r="crr")
    busy = hall(
        people, 5, 3,
        diversify=("g", "r"), cluster=(Value("c", "x"),), keep_apart=(("p00", "p01"), ("p02", "p03")),
        keep_together=(("p04", "p05", "p06"), ("p07", "p08")), fixed=(Fixed("p09", 2),),
        at_least_two=(Value("r", "c"),), majority_limit=(Value("g", "f"),),
    )  # fmt: skip
    plan = [{i: 1 + (k + r * (k // 5)) % 5 for k, i in enumerate(busy.ids)} for r in range(1)] * 3
    late = {"p90": {"g": "f", "c": "x", "r": "r"}}
    return [
        busy,
        hall(people, 4, 3, home_last_round=True, diversify=("g",)),
        hall(people, 6, 2),
        changed_workshop(busy, plan, absent=["p03", "p05"], arrived=late, from_round=2),
    ]


@pytest.mark.parametrize("number", range(4))
def test_compiled_and_plain_source_do_the_same(number: int, plain: ModuleType) -> None:
    room = halls()[number]
    seats = first_seats(room, np.random.Generator(np.random.PCG64(3)))
    boards = [board_of(room, seats) for _ in range(2)]
    states = [np.array([12345], dtype=np.uint64) for _ in range(2)]
    costs = [
        int(module.anneal(board, state, ACCEPT, 1500, total_cost(board), -(10**6)))
        for module, board, state in zip((anneal, plain), boards, states, strict=True)
    ]
    assert costs[0] == costs[1]
    assert states[0][0] == states[1][0]
    for one, other in zip(*boards, strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("number", range(4))
def test_the_score_kept_step_by_step_is_the_score_of_the_board(number: int) -> None:
    room = halls()[number]
    board = board_of(room, first_seats(room, np.random.Generator(np.random.PCG64(5))))
    cost = int(
        anneal.anneal(board, np.array([99], dtype=np.uint64), ACCEPT, 3000, total_cost(board), -(10**6))
    )
    afresh = board_of(room, board.seat)
    assert cost == total_cost(afresh)
    assert np.array_equal(board.heads, afresh.heads)
    assert np.array_equal(board.meetings, afresh.meetings)
    assert board.moved[0] == afresh.moved[0]


def test_the_search_stops_at_its_target(plain: ModuleType) -> None:
    room = halls()[2]
    board = board_of(room, first_seats(room, np.random.Generator(np.random.PCG64(5))))
    cost = total_cost(board)
    for module in (anneal, plain):
        first_move = module.anneal(
            board_of(room, board.seat), np.array([7], dtype=np.uint64), ACCEPT, 50, cost, cost + 9
        )
        assert first_move <= cost + 9


@pytest.mark.parametrize("number", range(4))
def test_the_price_of_every_swap_is_what_the_search_would_pay(number: int, plain: ModuleType) -> None:
    room = halls()[number]
    board = board_of(room, first_seats(room, np.random.Generator(np.random.PCG64(8))))
    for r in board.rounds:
        prices = swap_costs(board, int(r))
        present = np.flatnonzero(board.seat[r] >= 0)
        for p in present:
            for q in present[board.seat[r, present] != board.seat[r, p]]:
                assert prices[p, q] == plain._change(board, r, p, q)
