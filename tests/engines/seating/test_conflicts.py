"""Wishes that cannot be kept together: the named set conflicts, and without any one of it all is well."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import optimize

from tests.engines.seating.halls import crowd, hall, planned
from yoriai.engines.seating import Fixed, ImpossibleWishes, OnlyAt, Value, Workshop, check
from yoriai.engines.seating.conflicts import Undecided, exact_round, keepable_seats
from yoriai.engines.seating.rules import Rule, rules_of
from yoriai.engines.seating.start import first_seats

PEOPLE = crowd(20, role="crrrr", child="ynnnnnnnnn", wheel="nnnnnynnnn")


def conflict(**wishes: Any) -> tuple[Rule, ...]:
    with pytest.raises(ImpossibleWishes) as raised:
        planned(hall(PEOPLE, 4, 3, **wishes))
    return raised.value.rules


def named(rules: tuple[Rule, ...]) -> list[tuple[str, ...]]:
    return [(rule.kind, *rule.ids) for rule in rules]


def test_together_and_apart() -> None:
    found = conflict(
        keep_together=(("p00", "p01"), ("p01", "p02"), ("p08", "p09")),
        keep_apart=(("p00", "p02"), ("p05", "p06")),
    )
    assert named(found) == [
        ("keep_apart", "p00", "p02"),
        ("keep_together", "p00", "p01"),
        ("keep_together", "p01", "p02"),
    ]


def test_a_group_larger_than_any_table() -> None:
    assert named(conflict(keep_together=(tuple(f"p{k:02d}" for k in range(6)),)))[0][0] == "keep_together"


def test_more_people_fixed_at_a_table_than_it_has_seats() -> None:
    assert len(conflict(fixed=tuple(Fixed(f"p{k:02d}", 1) for k in range(9)))) == 6


def test_more_hosts_than_tables() -> None:
    found = conflict(hosts=("p00", "p01", "p02", "p03", "p04"), keep_apart=(("p08", "p09"),))
    assert [rule.kind for rule in found] == ["host"] * 5


def test_one_person_of_a_kind_cannot_be_two() -> None:
    people = {**PEOPLE, "p00": {**PEOPLE["p00"], "role": "x"}}
    with pytest.raises(ImpossibleWishes) as raised:
        planned(hall(people, 4, 2, at_least_two=(Value("role", "x"), Value("role", "c"))))
    assert [rule.value for rule in raised.value.rules] == [Value("role", "x")]


def test_a_majority_that_cannot_be_avoided() -> None:
    found = conflict(majority_limit=(Value("role", "r"),), keep_apart=(("p00", "p01"),))
    assert [rule.kind for rule in found] == ["majority_limit"]


def test_two_places_at_once() -> None:
    only = (OnlyAt(Value("child", "y"), (1,)),)
    found = conflict(fixed=(Fixed("p00", 2, (2,)), Fixed("p09", 3)), only_at=only)
    assert [rule.kind for rule in found] == ["fixed", "only_at"]


def test_home_in_the_last_round_and_fixed_elsewhere() -> None:
    found = conflict(fixed=(Fixed("p00", 1, (1,)), Fixed("p00", 2, (3,))), home_last_round=True)
    assert [rule.kind for rule in found] == ["fixed", "fixed", "home_last_round"]


def test_five_who_all_avoid_each_other_at_four_tables() -> None:
    ids = ["p00", "p01", "p02", "p03", "p04"]
    pairs = tuple((a, b) for k, a in enumerate(ids) for b in ids[k + 1 :])
    assert len(conflict(keep_apart=pairs)) == 10


@pytest.mark.parametrize(
    "wishes",
    [
        {"keep_together": (("p00", "p01"), ("p01", "p02")), "keep_apart": (("p00", "p02"),)},
        {"hosts": ("p00", "p01", "p02", "p03", "p04"), "majority_limit": (Value("role", "c"),)},
        {"fixed": tuple(Fixed(f"p{k:02d}", 1) for k in range(7))},
    ],
)
def test_without_any_one_of_the_named_rules_the_others_can_be_kept(wishes: dict[str, Any]) -> None:
    found = conflict(**wishes)
    room = hall(PEOPLE, 4, 3, **wishes)
    for left_out in found:
        rest = [rule for rule in found if rule != left_out]
        assert exact_round(room, rest, [0]) is not None
    assert exact_round(room, found, [0]) is None


def test_exact_seats_keep_every_rule() -> None:
    room = hall(
        PEOPLE, 4, 3,
        keep_together=(("p00", "p01"),), keep_apart=(("p02", "p03"), ("p02", "p04")), hosts=("p05", "p06"),
        at_least_two=(Value("role", "c"),), majority_limit=(Value("role", "c"),),
        only_at=(OnlyAt(Value("child", "y"), (3,)),), fixed=(Fixed("p11", 4, (2,)),),
    )  # fmt: skip
    seats = keepable_seats(room, first_seats(room, np.random.default_rng(1)))
    plan = [{i: int(t) + 1 for i, t in zip(room.ids, row, strict=True)} for row in seats]
    assert check(room, plan).faults == []
    assert check(room, plan).rules_broken == 0


def test_when_swaps_alone_do_not_mend_a_rule_the_exact_model_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without swaps to mend it, a first seating by lot puts three officials of six at a table of four."""
    monkeypatch.setattr("yoriai.engines.seating.search.MENDING", 0)
    room = hall(crowd(12, role="cr"), 3, 2, majority_limit=(Value("role", "c"),))
    assert check(room, planned(room)).rules_broken == 0


def test_a_round_that_cannot_be_decided_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_args: object, **_options: object) -> optimize.OptimizeResult:
        return optimize.OptimizeResult(status=1, x=None)

    monkeypatch.setattr("yoriai.engines.seating.conflicts.milp", gives_up)
    room = hall(PEOPLE, 4, 2, keep_together=(("p00", "p01"),), keep_apart=(("p00", "p01"),))
    with pytest.raises(Undecided):
        exact_round(room, rules_of(room), [0])
    assert check(room, planned(room)).rules_broken > 0


def test_people_who_are_away_are_no_part_of_the_model() -> None:
    room = hall(crowd(8), 2, 1, keep_together=(("p00", "p01"),), keep_apart=(("p06", "p07"),))
    absent = frozenset({"p01", "p07"})
    smaller = Workshop(room.people, (frozenset(room.people) - absent,), ((3, 3),), room.wishes)
    seats = exact_round(smaller, rules_of(smaller), [0])
    assert seats is not None
    assert [k for k, table in enumerate(seats) if table < 0] == [1, 7]
