"""What a facilitator relies on in a plan: each wish, one by one, and all together."""

from __future__ import annotations

import dataclasses

import pytest

from tests.engines.seating.halls import MOVES, crowd, hall, neighbours, planned
from yoriai.engines.seating import (
    Fixed,
    OnlyAt,
    Value,
    Wishes,
    certify,
    check,
    moves_for,
    solve,
    workshop,
)


def test_everybody_has_a_seat_in_every_round() -> None:
    room = hall(crowd(23), 5, 3)
    for seats in planned(room):
        assert set(seats) == set(room.people)
        assert sorted(list(seats.values()).count(t) for t in range(1, 6)) == [4, 4, 5, 5, 5]


def test_given_sizes_are_kept_table_by_table() -> None:
    room = workshop(crowd(20), (9, 2, 6, 3), 2, Wishes())
    for seats in planned(room):
        assert [list(seats.values()).count(t) for t in range(1, 5)] == [9, 2, 6, 3]


def test_values_are_spread_evenly() -> None:
    room = hall(crowd(24, gender="fm", age="123"), 4, 3, diversify=("gender", "age"))
    for seats in planned(room):
        for table in range(1, 5):
            here = [room.people[i] for i, t in seats.items() if t == table]
            assert sorted(p["gender"] for p in here) == ["f"] * 3 + ["m"] * 3
            assert sorted(p["age"] for p in here) == ["1", "1", "2", "2", "3", "3"]


def test_pairs_apart_never_share_a_table() -> None:
    apart = (("p00", "p01"), ("p00", "p02"), ("p05", "p11"))
    plan = planned(hall(crowd(12), 3, 4, keep_apart=apart))
    assert all(b not in neighbours(plan, r, a) for r in range(1, 5) for a, b in apart)


def test_groups_with_a_common_member_stay_together_and_still_meet_others() -> None:
    room = hall(crowd(20), 4, 4, keep_together=(("p00", "p01"), ("p01", "p02")))
    plan = planned(room)
    assert all({"p01", "p02"} < neighbours(plan, r, "p00") for r in range(1, 5))
    assert len(set.union(*(neighbours(plan, r, "p00") for r in range(1, 5)))) >= 9


def test_interpreter_users_share_as_few_tables_as_hold_them() -> None:
    room = hall(crowd(30, language="xjjjj"), 5, 4, cluster=(Value("language", "x"),))
    plan = planned(room)
    assert all(len({seats[i] for i in seats if room.people[i]["language"] == "x"}) == 1 for seats in plan)
    assert certify(room, plan).cluster_extra == 0


def test_cluster_first_holds_a_cluster_that_evenness_would_split() -> None:
    """Three of four interpreter users are of one age; together they crowd their table."""
    people = crowd(32, age="abcd", language="j")
    for i in ("p00", "p04", "p08", "p12"):
        people[i]["language"] = "x"
    soft = hall(people, 8, 3, diversify=("age",), cluster=(Value("language", "x"),))
    firm = hall(people, 8, 3, diversify=("age",), cluster=(Value("language", "x"),), cluster_first=True)
    assert certify(soft, planned(soft)).cluster_extra > 0
    assert certify(firm, planned(firm)).cluster_extra == 0


def test_officials_are_never_more_than_half_of_a_table() -> None:
    officials = Value("role", "c")
    room = hall(crowd(20, role="crrr"), 4, 3, majority_limit=(officials,), cluster=(officials,))
    for seats in planned(room):
        heads = [seats[i] for i in room.people if room.people[i]["role"] == "c"]
        assert max(heads.count(table) for table in range(1, 5)) == 2


def test_nobody_is_the_only_one_of_a_minority() -> None:
    room = hall(crowd(30, gender="xffmm"), 6, 3, at_least_two=(Value("gender", "x"),), diversify=("gender",))
    plan = planned(room)
    minority = {i for i in room.people if room.people[i]["gender"] == "x"}
    assert all(neighbours(plan, r, i) & minority for r in range(1, 4) for i in minority)
    assert any(len(neighbours(plan, r, i) & minority) < 5 for r in range(1, 4) for i in minority)


def test_hosts_stay_at_tables_of_their_own_in_the_order_given() -> None:
    plan = planned(hall(crowd(20), 5, 3, hosts=("p07", "p03", "p11")))
    assert all([seats[i] for i in ("p07", "p03", "p11")] == [1, 2, 3] for seats in plan)


def test_a_host_gets_the_table_that_other_rules_leave() -> None:
    """p03 may sit at table 1 only, so p07, named first, moves on; table 2 is full of guests of honour."""
    people = crowd(20, wheelchair="n")
    people["p03"]["wheelchair"] = "y"
    guests = tuple(Fixed(f"p{k}", 2) for k in (12, 13, 14, 15))
    room = hall(
        people, 5, 3, hosts=("p07", "p03"), fixed=guests, only_at=(OnlyAt(Value("wheelchair", "y"), (1,)),)
    )
    assert all((seats["p07"], seats["p03"]) == (3, 1) for seats in planned(room))


