"""People are missing or have come: what was announced stays, few move, and the rest is planned anew."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.seating.halls import crowd, hall, planned
from yoriai.engines.seating import (
    Breach,
    OnlyAt,
    Plan,
    Value,
    Wishes,
    Workshop,
    certify,
    changed_workshop,
    check,
    even_sizes,
    workshop,
)


def changed(
    room: Workshop, plan: Plan, absent: list[str], arrived: int = 0, from_round: int = 2, **columns: str
) -> tuple[Workshop, Plan]:
    newcomers = {f"z{k}": {**dict.fromkeys(room.wishes.columns(), "n"), **columns} for k in range(arrived)}
    after = changed_workshop(room, plan, absent=absent, arrived=newcomers, from_round=from_round)
    return after, planned(after)


def movers(before: Plan, after: Plan, round_number: int) -> set[str]:
    old, new = before[round_number - 1], after[round_number - 1]
    return {i for i in old if i in new and old[i] != new[i]}


CASES = [
    (["p03"], 0),
    (["p03", "p04", "p05"], 0),
    (["p03", "p11"], 1),
    ([], 1),
    ([], 9),
    (["p00", "p07", "p14", "p21"], 6),
    ([f"p{k:02d}" for k in range(20)], 0),
]


@pytest.mark.parametrize(("absent", "arrived"), CASES)
@pytest.mark.parametrize("from_round", [1, 2, 4])
def test_announced_rounds_stay_and_few_move(absent: list[str], arrived: int, from_round: int) -> None:
    room = hall(crowd(40, g="fm"), 7, 4, diversify=("g",))
    plan = planned(room)
    after, new = changed(room, plan, absent, arrived, from_round)
    assert check(after, new).faults == []
    assert new[: from_round - 1] == plan[: from_round - 1]
    assert len(movers(plan, new, from_round)) <= 2 * len(absent)
    assert all(set(seats) == set(after.attendance[-1]) for seats in new[from_round - 1 :])
    sizes = after.sizes[-1]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(("absent", "arrived"), CASES)
def test_the_tables_of_the_coming_round_are_even_when_few_moves_allow_it(
    absent: list[str], arrived: int
) -> None:
    room = hall(crowd(40), 7, 3)
    after, _ = changed(room, planned(room), absent, arrived)
    assert max(after.sizes[1]) - min(after.sizes[1]) <= 1


def test_uneven_tables_shrink_at_the_largest_and_grow_at_the_smallest() -> None:
    room = workshop(crowd(20), (10, 6, 4), 3, Wishes())
    plan = planned(room)
    fewer, _ = changed(room, plan, ["p00", "p01", "p02"])
    more, _ = changed(room, plan, [], arrived=3)
    assert fewer.sizes[2] == (7, 6, 4)
    assert more.sizes[2] == (10, 7, 6)


def test_a_coming_round_out_of_balance_keeps_its_crowd_rather_than_move_too_many() -> None:
    room = hall(crowd(12), 3, 1)
    lopsided = {f"p{k:02d}": 1 + (k >= 8) + (k >= 10) for k in range(12)}
    tight = changed_workshop(room, [lopsided], absent=["p11"], arrived={}, from_round=1)
    assert tight.sizes[0] == (6, 3, 2)
    assert check(tight, planned(tight)).faults == []


def test_rules_hold_for_those_who_come_late() -> None:
    only = (OnlyAt(Value("wheel", "y"), (2,)),)
    room = hall(crowd(24, wheel="n"), 4, 3, only_at=only, keep_apart=(("p00", "p01"),))
    after, new = changed(room, planned(room), ["p05"], arrived=2, wheel="y")
    assert all(seats[i] == 2 for seats in new[1:] for i in ("z0", "z1"))
    assert check(after, new).rules_broken == 0


def test_hosts_who_are_there_stay_where_they_are() -> None:
    room = hall(crowd(20), 5, 4, hosts=("p07", "p03", "p11"))
    plan = planned(room)
    _, new = changed(room, plan, ["p03", "p12"], from_round=3)
    assert all((seats["p07"], seats["p11"]) == (1, 3) for seats in new)


@pytest.mark.parametrize("from_round", [1, 2, 3])
def test_the_last_round_is_still_at_home(from_round: int) -> None:
    room = hall(crowd(20), 5, 3, home_last_round=True)
    plan = planned(room)
    after, new = changed(room, plan, ["p03", "p12"], arrived=3, from_round=from_round)
    assert check(after, new).faults == []
    assert all(new[2][i] == t for i, t in new[0].items() if i in new[2])
    assert after.copies_first_round == (from_round == 1)


def test_a_rule_that_absence_makes_impossible_is_reported_not_refused() -> None:
    """One of two of a minority is missing: the other is alone, and the hall cannot wait."""
    room = hall(crowd(20, v="x" * 2 + "n" * 18), 4, 2, at_least_two=(Value("v", "x"),))
    after, new = changed(room, planned(room), ["p00"], from_round=1)
    broken = [b.wish for b in certify(after, new).broken]
    assert [(w.rule.kind, w.ids) for w in broken if isinstance(w, Breach)] == [("at_least_two", ("p01",))] * 2


def test_planning_anew_twice_keeps_the_first_rounds() -> None:
    room = hall(crowd(30, g="fm"), 5, 4, diversify=("g",))
    plan = planned(room)
    once, second = changed(room, plan, ["p01", "p02"], from_round=2)
    twice, third = changed(once, second, ["p03"], arrived=1, from_round=3)
    assert third[:2] == second[:2]
    assert check(twice, third).faults == []


def test_a_hall_that_almost_empties_has_empty_tables() -> None:
    room = hall(crowd(12), 4, 2)
    after, new = changed(room, planned(room), [f"p{k:02d}" for k in range(10)])
    assert check(after, new).faults == []
    assert sum(even_sizes(2, 4)) == len(new[1]) == 2


def test_those_who_left_are_not_counted_among_those_who_met_fewest() -> None:
    room: Any = hall(crowd(20), 4, 3)
    after, new = changed(room, planned(room), ["p00"])
    assert "p00" not in certify(after, new).met


def test_somebody_who_comes_for_somebody_takes_the_free_seat_and_nobody_moves() -> None:
    room = hall(crowd(30), 6, 3)
    plan = planned(room)
    _, new = changed(room, plan, ["p04"], arrived=1)
    assert movers(plan, new, 2) == set()
    assert new[1]["z0"] == plan[1]["p04"]
