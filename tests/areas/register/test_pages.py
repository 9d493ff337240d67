"""Pages of the register, as people use them."""

from __future__ import annotations

import pytest

from tests import cast, factories
from yoriai.web.register import actions
from yoriai.web.register.models import Organisation, Person

pytestmark = pytest.mark.django_db

FORM = {"name": "里山の会", "kana": "さとやまのかい", "sector": "citizen", "legal_form": "npo"}


def test_an_organisation_is_entered_found_and_changed() -> None:
    browser = cast.client("staff")
    answer = browser.post("/register/organisations/new/", FORM | {"numbers_of_fields": [5], "works_in": []})
    row = Organisation.objects.get()
    assert answer.headers["Location"] == f"/register/organisations/{row.pk}/"
    assert "里山の会" in browser.get("/register/?q=さとやま").content.decode()
    browser.post(
        f"/register/organisations/{row.pk}/edit/", FORM | {"phone": "0866-1", "version": row.version}
    )
    page = browser.get(f"/register/organisations/{row.pk}/").content.decode()
    assert "0866-1" in page and "5 農山漁村" not in page and "記載の移り変わり（2件）" in page


def test_a_stale_form_keeps_what_was_typed() -> None:
    browser = cast.client("staff")
    row = actions.save_organisation(
        cast.viewer("staff"), Organisation(name="里山の会", sector="citizen"), at=cast.NOW
    )
    row.phone = "1"
    actions.save_organisation(cast.viewer("lead"), row, at=cast.NOW)
    answer = browser.post(
        f"/register/organisations/{row.pk}/edit/", FORM | {"phone": "0866-77", "version": 1}
    )
    page = answer.content.decode()
    assert answer.status_code == 400 and "ほかの人が先に直しました" in page and "0866-77" in page


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("corporate_number", "7000012050003", "検査数字が合いません"),
        ("fiscal_year_end", "年度末", "03-31"),
    ],
)
def test_wrong_numbers_get_a_sentence(field: str, typed: str, sentence: str) -> None:
    answer = cast.client("staff").post("/register/organisations/new/", FORM | {field: typed})
    assert (
        answer.status_code == 400 and sentence in answer.content.decode() and typed in answer.content.decode()
    )


def test_hits_come_as_a_fragment_for_htmx() -> None:
    actions.save_organisation(
        cast.viewer("staff"), Organisation(name="里山の会", sector="citizen"), at=cast.NOW
    )
    page = cast.client("reception").get("/register/?q=里山", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page and "里山の会" in page


def test_the_receptionist_sees_a_name_without_contacts() -> None:
    row = factories.person(address="高梁市松山1", birthday="2015-04-01")
    page = cast.client("reception").get(f"/register/people/{row.pk}/").content.decode()
    assert "髙﨑" in page and "高梁市松山1" not in page and "2015" not in page


def test_a_writer_cannot_write_columns_they_may_not_read() -> None:
    row = factories.person(care_needs="車いす")
    cast.client("staff").post(
        f"/register/people/{row.pk}/edit/", {"family_name": "髙﨑", "care_needs": "なし", "version": 1}
    )
    assert Person.objects.get(pk=row.pk).care_needs == "車いす"


def test_staff_read_the_number_of_an_entry_that_other_pages_ask_for() -> None:
    person, organisation = factories.person(), factories.organisation()
    for address, row in (("people", person), ("organisations", organisation)):
        number = f"<dt>番号</dt><dd>{row.pk}</dd>"
        page = cast.client("staff").get(f"/register/{address}/{row.pk}/").content.decode()
        assert number in page
        assert number not in cast.client("reception").get(f"/register/{address}/{row.pk}/").content.decode()
