"""What participants are asked about themselves, and the census beside it."""

from __future__ import annotations

import pytest

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import desk_conversations as actions
from yoriai.web.voices.models import AskedAttribute, CensusFigure, Declared
from yoriai.web.voices.rules import presets

pytestmark = pytest.mark.django_db


# --- attributes and census ------------------------------------------------------------------------


def test_ready_made_questions_are_added_once() -> None:
    home = world.conversation()
    browser = cast.client("staff")
    for key in ("age", "area", "age"):
        browser.post("/voices/bus-desk/desk/attributes/", {"preset": key})
    assert sorted(home.attributes.values_list("key", flat=True)) == ["age", "area"]
    area = home.attributes.get(key="area")
    assert [choice["value"] for choice in area.choices] == ["33202", "other"]
    assert area.choices[0]["easy"] == "{倉敷市|くらしきし}"
    assert browser.post("/voices/bus-desk/desk/attributes/", {"preset": "x"}).status_code == 404
    assert Event.objects.filter(verb="voices.ask_attribute").count() == 2
    page = browser.get("/voices/bus-desk/desk/attributes/").content.decode()
    assert "子育て・介護" in page


def asked() -> AskedAttribute:
    return actions.ask(cast.viewer("staff"), world.conversation(), presets.TIE, at=cast.NOW)


def test_choices_are_changed_in_lines() -> None:
    row = asked()
    address = f"/voices/bus-desk/desk/attributes/{row.pk}/"
    browser = cast.client("staff")
    assert "live ｜ 住んでいる ｜ {住|す}んでいます ｜ I live here" in browser.get(address).content.decode()
    lines = "live | 住む | {住|す}む | live\nwork｜働く\n"
    assert browser.post(address, {"label_ja": "関わり", "lines": lines}).status_code == 302
    row.refresh_from_db()
    assert row.choices == [
        {"value": "live", "ja": "住む", "easy": "{住|す}む", "en": "live"},
        {"value": "work", "ja": "働く", "easy": "", "en": ""},
    ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("live | 住む\nlive | 働く", "記号「live」が二度出てきます"),
        ("live | 住む", "選択肢は二つ以上"),
        ("live\nwork | 働く", "1行目：「記号｜日本語」"),
        ("live | 住む\n住む | 働く", "2行目：記号「住む」は英数字"),
        ("live | 住む | {住}\nwork | 働く", "読みの書き方"),
    ],
)
def test_lines_that_cannot_be_read_are_named(lines: str, sentence: str) -> None:
    row = asked()
    answer = cast.client("staff").post(
        f"/voices/bus-desk/desk/attributes/{row.pk}/", {"label_ja": "関わり", "lines": lines}
    )
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_an_answer_somebody_gave_stays_on_the_list() -> None:
    row = asked()
    Declared.objects.create(participant=world.participant(), attribute=row, value="visit")
    staff = cast.viewer("staff")
    with pytest.raises(actions.StillUsed):
        actions.change_attribute(staff, row, choices=list(presets.TIE.choices[:2]), at=cast.NOW)
    with pytest.raises(actions.StillUsed):
        actions.drop_attribute(staff, row, at=cast.NOW)
    address = f"/voices/bus-desk/desk/attributes/{row.pk}/"
    answer = cast.client("staff").post(address, {"label_ja": "関わり", "lines": "live|住む\nwork|働く"})
    assert "なくせません" in answer.content.decode()
    assert "やめられません" in cast.client("staff").post(address + "drop/", follow=True).content.decode()
    assert AskedAttribute.objects.count() == 1


def test_a_question_nobody_answered_can_go() -> None:
    row = asked()
    cast.client("staff").post(f"/voices/bus-desk/desk/attributes/{row.pk}/drop/")
    assert not AskedAttribute.objects.exists()
    assert Event.objects.filter(verb="voices.drop_attribute").count() == 1


def test_census_figures_with_their_source() -> None:
    row = asked()
    address = f"/voices/bus-desk/desk/attributes/{row.pk}/census/"
    browser = cast.client("staff")
    data = {"source": "令和2年国勢調査", "people_live": "474592", "people_work": "", "people_visit": "0"}
    assert browser.post(address, data).status_code == 302
    assert browser.post(address, data | {"people_live": "480000"}).status_code == 302
    found = CensusFigure.objects.order_by("value").values_list("value", "people", "source")
    assert list(found) == [("live", 480000, "令和2年国勢調査"), ("visit", 0, "令和2年国勢調査")]
    assert "480000" in browser.get(address).content.decode()
    assert browser.post(address, data | {"people_live": "-1"}).status_code == 400
    actions.change_attribute(cast.viewer("staff"), row, choices=list(presets.TIE.choices[:2]), at=cast.NOW)
    assert CensusFigure.objects.count() == 1


def test_figures_of_unknown_values_are_left_out() -> None:
    row = asked()
    actions.enter_census(cast.viewer("staff"), row, people={"live": 1, "moon": 2}, source="調査", at=cast.NOW)
    assert CensusFigure.objects.get().value == "live"
