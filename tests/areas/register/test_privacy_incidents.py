"""The sheet of a leak: filled from the records, kept by version, with the people to be told."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from tests import cast, factories
from yoriai.web.exports import actions as exports
from yoriai.web.exports.models import Download
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.register import actions
from yoriai.web.register.actions import incidents
from yoriai.web.register.models import Incident, Reach, Sending, SendingLine, Sight
from yoriai.web.register.queries import incidents as queries

pytestmark = pytest.mark.django_db


def sheet(**fields: object) -> Incident:
    return Incident(known_at=cast.NOW, overview="宛先を取り違えた", **fields)


def taken_copy(person: object) -> Download:
    return exports.make(
        cast.viewer("lead"),
        export=EXPORTS["register.copy"],
        subject=str(person.pk),  # type: ignore[attr-defined]
        purpose="本人の求め",
        file_format="",
        at=timezone.now(),
    )


def test_a_leaked_file_fills_the_sheet() -> None:
    person = factories.person(care_needs="車いす")
    download = taken_copy(person)
    draft = queries.draft(f"download:{download.pk}", [], timezone.now())
    assert draft.people == [person.pk]
    assert "lead@example.jp" in draft.overview
    assert draft.sensitive
    assert "lead@example.jp：1人分" in draft.other
    (origin,) = queries.origins(timezone.now())
    assert origin[0] == f"download:{download.pk}"
    assert "開示用の写し" in origin[1]


def test_a_file_of_columns_names_them_and_one_without_needs_is_not_sensitive() -> None:
    person = factories.person(care_needs="車いす")
    download = taken_copy(person)
    Download.objects.filter(pk=download.pk).update(export="register.sights")
    draft = queries.draft(f"download:{download.pk}", [], timezone.now())
    assert draft.data_items.startswith("いつ、だれが")
    Download.objects.filter(pk=download.pk).update(export="register.people-of-old")
    assert "people-of-old" in queries.draft(f"download:{download.pk}", [], timezone.now()).overview
    Download.objects.filter(pk=download.pk).update(export="register.organisations")
    assert not queries.draft(f"download:{download.pk}", [], timezone.now()).sensitive


@pytest.mark.parametrize(("kind", "items"), [("email", "氏名、メールアドレス"), ("letter", "氏名、住所")])
def test_a_mailing_fills_the_sheet(kind: str, items: str) -> None:
    person, left_out = factories.person(), factories.person()
    by = cast.make_user("staff")
    row = Sending.objects.create(kind=kind, purpose="newsletter", sent_at=timezone.now(), sent_by=by)
    SendingLine.objects.create(sending=row, person=person, piece=1)
    SendingLine.objects.create(sending=row, person=left_out, left_out="no_consent")
    draft = queries.draft(f"sending:{row.pk}", [], timezone.now())
    assert (draft.people, draft.data_items, draft.sensitive) == ([person.pk], items, False)
    assert queries.origins(timezone.now())[0][0] == f"sending:{row.pk}"


def test_numbers_of_people_fill_the_sheet_with_what_is_known_of_them() -> None:
    person = factories.person(address="倉敷市1", access_needs="手話")
    Reach.objects.create(person=person, kind="phone", value="1", key="1")
    Sight.objects.create(person_id=person.pk, how="page", at=cast.NOW)
    draft = queries.draft("", [person.pk, 999_999], cast.NOW)
    assert draft.people == [person.pk]
    assert "住所" in draft.data_items
    assert draft.data_items.endswith("連絡先")
    assert draft.sensitive
    assert "（だれでもない）：1人分" in draft.other
    assert queries.draft("", [factories.person().pk], cast.NOW).other == ""


def test_every_saving_is_a_version() -> None:
    person = factories.person()
    row = incidents.write_incident(cast.viewer("lead"), sheet(), people=[person.pk], at=cast.NOW)
    stale = Incident.objects.get(pk=row.pk)
    row.cause = "確認しなかった"
    incidents.write_incident(cast.viewer("director"), row, people=[person.pk], at=cast.NOW)
    assert [version.values["四 原因"] for version in row.versions.all()] == ["確認しなかった", ""]
    assert str(row.versions.first()).endswith("version 2")
    with pytest.raises(actions.Stale):
        incidents.write_incident(cast.viewer("lead"), stale, at=cast.NOW)
    assert row.people.count() == 1


def test_others_write_no_sheets() -> None:
    with pytest.raises(PermissionDenied):
        incidents.write_incident(cast.viewer("staff"), sheet(), at=cast.NOW)
    assert not queries.incidents_visible_to(cast.viewer("staff")).exists()


def test_people_are_told_once() -> None:
    first, second = factories.person(), factories.person()
    row = incidents.write_incident(cast.viewer("lead"), sheet(), people=[first.pk, second.pk], at=cast.NOW)
    told = {"people": [first.pk], "at": cast.NOW}
    assert incidents.tell_people(cast.viewer("lead"), row, on=cast.TODAY, **told) == 1
    assert incidents.tell_people(cast.viewer("lead"), row, on=cast.TODAY.replace(day=9), **told) == 0
    assert [line.person_id for line in queries.concerned(row)] == [second.pk, first.pk]
    assert str(row.people.get(person=first)).endswith(f"person {first.pk}")


def test_from_the_first_word_to_the_paper() -> None:
    person = factories.person(care_needs="車いす")
    Reach.objects.create(person=person, kind="phone", value="086-1", key="0861")
    browser = cast.client("lead")
    begun = browser.post(
        reverse("register_add_incident"),
        {"known_at": "2026-10-01T10:00", "overview": "封筒を取り違えた", "people": f"{person.pk}、999"},
    )
    row = Incident.objects.get()
    assert begun.headers["Location"] == reverse("register_incident", args=[row.pk])
    page = browser.get(reverse("register_incident", args=[row.pk])).content.decode()
    assert "規則7条1号" in page
    assert "086-1" in page
    assert "速報を2026-10-05までに" in browser.get(reverse("register_incidents")).content.decode()
    assert browser.post(reverse("register_add_incident"), {"overview": ""}).status_code == 400

    form = {"known_at": "2026-10-01T10:00", "overview": "封筒", "cause": "急いだ", "version": "1"}
    address = reverse("register_change_incident", args=[row.pk])
    assert browser.get(address).status_code == 200
    assert browser.post(address, form).status_code == 302
    again = browser.post(address, form)
    assert again.status_code == 400
    assert "ほかの人が先に直しました" in again.content.decode()

    tell = reverse("register_tell_people", args=[row.pk])
    browser.post(tell, {"on": "2026-10-03", "people": [person.pk, "x"]})
    browser.post(tell, {"on": "", "people": [person.pk]})
    assert row.people.get().told_on is not None
    for key in ("register.incident", "register.incident-people"):
        made = browser.post(f"/exports/make/{key}/{row.pk}/", {"purpose": "報告", "file_format": "csv"})
        assert made.status_code == 302
    download = Download.objects.get(export="register.incident")
    assert exports.path_of(download).read_bytes().startswith(b"%PDF")
    table = exports.path_of(Download.objects.get(export="register.incident-people")).read_text("utf-8-sig")
    assert "電話 086-1" in table
    assert Sight.objects.filter(person_id=person.pk, how="export").count() == 1
    for key in ("register.incident", "register.incident-people"):
        assert cast.client("staff").get(f"/exports/make/{key}/{row.pk}/").status_code == 404
        assert EXPORTS[key].rows(cast.viewer("lead"), "x") is None
    paper = EXPORTS["register.incident"].paper
    assert paper
    assert paper(cast.viewer("staff"), str(row.pk)) is None
