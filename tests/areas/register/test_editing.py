"""Entering and changing people and organisations: every column, nobody twice, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.register import actions, queries
from yoriai.web.register.forms import OrganisationForm, PersonForm
from yoriai.web.register.models import Organisation, Person, Reach, Sight
from yoriai.web.register.rules import fields

pytestmark = pytest.mark.django_db

GROUP = {"name": "里山の会", "kana": "さとやまのかい", "sector": "citizen", "legal_form": "npo"}
SOMEBODY = {"family_name": "平松", "given_name": "花", "family_kana": "ひらまつ", "given_kana": "はな"}


def organisation(**values: Any) -> Organisation:
    return actions.save_organisation(cast.viewer("staff"), Organisation(**(GROUP | values)), at=cast.NOW)


# --- every column ----------------------------------------------------------------------------


def test_every_column_of_an_organisation_can_be_entered() -> None:
    form = OrganisationForm(viewer=cast.viewer("staff"))
    drawn = {field.name for _title, part in form.groups() for field in part}
    assert drawn == {*fields.ORGANISATION, "numbers_of_fields", "works_in"}


@pytest.mark.parametrize(("name", "missing"), [("lead", set()), ("staff", set(fields.SENSITIVE))])
def test_every_column_of_a_person_that_the_writer_may_read_can_be_entered(
    name: str, missing: set[str]
) -> None:
    form = PersonForm(viewer=cast.viewer(name))
    drawn = {field.name for _title, part in form.groups() for field in part}
    assert drawn == {*fields.PERSON, "mobile", "email"} - missing


def test_reception_enters_names_and_ways_to_be_reached_only() -> None:
    form = PersonForm(viewer=cast.viewer("reception"))
    drawn = {field.name for _title, part in form.groups() for field in part}
    assert drawn == {"family_name", "given_name", "family_kana", "given_kana", "mobile", "email"}


def test_fields_and_towns_are_saved_with_their_history_in_one_deed() -> None:
    first, second = factories.municipality(), factories.municipality("33209", "高梁市", "たかはしし")
    browser = cast.client("staff")
    browser.post("/register/organisations/new/", GROUP | {"numbers_of_fields": [5, 7], "works_in": ["33202"]})
    row = Organisation.objects.get()
    assert list(row.works_in.all()) == [first] and queries.past(cast.viewer("staff"), row) == []
    typed = GROUP | {"version": 1, "numbers_of_fields": [7, 13], "works_in": ["33202", "33209"]}
    browser.post(f"/register/organisations/{row.pk}/edit/", typed)
    assert list(row.works_in.all()) == [first, second]
    past = [(line.label, line.value, line.now) for line in queries.past(cast.viewer("staff"), row)]
    assert sorted(past) == [
        ("活動する市町村", "倉敷市", "倉敷市、高梁市"),
        ("活動分野", "5、7", "7、13"),
    ]
    assert Event.objects.latest("pk").facts == {"columns": ["fields_of_activity", "works_in"]}


def test_what_was_corrected_by_hand_is_remembered_for_imports() -> None:
    row, staff = organisation(), cast.viewer("staff")
    row.phone = "0866-22-1111"
    actions.save_organisation(staff, row, at=cast.NOW)
    row.address = "高梁市松山1"
    actions.save_organisation(staff, row, at=cast.NOW, source="内閣府NPOポータル")
    assert Organisation.objects.get().checked_by_hand == ["phone"]


# --- nobody twice ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["里山の会", "ＮＰＯ法人 里山の会"])
def test_an_organisation_that_is_there_already_is_shown_first(name: str) -> None:
    known = organisation(name="NPO法人里山の会", kana="サトヤマノカイ")
    browser, typed = cast.client("staff"), GROUP | {"name": name}
    answer = browser.post("/register/organisations/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and f"/register/organisations/{known.pk}/" in page
    assert browser.post("/register/organisations/new/", typed | {"confirmed": "on"}).status_code == 302
    assert Organisation.objects.count() == 2


def test_a_person_of_the_same_name_is_shown_first() -> None:
    known = factories.person()
    browser = cast.client("reception")
    typed = {"family_name": "高﨑", "given_name": "澄江", "mobile": "090-1111-2222"}
    page = browser.post("/register/people/new/", typed).content.decode()
    assert f"/register/people/{known.pk}/" in page and "090-1111-2222" in page
    assert browser.post("/register/people/new/", typed | {"confirmed": "on"}).status_code == 302
    assert Reach.objects.get().person != known


def test_a_corporate_number_stands_once() -> None:
    organisation(corporate_number="7000012050002")
    typed = GROUP | {"name": "川の会", "kana": "かわ", "corporate_number": "7000-0120-50002"}
    answer = cast.client("staff").post("/register/organisations/new/", typed)
    assert answer.status_code == 400 and "「里山の会」のものとして" in answer.content.decode()


def test_numbers_and_days_may_be_typed_as_people_write_them() -> None:
    typed = GROUP | {"corporate_number": "７０００－０１２０－５０００２", "fiscal_year_end": "１２月３１日"}
    assert cast.client("staff").post("/register/organisations/new/", typed).status_code == 302
    row = Organisation.objects.get()
    assert (row.corporate_number, row.fiscal_year_end) == ("7000012050002", "12-31")


# --- nothing typed is lost -------------------------------------------------------------------


def test_who_was_overtaken_sees_both_and_may_save_after_reading() -> None:
    row = organisation(phone="0866-22-1111")
    row.phone = "0866-22-2222"
    actions.save_organisation(cast.viewer("lead"), row, at=cast.NOW)
    browser, address = cast.client("staff"), f"/register/organisations/{row.pk}/edit/"
    typed = GROUP | {"phone": "0866-22-3333", "version": "1"}
    answer = browser.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and "ほかの人が先に直しました" in page
    assert "0866-22-2222" in page and "0866-22-3333" in page and 'name="version" value="2"' in page
    assert browser.post(address, typed | {"version": "2"}).status_code == 302
    row.refresh_from_db()
    assert (row.phone, row.version) == ("0866-22-3333", 3)


def test_who_was_overtaken_on_a_persons_page_too() -> None:
    row = actions.save_person(cast.viewer("staff"), Person(**SOMEBODY), at=cast.NOW)
    row.note = "1"
    actions.save_person(cast.viewer("lead"), row, at=cast.NOW)
    answer = cast.client("staff").post(
        f"/register/people/{row.pk}/edit/", SOMEBODY | {"note": "2", "version": "1"}
    )
    assert answer.status_code == 400 and "違うところ" in answer.content.decode()


# --- guardians -------------------------------------------------------------------------------


def test_a_guardian_is_picked() -> None:
    mother = factories.person()
    actions.index_people([mother])
    browser = cast.client("staff")
    typed = SOMEBODY | {"birthday": "2012-05-01", "guardian": "たかさき", "guardian_relation": "母"}
    first = browser.post("/register/people/new/", typed)
    assert first.status_code == 400 and "髙﨑 澄江" in first.content.decode()
    chosen = {"guardian_asked": "たかさき", "guardian_pk": str(mother.pk)}
    assert browser.post("/register/people/new/", typed | chosen).status_code == 302
    child = Person.objects.get(given_name="花")
    assert (child.guardian, child.guardian_relation) == (mother, "母")
    assert "子どもの記載です" in browser.get(f"/register/people/{child.pk}/").content.decode()
    page = cast.reason(browser, child.pk).get(f"/register/people/{child.pk}/").content.decode()
    assert "子ども（2030年5月1日に18歳）" in page
    assert "この人が保護者である子" in browser.get(f"/register/people/{mother.pk}/").content.decode()


def test_nobody_is_their_own_guardian() -> None:
    row = factories.person()
    actions.index_people([row])
    typed = {"family_name": "髙﨑", "guardian": "髙﨑澄江", "version": "1"}
    answer = cast.client("staff").post(f"/register/people/{row.pk}/edit/", typed)
    assert answer.status_code == 400 and "ほかの人を選んで" in answer.content.decode()


def test_opening_a_childs_form_is_recorded() -> None:
    child = factories.person(birthday=date(2015, 5, 1))
    cast.client("staff").get(f"/register/people/{child.pk}/edit/")
    assert Sight.objects.filter(person_id=child.pk).exists()


def test_wrong_ways_to_reach_a_new_person_get_a_sentence() -> None:
    typed = SOMEBODY | {"mobile": "0866", "email": "no at"}
    answer = cast.client("reception").post("/register/people/new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 400 and "10けたか11けた" in page and "no at" in page
