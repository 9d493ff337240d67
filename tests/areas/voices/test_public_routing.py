"""Which statement comes next: an explicit distribution that starves nobody."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.voices.rules.routing import Tally, choose, distribution, informativeness

counts = st.integers(min_value=0, max_value=500)
tallies = st.dictionaries(st.integers(1, 10**6), st.builds(Tally, counts, counts, counts, counts), min_size=1)


@settings(derandomize=True, deadline=None)
@given(tallies, st.integers(0, 60))
def test_probabilities_sum_to_one_and_none_is_zero(unseen: dict[int, Tally], minimum: int) -> None:
    probabilities = distribution(unseen, minimum)
    assert set(probabilities) == set(unseen)
    assert sum(probabilities.values()) == pytest.approx(1.0, abs=1e-9)
    assert all(0 < value <= 1 + 1e-12 for value in probabilities.values())


def test_whoever_lacks_showings_comes_first_in_proportion() -> None:
    unseen = {1: Tally(showings=0), 2: Tally(showings=10), 3: Tally(showings=20), 4: Tally(showings=90)}
    probabilities = distribution(unseen, 20)
    assert probabilities[1] > probabilities[2] > probabilities[3]
    assert probabilities[1] + probabilities[2] > 0.8
    assert probabilities[3] == pytest.approx(probabilities[4])


def test_after_the_minimum_the_less_known_comes_first() -> None:
    unseen = {1: Tally(20, 9, 9, 2), 2: Tally(90, 40, 40, 10), 3: Tally(90, 80, 2, 8), 4: Tally(90, 5, 5, 80)}
    probabilities = distribution(unseen, 20)
    assert probabilities[1] > probabilities[2] > probabilities[3] > probabilities[4] > 0


def test_a_contested_statement_tells_more_than_a_shared_one() -> None:
    assert informativeness(Tally(50, 25, 25, 0)) > informativeness(Tally(50, 48, 2, 0))
    assert informativeness(Tally(50, 25, 25, 0)) > informativeness(Tally(100, 25, 25, 50))


def test_the_draw_follows_the_distribution_and_says_its_probability() -> None:
    probabilities = distribution({1: Tally(), 2: Tally(5, 4, 1, 0), 3: Tally(40, 20, 20, 0)}, 20)
    generator = random.Random(5)
    drawn = Counter(choose(probabilities, generator) for _ in range(20_000))
    assert {key for key, _ in drawn} == {1, 2, 3}
    for (key, probability), times in drawn.items():
        assert probability == probabilities[key]
        assert times / 20_000 == pytest.approx(probability, abs=0.015)


def test_the_same_seed_draws_the_same() -> None:
    probabilities = distribution({n: Tally() for n in range(30)}, 20)
    backwards = dict(reversed(probabilities.items()))
    assert [choose(probabilities, random.Random(n)) for n in range(20)] == [
        choose(backwards, random.Random(n)) for n in range(20)
    ]


def test_nothing_to_choose_from_is_said() -> None:
    assert distribution({}, 20) == {}
    with pytest.raises(ValueError, match="nothing to choose"):
        choose({}, random.Random(1))


def _vote(
    statements: dict[int, Tally], people: int, each: int, minimum: int, generator: random.Random
) -> None:
    """People come one after the other; statement n is agreed with by n in 100 of them."""
    for _ in range(people):
        seen: set[int] = set()
        for _ in range(each):
            unseen = {key: tally for key, tally in statements.items() if key not in seen}
            key, _ = choose(distribution(unseen, minimum), generator)
            seen.add(key)
            old, agrees = statements[key], generator.random() < key / 100
            statements[key] = Tally(
                old.showings + 1, old.agreed + agrees, old.disagreed + (not agrees), old.passed
            )


def test_no_statement_is_starved() -> None:
    statements = {number: Tally() for number in range(1, 81)}
    _vote(statements, people=200, each=10, minimum=20, generator=random.Random(3))
    assert min(tally.showings for tally in statements.values()) >= 20


def test_a_statement_that_comes_late_gets_its_minimum_too() -> None:
    generator = random.Random(4)
    statements = {number: Tally() for number in range(1, 41)}
    _vote(statements, people=200, each=10, minimum=20, generator=generator)
    statements[100] = Tally()
    _vote(statements, people=40, each=5, minimum=20, generator=generator)
    assert statements[100].showings >= 20


def test_with_fewer_people_than_the_minimum_everybody_sees_everything_in_the_end() -> None:
    statements = {number: Tally() for number in range(1, 13)}
    _vote(statements, people=5, each=12, minimum=20, generator=random.Random(6))
    assert {tally.showings for tally in statements.values()} == {5}