def test_the_last_round_is_the_first_again() -> None:
    room = hall(crowd(20, age="ab"), 5, 4, home_last_round=True, diversify=("age",))
    plan = planned(room)
    assert plan[3] == plan[0]
    assert plan[2] != plan[0]
    assert certify(room, plan).pairs_bound == 3 * 5 * 6


def test_one_round_at_home_is_just_one_round() -> None:
    plan = planned(hall(crowd(9), 3, 1, home_last_round=True))
    assert len(plan) == 1


def test_fixed_people_sit_where_and_when_they_were_told() -> None:
    fixed = (Fixed("p00", 2), Fixed("p01", 3, (1, 3)), Fixed("p01", 1, (2,)))
    plan = planned(hall(crowd(12), 3, 3, fixed=fixed))
    assert [seats["p00"] for seats in plan] == [2, 2, 2]
    assert [seats["p01"] for seats in plan] == [3, 1, 3]


def test_fixed_in_the_last_round_counts_for_the_first_when_all_return_home() -> None:
    plan = planned(hall(crowd(12), 3, 3, fixed=(Fixed("p00", 3, (3,)),), home_last_round=True))
    assert plan[0]["p00"] == plan[2]["p00"] == 3


def test_wheelchair_users_and_parents_sit_at_their_tables() -> None:
    people = crowd(24, wheelchair="ynnnnn", childcare="nynnnn")
    only = (OnlyAt(Value("wheelchair", "y"), (1, 2)), OnlyAt(Value("childcare", "y"), (6,)))
    plan = planned(hall(people, 6, 3, only_at=only))
    for seats in plan:
        assert all(seats[i] in (1, 2) for i in people if people[i]["wheelchair"] == "y")
        assert all(seats[i] == 6 for i in people if people[i]["childcare"] == "y")


def test_all_wishes_at_once() -> None:
    people = crowd(48, gender="fm", role="crrrrr", x="ynnnnnnnnnn", wheelchair="nnnnnnnyn")
    room = hall(
        people, 8, 4,
        diversify=("gender",), majority_limit=(Value("role", "c"),), at_least_two=(Value("x", "y"),),
        only_at=(OnlyAt(Value("wheelchair", "y"), (1, 2)),), keep_apart=(("p01", "p02"),),
        keep_together=(("p03", "p04"),), fixed=(Fixed("p05", 5),), hosts=("p08", "p09"), home_last_round=True,
    )  # fmt: skip
    plan = planned(room)
    assert check(room, plan).rules_broken == 0
    assert certify(room, plan).ratio > 0.9


def test_same_seed_same_plan_and_another_seed_another() -> None:
    room = hall(crowd(40, age="abc"), 8, 3, diversify=("age",))
    assert planned(room, seed=7) == planned(room, seed=7)
    assert planned(room, seed=7) != planned(room, seed=8)


def test_order_of_people_and_wishes_does_not_matter() -> None:
    people = crowd(30, age="abc", role="crrrr")
    wishes = Wishes(
        diversify=("age", "role"),
        keep_apart=(("p01", "p02"), ("p05", "p04")),
        keep_together=(("p07", "p09"),),
    )
    turned = Wishes(
        diversify=("role", "age"),
        keep_apart=(("p04", "p05"), ("p02", "p01")),
        keep_together=(("p09", "p07"),),
    )
    one = workshop(people, (6,) * 5, 3, wishes)
    other = workshop(dict(reversed(people.items())), (6,) * 5, 3, turned)
    assert planned(one) == planned(other)


def test_a_lone_person_and_a_hall_without_open_rounds_are_planned_too() -> None:
    assert planned(hall(crowd(1), 1, 2)) == [{"p00": 1}, {"p00": 1}]
    done = dataclasses.replace(hall(crowd(4), 2, 1), announced=({"p00": 1, "p01": 1, "p02": 2, "p03": 2},))
    assert planned(done) == [{"p00": 1, "p01": 1, "p02": 2, "p03": 2}]


def test_the_clock_of_the_caller_stops_the_search_and_it_says_so() -> None:
    room = hall(crowd(30), 6, 9)
    asked = iter([False] * 3 + [True] * 200)
    solution = solve(room, seed=1, moves=MOVES, out_of_time=lambda: next(asked))
    assert solution.cut_short
    assert check(room, solution.plan).faults == []


def test_the_budget_grows_with_the_hall_up_to_the_seconds_allowed() -> None:
    small, large = hall(crowd(20), 4, 3), hall(crowd(400), 50, 5)
    assert moves_for(small, 1000) < moves_for(large, 1000)
    assert moves_for(large, 1) < moves_for(large, 2)


@pytest.mark.parametrize("seed", [0, 1, 2**40])
def test_any_seed_will_do(seed: int) -> None:
    room = hall(crowd(12), 3, 2)
    assert check(room, planned(room, seed=seed, moves=2000)).faults == []
