"""A large file waits for a worker, who makes it with the rights of that moment, or says why not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client

from tests import cast, factories
from tests.files import fetched, written
from yoriai.web.accounts.models import Assignment
from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit.models import Event
from yoriai.web.exports import actions, contents, papers, registry, rules, writers
from yoriai.web.exports.actions import files, making
from yoriai.web.exports.models import Download, DownloadState
from yoriai.web.exports.registry import EXPORTS, Column, Export
from yoriai.web.notices.models import Notice
from yoriai.web.register import exports_mailings
from yoriai.web.register.models import Person, Sight

pytestmark = pytest.mark.django_db
PEOPLE, NOW = "register.people", cast.NOW
Do = Callable[[], object]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows are many, and are read one by one."""
    monkeypatch.setattr(rules, "AT_ONCE", 1)
    monkeypatch.setattr(rules, "AT_ONCE_PAPERS", 1)
    monkeypatch.setattr(contents, "PORTION", 1)


def ask(name: str = "lead", key: str = PEOPLE, file_format: str = "csv", **more: Any) -> Download:
    order = {"subject": "", "purpose": "運営会議の資料", "at": NOW} | more
    return actions.ask(cast.viewer(name), export=EXPORTS[key], file_format=file_format, **order)


def run(download: Download, *, at: Any = NOW) -> Download:
    actions.work_on(download.pk, clock=lambda: at)
    download.refresh_from_db()
    return download


def people() -> list[int]:
    """Two people and those of the cast's own."""
    for name in ("澄江", "健一"):
        factories.person(given_name=name)
    return list(Person.objects.values_list("pk", flat=True))


def lying() -> list[str]:
    folder = Path(settings.EXPORT_FOLDER)
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def when_writing(monkeypatch: pytest.MonkeyPatch, do: Do, *, row: int = 2) -> None:
    """Something happens before a row of every table from here on."""
    original = contents.portions

    def interrupted(found: Iterable[Any]) -> Any:
        for number, portion in enumerate(original(found), start=1):
            if number == row:
                do()
            yield portion

    monkeypatch.setattr(contents, "portions", interrupted)


# --- made -------------------------------------------------------------------------------------


def test_a_large_file_waits_and_is_made_by_a_worker(django_capture_on_commit_callbacks: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    pks = people()
    with django_capture_on_commit_callbacks(execute=True):
        asked = ask()
    assert (asked.state, asked.rows, asked.made_at) == ("waiting", len(pks), None)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(asked.pk)], "kwargs": {}}
    assert lying() == []
    later = NOW + timedelta(minutes=20)
    done = run(asked, at=later)
    assert (done.state, done.progress, done.rows, done.format) == ("ready", 100, len(pks), "csv")
    assert (done.made_at, done.expires_at) == (later, later + rules.LIFE)
    assert lying() == [str(done.pk)]
    text = fetched(cast.viewer("lead"), done, later).decode("utf-8-sig")
    assert "澄江" in text and "健一" in text
    assert "lead@example.jp" in text and "運営会議の資料" in text


def test_it_is_recorded_once_and_who_is_in_it_is_written_down() -> None:
    pks = people()
    done = run(ask())
    run(done)  # a second worker finds nothing to do
    assert list(Event.objects.order_by("pk").values_list("verb", "facts")) == [
        ("exports.ask", {"export": PEOPLE, "rows": len(pks)}),
        ("exports.make", {"export": PEOPLE, "rows": len(pks)}),
    ]
    sights = Sight.objects.filter(source=f"download:{done.pk}", how="export", purpose="運営会議の資料")
    assert sorted(sights.values_list("person_id", flat=True)) == sorted(pks)


def test_a_file_by_a_worker_has_the_same_bytes_as_one_made_at_once() -> None:
    people()
    for file_format in ("csv", "xlsx", "json"):
        order = {"subject": "", "purpose": "運営会議の資料", "file_format": file_format, "at": NOW}
        at_once = actions.make(cast.viewer("lead"), export=EXPORTS[PEOPLE], **order)
        done = run(ask(file_format=file_format))
        assert (done.sha256, done.file_name) == (at_once.sha256, at_once.file_name)


def test_the_task_makes_the_file() -> None:
    people()
    asked = ask()
    making.make_file.call(str(asked.pk))
    asked.refresh_from_db()
    assert asked.state == "ready"


def test_asked_again_the_same_one_comes_back() -> None:
    people()
    first = ask()
    assert ask().pk == first.pk
    assert ask(purpose="べつの使いみち").pk != first.pk
    assert ask("director").pk != first.pk
    run(first)
    assert ask().pk != first.pk


