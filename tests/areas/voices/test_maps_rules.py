"""The rules of maps, without pages and mostly without a database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from yoriai.web.voices.models import Computation, Snapshot
from yoriai.web.voices.rules import (
    maps_cautions,
    maps_composition,
    maps_computing,
    maps_differences,
    maps_figures,
    maps_page,
    maps_promises,
    maps_slate,
    maps_snapshot,
)

NOW = cast.NOW


def figures(**changes: Any) -> dict[str, Any]:
    """The content of a snapshot with two groups."""
    return {
        "verdict": "stable groups",
        "n_participants": 200,
        "n_votes": 800,
        "n_statements": 2,
        "groups": [
            {"id": "A", "size": 120, "share": 0.6, "stability": 1.0},
            {"id": "B", "size": 70, "share": 0.35, "stability": 1.0},
        ],
        "shared": [],
        "distinct": {"A": [{"statement": 1, "side": "agree"}], "B": [{"statement": 1, "side": "disagree"}]},
        "slate": [{"statement": 1, "side": "agree"}, {"statement": 2, "side": "disagree"}],
        "guarantees": {"ejr_plus": {}, "distinctive": {}},
    } | changes


def snapshot(rows: list[list[Any]] | None = None, composition: Any = None, **changes: Any) -> Snapshot:
    statements = [
        {
            "statement": 1,
            "text": {"ja": "一つめ", "easy": "{一|ひと}つめ", "en": ""},
            "votes": {"": [60, 0, 40], "A": [50, 0, 10], "B": [10, 0, 30]},
            "figures": {},
        },
        {"statement": 2, "text": {"ja": "二つめ", "en": "Second"}, "votes": {"": [2, 1, 3]}, "figures": {}},
    ]
    people = {"columns": [], "rows": rows or [[0, 1.0, 2.0, "A", 0.9, 0.1, 0.2]]}
    return Snapshot(
        number=1,
        summary=figures(**changes),
        people=people,
        statements=statements,
        composition=composition or {},
    )


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


# --- the page --------------------------------------------------------------------------------


def test_a_group_is_shown_beside_the_others() -> None:
    page = maps_page.Page(snapshot())
    said = page.groups[0].says[0]
    assert (said.share.votes, said.share.of) == (50, 60)
    assert said.others is not None and (said.others.votes, said.others.of) == (10, 40)
    against = page.groups[1]
    assert against.disagrees[0].share.votes == 30 and not against.agrees


def test_people_between_groups_are_counted() -> None:
    page = maps_page.Page(snapshot([[0, 1.0, 1.0, "A", 0.9, 0.1, 0.1], [1, 3.0, 1.0, "", 0.5, 0.3, 0.1]]))
    assert page.between == 1
    assert [(row.letter, row.people) for row in page.places] == [("A", 1), ("B", 0), ("", 1)]
    assert (page.spread, page.typical_deviation) == (1.0, 0.2)


def test_nobody_has_a_place_where_there_are_too_few_votes() -> None:
    page = maps_page.Page(
        snapshot([[0, None, None, "", None, None, None]], verdict="too few votes", groups=[])
    )
    assert page.positions == [] and page.too_few
    assert (page.spread, page.typical_deviation, page.prediction) == (0.0, 0.0, None)


def test_statements_with_few_votes_are_named() -> None:
    page = maps_page.Page(snapshot())
    assert page.scarce == 1
    assert "1件の意見は、まだ投票が10票より少なく" in " ".join(maps_cautions.cautions(page))


def test_names_of_groups() -> None:
    attribute = {
        "key": "age",
        "label": {"ja": "年代"},
        "values": [{"value": "65", "label": {"ja": "65歳から"}, "share": None, "census_share": None}],
    }
    page = maps_page.Page(snapshot(composition={"attributes": [attribute]}))
    assert page.name("A") == maps_page.GroupName(letter="A")
    assert page.name("age=65") == maps_page.GroupName(attribute="年代", value="65歳から")
    assert page.name("age=9") == maps_page.GroupName(attribute="age", value="9")


# --- promises --------------------------------------------------------------------------------


def test_the_nearest_overlooked_voice_in_people() -> None:
    found = {"holds": True, "rho": 0.3, "candidate": {"statement": "2", "side": "agree"}, "l": 1}
    page = maps_page.Page(snapshot(guarantees={"ejr_plus": {"observed": found}}))
    held = maps_promises.proportional(page, "observed")
    assert held is not None and held.holds and held.nearest is not None
    assert (held.nearest.people, held.nearest.needed, held.nearest.said.number) == (30, 100, 2)


@pytest.mark.parametrize("found", [{}, {"holds": None, "rho": None, "candidate": None, "l": None}])
def test_a_guarantee_that_was_not_checked_is_not_claimed(found: dict[str, Any]) -> None:
    page = maps_page.Page(snapshot(guarantees={"ejr_plus": {"observed": found}}))
    assert maps_promises.proportional(page, "observed") is None


def test_a_guarantee_without_anybody_overlooked() -> None:
    found = {"holds": True, "rho": 0.0, "candidate": None, "l": None}
    page = maps_page.Page(snapshot(guarantees={"ejr_plus": {"observed": found}}))
    assert maps_promises.proportional(page, "observed") == maps_promises.Proportional(True, None)


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ({"size": None, "quota": 0, "given": 0, "holds": None}, "private"),
        ({"size": 8, "quota": 0, "given": 0, "holds": True}, "not due"),
        ({"size": 30, "quota": 2, "given": 2, "holds": True}, "kept"),
        ({"size": 30, "quota": 2, "given": 1, "holds": False}, "unknown"),
    ],
)
def test_what_is_said_of_a_group(row: dict[str, Any], outcome: str) -> None:
    page = maps_page.Page(snapshot(guarantees={"distinctive": {"A": row}}))
    assert [found.outcome for found in maps_promises.distinctive(page)] == [outcome]


# --- cautions --------------------------------------------------------------------------------


def said(**changes: Any) -> str:
    return " ".join(maps_cautions.cautions(maps_page.Page(snapshot(**changes))))


def test_what_is_always_said() -> None:
    assert "世論調査ではありません" in said() and "書いた人のことば" in said()


def test_what_follows_from_the_facts() -> None:
    assert "参加した人は99人" in said(n_participants=99) and "数人の投票で結果" not in said(
        n_participants=100
    )
    assert "派」と呼ぶことはできません" in said(verdict="no stable groups", groups=[])
    assert "関係がありません" not in said(verdict="too few votes", groups=[])
    assert "30件のうち平均4件" in said(n_statements=30) and "平均" not in said()


@pytest.mark.parametrize(
    ("ours", "words"), [(0.5, "大きく出ています"), (0.1, "小さくしか出ていません"), (0.35, ""), (None, "")]
)
def test_a_share_far_from_the_census_is_named(ours: float | None, words: str) -> None:
    value = {"value": "65", "label": {"ja": "65歳から"}, "share": ours, "census_share": 0.3}
    attribute = {"key": "age", "label": {"ja": "年代"}, "values": [value]}
    text = said(composition={"attributes": [attribute]})
    assert (words in text) if words else ("65歳から" not in text)


# --- differences -----------------------------------------------------------------------------


def test_where_the_people_of_a_group_came_from() -> None:
    def row(number: int, group: str) -> list[Any]:
        return [number, 0.0, 0.0, group, 0.9, 0.1, 0.1]

    old = snapshot([row(0, "A"), row(1, "A"), row(2, "B"), row(3, "")])
    new = snapshot(
        [row(0, "B"), row(1, "B"), row(2, "B"), row(3, "A"), row(4, "A")],
        n_votes=900,
        slate=[{"statement": 2, "side": "disagree"}, {"statement": 2, "side": "agree"}],
    )
    found = maps_differences.differences(old, new)
    a, b = found.passages
    assert (a.before, a.same, a.newcomers) == (None, 0, 1)
    assert b.before is not None and (b.before.letter, b.same, b.newcomers) == ("A", 2, 0)
    assert (found.people, found.votes, found.verdict_changed) == (0, 100, False)
    sides = [[(said.number, said.side) for said in part] for part in (found.added, found.removed, found.kept)]
    assert sides == [[(2, "agree")], [(1, "agree")], [(2, "disagree")]]
