"""The rules of maps, without pages and mostly without a database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from tests.areas.voices.maps_content import figures
from yoriai.web.voices.models import Computation
from yoriai.web.voices.rules import (
    maps_composition,
    maps_computing,
    maps_figures,
    maps_slate,
    maps_snapshot,
)

NOW = cast.NOW


# --- shares ----------------------------------------------------------------------------------


def test_the_wilson_interval_is_the_published_one() -> None:
    """Newcombe 1998, table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611."""
    found = maps_figures.share(81, 263)
    assert (round(found.low, 4), round(found.high, 4)) == (0.2553, 0.3662)
    assert (maps_figures.share(0, 20).low, round(maps_figures.share(0, 20).high, 4)) == (0.0, 0.1611)


@given(st.integers(0, 500), st.integers(0, 500))
@settings(derandomize=True, deadline=None)
def test_a_share_lies_in_its_interval(hits: int, misses: int) -> None:
    found = maps_figures.share(hits, hits + misses)
    assert 0 <= found.low <= found.estimate + 1e-12 and found.estimate <= found.high + 1e-12 <= 1 + 1e-9


def test_half_a_percent_goes_up() -> None:
    assert [maps_figures.percent(x) for x in (0.0, 0.004, 0.005, 0.125, 1.0)] == [0, 0, 1, 13, 100]


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "一つめ"), ("ja-easy", "{一|ひと}つめ"), ("en", "一つめ")]
)
def test_wording_falls_back_to_japanese(language: str, said: str) -> None:
    with translation.override(language):
        assert maps_figures.wording({"ja": "一つめ", "easy": "{一|ひと}つめ", "en": ""}) == said
    with translation.override(None):
        assert maps_figures.wording({"ja": "一つめ"}) == "一つめ"


# --- computing -------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from([-1, 0, 1])), unique=True))
@settings(derandomize=True, deadline=None)
def test_the_digest_does_not_know_the_order(votes: list[maps_computing.Triple]) -> None:
    assert maps_computing.votes_digest(votes) == maps_computing.votes_digest(reversed(votes))


@pytest.mark.parametrize(
    ("state", "minutes", "dead"),
    [
        ("running", 10, False),
        ("running", 11, True),
        ("queued", 60, False),
        ("queued", 61, True),
        ("done", 999, False),
    ],
)
def test_when_a_computation_is_dead(state: str, minutes: int, dead: bool) -> None:
    row = Computation(state=state, requested_at=NOW - timedelta(minutes=minutes))
    assert maps_computing.is_dead(row, NOW) is dead
    assert (maps_computing.state_in_words(row, NOW) == "できませんでした") is dead


def test_a_step_without_wording_is_passed_over() -> None:
    assert maps_computing.step_in_words("done") == ""


# --- content ---------------------------------------------------------------------------------


def test_infinite_and_missing_numbers_become_nothing() -> None:
    rows = [
        {
            "participant": "7",
            "x": float("nan"),
            "y": 0.123456,
            "group": "",
            "p_group": None,
            "sd_x": 1,
            "sd_y": 2,
        }
    ]
    assert maps_snapshot.people(rows)["rows"] == [[7, None, 0.1235, "", None, 1, 2]]


def test_the_slate_carries_the_counts_behind_it() -> None:
    votes = [(0, 1, 1), (1, 1, 1), (2, 1, -1), (0, 2, -1), (2, 2, -1), (3, 2, 1)]
    groups = maps_slate.members({0: "A", 1: "A", 2: "B", 3: ""}, {"age": {0: "65", 3: "65", 9: "65"}})
    assert groups["age=65"] == {0, 3}
    slate = [
        {"statement": "1", "side": "agree", "for": ["A"]},
        {"statement": "2", "side": "disagree", "for": ["everyone"]},
    ]
    first, second = maps_slate.with_reasons(slate, votes, groups)
    assert first["unheard"] == 0
    assert first["groups"] == [{"name": "A", "inside": [2, 2], "outside": [0, 1]}]
    assert (second["statement"], second["unheard"], second["groups"]) == (2, 1, [])


def test_nothing_is_kept_about_a_group_of_a_few() -> None:
    class Result:
        summary = figures(consensus=[], groups=[]) | {
            "guarantees": {
                "distinctive": {
                    "age=65": {"size": 2, "quota": 1, "given": 0, "note": "2人", "holds": False},
                    "age=18": {"size": 5, "quota": 1, "given": 1, "note": "", "holds": True},
                }
            },
            "slate": [],
        }
        participants: list[dict[str, Any]] = []
        statements: list[dict[str, Any]] = []

    kept = maps_snapshot.summary(Result(), [], {})["guarantees"]["distinctive"]
    assert "2人" not in str(kept["age=65"]) and kept["age=65"]["size"] is None
    assert kept["age=18"]["given"] == 1


# --- composition -----------------------------------------------------------------------------


def test_small_cells_are_hidden() -> None:
    assert maps_composition.suppressed({"a": 4, "b": 3, "c": 9}) == {"a": "few", "b": "few", "c": 9}


def test_a_single_hidden_cell_takes_the_next_one_with_it() -> None:
    assert maps_composition.suppressed({"a": 4, "b": 7, "c": 9}) == {"a": "few", "b": "withheld", "c": 9}
    assert maps_composition.suppressed({"a": 4}) == {"a": "few"}


def test_an_empty_cell_tells_on_nobody() -> None:
    assert maps_composition.suppressed({"a": 0, "b": 7}) == {"a": "few", "b": 7}


@given(st.dictionaries(st.text(min_size=1, max_size=2), st.integers(0, 40), max_size=6))
@settings(derandomize=True, deadline=None)
def test_no_small_cell_follows_from_the_total(counts: dict[str, int]) -> None:
    shown = maps_composition.suppressed(counts)
    assert all(not (isinstance(n, int) and n < maps_composition.PRIVACY_MINIMUM) for n in shown.values())
    hidden = [value for value, n in shown.items() if isinstance(n, str)]
    if len(hidden) == 1 and len(counts) > 1:
        assert counts[hidden[0]] == 0
