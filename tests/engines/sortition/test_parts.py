"""The parts: order of ids, reserves and replacements, letters, the hash of the draw."""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np
import pytest

from tests.engines.sortition import oracle
from tests.engines.sortition.pools import town
from yoriai.engines.sortition import (
    Person,
    Pool,
    Quota,
    choose_reserves,
    id_order,
    make_lottery,
    misses,
    publicdraw,
    search,
    step_in,
)
from yoriai.engines.sortition.letters import MOST, Ask, ask_for, from_history, usual
from yoriai.engines.sortition.pool import merge
from yoriai.engines.sortition.weights import fit


def test_ids_are_listed_as_people_count() -> None:
    assert sorted(["p10", "p2", "p1a", "p1", "7", "10"], key=id_order) == [
        "7",
        "10",
        "p1",
        "p1a",
        "p2",
        "p10",
    ]


@pytest.fixture(scope="module")
def drawn() -> tuple[Pool, list[str], list[str]]:
    """A town, a panel of it, and the lots of all others."""
    pool = town(150, 20, 4, seed=1, sharing=60, slack=1)
    members = list(make_lottery(pool).panels[0][0])
    others = [person.id for person in pool.people if person.id not in members]
    return pool, members, publicdraw.lot_order("0" * 64, others)


def swapped(pool: Pool, members: list[str], leaves: str, joins: str) -> bool:
    place = {person.id: number for number, person in enumerate(pool.people)}
    after = [one for one in members if one != leaves] + [joins]
    return oracle.is_panel(pool, tuple(place[one] for one in after))


def test_reserves_replace_those_whom_they_name_and_only_those(
    drawn: tuple[Pool, list[str], list[str]],
) -> None:
    pool, members, lots = drawn
    for reserve in choose_reserves(pool, members, lots):
        assert list(reserve.replaces) == [one for one in members if swapped(pool, members, one, reserve.id)]


def test_every_seat_that_can_have_reserves_has_them(drawn: tuple[Pool, list[str], list[str]]) -> None:
    pool, members, lots = drawn
    listed = choose_reserves(pool, members, lots, per_seat=3)
    for member in members:
        possible = sum(swapped(pool, members, member, one) for one in lots)
        assert sum(member in reserve.replaces for reserve in listed) >= min(3, possible)
    assert [reserve.id for reserve in listed] == [one for one in lots if one in {r.id for r in listed}]


def test_many_refusals_at_once_keep_the_quotas(drawn: tuple[Pool, list[str], list[str]]) -> None:
    pool, members, lots = drawn
    joining = step_in(pool, members[5:], lots, 5)
    assert joining is not None
    place = {person.id: number for number, person in enumerate(pool.people)}
    assert oracle.is_panel(pool, tuple(place[one] for one in members[5:] + joining))
    assert misses(pool, members[5:] + joining) == []


def test_one_refusal_is_filled_by_the_first_who_fits(drawn: tuple[Pool, list[str], list[str]]) -> None:
    pool, members, lots = drawn
    joining = step_in(pool, members[1:], lots, 1)
    assert joining == [next(one for one in lots if swapped(pool, members, members[0], one))]


def test_the_nearest_misses_the_fewest_seats() -> None:
    quotas = (Quota("g", "f", 1, 1), Quota("g", "m", 1, 1), Quota("a", "y", 1, 1), Quota("a", "o", 1, 1))
    people = (
        Person("1", ("f", "y")),
        Person("2", ("m", "o")),
        Person("3", ("m", "o")),
        Person("4", ("f", "o")),
    )
    pool = Pool(people, quotas, 2)
    assert step_in(pool, ["2"], ["3", "4"], 1) == ["4"]
    assert [(quota.value, count) for quota, count in misses(pool, ["2", "4"])] == [("y", 0), ("o", 2)]
    assert step_in(pool, ["2"], [], 1) is None


def test_nobody_steps_in_beside_their_own_household() -> None:
    people = (Person("1", ("f",), "h"), Person("2", ("f",), "h"), Person("3", ("f",)), Person("4", ("f",)))
    pool = Pool(people, (Quota("g", "f", 0, 9),), 2)
    assert step_in(pool, ["1"], ["2", "4"], 1) == ["4"]
    assert [reserve.id for reserve in choose_reserves(pool, ["1", "3"], ["2", "4"], 1)] == ["2", "4"]
    assert choose_reserves(pool, ["1", "3"], ["2"], 1)[0].replaces == ("1",)


def test_letters_suffice_as_often_as_promised() -> None:
    """Against plain simulation."""
    share = usual(0.03, 0.07)
    ask = ask_for(40, share, 0.9)
    rng = np.random.default_rng(1)
    yes = rng.binomial(ask.number, rng.choice(share.points(), 40_000))
    assert (yes >= 40).mean() == pytest.approx(0.9, abs=0.01)
    assert (yes < ask.low).mean() == pytest.approx(0.05, abs=0.01)
    assert (yes > ask.high).mean() == pytest.approx(0.05, abs=0.01)
    assert ask.expected == pytest.approx(yes.mean(), rel=0.02)