def test_who_waited_is_told_by_mail() -> None:
    people()
    done = run(ask())
    mail = Notice.objects.get()
    assert (mail.to, mail.subject) == ("lead@example.jp", "【寄合】書き出したファイルができました")
    assert f"人の一覧（{done.rows}件）" in mail.body and "運営会議" not in mail.body
    again, user = ask(), cast.make_user("lead")
    user.is_active = False
    user.save()
    assert run(again).problem == rules.NO_LONGER_YOURS  # and nobody is written to who has left
    assert Notice.objects.count() == 1


@pytest.mark.parametrize("kind", ["letter", "label12"])
def test_papers_of_many_are_made_by_the_worker(kind: str) -> None:
    from tests.areas.register import mailings_world as world

    readers = [world.reader(), world.reader(given_name="健一")]
    sending = world.send(world.people_list(), kind=kind)
    asked = ask("staff", "register.mailing", "", subject=f"{sending.pk}.1.0.0")
    assert (asked.state, asked.rows) == ("waiting", 2)
    done = run(asked)
    assert (done.state, done.format, done.rows) == ("ready", "pdf", 2)
    assert fetched(cast.viewer("staff"), done).startswith(b"%PDF-")
    taken = Sight.objects.filter(source=f"download:{done.pk}")
    assert sorted(taken.values_list("person_id", flat=True)) == sorted(row.pk for row in readers)


@pytest.mark.parametrize(("kind", "start"), [("letter", 1), ("label12", 13)])
def test_more_papers_than_memory_holds_come_in_parts(
    monkeypatch: pytest.MonkeyPatch, kind: str, start: int
) -> None:
    from tests.areas.register import mailings_world as world

    monkeypatch.setattr(exports_mailings, "PART", 1 if kind == "letter" else 13)
    for name in ("澄江", "健一"):
        world.reader(given_name=name)
    sending = world.send(world.people_list(), kind=kind)
    export, subject = EXPORTS["register.mailing"], f"{sending.pk}.{start}.0.0"
    done = run(ask("staff", "register.mailing", "", subject=subject))
    assert (done.state, done.format, done.rows, done.problem) == ("ready", "zip", 2, "")
    with zipfile.ZipFile(actions.path_of(done)) as archive:
        assert archive.namelist() == ["001.pdf", "002.pdf", "about.txt"]
        files_made = [archive.read(name) for name in archive.namelist()[:2]]
    assert export.paper is not None
    found = export.paper(cast.viewer("staff"), subject)
    assert isinstance(found, list)
    stamp = writers.Stamp("staff@example.jp", "運営会議の資料", NOW)
    assert files_made == [papers.pdf_bytes(paper, stamp) for paper in found]
    assert [len(paper.data["letters" if kind == "letter" else "labels"]) for paper in found] == [1, 1]


# --- not made ------------------------------------------------------------------------------------


def test_who_lost_the_right_meanwhile_gets_no_file() -> None:
    people()
    asked = ask()
    Assignment.objects.filter(user=cast.make_user("lead")).update(until=date(2026, 9, 30))
    failed = run(asked)
    assert (failed.state, failed.problem) == ("failed", rules.NO_LONGER_YOURS)
    assert lying() == [] and not Sight.objects.exists()
    assert rules.NO_LONGER_YOURS in Notice.objects.get().body


def test_the_columns_are_those_of_the_rights_when_it_is_made() -> None:
    people()
    asked = ask()
    Assignment.objects.filter(user=cast.make_user("lead")).update(post="staff")
    text = actions.path_of(run(asked)).read_text("utf-8-sig")
    allowed = {column.label for column in EXPORTS[PEOPLE].columns_for(cast.viewer("staff"))}
    assert set(text.splitlines()[0].split(",")) == allowed


def test_rights_that_change_while_it_is_made_leave_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    posts = Assignment.objects.filter(user=cast.make_user("lead"))
    when_writing(monkeypatch, lambda: posts.update(post="staff"))
    failed = run(ask())
    assert (failed.state, failed.problem) == ("failed", rules.RIGHTS_CHANGED)
    assert lying() == []


def test_what_is_out_of_sight_by_then_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    first, second = ask(), ask("director")
    monkeypatch.setitem(EXPORTS, PEOPLE, Export(PEOPLE, "人の一覧", rows=lambda *_: None))
    assert run(first).problem == rules.NO_LONGER_YOURS
    monkeypatch.delitem(EXPORTS, PEOPLE)
    assert run(second).problem == rules.NO_LONGER_YOURS
    with pytest.raises(contents.OutOfSight):
        contents.size(Export("t", "t", rows=lambda *_: None), cast.viewer("lead"), "")


