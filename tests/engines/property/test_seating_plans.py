"""Any hall at all: the plan is a plan, keeps every rule or says which conflict, and its figures are true."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.engines.seating import (
    Fixed,
    ImpossibleWishes,
    OnlyAt,
    Value,
    Wishes,
    Workshop,
    certify,
    changed_workshop,
    check,
    even_sizes,
    rules_of,
    solve,
    workshop,
)
from yoriai.engines.seating.conflicts import exact_round

QUICK = settings(derandomize=True, deadline=None, max_examples=40)
MOVES = 3000


@st.composite
def halls(draw: st.DrawFn) -> Workshop:
    """4 to 24 people with two columns, at even or uneven tables, with any mix of wishes."""
    n = draw(st.integers(4, 24))
    ids = [f"p{k}" for k in range(n)]
    letters = st.lists(st.sampled_from("abc"), min_size=n, max_size=n)
    columns = draw(letters), draw(letters)
    people = {i: {"x": x, "y": y} for i, x, y in zip(ids, *columns, strict=True)}
    tables = draw(st.integers(1, max(1, n // 2)))
    cuts = sorted(draw(st.sets(st.integers(1, n - 1), min_size=tables - 1, max_size=tables - 1)))
    uneven = tuple(b - a for a, b in zip([0, *cuts], [*cuts, n], strict=True))
    sizes = draw(st.sampled_from([even_sizes(n, tables), uneven]))
    return workshop(people, sizes, draw(st.integers(1, 4)), draw(wishes(ids, tables)))


def wishes(ids: list[str], tables: int) -> st.SearchStrategy[Wishes]:
    """Few of each kind, so that many halls can keep them and some cannot."""
    someone, table = st.sampled_from(ids), st.integers(1, tables)
    value = st.builds(Value, st.sampled_from("xy"), st.sampled_from("abc"))
    pair = st.lists(someone, min_size=2, max_size=2, unique=True).map(tuple)

    def few(strategy: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
        return st.lists(strategy, max_size=most, unique=True).map(tuple)

    return st.builds(
        Wishes,
        diversify=st.sampled_from([(), ("x",), ("x", "y")]),
        cluster=few(value, 1),
        cluster_first=st.booleans(),
        majority_limit=few(value, 1),
        at_least_two=few(value, 1),
        only_at=few(st.builds(OnlyAt, value, st.lists(table, min_size=1, unique=True).map(tuple)), 1),
        keep_apart=few(pair),
        keep_together=few(pair),
        fixed=few(st.builds(Fixed, someone, table)),
        hosts=few(someone),
        home_last_round=st.booleans(),
    )


@QUICK
@given(room=halls(), seed=st.integers(0, 9))
def test_every_rule_is_kept_or_a_conflict_is_named(room: Workshop, seed: int) -> None:
    try:
        plan = solve(room, seed=seed, moves=MOVES).plan
    except ImpossibleWishes as conflict:
        assert conflict.rules
        assert set(conflict.rules) <= set(rules_of(room))
        return
    counted = check(room, plan)
    assert counted.faults == []
    assert counted.rules_broken == 0


@QUICK
@given(room=halls())
def test_a_named_conflict_is_one_and_none_of_it_can_be_spared(room: Workshop) -> None:
    try:
        solve(room, seed=1, moves=MOVES)
    except ImpossibleWishes as conflict:
        at = [conflict.round - 1]
        if room.copies_first_round and conflict.round == 1:
            at.append(room.rounds - 1)
        assert exact_round(room, conflict.rules, at) is None
        for spared in conflict.rules:
            rest = [rule for rule in conflict.rules if rule != spared]
            if any(rule.kind == "home_last_round" for rule in rest) or len(at) == 1:
                assert exact_round(room, rest, at) is not None


@QUICK
@given(room=halls(), seed=st.integers(0, 9))
def test_figures_are_what_the_checker_counts_and_the_bound_holds(room: Workshop, seed: int) -> None:
    try:
        plan = solve(room, seed=seed, moves=MOVES).plan
    except ImpossibleWishes:
        return
    made, counted = certify(room, plan), check(room, plan)
    assert made.pairs == counted.pairs <= made.pairs_bound
    assert (made.excess, made.cluster_extra) == (counted.excess, counted.cluster_extra)
    assert made.apart_broken == counted.apart_broken == 0
    assert min(made.met.values()) == counted.fewest_met


@QUICK
@given(room=halls(), data=st.data())
def test_after_any_change_announced_rounds_stay_and_few_move(room: Workshop, data: st.DataObject) -> None:
    try:
        plan = solve(room, seed=1, moves=MOVES).plan
    except ImpossibleWishes:
        return
    absent = data.draw(st.sets(st.sampled_from(room.ids), max_size=len(room.ids) - 1))
    arrived = {f"z{k}": {"x": "a", "y": "b"} for k in range(data.draw(st.integers(0, 4)))}
    coming = data.draw(st.integers(1, room.rounds))
    after = changed_workshop(room, plan, absent=absent, arrived=arrived, from_round=coming)
    new = solve(after, seed=1, moves=MOVES).plan
    assert check(after, new).faults == []
    assert list(new[: coming - 1]) == list(plan[: coming - 1])
    moved = [i for i, t in plan[coming - 1].items() if new[coming - 1].get(i, t) != t]
    assert len(moved) <= 2 * len(absent)
    made = certify(after, new)
    assert made.pairs <= made.pairs_bound
