"""Erasing and what waits: rows of lists that nobody took yet, workers at it, files after a crash; and whose
datum a representative's name is."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import cast, factories
from tests.areas.register import lists_world as lists
from tests.areas.register import portal_world as portal
from tests.areas.register.erasing_world import erased
from tests.areas.register.test_privacy_canary import files
from yoriai.web.accounts.models import User
from yoriai.web.exports import actions as exports
from yoriai.web.notices import outbox
from yoriai.web.register import actions
from yoriai.web.register.actions import clearing, erasing, lists_working
from yoriai.web.register.models import (
    ColumnMemory,
    ImportLine,
    ImportRun,
    Leftover,
    Organisation,
    Person,
    Reach,
)
from yoriai.web.register.rules.rosters.blanking import EMPTIED
from yoriai.web.register.rules.rosters.stages import Work
from yoriai.web.voices.models import LoadState, PolisLoad

__all__ = ["files"]
pytestmark = pytest.mark.django_db

MINE = ["髙﨑　澄江", "ﾀｶｻｷ ｽﾐｴ", "", "０８６－２３１－０５３２", "", "里山の会", "代表"]
NAMESAKE = ["高崎 澄江", "", "", "", "other@example.jp"]
SISTER = ["髙﨑 花子", "", "", "086-231-0532"]


def sumie() -> Person:
    person = factories.person()
    for kind, value, key in (
        ("phone", "086-231-0532", "0862310532"),
        ("email", "sumie@example.jp", "sumie@example.jp"),
    ):
        Reach.objects.create(person=person, kind=kind, value=value, key=key)
    return person


def book() -> bytes:
    return lists.book([lists.HEADER, MINE, NAMESAKE, SISTER])


def preview(person: Person) -> erasing.Preview:
    return erasing.preview(cast.viewer("lead"), person, at=cast.NOW)


# --- rows of lists ---------------------------------------------------------------------------------


def test_a_waiting_row_that_is_surely_theirs_is_emptied_unasked() -> None:
    person, run = sumie(), lists.compared(book())
    before = run.lines.count()
    assert preview(person).counts["register.staged"] == 1
    erased(person)
    mine, *others = run.lines.filter(target="person").exclude(kind="same", name="").order_by("pk")
    assert (mine.problem, mine.kind, mine.name, mine.target_id, mine.chosen) == (
        EMPTIED, "broken", "", None, False,
    )  # fmt: skip
    assert mine.values == {"cells": ["", "", "", "", "", "里山の会", ""]}
    assert [line.name for line in others] == ["高崎 澄江", "髙﨑 花子"]
    assert run.lines.count() == before
    page = cast.client("lead").get(reverse("register_list_run", args=[run.pk])).content.decode()
    assert EMPTIED in page
    assert "０８６－２３１" not in page


def test_taking_the_list_afterwards_does_not_bring_them_back() -> None:
    person, run = sumie(), lists.compared(book())
    erased(person)
    lists.lists_applying.apply_list(cast.viewer("lead"), lists.fresh(run), at=cast.NOW)
    names = set(Person.objects.filter(erased_at__isnull=True).values_list("family_name", "given_name"))
    assert names == {("髙﨑", "花子")}  # the namesake was left undecided in the preview
    assert Organisation.objects.filter(name="里山の会").exists()


def test_a_list_of_which_the_columns_are_not_decided_yet_is_emptied_too() -> None:
    person, run = sumie(), lists.read(book())
    erased(person)
    cells = [line.values["cells"] for line in run.lines.order_by("number")]
    assert cells == [lists.HEADER, ["", "", "", "", "", "里山の会", ""], NAMESAKE, SISTER]
    chosen = {plan["name"]: plan["columns"] for plan in run.options["sheets"]}
    lists.lists_reading.match_columns(cast.viewer("lead"), run, chosen=chosen, role="member", at=cast.NOW)
    lists.lists_comparing.compare(cast.viewer("lead"), lists.fresh(run), at=cast.NOW)
    assert [line.name for line in lists.lines(run) if line.target == "person"] == ["高崎 澄江", "髙﨑 花子"]


def test_a_row_with_the_name_alone_is_for_a_person_to_decide() -> None:
    person, run = sumie(), lists.compared(book())
    line = run.lines.get(name="高崎 澄江")
    (place,) = [place for place in preview(person).places if place.pk == line.pk]
    assert (place.what, place.sure, place.owner) == ("名前", False, "text")
    assert place.address == reverse("register_list_run", args=[run.pk])
    assert place.address in cast.client("lead").get(f"/register/people/{person.pk}/erase/").content.decode()
    erased(person, also=[place.key])
    line.refresh_from_db()
    assert (line.problem, line.name) == (EMPTIED, "")
    assert run.lines.get(name="髙﨑 花子").values["cells"] == SISTER


def test_a_decision_for_the_erased_entry_ends_with_it() -> None:
    person = sumie()
    run = lists.compared(lists.book([lists.HEADER, [*NAMESAKE[:4], "sumie@example.jp"]]))
    assert run.lines.get(name="高崎 澄江").target_id == person.pk
    erased(person)
    assert [line.problem for line in lists.lines(run)] == [EMPTIED]


def _task(traceback: str) -> DBTaskResult:
    row: DBTaskResult = DBTaskResult.objects.create(
        task_path="x", queue_name="default", backend_name="default", args_kwargs={"args": [1], "kwargs": {}},
        run_after=cast.NOW, traceback=traceback, exception_class_path="", return_value=None,
    )  # fmt: skip
    return row


def test_headings_and_what_workers_wrote_down_are_cleaned() -> None:
    person = sumie()
    ColumnMemory.objects.create(header="高崎澄江の電話", field="", decided_at=cast.NOW)
    ColumnMemory.objects.create(header="電話", field="person.phone", decided_at=cast.NOW)
    _task("Key (email)=(other@example.jp) already exists")
    task = _task("Key (email)=(SUMIE@example.jp) already exists")
    counts = erased(person).counts
    assert (counts["register.heading"], counts["register.machinery"]) == (1, 1)
    task.refresh_from_db()
    assert task.traceback == "Key (email)=(（消去済み）) already exists"
    assert task.args_kwargs == {"args": [1], "kwargs": {}}
    assert ColumnMemory.objects.get().header == "電話"


def test_what_they_were_called_and_where_they_were_reached_before_is_found_too() -> None:
    staff = cast.viewer("staff")
    person = actions.save_person(
        staff, Person(family_name="旧姓川", given_name="澄江", family_kana="きゅう"), at=cast.NOW,
        reaches=[Reach(kind="mobile", value="090-1234-5678"), Reach(kind="email", value="old@example.jp")],
    )  # fmt: skip
    for reach, value in zip(person.reaches.order_by("pk"), ("090-0000-0000", "new@example.jp"), strict=True):
        reach.value, reach.preferred = value, True
        actions.change_part(staff, reach, at=cast.NOW)
        reach.value, reach.preferred = f"1{value}", False
        actions.change_part(staff, reach, at=cast.NOW)
    actions.save_person(staff, _renamed(person), at=cast.NOW)
    texts = ("旧姓川 澄江", "０９０ー１２３４ー５６７８", "OLD@example.jp", "090-0000-0000", "new@example.jp")
    for number, text in enumerate(texts):
        factories.person(family_name="別", given_name=str(number), note=text)
    found = {place.excerpt for place in preview(person).places if place.model is Person}
    assert found == set(texts)


def _renamed(person: Person) -> Person:
    person.refresh_from_db()
    person.family_name = "新姓川"
    return person


def test_too_many_places_with_the_name_alone_are_counted() -> None:
    person = sumie()
    rows = (ColumnMemory(header=f"x{n}", field="高崎澄江", decided_at=cast.NOW) for n in range(203))
    ColumnMemory.objects.bulk_create(rows)
    found = preview(person)
    assert (len(found.places), found.more) == (200, 3)
    assert "ほかに3か所" in cast.client("lead").get(f"/register/people/{person.pk}/erase/").content.decode()


# --- whose datum ----------------------------------------------------------------------------------


def test_a_representatives_name_is_the_organisations_unless_somebody_marks_it() -> None:
    person = sumie()
    run = portal.take(portal.bring(portal.csv_of(portal.GOOD)))
    row = Organisation.objects.get()
    page = cast.client("lead").get(f"/register/people/{person.pk}/erase/").content.decode()
    there = page[page.index("団体の記載として残るところ") :]
    assert "届出の内容" in there and "checked" not in there
    kept = [place for place in preview(person).places if place.owner == "organisation"]
    assert {place.model for place in kept} == {Organisation, ImportLine}
    assert reverse("register_portal_run", args=[run.pk]) in {place.address for place in kept}
    erased(person)
    row.refresh_from_db()
    assert (row.representative, row.checked_by_hand) == ("髙﨑　澄江", [])


def test_a_representatives_name_that_was_marked_does_not_come_back_unasked() -> None:
    person = sumie()
    portal.take(portal.bring(portal.csv_of(portal.GOOD)))
    places = [place.key for place in preview(person).places if place.model is Organisation]
    erased(person, also=places)
    row = Organisation.objects.get()
    assert (row.representative, row.checked_by_hand) == ("（消去済み）", ["representative"])
    run = portal.bring(portal.csv_of(portal.GOOD | {"郵便番号": "7193202"}))
    assert [line.conflicts for line in run.lines.all()] == [["representative"]]
    portal.take(run)
    row.refresh_from_db()
    assert row.representative == "（消去済み）"


# --- while somebody is at it ----------------------------------------------------------------------


def _worked_on() -> ImportRun:
    run = lists.read(book())
    chosen = {plan["name"]: plan["columns"] for plan in run.options["sheets"]}
    lists.lists_reading.match_columns(cast.viewer("lead"), run, chosen=chosen, role="", at=timezone.now())
    lists_working.hand_over(cast.viewer("lead"), run, work=Work.COMPARE, at=cast.NOW)
    return run


def test_nobody_is_erased_while_a_worker_holds_rows_in_its_hands() -> None:
    person, run = sumie(), _worked_on()
    with pytest.raises(erasing.Hindered) as hindered:
        erased(person)
    assert f"取り込み（番号{run.pk}）の仕事が動いています" in hindered.value.sentences[0]
    late = cast.NOW + timedelta(hours=1)  # the worker has died
    assert erasing.preview(cast.viewer("lead"), person, at=late).hindrances == []
    ImportRun.objects.update(options={}, state="applying", heard_at=cast.NOW)
    assert len(preview(person).hindrances) == 1
    ImportRun.objects.update(state="done")
    PolisLoad.objects.create(slug="x", state=LoadState.QUEUED, requested_at=cast.NOW)
    (sentence,) = preview(person).hindrances
    assert "Polis" in sentence


# --- after the commit -----------------------------------------------------------------------------


def test_what_a_crash_left_is_cleared_by_the_next_round(files: Path) -> None:
    person = sumie()
    EmailMessage("お知らせ", "本文", to=["Sumie@example.jp"]).send()
    letter = EmailMultiAlternatives("別の件", "別の件", to=["a@example.jp"])
    letter.attach_alternative("<p>髙﨑澄江さん（086-231-0532）の件</p>", "text/html")
    letter.send()
    EmailMessage("別の人へ", "髙﨑澄江さんという同じ名前の人の件", to=["b@example.jp"]).send()
    download = factories.download("director")
    file = exports.path_of(download)
    erased(person)  # and the machine stops before what follows the commit
    sent = b"".join(path.read_bytes() for path in outbox.files())
    assert file.exists() and sent.count(b"To: ") == 3 and not Path(settings.ERASED_LIST).exists()
    marks = " ".join(Leftover.objects.values_list("mark", flat=True))
    assert "sumie" not in marks and "0862310532" not in marks
    call_command("clear_away", stdout=StringIO())
    assert not file.exists()
    sent = b"".join(path.read_bytes() for path in outbox.files())
    assert [line for line in sent.splitlines() if line.startswith(b"To: ")] == [b"To: b@example.jp"]
    assert Path(settings.ERASED_LIST).read_text(encoding="ascii").startswith(f"{person.pk} ")
    assert not Leftover.objects.exists()
    assert clearing.clear() == 0


def test_clearing_that_fails_is_tried_again(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = exports.path_of(factories.download("director"))

    def broken(_path: Path, **_options: Any) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", broken)
        with pytest.raises(PermissionError), TestCase.captureOnCommitCallbacks(execute=True):
            erased(sumie())
    assert file.exists() and Leftover.objects.exists()
    clearing.clear()
    assert not file.exists() and not Leftover.objects.exists()


def test_export_files_past_their_time_are_deleted(files: Path) -> None:
    young, old = factories.download("director"), factories.download("director")
    type(old).objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    out = StringIO()
    call_command("clear_away", stdout=out)
    assert "期限の過ぎた書き出し1件" in out.getvalue()
    assert exports.path_of(young).exists() and not exports.path_of(old).exists()
    assert User.objects.filter(email="director@example.jp").exists()