def test_a_waiting_one_is_stopped_at_once_and_never_begins() -> None:
    people()
    asked = ask()
    actions.stop(cast.viewer("lead"), asked, at=NOW)
    actions.stop(cast.viewer("lead"), asked, at=NOW)  # once more changes nothing
    assert run(asked).state == "stopped"
    assert lying() == []
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "exports.ask",
        "exports.stop",
    ]
    assert not Notice.objects.exists()


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_one_being_made_is_stopped_and_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch, file_format: str
) -> None:
    people()
    asked = ask(file_format=file_format)
    when_writing(monkeypatch, lambda: actions.stop(cast.viewer("lead"), asked, at=NOW))
    stopped = run(asked)
    assert (stopped.state, stopped.problem) == ("stopped", "")
    assert lying() == [] and not Sight.objects.exists()
    assert Event.objects.latest("pk").facts == {"state": "stopped"}


def test_a_stop_after_the_last_sign_of_life_leaves_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    asked, original = ask(), contents.write

    def write_and_stop(*order: Any) -> contents.Contents:
        made = original(*order)
        actions.stop(cast.viewer("lead"), asked, at=NOW)
        return made

    monkeypatch.setattr(contents, "write", write_and_stop)
    assert run(asked).state == "stopped"
    assert lying() == [] and not Sight.objects.exists()


@pytest.mark.parametrize("name", ["director", "staff", "visitor"])
def test_nobody_else_stops_it(name: str) -> None:
    people()
    asked = ask()
    with pytest.raises(PermissionDenied):
        actions.stop(cast.viewer(name), asked, at=NOW)
    asked.refresh_from_db()
    assert asked.state == "waiting"


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (MemoryError(), rules.SENTENCES.out_of_memory),
        (RuntimeError("x"), rules.SENTENCES.unexpected),
        (writers.TooLong(rules.TOO_LONG), rules.TOO_LONG),
    ],
)
def test_what_goes_wrong_is_said(monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str) -> None:
    people()

    def fail() -> None:
        raise problem

    when_writing(monkeypatch, fail)
    failed = run(ask())
    assert (failed.state, failed.problem) == ("failed", words)
    assert lying() == []
    assert Event.objects.latest("pk").facts == {"state": "failed"}


def test_a_worker_that_is_told_to_end_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    people()

    def end() -> None:
        raise SystemExit(0)

    asked = ask()
    when_writing(monkeypatch, end)
    with pytest.raises(SystemExit):
        run(asked)
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == ("failed", rules.SENTENCES.server_ended)
    assert lying() == []


def test_a_lost_worker_is_found_and_its_file_cleared_away() -> None:
    people()
    asked = ask()
    Download.objects.filter(pk=asked.pk).update(state="making", heard_at=NOW)
    asked.refresh_from_db()
    with files.workplace(asked) as half:
        half.write_bytes(b"half")
        late = NOW + timedelta(minutes=11)
        again = ask(at=late)
        asked.refresh_from_db()
        assert (asked.state, asked.problem) == ("failed", rules.SENTENCES.lost_worker)
        assert again.pk != asked.pk
        run(again, at=late)
        assert lying() == [str(again.pk)]
        files.clear_expired(late)  # nothing more to find


def test_nobody_to_make_it_is_said_when_somebody_gives_up() -> None:
    people()
    asked = ask()
    actions.stop(cast.viewer("lead"), asked, at=NOW + timedelta(hours=2))
    asked.refresh_from_db()
    assert (asked.state, asked.problem) == ("failed", rules.SENTENCES.not_taken_up)


def test_a_worker_thought_lost_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    asked = ask()
    rows = Download.objects.filter(pk=asked.pk)
    when_writing(monkeypatch, lambda: rows.update(state="failed", problem="x"))
    assert run(asked).problem == "x"
    assert lying() == []
    assert not Event.objects.filter(verb="exports.end").exists()


def test_an_erasure_gives_up_what_is_being_made(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    asked = ask()

    def erase() -> None:
        actions.give_up()
        waiting = actions.lying()
        assert len(waiting) == 1
        actions.clear_files(waiting)

    when_writing(monkeypatch, erase)
    assert run(asked).problem == rules.SOMEBODY_ERASED
    assert lying() == [] and not Sight.objects.exists()


# --- files ----------------------------------------------------------------------------------------


def test_files_whose_hour_is_over_are_deleted() -> None:
    people()
    first = run(ask())
    Path(settings.EXPORT_FOLDER, str(uuid4())).write_bytes(b"has no row yet")
    Path(settings.EXPORT_FOLDER, "notes.txt").write_bytes(b"is nobody's")
    files.clear_expired(NOW + timedelta(minutes=59))
    assert len(lying()) == 3
    files.clear_expired(NOW + timedelta(hours=1))
    assert len(lying()) == 2 and str(first.pk) not in lying()
    files.clear_expired(NOW + timedelta(days=36_500))
    assert lying() == []


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writers, "SHEET", 2)
    stamp = writers.Stamp("a@example.jp", "x", NOW)
    book = openpyxl.load_workbook(io.BytesIO(written(writers.write_xlsx, ["n"], [[1], [2]], stamp)))
    assert [row[0].value for row in book["表"].iter_rows()] == ["n", 1, 2]
    with pytest.raises(writers.TooLong):
        written(writers.write_xlsx, ["n"], [[1], [2], [3]], stamp)


