"""The checker finds what is wrong with a plan, and counts as a person with a pencil would."""

from __future__ import annotations

import dataclasses

from tests.engines.seating.halls import crowd, hall
from tests.engines.seating.test_certificate import seats
from yoriai.engines.seating import Coming, Fixed, OnlyAt, Value, check

ROOM = hall(crowd(6, g="fffmmm"), 2, 2, diversify=("g",), cluster=(Value("g", "f"),))
GOOD = [seats("0 1 3", "2 4 5"), seats("0 2 4", "1 3 5")]


def test_a_good_plan_has_no_faults() -> None:
    counted = check(ROOM, GOOD)
    assert counted.faults == []
    # round 2: 02 04 24, 13 15 35; round 1: 01 03 13, 24 25 45; 13 and 24 twice
    assert (counted.pairs, counted.excess, counted.cluster_extra, counted.fewest_met) == (10, 0, 2, 3)


def test_a_round_too_few() -> None:
    assert check(ROOM, GOOD[:1]).faults == ["1 rounds, not 2"]


def test_somebody_missing_or_too_many() -> None:
    assert "round 1: not exactly the people present" in check(ROOM, [seats("0 1", "2 4 5"), GOOD[1]]).faults
    assert "round 2: not exactly the people present" in check(ROOM, [GOOD[0], seats("0 1 3", "2 4 9")]).faults


def test_other_table_sizes() -> None:
    assert check(ROOM, [GOOD[0], seats("0 1 2 3", "4 5")]).faults == ["round 2: other table sizes"]


def test_an_announced_round_that_changed() -> None:
    room = dataclasses.replace(ROOM, announced=(seats("0 1 2", "3 4 5"),))
    assert check(room, GOOD).faults == ["an announced round has changed"]


def test_too_many_moves_in_the_coming_round() -> None:
    room = dataclasses.replace(ROOM, coming=Coming(seats("0 1 2", "3 4 5"), 1))
    assert check(room, GOOD).faults == ["2 people move in the coming round, 1 may"]
    assert check(dataclasses.replace(room, coming=Coming(seats("0 1 2", "3 4 5"), 2)), GOOD).faults == []


def test_every_kind_of_broken_rule_is_counted() -> None:
    def broken(**wishes: object) -> int:
        return check(hall(crowd(6, g="fffmmm", v="xnnnnn"), 2, 2, **wishes), GOOD).rules_broken

    assert broken(keep_apart=(("p00", "p01"), ("p01", "p00"))) == 1
    assert broken(keep_together=(("p00", "p01", "p02"),)) == 2
    assert broken(fixed=(Fixed("p00", 2), Fixed("p01", 2, (2,)))) == 2
    assert broken(only_at=(OnlyAt(Value("v", "x"), (2,)),)) == 2
    assert broken(majority_limit=(Value("g", "f"),)) == 2
    assert broken(at_least_two=(Value("g", "f"), Value("v", "x"))) == 2 + 2
    assert broken(hosts=("p01", "p00")) == 1 + 1
    assert broken(home_last_round=True) == 4
    assert check(ROOM, GOOD).apart_broken == 0
