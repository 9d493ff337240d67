"""What an official relies on: quotas, like chances for like people, the bound, the same bytes each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.engines.sortition import oracle
from tests.engines.sortition.pools import town
from yoriai.engines.sortition import TICKETS, NoPanel, Person, Pool, Quota, decompose, lottery, make_lottery
from yoriai.engines.sortition.columns import raise_levels
from yoriai.engines.sortition.decompose import nearest
from yoriai.engines.sortition.pool import merge


def four(*values: str, quotas: tuple[Quota, ...], size: int = 2) -> Pool:
    return Pool(tuple(Person(f"p{n}", (value,)) for n, value in enumerate(values)), quotas, size)


def test_every_panel_of_a_town_keeps_everything() -> None:
    pool = town(300, 30, 5, seed=1, sharing=80, slack=1)
    drawn = make_lottery(pool, "leximin")
    place = {person.id: number for number, person in enumerate(pool.people)}
    assert all(oracle.is_panel(pool, tuple(place[one] for one in members)) for members, _ in drawn.panels)
    assert all(len(members) == 30 for members, _ in drawn.panels)
    assert sum(tickets for _, tickets in drawn.panels) == TICKETS


def test_a_town_reaches_the_bound() -> None:
    for algorithm in ("maximin", "leximin"):
        drawn = make_lottery(town(200, 20, 5, seed=1, slack=1), algorithm)
        assert drawn.reached
        assert drawn.ratio > 0.999999


def test_like_people_have_like_chances() -> None:
    pool = town(200, 20, 3, seed=1, slack=1)
    tickets = make_lottery(pool).tickets()
    alike = defaultdict(list)
    for person in pool.people:
        alike[person.values].append(tickets[person.id])
    assert max(max(chances) - min(chances) for chances in alike.values()) < 20


def test_members_of_like_households_have_like_chances() -> None:
    """Couples of a woman and a man, and pairs of sisters: each member of each couple, and each sister."""
    people = []
    for number in range(6):
        people += [Person(f"w{number}", ("f",), f"c{number}"), Person(f"m{number}", ("m",), f"c{number}")]
        people += [Person(f"s{number}", ("f",), f"s{number}"), Person(f"t{number}", ("f",), f"s{number}")]
    pool = Pool(tuple(people), (Quota("g", "f", 3, 4), Quota("g", "m", 1, 3)), 5)
    tickets = make_lottery(pool, "leximin").tickets()
    for start in ("w", "m"):
        assert len({round(count, -2) for one, count in tickets.items() if one[0] == start}) == 1
    sisters = [count for one, count in tickets.items() if one[0] in "st"]
    assert max(sisters) - min(sisters) < 20


def test_who_has_no_seat_in_the_quotas_is_never_drawn_and_holds_nobody_down() -> None:
    pool = four(
        "a", "a", "b", "c", quotas=(Quota("f", "a", 1, 1), Quota("f", "b", 1, 1), Quota("f", "c", 0, 0))
    )
    drawn = make_lottery(pool, "leximin")
    assert drawn.tickets() == {"p0": TICKETS // 2, "p1": TICKETS // 2, "p2": TICKETS, "p3": 0}
    assert drawn.minimum == drawn.bound == 0
    assert drawn.ratio == 1


def test_a_single_panel_shares_its_seats_among_like_people() -> None:
    pool = four("a", "a", "b", "b", quotas=(Quota("f", "a", 1, 1), Quota("f", "b", 1, 1)))
    assert set(make_lottery(pool, "single").tickets().values()) == {TICKETS // 2}


def test_a_single_panel_is_as_mixed_as_any() -> None:
    """Of the panels with two women and two young people, one is perfectly crossed."""
    values = [("f", "y")] * 3 + [("m", "o")] * 3 + [("f", "o"), ("m", "y")]
    people = tuple(Person(f"p{n}", pair) for n, pair in enumerate(values))
    quotas = tuple(Quota(f, v, 2, 2) for f, v in (("g", "f"), ("g", "m"), ("a", "y"), ("a", "o")))
    drawn = make_lottery(Pool(people, quotas, 4), "single")
    assert all({"p6", "p7"} <= set(members) for members, _ in drawn.panels)


def test_no_single_panel_without_any_panel() -> None:
    pool = Pool(
        (Person("p0", ("a",), "h"), Person("p1", ("a",), "h"), Person("p2", ("a",))),
        (Quota("f", "a", 3, 3),),
        3,
    )
    for algorithm in ("single", "maximin"):
        with pytest.raises(NoPanel) as stopped:
            make_lottery(pool, algorithm)
        assert stopped.value.conflict.available == 2


def parity() -> Pool:
    """Marginals meet the quotas, panels do not: each person counts for two of three pairs."""
    people = tuple(
        Person(f"p{n}", pair) for n, pair in enumerate((("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")))
    )
    quotas = (Quota("f", "a", 1, 1), Quota("f", "b", 1, 1), Quota("g", "x", 1, 1), Quota("g", "y", 1, 1))
    return Pool(people, quotas, 2)


def test_two_crossed_pairs_have_a_half_each() -> None:
    assert set(make_lottery(parity(), "leximin").tickets().values()) == {TICKETS // 2}


def test_when_only_averages_meet_the_quotas_there_is_no_panel() -> None:
    """Three people, each with two of three marks, and each mark wanted exactly once."""
    marks = (("1", "1", "0"), ("1", "0", "1"), ("0", "1", "1"))
    people = tuple(Person(f"p{n}", (*row, "s")) for n, row in enumerate(marks))
    people += tuple(Person(f"q{n}", ("0", "0", "0", "s")) for n in range(3))
    quotas = tuple(Quota(f, v, 1 if v == "1" else 0, 1 if v == "1" else 9) for f in "xyz" for v in "10")
    for algorithm in ("maximin", "single"):
        with pytest.raises(NoPanel) as stopped:
            make_lottery(Pool(people, (*quotas, Quota("all", "s", 0, 9)), 2), algorithm)
        assert sum(abs(change.after - change.before) for change in stopped.value.conflict.changes) == 1


def test_unknown_algorithm() -> None:
    with pytest.raises(ValueError, match="unknown"):
        make_lottery(parity(), "fair")


def test_tickets_are_numbered_from_the_first_panel() -> None:
    drawn = make_lottery(parity())
    first = drawn.panels[0][1]
    assert [drawn.drawn(0), drawn.drawn(first - 1), drawn.drawn(first)] == [0, 0, 1]
    for wrong in (-1, TICKETS):
        with pytest.raises(ValueError, match="ticket"):
            drawn.drawn(wrong)


def hard() -> Pool:
    """A pool whose linear bound no lottery reaches."""
    rng = np.random.default_rng(5)
    people = tuple(
        Person(f"p{n}", tuple(str(v) for v in rng.integers(0, 3, 4)), f"h{n // 2}" if n < 8 else None)
        for n in range(14)
    )
    quotas = tuple(Quota(f"f{j}", str(v), 1, 2) for j in range(4) for v in range(3))
    return Pool(people, quotas, 4)


def test_beyond_the_exact_size_the_nearest_lottery_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = hard()
    exact = make_lottery(pool, "maximin")
    assert not exact.reached
    monkeypatch.setattr(lottery, "EXACT_KINDS", 1)
    near = make_lottery(pool, "maximin")
    assert not near.reached
    assert near.minimum <= exact.minimum <= exact.bound
    drawn = {one for one, count in exact.tickets().items() if count}
    assert {one for one, count in near.tickets().items() if count} == drawn


def test_maximin_may_reach_the_bound_where_leximin_does_not() -> None:
    """The quotas leave three seats only on average; the best minimum is possible all the same."""
    values = ("fy", "fy", "my", "my", "fy", "fo", "fo", "mo")
    homes = (None, "z", None, None, "z", None, None, "z")
    people = tuple(
        Person(f"p{n}", (v[0], v[1]), home) for n, (v, home) in enumerate(zip(values, homes, strict=True))
    )
    quotas = tuple(Quota(f, v, 0, 2) for f, v in (("g", "f"), ("g", "m"), ("a", "y"), ("a", "o")))
    pool = Pool(people, quotas, 3)
    drawn = make_lottery(pool, "maximin")
    assert drawn.reached
    assert drawn.ratio > 0.999999
    assert not make_lottery(pool, "leximin").reached


def test_nearest_of_one_panel_is_that_panel() -> None:
    made = np.array([[1.0, 1.0, 0.0]])
    found = nearest(np.array([0.0, 1.0, 1.0]), made)
    assert found.weights.tolist() == [1.0]


def test_nearest_goes_as_far_as_the_panels_do() -> None:
    found = nearest(np.array([1.0, 0.0]), np.array([[0.0, 1.0], [1.0, 0.0]]))
    assert found.weights[1] > 0.999


def test_panels_that_are_missing_at_first_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decompose, "PANELS_PER_KIND", 0.0)
    monkeypatch.setattr(decompose, "QUICK_ROUNDS", 0)
    drawn = make_lottery(town(60, 10, 4, seed=2, slack=1), "leximin")
    assert drawn.reached
    assert drawn.ratio > 0.999999


def test_columns_alone_find_the_same_leximin_as_the_decomposition() -> None:
    pool = town(60, 10, 3, seed=2, slack=1)
    kinds = merge(pool)
    rng = np.random.Generator(np.random.PCG64(0))
    found = raise_levels(kinds, np.zeros((0, len(kinds.counts))), rng, all_levels=True)
    slow = np.repeat(found.weights @ found.panels / kinds.counts, kinds.counts.astype(int))
    fast = [count / TICKETS for count in make_lottery(pool, "leximin").tickets().values()]
    assert sorted(slow) == pytest.approx(sorted(fast), abs=1e-4)


#: lowest probabilities that sortition-algorithms 0.12.15 reached (maximin) on the same files
PEER = {"opendlp100": 0.2967, "sf_fixture150": 0.0909, "oka200_40": 0.1167}


@pytest.mark.realdata
@pytest.mark.parametrize("name", PEER)
def test_published_fixtures(shared_data: Path, name: str, read: Callable[..., Pool]) -> None:
    drawn = make_lottery(read(shared_data / "sortition", name), "leximin")
    assert drawn.reached
    assert drawn.minimum == pytest.approx(PEER[name], abs=1e-4)
    assert drawn.ratio > 0.999999


def test_the_pool_refuses_what_no_lottery_can_use() -> None:
    person, quota = Person("p", ("a",)), Quota("f", "a", 0, 1)
    for people, quotas, size, why in (
        ((person,), (quota,), 0, "seat"),
        ((person, person), (quota,), 1, "twice"),
        ((replace(person, values=("b",)),), (quota,), 1, "no quota"),
    ):
        with pytest.raises(ValueError, match=why):
            Pool(people, quotas, size)