def test_nobody_needed_nobody_asked() -> None:
    assert ask_for(0, usual(0.03, 0.07), 0.9) == Ask(0, 0, 0.0, 0)


def test_a_usual_range_is_nine_cases_in_ten() -> None:
    points = usual(0.60, 0.81).points()
    assert ((points > 0.60) & (points < 0.81)).mean() == pytest.approx(0.9, abs=0.02)


def test_history_moves_the_share_and_its_spread() -> None:
    prior = usual(0.03, 0.07)
    assert from_history([], prior) == prior
    one = from_history([(1000, 45)], prior)
    assert one.mean == pytest.approx(0.045, abs=0.001)
    assert one.deviation == pytest.approx(one.mean * prior.deviation / prior.mean)
    steady = from_history([(1000, 45), (1000, 46), (1000, 44)], prior)
    assert steady.deviation < one.deviation
    assert from_history([(2, 1)], usual(0.1, 0.9)).deviation <= (0.25 / 3) ** 0.5


@pytest.mark.parametrize("events", [[(0, 0)], [(10, 11)], [(10, -1)]])
def test_impossible_history(events: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="event"):
        from_history(events, usual(0.03, 0.07))


def test_impossible_questions() -> None:
    with pytest.raises(ValueError, match="range"):
        usual(0.5, 0.5)
    with pytest.raises(ValueError, match="certainty"):
        ask_for(5, usual(0.1, 0.2), 1.0)
    with pytest.raises(ValueError, match="suffices"):
        ask_for(MOST, usual(0.1, 0.2), 0.9)


def test_the_hash_of_the_draw_is_that_of_the_published_text() -> None:
    text = b"yoriai-draw-1\nseed=s\noutside=12\npanels=ab\n"
    digest = hashlib.sha256(text).hexdigest()
    assert publicdraw.draw_hash("s", "12", "ab") == digest
    assert publicdraw.ticket_of(digest) == int(digest, 16) % 10**9


def test_the_outside_number_is_the_same_however_it_is_typed() -> None:
    assert publicdraw.plain_number(" ４０７１ ") == "4071"
    for wrong in ("", "  ", "1\n2"):
        with pytest.raises(ValueError, match="one line"):
            publicdraw.plain_number(wrong)


def test_a_search_without_enough_people_finds_nothing() -> None:
    pool = Pool(
        (Person("1", ("f",), "h"), Person("2", ("m",), "h")),
        (Quota("g", "f", 0, 2), Quota("g", "m", 0, 2)),
        2,
    )
    kinds = merge(pool)
    for copies in (np.ones(2), np.array([1.0, 0.0])):
        where = search.face(kinds, copies)
        assert len(search.panels(where, np.zeros((3, len(where.kind_of))))) == 0


def test_a_search_where_nobody_can_be_swapped_keeps_its_panel() -> None:
    pool = Pool((Person("1", ("f",)), Person("2", ("m",))), (Quota("g", "f", 1, 1), Quota("g", "m", 1, 1)), 2)
    where = search.whole(merge(pool))
    assert search.panels(where, np.zeros((2, len(where.kind_of)))).tolist() == [[1.0, 1.0]] * 2


def test_weights_of_greatest_entropy_are_even_where_they_can_be() -> None:
    panels = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    assert fit(panels, np.array([0.5, 0.5])).weights == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("target", [0.001, 1.0, 99.9])
def test_weights_for_a_target_near_the_edge(target: float) -> None:
    assert fit(np.array([[0.0], [1.0], [100.0]]), np.array([target])).deviation < 1e-9


def test_no_weights_reach_a_target_outside() -> None:
    panels = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert fit(panels, np.array([1.2, -0.2])).deviation > 0.1
    assert fit(panels, np.array([1.2, -0.2]), pull=0.01).direction[0] > 0


def test_thin_and_dense_sums_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    panels = (rng.random((40, 8)) < 0.4).astype(float)
    target = panels.mean(axis=0)
    dense = fit(panels, target)
    monkeypatch.setattr("yoriai.engines.sortition.weights.SPARSE_FROM", 1)
    assert fit(panels, target).weights == pytest.approx(dense.weights)


def test_tickets_of_a_rota_are_shared_evenly() -> None:
    """Seven like people for two seats: nobody's tickets differ by more than the rounding."""
    pool = Pool(tuple(Person(f"p{n}", ("a",)) for n in range(7)), (Quota("f", "a", 2, 2),), 2)
    drawn = make_lottery(pool)
    counts = Counter(drawn.tickets().values())
    assert max(counts) - min(counts) <= 2
    assert len(drawn.panels) == 7
