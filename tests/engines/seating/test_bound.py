"""The bound on pairs: the formula without rules, and never below what exhaustive search finds with them."""

from __future__ import annotations

import dataclasses
from math import comb

import pytest

from tests.engines.seating.halls import crowd, hall, planned
from tests.engines.seating.oracle import most_pairs
from yoriai.engines.seating import (
    Coming,
    Fixed,
    OnlyAt,
    Value,
    Wishes,
    Workshop,
    certify,
    fewest_cluster_tables,
    pairs_bound,
    rules_of,
    workshop,
)


def bound(room: Workshop) -> int:
    return pairs_bound(room, rules_of(room), fewest_cluster_tables(room))


@pytest.mark.parametrize(
    ("people", "tables", "rounds"), [(100, 15, 4), (110, 14, 4), (500, 63, 5), (9, 3, 5), (7, 1, 3)]
)
def test_without_rules_it_is_the_formula(people: int, tables: int, rounds: int) -> None:
    room = hall(crowd(people), tables, rounds)
    sizes = room.sizes[0]
    formula = min(
        comb(people, 2),
        rounds * sum(comb(s, 2) for s in sizes),
        people * min(people - 1, rounds * (max(sizes) - 1)) // 2,
    )
    assert bound(room) == formula


def test_five_people_always_together_take_thirty_pairs_of_four_rounds() -> None:
    """C(5, 2) * 3, whether they are a group or a cluster that one table holds."""
    group = tuple(f"p{k:02d}" for k in range(5))
    people = crowd(100, language="j")
    for i in group:
        people[i]["language"] = "x"
    assert bound(hall(people, 15, 4)) == 1140
    assert bound(hall(people, 15, 4, keep_together=(group,))) == 1110
    assert bound(hall(people, 15, 4, cluster=(Value("language", "x"),))) == 1110
    both = hall(people, 15, 4, cluster=(Value("language", "x"),), keep_together=(group[:2],))
    assert bound(both) == 1110


def test_ten_people_at_two_tables_take_what_their_meetings_exceed_their_pairs() -> None:
    """5 and 5: 20 meetings in each of four rounds among C(10, 2) = 45 pairs."""
    people = crowd(110, consent="nyyyyyyyyyy")
    assert bound(hall(people, 14, 4, cluster=(Value("consent", "n"),))) == 1512 - (80 - 45)


def test_clusters_that_share_a_pair_are_counted_once() -> None:
    people = crowd(40, a="x" * 10 + "n" * 30, b="x" * 10 + "n" * 30)
    one = hall(people, 5, 4, cluster=(Value("a", "x"),))
    two = hall(people, 5, 4, cluster=(Value("a", "x"), Value("b", "x")))
    assert bound(one) == bound(two) < bound(hall(people, 5, 4))


def test_people_fixed_at_one_table_repeat_their_meeting() -> None:
    fixed = (Fixed("p00", 1), Fixed("p01", 1), Fixed("p02", 1, (1, 2)))
    assert bound(hall(crowd(40), 8, 3)) - bound(hall(crowd(40), 8, 3, fixed=fixed)) == 2 + 1 + 1


def test_a_round_at_home_adds_nothing() -> None:
    assert bound(hall(crowd(40), 8, 4, home_last_round=True)) == bound(hall(crowd(40), 8, 3))


def test_announced_meetings_are_counted_as_they_were() -> None:
    room = hall(crowd(4), 2, 3)
    first = {"p00": 1, "p01": 1, "p02": 2, "p03": 2}
    assert bound(dataclasses.replace(room, announced=(first, first))) == 4
    assert bound(dataclasses.replace(room, announced=(first,))) == 6


def test_people_of_different_rounds_never_meet() -> None:
    room = Workshop(
        people=crowd(4),
        attendance=(frozenset({"p00", "p01"}), frozenset({"p02", "p03"})),
        sizes=((2,), (2,)),
        announced=({"p00": 1, "p01": 1},),
        coming=Coming({}, 0),
    )
    assert bound(room) == 2


RULES = {
    "none": Wishes(),
    "apart": Wishes(keep_apart=(("p00", "p01"), ("p02", "p03"))),
    "together": Wishes(keep_together=(("p00", "p01"),)),
    "three together": Wishes(keep_together=(("p00", "p01", "p02"),)),
    "fixed": Wishes(fixed=(Fixed("p00", 1), Fixed("p01", 1), Fixed("p02", 2, (1,)))),
    "hosts": Wishes(hosts=("p00", "p01")),
    "home": Wishes(home_last_round=True),
    "home and fixed": Wishes(home_last_round=True, fixed=(Fixed("p00", 1, (3,)), Fixed("p01", 1, (1,)))),
    "one table": Wishes(only_at=(OnlyAt(Value("v", "x"), (1,)),)),
    "cluster": Wishes(cluster=(Value("v", "x"),)),
    "cluster of four": Wishes(cluster=(Value("w", "x"),)),
    "two clusters": Wishes(cluster=(Value("v", "x"), Value("w", "x"))),
    "alone": Wishes(at_least_two=(Value("w", "x"),)),
    "majority": Wishes(majority_limit=(Value("w", "x"),)),
}


TINY = [((3, 3), 1), ((3, 3), 2), ((4, 2), 1), ((4, 2), 2)]


@pytest.mark.parametrize(("sizes", "rounds"), TINY)
@pytest.mark.parametrize("name", RULES)
def test_no_plan_of_all_plans_meets_more_pairs(name: str, sizes: tuple[int, ...], rounds: int) -> None:
    room = workshop(crowd(6, v="xxnnnn", w="xnxnxx"), sizes, rounds, RULES[name])
    best = most_pairs(room)
    assert best is None or best <= bound(room)


@pytest.mark.parametrize("name", ["home", "home and fixed", "cluster", "hosts", "fixed"])
def test_nor_in_three_rounds(name: str) -> None:
    room = workshop(crowd(5, v="xxnnn", w="xnxnx"), (3, 2), 3, RULES[name])
    best = most_pairs(room)
    assert best is not None
    assert best <= bound(room)


@pytest.mark.parametrize("name", ["none", "apart", "together", "hosts", "home", "cluster"])
def test_the_engine_finds_as_many_pairs_as_there_are(name: str) -> None:
    room = workshop(crowd(6, v="xxnnnn", w="xnxnxx"), (3, 3), 2, RULES[name])
    assert certify(room, planned(room)).pairs == most_pairs(room)
