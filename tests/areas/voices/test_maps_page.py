"""What a page says about a snapshot: figures, promises, cautions, differences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.areas.voices.maps_content import snapshot
from yoriai.web.voices.rules import maps_cautions, maps_differences, maps_page, maps_promises

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


def test_an_entry_that_under_half_support_is_not_called_everyones() -> None:
    page = maps_page.Page(snapshot())
    assert [said.common for said in page.slate] == [True, False]


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
    between = [[0, 1.0, 1.0, "A", 0.9, 0.1, 0.1], [1, 3.0, 1.0, "", 0.5, 0.3, 0.1]]
    assert "1人は、どのグループに入るとも" in said(rows=between) and "どのグループに" not in said()
    assert "関係がありません" not in said(verdict="too few votes", groups=[])
    assert "30件のうち平均4件" in said(n_statements=30) and "平均" not in said()


@pytest.mark.parametrize(
    ("ours", "words"), [(0.5, "大きく出ています"), (0.1, "小さくしか出ていません"), (0.35, ""), (None, "")]
)
def test_a_share_far_from_the_census_is_named(ours: float | None, words: str) -> None:
    value = {"value": "65", "label": {"ja": "65歳から"}, "people": 9, "share": ours, "census_share": 0.3}
    attribute = {"key": "age", "label": {"ja": "年代"}, "values": [value]}
    text = said(composition={"attributes": [attribute]})
    assert (words in text) if words else ("65歳から" not in text)


@pytest.mark.parametrize(("census", "named"), [(0.3, True), (0.05, False), (None, False)])
def test_people_who_hardly_took_part_are_named(census: float | None, named: bool) -> None:
    value = {
        "value": "65",
        "label": {"ja": "65歳から"},
        "people": "few",
        "share": None,
        "census_share": census,
    }
    attribute = {"key": "age", "label": {"ja": "年代"}, "values": [value]}
    assert ("ほとんど入っていません" in said(composition={"attributes": [attribute]})) is named


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
