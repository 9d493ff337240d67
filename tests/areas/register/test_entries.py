"""Entries: history, search, column rights, children's pages, deadlines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries, rules
from yoriai.web.register.models import (
    AffiliationKind,
    FieldChange,
    Organisation,
    Person,
    Reach,
    SearchEntry,
    Sight,
    UserGroup,
)
from yoriai.web.register.rules import entries, fields

pytestmark = pytest.mark.django_db


def organisation(**values: object) -> Organisation:
    base = {"name": "里山の会", "kana": "さとやまのかい", "sector": "citizen", "legal_form": "npo"}
    return actions.save_organisation(
        cast.viewer("staff"), Organisation(**(base | values)), at=cast.NOW, fields_of_activity=[5, 13]
    )


def person(**values: object) -> Person:
    base = {"family_name": "髙﨑", "given_name": "澄江", "family_kana": "たかさき", "given_kana": "すみえ"}
    return actions.save_person(cast.viewer("staff"), Person(**(base | values)), at=cast.NOW)


def test_a_change_keeps_what_every_field_held_before() -> None:
    row = organisation(phone="0866-1-2345")
    row.phone, row.certified_until = "0866-9-9999", date(2030, 1, 1)
    actions.save_organisation(cast.viewer("lead"), row, at=cast.NOW)
    changes = {change.field: (change.old, change.new, change.label) for change in FieldChange.objects.all()}
    assert changes == {
        "phone": ("0866-1-2345", "0866-9-9999", "電話"),
        "certified_until": ("", "2030-01-01", "認定の終わり"),
    }
    event = Event.objects.latest("pk")
    assert (event.verb, event.facts) == (
        "register.change_organisation",
        {"columns": ["certified_until", "phone"]},
    )


def test_history_of_a_person_names_its_columns() -> None:
    row = person()
    row.do_not_ask = True
    actions.save_person(cast.viewer("staff"), row, at=cast.NOW)
    [change] = queries.history(cast.viewer("staff"), "person", row.pk)
    assert (change.label, change.old, change.new) == ("今後の依頼を控える", "いいえ", "はい")
    assert queries.history(cast.viewer("reception"), "person", row.pk) == []


def test_somebody_elses_change_is_not_overwritten() -> None:
    row = organisation()
    stale = Organisation.objects.get(pk=row.pk)
    row.phone = "1"
    actions.save_organisation(cast.viewer("staff"), row, at=cast.NOW)
    stale.phone = "2"
    with pytest.raises(actions.Stale):
        actions.save_organisation(cast.viewer("staff"), stale, at=cast.NOW)
    assert Organisation.objects.get(pk=row.pk).phone == "1"


@pytest.mark.parametrize("name", ["partner", "supervisor", "member", "citizen", "leaver", "visitor"])
def test_others_write_nothing(name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.save_organisation(cast.viewer(name), Organisation(name="x", sector="citizen"), at=cast.NOW)
    with pytest.raises(PermissionDenied):
        actions.save_person(cast.viewer(name), Person(family_name="x"), at=cast.NOW)
    assert not Organisation.objects.exists() and not Person.objects.exists()


def test_reception_adds_entries_and_changes_none() -> None:
    reception = cast.viewer("reception")
    row = actions.save_organisation(reception, Organisation(name="川の会", sector="citizen"), at=cast.NOW)
    somebody = actions.save_person(
        reception,
        Person(family_name="小野"),
        at=cast.NOW,
        reaches=[Reach(kind="mobile", value="090-1111-2222")],
    )
    assert [hit.row for hit in queries.find(cast.viewer("staff"), "090-1111")] == [somebody]
    with pytest.raises(PermissionDenied):
        actions.save_organisation(reception, row, at=cast.NOW)
    with pytest.raises(PermissionDenied):
        actions.save_person(reception, somebody, at=cast.NOW)


def test_fields_of_activity_are_replaced() -> None:
    row = organisation()
    actions.save_organisation(cast.viewer("staff"), row, at=cast.NOW, fields_of_activity=[13, 7])
    assert queries.activities(row) == ["7 環境の保全", "13 子どもの健全育成"]


@pytest.mark.parametrize(
    "words",
    [
        "里山",
        "さとやま",
        "サトヤマ",
        "真庭",
        "まにわ",
        "三宅",
        "みやけ",
        "0866",
        "環境の保全",
        "里山 真庭",
        "ＮＰＯ",
    ],
)
def test_an_organisation_is_found_by(words: str) -> None:
    town = factories.municipality("33214", "真庭市", "まにわし")
    organisation(
        name="ＮＰＯ法人 里山の会",
        municipality=town,
        representative="三宅 一郎",
        representative_kana="ミヤケ イチロウ",
        phone="0866-12-3456",
    )
    row = Organisation.objects.get()
    actions.save_organisation(cast.viewer("staff"), row, at=cast.NOW, fields_of_activity=[7])
    assert [hit.row for hit in queries.find(cast.viewer("reception"), words)] == [row]


@pytest.mark.parametrize("words", ["高崎", "髙﨑", "たかさき", "ﾀｶｻｷ", "崎澄", "タカサキ スミエ"])
def test_a_person_is_found_by_every_spelling(words: str) -> None:
    row = person()
    assert [hit.row for hit in queries.find(cast.viewer("reception"), words)] == [row]


def test_telephones_of_people_are_searched_only_for_those_who_may_see_them() -> None:
    row = person()
    Reach.objects.create(
        person=row, kind="mobile", value="090-1234-5678", key=entries.reach_key("mobile", "090-1234-5678")
    )
    Reach.objects.create(person=row, kind="email", value="S@x.jp", key=entries.reach_key("email", " S@x.jp "))
    actions.index_people([row])
    assert [hit.row for hit in queries.find(cast.viewer("staff"), "090-1234")] == [row]
    assert queries.find(cast.viewer("reception"), "09012345") == []


@pytest.mark.parametrize("name", ["partner", "supervisor", "member", "citizen", "leaver", "visitor"])
def test_out_of_scope_nothing_is_found(name: str) -> None:
    organisation()
    person()
    assert queries.find(cast.viewer(name), "里山") == []
    assert queries.find(cast.viewer(name), "たかさき") == []


def test_nothing_is_found_for_nothing_and_merged_entries_are_gone() -> None:
    row = organisation()
    other = organisation(name="里山の会（旧）")
    Organisation.objects.filter(pk=other.pk).update(merged_into=row)
    assert queries.find(cast.viewer("staff"), " ・ ") == []
    assert [hit.row for hit in queries.find(cast.viewer("staff"), "里山")] == [row]


def test_what_begins_with_the_word_stands_first() -> None:
    organisation(name="あおい里山", kana="あおいさとやま")
    organisation(name="里山学校", kana="んさとやまがっこう")
    found = [hit.row.name for hit in queries.find(cast.viewer("staff"), "里山")]
    assert found == ["里山学校", "あおい里山"]


def test_reception_sees_names_only_and_staff_see_no_care_needs() -> None:
    row = person(birthday=date(1950, 1, 1), care_needs="車いす", address="高梁市1")
    assert {column for column, *_rest in fields.shown(cast.viewer("reception"), row)} == {
        "family_name",
        "given_name",
        "family_kana",
        "given_kana",
    }
    assert "care_needs" not in fields.readable(cast.viewer("staff"), "person")
    assert ("care_needs", "配慮してほしいこと（要配慮）", "車いす") in fields.shown(cast.viewer("lead"), row)


def test_opening_an_entry_is_recorded_and_marked_for_children_and_sensitive_columns() -> None:
    sensitive = person(care_needs="車いす")
    child = person(birthday=cast.TODAY - timedelta(days=9 * 366))
    plain = person(birthday=date(1980, 1, 1))
    actions.opened(cast.viewer("lead"), sensitive, at=cast.NOW)
    actions.opened(cast.viewer("staff"), child, at=cast.NOW)
    actions.opened(cast.viewer("staff"), sensitive, at=cast.NOW)
    actions.opened(cast.viewer("director"), plain, at=cast.NOW)
    assert list(Sight.objects.order_by("pk").values_list("sensitive", flat=True)) == [
        True,
        True,
        False,
        False,
    ]
    actions.taken(cast.viewer("staff"), [plain.pk], how="export", purpose="名簿", at=cast.NOW)
    assert Sight.objects.get(person_id=plain.pk, how="export").purpose == "名簿"


def test_ones_own_page_is_not_recorded() -> None:
    own = person(user=cast.make_user("citizen"))
    assert actions.opened(cast.viewer("citizen"), own, at=cast.NOW) is None


def test_who_saw_whom_cannot_be_changed() -> None:
    actions.taken(cast.viewer("staff"), [1], how="export", purpose="名簿", at=cast.NOW)
    with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE register_sight SET purpose = 'x'")


def test_deadlines_follow_from_the_entry() -> None:
    row = organisation(fiscal_year_end="03-31", certified_until=date(2027, 8, 31))
    UserGroup.objects.create(
        organisation=row, fiscal_year=2026, registered_on=date(2026, 4, 2), card="12", declared=True
    )
    found = [(due.day, due.words) for due in queries.deadlines(cast.viewer("staff"), row, cast.TODAY)]
    assert found == [
        (date(2027, 3, 31), "利用団体の登録の更新"),
        (date(2027, 5, 31), "認定の更新の申請"),
        (date(2027, 6, 30), "事業報告書などの提出（所轄庁へ）"),
    ]
    late = queries.deadlines(cast.viewer("staff"), row, date(2027, 6, 15))
    assert (date(2027, 8, 31), "認定の満了（更新の申請期間は過ぎています）") in [
        (d.day, d.words) for d in late
    ]


def test_a_dissolved_organisation_has_no_deadlines() -> None:
    row = organisation(fiscal_year_end="03-31", dissolved_on=date(2026, 1, 1), dissolution_reason="合併")
    assert queries.deadlines(cast.viewer("staff"), row, cast.TODAY) == []
    assert queries.deadlines(cast.viewer("staff"), organisation(legal_form="voluntary"), cast.TODAY) == []
    assert [line.words for line in queries.story(cast.viewer("staff"), row)] == ["解散しました 合併"]


def test_the_story_tells_roles_and_years() -> None:
    row = organisation()
    factories.affiliation(organisation=row, since=date(2020, 4, 1), until=date(2025, 5, 31))
    UserGroup.objects.create(
        organisation=row, fiscal_year=2026, registered_on=date(2026, 4, 2), card="12", declared=True
    )
    words = [line.words for line in queries.story(cast.viewer("staff"), row)]
    assert words == [
        "2026年度の利用団体に登録しました",
        "髙﨑 澄江さんの代表が終わりました（2025-05まで）",
        "髙﨑 澄江さんが代表になりました",
    ]


def test_two_organisations_cannot_have_one_corporate_number() -> None:
    organisation(corporate_number="7000012050002")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(
            name="x", sector="citizen", corporate_number="7000012050002", created_at=cast.NOW
        )


def test_every_entry_has_one_search_entry() -> None:
    row = organisation()
    actions.index_organisations([row])
    assert SearchEntry.objects.filter(kind="organisation", row_id=row.pk).count() == 1


def test_age_is_derived() -> None:
    assert rules.age(person(birthday=date(2000, 1, 1)), cast.TODAY) == 26
    assert rules.age(person(), cast.TODAY) is None


def test_roles_begin_and_end() -> None:
    row, group = person(), organisation()
    staff = cast.viewer("staff")
    role = actions.affiliate(
        staff, person=row, organisation=group, kind=AffiliationKind.ACCOUNTANT, since=cast.TODAY, at=cast.NOW
    )
    actions.end_affiliation(staff, affiliation=role, until=cast.TODAY, at=cast.NOW)
    assert queries.affiliations_visible_to(staff).get().until == cast.TODAY
    assert [event.verb for event in Event.objects.order_by("-pk")[:2]] == [
        "register.end_affiliation",
        "register.affiliate",
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.end_affiliation(staff, affiliation=role, until=date(2020, 1, 1), at=cast.NOW)


def test_who_may_merge() -> None:
    assert [name for name in cast.NAMES if rules.may_merge(cast.viewer(name))] == ["director", "lead"]
