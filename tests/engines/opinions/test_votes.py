"""Votes: one order whatever the order of rows, the last vote counts."""

from __future__ import annotations

import numpy as np
import pytest

from yoriai.engines.opinions import Votes


def test_numbers_by_value_before_words() -> None:
    votes = Votes.from_triples([("p10", "b", 1), ("10", "b", 1), ("9", "a", 0), ("２", "2", -1)])
    assert votes.participants == ("9", "10", "p10", "２")
    assert votes.statements == ("2", "a", "b")


def test_the_last_vote_counts() -> None:
    votes = Votes.from_triples(iter([("1", "1", 1), ("2", "1", 1), ("1", "1", -1), ("1", "1", 0)]))
    assert list(zip(votes.person, votes.statement, votes.value, strict=True)) == [(0, 0, 0), (1, 0, 1)]
    assert (votes.n, votes.m, len(votes)) == (2, 1, 2)


def test_only_people_and_statements_with_a_vote() -> None:
    one = np.array([1])
    votes = Votes.from_columns(("1", "2"), ("1", "2", "3"), one, one, one)
    assert (votes.participants, votes.statements) == (("2",), ("2",))


@pytest.mark.parametrize("value", [7, -2])
def test_a_vote_is_one_of_three(value: int) -> None:
    with pytest.raises(ValueError, match="-1, 0 or 1"):
        Votes.from_triples([("1", "1", value)])


def test_no_votes_at_all() -> None:
    votes = Votes.from_triples([])
    assert (votes.n, votes.m, len(votes)) == (0, 0, 0)
