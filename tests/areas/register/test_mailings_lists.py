"""Lists: who is on them today, how they read, whose they are, and that column rights hold."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import cast, factories
from tests.areas.register import mailings_world as world
from yoriai.web.audit.models import Event
from yoriai.web.register.actions import lists as actions
from yoriai.web.register.models import Offering, Organisation, Person, SavedSearch, UserGroup
from yoriai.web.register.queries import lists as found
from yoriai.web.register.rules import lists

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)
TOWNS = {"33202": "倉敷市", "33208": "総社市"}


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "台帳に載っているすべての人"),
        ({"words": "高崎"}, "名前かよみに「高崎」がある人"),
        (
            {"towns": ["33202", "33208"], "age_from": 18, "age_to": 64},
            "倉敷市か総社市に住む、18歳から64歳の人",
        ),
        ({"age_from": 18}, "18歳以上の人"),
        ({"age_to": 0}, "0歳以下の人"),
        ({"role_kinds": ["representative", "accountant"]}, "いま団体で代表か会計を務める人"),
        ({"role_towns": ["33202"]}, "いま倉敷市にある団体で役割を務める人"),
        (
            {"role_sectors": ["business"], "role_towns": ["33202"], "role_kinds": ["staff"]},
            "いま倉敷市にあり、企業セクターの団体で職員を務める人",
        ),
        (
            {"role_fields": [3], "role_towns": ["33202"]},
            "いま倉敷市にあり、「3 まちづくりの推進」の分野で活動している団体で役割を務める人",
        ),
        (
            {"consent": "newsletter", "languages": "英語", "may_ask": True},
            "「お便りを受け取る」ことに同意している、使う言葉に「英語」がある、今後の依頼を控える希望のない人",
        ),
        (
            {"has_email": True, "has_address": True, "care": "車いす", "access": "手話"},
            "配慮してほしいことに「車いす」がある、参加に必要なことに「手話」がある、メールアドレスのある、住所のある人",
        ),
    ],
)
def test_a_list_of_people_reads_as_a_sentence(query: dict[str, Any], words: str) -> None:
    assert lists.sentence("person", query, TOWNS) == words


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({}, "台帳に載っているすべての団体"),
        (
            {"words": "流域", "towns": ["33202"], "works_in": ["33208"], "sectors": ["citizen", "business"]},
            "名前かよみに「流域」がある、倉敷市にある、総社市で活動する、市民か企業セクターの団体",
        ),
        (
            {"legal_forms": ["npo"], "activities": [3, 7], "certification": ["certified"]},
            "法人格がNPO法人の、「3 まちづくりの推進」か「7 環境の保全」の分野で活動する、認定を受けた団体",
        ),
        (
            {"user_group": True, "offers": "会議室", "needs": "人手", "fiscal_month": 3},
            "今年度の利用団体である、提供できることに「会議室」がある、求めていることに「人手」がある、事業年度が3月に終わる団体",
        ),
        (
            {"authority": "岡山県", "has_email": True, "with_dissolved": True},
            "所轄庁に「岡山県」がある、メールアドレスのある、解散したものも含めた団体",
        ),
    ],
)
def test_a_list_of_organisations_reads_as_a_sentence(query: dict[str, Any], words: str) -> None:
    assert lists.sentence("organisation", query, TOWNS) == words


@pytest.mark.parametrize(
    ("birthday", "low", "high", "inside"),
    [
        (date(2008, 10, 1), 18, None, True),
        (date(2008, 10, 2), 18, None, False),
        (date(1961, 10, 1), None, 64, False),
        (date(1961, 10, 2), None, 64, True),
        (date(2008, 2, 29), 18, 18, True),
        (None, 0, None, False),
    ],
)
def test_ages_are_full_years_today(birthday: date | None, low: int, high: int, inside: bool) -> None:
    factories.person(birthday=birthday)
    query = {key: age for key, age in (("age_from", low), ("age_to", high)) if age is not None}
    assert found.people_on(cast.viewer("staff"), query, DAY).exists() == inside


def test_fiscal_years_begin_in_april() -> None:
    assert [lists.fiscal_year_of(date(2026, month, 1)) for month in (3, 4)] == [2025, 2026]


def other_town() -> Any:
    return factories.municipality("33208", "総社市", "そうじゃし")


def somebody(**fields: Any) -> Person:
    values = {
        "municipality": factories.municipality(),
        "birthday": date(1980, 5, 5),
        "languages": "日本語、英語",
        "address": "倉敷市中央",
        "care_needs": "車いすを使います",
        "access_needs": "手話通訳",
    }
    return world.reader(**(values | fields))


PEOPLE = [
    {"words": "高崎 澄江"},
    {"towns": ["33202"]},
    {"age_from": 40, "age_to": 50},
    {"role_kinds": ["representative"], "role_sectors": ["citizen"], "role_towns": ["33202"]},
    {"role_fields": [7]},
    {"consent": "newsletter"},
    {"languages": "英語"},
    {"has_email": True},
    {"has_address": True},
    {"may_ask": True},
    {"care": "車いす"},
    {"access": "手話"},
]


def _active() -> Organisation:
    row = factories.organisation(municipality=factories.municipality())
    Organisation.objects.filter(pk=row.pk).update(fields_of_activity=[7])
    return row


@pytest.mark.parametrize("query", PEOPLE, ids="+".join)
def test_each_condition_finds_who_meets_it(query: dict[str, Any]) -> None:
    row = somebody()
    factories.affiliation(person=row, organisation=_active())
    stranger = factories.person(
        family_name="平松", family_kana="ひらまつ", municipality=other_town(), do_not_ask=True
    )
    factories.affiliation(
        person=stranger, organisation=_active(), kind="representative", until=date(2026, 9, 30)
    )
    assert list(found.people_on(cast.viewer("director"), query, DAY)) == [row]


def test_a_consent_that_ended_or_was_withdrawn_is_none() -> None:
    row = factories.person()
    world.consent(row, withdrawn_on=DAY)
    world.consent(row, ends_on=date(2026, 9, 30))
    world.consent(row, given_on=date(2026, 10, 2))
    assert not found.people_on(cast.viewer("staff"), {"consent": "newsletter"}, DAY).exists()


def test_merged_and_erased_people_are_on_no_list() -> None:
    kept = somebody()
    somebody(merged_into=kept)
    somebody(erased_at=cast.NOW)
    assert list(found.people_on(cast.viewer("staff"), {"towns": ["33202"]}, DAY)) == [kept]


ORGANISATIONS = [
    {"words": "流域"},
    {"sectors": ["citizen"]},
    {"legal_forms": ["npo"]},
    {"towns": ["33202"]},
    {"works_in": ["33208"]},
    {"activities": [7]},
    {"certification": ["certified"]},
    {"user_group": True},
    {"offers": "会議室"},
    {"needs": "人手"},
    {"fiscal_month": 3},
    {"authority": "岡山"},
    {"has_email": True},
]


@pytest.mark.parametrize("query", ORGANISATIONS, ids="+".join)
def test_each_condition_finds_the_organisation_that_meets_it(query: dict[str, Any]) -> None:
    row = factories.organisation(
        municipality=factories.municipality(),
        legal_form="npo",
        certification="certified",
        fiscal_year_end="03-31",
        authority="岡山県",
        email="a@example.jp",
    )
    row.works_in.add(other_town())
    Organisation.objects.filter(pk=row.pk).update(fields_of_activity=[7])
    UserGroup.objects.create(organisation=row, fiscal_year=2026, registered_on=DAY, card="1", declared=True)
    for kind, text in (("offers", "会議室を貸せます"), ("needs", "人手がほしい")):
        Offering.objects.create(organisation=row, kind=kind, text=text, since=DAY)
    other = factories.organisation(
        name="町の会社", kana="まちのかいしゃ", sector="business", municipality=other_town()
    )
    Offering.objects.create(
        organisation=other, kind="offers", text="会議室", since=date(2020, 1, 1), until=date(2026, 9, 30)
    )
    assert list(found.organisations_on(cast.viewer("staff"), query, DAY)) == [row]


def test_dissolved_organisations_are_asked_for_by_name() -> None:
    gone = factories.organisation(dissolved_on=DAY)
    staff = cast.viewer("staff")
    assert not found.organisations_on(staff, {}, DAY).exists()
    assert list(found.entries_on(staff, "organisation", {"with_dissolved": True}, DAY)) == [gone]


@pytest.mark.parametrize(
    ("name", "kind", "query"),
    [
        ("staff", "person", {"care": "車いす"}),
        ("reception", "person", {"towns": ["33202"]}),
        ("citizen", "organisation", {"words": "会"}),
        ("director", "person", {"password": "x"}),
        ("director", "organisation", {"care": "x"}),
    ],
)
def test_a_condition_on_a_column_out_of_sight_is_refused(name: str, kind: str, query: dict[str, Any]) -> None:
    with pytest.raises(lists.Refused):
        found.entries_on(cast.viewer(name), kind, query, DAY)


def test_every_condition_of_the_table_has_its_query() -> None:
    together = {"age_from", "age_to", "role_kinds", "role_sectors", "role_fields", "role_towns"}
    assert set(found.PEOPLE) | together == set(lists.CONDITIONS["person"])
    assert set(found.ORGANISATIONS) | {"with_dissolved"} == set(lists.CONDITIONS["organisation"])


def test_saving_changing_and_dropping_each_leave_one_event() -> None:
    staff = cast.viewer("staff")
    row = actions.save_list(
        staff, name="倉敷", kind="person", query={"towns": ["33202"], "words": ""}, at=cast.NOW
    )
    assert row.query == {"towns": ["33202"]} and str(row) == "倉敷"
    actions.change_list(staff, row, name="大人", query={"age_from": 18}, at=cast.NOW)
    assert SavedSearch.objects.get().query == {"age_from": 18}
    actions.drop_list(staff, row, at=cast.NOW)
    assert not SavedSearch.objects.exists()
    verbs = Event.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["register.save_list", "register.change_list", "register.drop_list"]


def test_who_may_not_write_saves_no_list() -> None:
    with pytest.raises(PermissionDenied):
        actions.save_list(cast.viewer("reception"), name="会", kind="organisation", query={}, at=cast.NOW)
    with pytest.raises(lists.Refused):
        actions.save_list(cast.viewer("staff"), name="x", kind="person", query={"care": "x"}, at=cast.NOW)


def test_a_list_out_of_scope_is_not_there() -> None:
    row = world.people_list(care="車いす")
    assert cast.client("director").get(reverse("register_list", args=[row.pk])).status_code == 200
    staff = cast.client("staff")
    for name in ("register_list", "register_change_list", "register_send"):
        assert staff.get(reverse(name, args=[row.pk])).status_code == 404
    assert row.name not in staff.get(reverse("register_lists")).content.decode()
    assert found.saved(cast.viewer("staff"), row.pk) is None
    assert lists.usable(cast.viewer("citizen"), "person") == []


def test_the_page_shows_the_sentence_the_number_and_the_people_of_today() -> None:
    row, saved = somebody(), world.people_list()
    page = cast.client("staff").get(reverse("register_list", args=[saved.pk])).content.decode()
    assert "倉敷市に住む人" in page and row.name in page and 'figure-number">1<' in page
    Person.objects.update(municipality=None)
    assert (
        "当てはまる人はありません"
        in cast.client("staff").get(reverse("register_list", args=[saved.pk])).content.decode()
    )


def test_searching_shows_the_number_before_it_is_saved() -> None:
    somebody()
    address = reverse("register_new_people_list")
    browser = cast.client("staff")
    page = browser.get(address, {"towns": "33202", "age_from": "18"}).content.decode()
    assert "倉敷市に住む、18歳以上の人" in page and 'figure-number">1<' in page
    assert "要配慮" not in page
    answer = browser.post(address, {"towns": "33202", "age_from": "18", "name": "倉敷の大人"})
    row = SavedSearch.objects.get()
    assert answer["Location"] == reverse("register_list", args=[row.pk])
    assert row.query == {"towns": ["33202"], "age_from": 18}


def test_wrong_conditions_are_named_and_foreign_ones_are_not_there() -> None:
    factories.municipality()
    address = reverse("register_new_people_list")
    browser = cast.client("staff")
    assert browser.get(address, {"age_from": "30", "age_to": "20"}).status_code == 400
    assert browser.get(address, {"towns": "99999"}).status_code == 400
    assert browser.get(address, {"care": "車いす"}).status_code == 404
    assert browser.post(address, {"age_from": "18", "name": ""}).status_code == 400
    assert not SavedSearch.objects.exists()


def test_a_list_is_opened_with_its_conditions_and_changed() -> None:
    row = world.people_list(age_from=18, consent="newsletter")
    address = reverse("register_change_list", args=[row.pk])
    browser = cast.client("staff")
    assert 'value="18"' in browser.get(address).content.decode()
    browser.post(address, {"age_from": "20", "name": "二十歳から"})
    row.refresh_from_db()
    assert (row.name, row.query) == ("二十歳から", {"age_from": 20})
