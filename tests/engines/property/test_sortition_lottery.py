"""The lottery against the slow plain way, on tiny pools with every oddity."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.sortition import oracle
from tests.engines.sortition.pools import tiny_pools
from yoriai.engines.sortition import ALGORITHMS, TICKETS, NoPanel, Pool, make_lottery

tiny = settings(
    derandomize=True,
    deadline=None,
    max_examples=120,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def probabilities(pool: Pool, algorithm: str) -> list[float]:
    return sorted(count / TICKETS for count in make_lottery(pool, algorithm).tickets().values())


@tiny
@given(tiny_pools(), st.sampled_from(ALGORITHMS))
def test_there_is_a_lottery_exactly_when_there_is_a_panel(pool: Pool, algorithm: str) -> None:
    panels = {frozenset(pool.people[number].id for number in panel) for panel in oracle.all_panels(pool)}
    if not panels:
        with pytest.raises(NoPanel):
            make_lottery(pool, algorithm)
        return
    lottery = make_lottery(pool, algorithm)
    assert {frozenset(members) for members, _ in lottery.panels} <= panels
    assert sum(tickets for _, tickets in lottery.panels) == TICKETS
    assert lottery.minimum <= lottery.bound + 1e-8


@tiny
@given(tiny_pools())
def test_leximin_is_the_leximin_over_all_panels(pool: Pool) -> None:
    if oracle.all_panels(pool):
        assert probabilities(pool, "leximin") == pytest.approx(oracle.leximin(pool), abs=1e-5)


@tiny
@given(tiny_pools())
def test_maximin_gives_the_best_minimum_to_all_who_can_be_drawn(pool: Pool) -> None:
    if oracle.all_panels(pool):
        best = [chance for chance in oracle.leximin(pool) if chance > 1e-6]
        drawn = [chance for chance in probabilities(pool, "maximin") if chance > 1e-6]
        assert len(drawn) == len(best)
        assert min(drawn) == pytest.approx(min(best), abs=1e-5)


@tiny
@given(tiny_pools(), st.randoms(use_true_random=False), st.sampled_from(ALGORITHMS))
def test_the_order_of_the_rows_does_not_matter(pool: Pool, random: object, algorithm: str) -> None:
    if not oracle.all_panels(pool):
        return
    people = list(pool.people)
    random.shuffle(people)  # type: ignore[attr-defined]
    shuffled = replace(pool, people=tuple(people))
    assert make_lottery(shuffled, algorithm).panels == make_lottery(pool, algorithm).panels


@tiny
@given(tiny_pools())
def test_the_relaxation_gives_a_panel_and_no_smaller_one_does(pool: Pool) -> None:
    """`explain` changes the fewest seats: one seat less at any of its changes leaves no panel."""
    if oracle.all_panels(pool):
        return
    with pytest.raises(NoPanel) as stopped:
        make_lottery(pool)
    conflict = stopped.value.conflict
    if not conflict.changes:
        assert conflict.available < pool.panel_size
        return
    assert oracle.all_panels(_changed(pool, conflict.changes, less=None))
    for number in range(len(conflict.changes)):
        assert not oracle.all_panels(_changed(pool, conflict.changes, less=number))


def _changed(pool: Pool, changes: tuple, less: int | None) -> Pool:  # type: ignore[type-arg]
    """The pool with the changes made, one seat less at the change numbered `less`."""
    quotas = {(quota.feature, quota.value): quota for quota in pool.quotas}
    for number, change in enumerate(changes):
        step = 0 if number != less else (1 if change.bound == "min" else -1)
        name = "minimum" if change.bound == "min" else "maximum"
        key = (change.feature, change.value)
        quotas[key] = replace(quotas[key], **{name: change.after + step})
    return replace(pool, quotas=tuple(quotas.values()))
