"""Wishes for correction, the time of keeping, and what stands in the way of an erasure."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests import cast, factories
from tests.areas.register.erasing_world import asked
from yoriai.web.register.actions import clearing, erasing, incidents, requests
from yoriai.web.register.models import (
    Consent,
    Correction,
    FieldChange,
    Incident,
    Outcome,
    Person,
    RetentionHold,
    RetentionRule,
    Sending,
    SendingLine,
    Sight,
)
from yoriai.web.register.queries import retention
from yoriai.web.register.rules import retention as rules

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.make_aware(datetime(2015, 4, 1))  # noqa: DTZ001


def wish(person: Person, **fields: Any) -> Correction:
    values = {"asked_on": cast.TODAY, "asked_by": "本人", "column": "address", "wish": "番地が違う"} | fields
    return requests.ask_correction(cast.viewer("staff"), Correction(**values), person, at=cast.NOW)


# --- corrections -----------------------------------------------------------------------------------


def test_a_wish_is_answered_once_within_two_weeks() -> None:
    row = wish(factories.person())
    assert row.due_on == cast.TODAY + timedelta(days=14)
    staff = cast.viewer("staff")
    requests.decide_correction(staff, row, outcome=Outcome.DONE, reason="", at=cast.NOW)
    with pytest.raises(requests.Decided):
        requests.decide_correction(staff, row, outcome=Outcome.REFUSED, reason="事実と違う", at=cast.NOW)
    row.refresh_from_db()
    assert (row.outcome, row.decided_on) == ("done", timezone.localdate(cast.NOW))


def test_a_refusal_without_a_reason_is_refused_by_the_database_too() -> None:
    row = wish(factories.person())
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=row.pk).update(outcome="refused", decided_on=cast.TODAY)
    with pytest.raises(PermissionDenied):
        requests.ask_correction(
            cast.viewer("reception"), Correction(asked_on=cast.TODAY), row.person, at=cast.NOW
        )


def test_corrections_on_the_pages() -> None:
    person = factories.person()
    browser = cast.client("staff")
    address = reverse("register_correct", args=[person.pk])
    form = {"asked_on": "2026-10-01", "asked_by": "本人", "column": "reach", "wish": "番号が違う"}
    assert browser.post(address, form).status_code == 302
    assert browser.post(address, form | {"column": "care_needs"}).status_code == 400
    row = Correction.objects.get()
    assert row.label == "連絡先"
    assert "連絡先" in browser.get(reverse("register_corrections")).content.decode()
    decide = reverse("register_correction", args=[row.pk])
    assert browser.post(decide, {"outcome": "refused"}).status_code == 400
    assert browser.post(decide, {"outcome": "partly", "reason": "片方だけ"}).status_code == 302
    late = browser.post(decide, {"outcome": "done"})
    assert "ほかの人が先に答えました" in late.content.decode()
    assert "片方だけ" in browser.get(decide).content.decode()


# --- what stands in the way of an erasure ----------------------------------------------------------


def hindered(person: Person) -> str:
    found = erasing.preview(cast.viewer("lead"), person, at=cast.NOW).hindrances
    with pytest.raises(erasing.Hindered):
        asked(person)
    (sentence,) = found
    return sentence


def test_duties_stand_in_the_way() -> None:
    assert "代表" in hindered(factories.affiliation().person)
    guardian = factories.person()
    factories.person(guardian=guardian, birthday=date(2020, 1, 1))
    factories.person(guardian=factories.person(), birthday=date(1990, 1, 1))
    assert "保護者" in hindered(guardian)
    leaked = factories.person()
    sheet = Incident(known_at=cast.NOW, overview="置き忘れ")
    incidents.write_incident(cast.viewer("lead"), sheet, people=[leaked.pk], at=cast.NOW)
    assert "26条2項" in hindered(leaked)
    wishing = factories.person()
    wish(wishing)
    assert "34条" in hindered(wishing)
    assert "職員" in hindered(factories.person(user=cast.make_user("staff")))
    assert "責任者" in hindered(factories.conversation().responsible)


def test_the_page_says_what_stands_in_the_way() -> None:
    person = factories.affiliation().person
    browser = cast.client("lead")
    address = reverse("register_erase", args=[person.pk])
    assert "先に済ませること" in browser.get(address).content.decode()
    told = {"wished_by": "本人", "sure": "on", "alone_reason": "ほかにいない"}
    assert "先に済ませること" in browser.post(address, told).content.decode()
    assert browser.post(address, {"wished_by": "本人"}).status_code == 400
    person.refresh_from_db()
    assert person.erased_at is None


def test_homonyms_are_named_and_nothing_is_marked_for_them() -> None:
    person = factories.person()
    factories.person()
    factories.person(family_name="別", note="髙﨑 澄江の友")
    preview = erasing.preview(cast.viewer("lead"), person, at=cast.NOW)
    assert preview.homonyms == 1
    assert preview.places
    page = cast.client("lead").get(reverse("register_erase", args=[person.pk])).content.decode()
    assert "同じ名前の人がほかに1人います" in page
    assert "checked" not in page
    person.refresh_from_db()
    assert person.family_name == "髙﨑"


def test_who_may_not_erase() -> None:
    person = factories.person()
    with pytest.raises(PermissionDenied):
        erasing.preview(cast.viewer("staff"), person, at=cast.NOW)
    with pytest.raises(PermissionDenied):
        asked(person, by="visitor")


def test_the_log_of_sqlite_is_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "small.sqlite3"
    database = sqlite3.connect(file, isolation_level=None)
    for sql in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA secure_delete=ON",
        "CREATE TABLE names (name TEXT)",
        "INSERT INTO names VALUES ('canary of the log')",
        "DELETE FROM names",
    ):
        database.execute(sql)
    files = [file, file.with_name("small.sqlite3-wal")]
    assert b"canary of the log" in b"".join(path.read_bytes() for path in files)
    held = SimpleNamespace(vendor="sqlite", in_atomic_block=False, cursor=lambda: closing(database.cursor()))
    monkeypatch.setattr(clearing, "connection", held)
    clearing.clean_pages()
    assert b"canary of the log" not in b"".join(path.read_bytes() for path in files)
    database.close()


# --- the time of keeping ---------------------------------------------------------------------------


def old(**fields: Any) -> Person:
    person = factories.person(**fields)
    Person.objects.filter(pk=person.pk).update(created_at=LONG_AGO)
    person.refresh_from_db()
    return person


def over() -> list[int]:
    found = retention.over(cast.viewer("director"), cast.TODAY)
    assert found is not None
    return [row.person.pk for row in found]


def test_who_was_used_by_nobody_for_long_is_past_their_time() -> None:
    person = old()
    factories.person()
    assert over() == [person.pk]
    (row,) = retention.over(cast.viewer("director"), cast.TODAY, limit=1) or []
    assert row.due.sentence == "最後の利用は2015-04-01（台帳に載せた人）。保存は2018-04-01まででした。"
    assert retention.over(cast.viewer("staff"), cast.TODAY) is None


def recent(person: Person) -> dict[str, Any]:
    by = cast.make_user("staff")
    at, day = cast.NOW - timedelta(days=30), cast.TODAY - timedelta(days=30)
    sending = Sending.objects.create(kind="letter", purpose="newsletter", sent_at=at, sent_by=by)
    return {
        "history": lambda: FieldChange.objects.create(kind="person", row_id=person.pk, field="note", at=at),
        "role": lambda: factories.affiliation(person=person),
        "ended role": lambda: factories.affiliation(person=person, until=day),
        "consent": lambda: Consent.objects.create(
            person=person, purpose="photo", given_on=day, given_by=person
        ),
        "ended consent": lambda: Consent.objects.create(
            person=person, purpose="photo", given_on=date(2015, 4, 1), given_by=person, withdrawn_on=day
        ),
        "sending": lambda: SendingLine.objects.create(sending=sending, person=person, piece=1),
        "look": lambda: Sight.objects.create(person_id=person.pk, how="page", at=at),
        "hold": lambda: RetentionHold.objects.create(
            person=person, reason="相談", until=cast.TODAY, by=by, at=at
        ),
        "ward": lambda: factories.person(guardian=person),
    }


@pytest.mark.parametrize(
    "use",
    ["history", "role", "ended role", "consent", "ended consent", "sending", "look", "hold", "ward"],
)
def test_each_use_keeps_somebody(use: str) -> None:
    person = old()
    assert over() == [person.pk]
    recent(person)[use]()
    assert person.pk not in over()


def test_looking_at_the_record_of_looks_is_no_use() -> None:
    person = old()
    Sight.objects.create(person_id=person.pk, how="watch", at=cast.NOW)
    assert over() == [person.pk]


def test_months_are_decided_by_the_director() -> None:
    person = old()
    requests.set_retention(cast.viewer("director"), {"entry": 240}, at=cast.NOW)
    assert over() == []
    assert retention.months()["entry"] == 240
    with pytest.raises(PermissionDenied):
        requests.set_retention(cast.viewer("lead"), {"entry": 1}, at=cast.NOW)
    assert str(RetentionRule.objects.get()) == "entry: 240"
    assert person.erased_at is None


def test_the_longest_purpose_counts_and_what_goes_on_never_ends() -> None:
    uses = [rules.Use("entry", date(2020, 1, 31)), rules.Use("role", date(2020, 1, 31))]
    due = rules.kept_until(uses, {"entry": 1, "role": 2})
    assert due
    assert (due.until, due.purpose) == (date(2020, 3, 31), "role")
    assert not rules.is_over(due, date(2020, 3, 31))
    assert rules.is_over(due, date(2020, 4, 1))
    assert rules.kept_until([*uses, rules.Use("consent", None)], {"entry": 1, "role": 2}) is None


def test_the_list_is_read_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PORTION", 2)
    people = [old().pk for _ in range(5)]
    assert over() == people


def test_keep_or_erase_from_the_page() -> None:
    person, other = old(), old()
    browser = cast.client("director")
    page = browser.get(reverse("register_retention")).content.decode()
    assert page.count("消去へ") == 2
    keep = reverse("register_keep", args=[person.pk])
    assert browser.post(keep, {"reason": "相談", "until": "2000-01-01"}).status_code == 400
    assert browser.post(keep, {"reason": "相談", "until": "2099-01-01"}).status_code == 302
    assert browser.get(reverse("register_retention")).content.decode().count("消去へ") == 1
    months = dict.fromkeys(rules.PURPOSES, 600)
    assert browser.post(reverse("register_retention"), months | {"use": 0}).status_code == 400
    assert browser.post(reverse("register_retention"), months).status_code == 302
    assert "消去へ" not in browser.get(reverse("register_retention")).content.decode()
    assert "600か月" in cast.client("lead").get(reverse("register_retention")).content.decode()
    assert other.erased_at is None


def test_the_command_prints_the_list_and_deletes_nothing() -> None:
    person = old()
    cast.make_user("lead")
    out = StringIO()
    call_command("retention", "lead@example.jp", stdout=out)
    assert out.getvalue().startswith(f"{person.pk}\t最後の利用は2015-04-01")
    person.refresh_from_db()
    assert person.erased_at is None