def test_what_leaves_sight_between_two_portions_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    people()
    last = Person.objects.order_by("-pk")[0]
    rows = Person.objects.order_by("pk").filter(merged_into__isnull=True)
    found = contents.portions(rows)
    first, whole = next(found)
    Person.objects.filter(pk=last.pk).update(merged_into=first[0])
    assert [row.pk for portion, _ in found for row in portion] == [row.pk for row in rows[1:]]
    assert whole == rows.count() + 1
    sliced = [row.pk for portion, _ in contents.portions(rows[:1]) for row in portion]
    assert sliced == [first[0].pk]


# --- pages and the database ------------------------------------------------------------------------


def page(browser: Client, download: Download, **headers: str) -> str:
    return browser.get(f"/exports/files/{download.pk}/", headers=headers).content.decode()


def test_the_page_waits_stops_and_hands_over() -> None:
    people()
    browser = cast.client("lead")
    answer = browser.post(f"/exports/make/{PEOPLE}/", {"purpose": "名札", "file_format": "csv"})
    download = Download.objects.get()
    assert answer["Location"] == f"/exports/files/{download.pk}/"
    whole, part = page(browser, download), page(browser, download, **{"HX-Request": "true"})
    assert "順番を待っています" in part and 'hx-trigger="every 1s"' in part and "<html" not in part
    assert '<noscript><meta http-equiv="refresh"' in whole and "作るのを止める" in whole
    assert browser.get(f"/exports/files/{download.pk}/fetch/").status_code == 404
    assert "順番を待っています" in browser.get("/exports/").content.decode()
    actions.work_on(download.pk)
    assert "受け取る" in page(browser, download, **{"HX-Request": "true"})
    assert "http-equiv" not in page(browser, download)
    assert browser.get(f"/exports/files/{download.pk}/fetch/").getvalue().startswith(b"\xef\xbb\xbf")


def test_the_page_says_how_it_ended() -> None:
    people()
    browser = cast.client("lead")
    now = cast.NOW.now(cast.NOW.tzinfo)
    asked = ask(at=now)
    assert "ワーカー）が動いていないかもしれません" not in page(browser, asked)
    Download.objects.filter(pk=asked.pk).update(asked_at=now - timedelta(minutes=2))
    assert "ワーカー）が動いていないかもしれません" in page(browser, asked)
    Download.objects.filter(pk=asked.pk).update(asked_at=now - timedelta(hours=2))
    assert rules.SENTENCES.not_taken_up in page(browser, asked)
    assert "作れませんでした" in browser.get("/exports/").content.decode()
    Download.objects.filter(pk=asked.pk).update(
        asked_at=now, state="making", heard_at=now, stop_requested=True
    )
    assert "区切りのよいところで止まります" in page(browser, asked)
    browser.post(f"/exports/files/{asked.pk}/stop/")
    Download.objects.filter(pk=asked.pk).update(state="stopped")
    assert "ファイルは残っていません" in page(browser, asked)
    assert cast.client("director").post(f"/exports/files/{asked.pk}/stop/").status_code == 404


@pytest.mark.parametrize(
    "change", ["state = 'ready'", "state = 'failed'", "problem = 'x'"], ids=["ready", "failed", "problem"]
)
def test_the_database_keeps_states_whole(change: str) -> None:
    people()
    ask()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE exports_download SET {change}")


def test_how_large_it_is_may_be_asked_of_the_export() -> None:
    def rows(_viewer: Viewer, _subject: str) -> Iterable[object]:
        raise AssertionError("dear to ask")

    export = Export("t.counted", "数", rows=rows, columns=(Column("a", "a", str),), count=lambda *_: 7)
    assert contents.size(export, cast.viewer("lead"), "") == 7
    assert contents.size(Export("t.list", "数", rows=lambda *_: [1, 2]), cast.viewer("lead"), "") == 2
    for key in ("voices.polis", "voices.snapshot", "register.sights", "register.mailing"):
        assert registry.EXPORTS[key].count is not None
        with pytest.raises(contents.OutOfSight):
            contents.size(registry.EXPORTS[key], cast.viewer("lead"), "0")


def test_every_state_has_a_standing() -> None:
    assert {rules.standing(Download(state=state, asked_at=NOW), NOW) for state in DownloadState} == {
        "順番を待っています", "作っています", "終わりました", "止めました", "作れませんでした",
    }  # fmt: skip
