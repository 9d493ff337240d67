"""Workers of the import: stopped, lost, failing, and only for those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast, factories
from tests.areas.register import portal_world as world
from tests.areas.register.portal_world import GOOD, verbs
from yoriai.web.register.actions import (
    bulk,
    portal,
    portal_applying,
    portal_parts,
    portal_reading,
    portal_undoing,
)
from yoriai.web.register.models import (
    ImportLine,
    ImportRun,
    LineKind,
    Organisation,
    PortalFile,
)
from yoriai.web.register.rules.imports import NotNow

pytestmark = pytest.mark.django_db


def bring_only(content: bytes = world.csv_of(GOOD)) -> ImportRun:
    actor, options = cast.viewer("director"), {"months": 6}
    return portal.bring(actor, name="a.csv", content=content, options=options, at=cast.NOW, enqueue=False)


def test_a_file_that_cannot_be_read_ends_with_a_sentence() -> None:
    run = world.bring(b"a,b\r\n")
    assert run.state == "failed"
    assert run.problem.startswith("1行目: 見出しに")
    empty = world.bring(world.csv_of(GOOD), prefecture="沖縄県")
    assert empty.state == "preview" and empty.options["counts"] == {"outside": 1}
    assert world.bring(world.csv_of()).problem.startswith("このファイルには、法人の行がありません")


def test_stopping_before_during_and_after() -> None:
    actor = cast.viewer("director")
    waiting = bring_only()
    portal.stop(actor, waiting, at=cast.NOW)
    portal_reading.work_on(waiting.pk)  # the worker comes too late
    waiting.refresh_from_db()
    assert waiting.state == "stopped" and not PortalFile.objects.exists()

    reading = bring_only()
    ImportRun.objects.filter(pk=reading.pk).update(stop_requested=True)
    portal_reading.work_on(reading.pk, clock=lambda: cast.NOW)
    reading.refresh_from_db()
    assert reading.state == "stopped"

    preview = world.bring(world.csv_of(GOOD))
    portal.stop(actor, preview, at=cast.NOW)
    preview.refresh_from_db()
    assert preview.state == "stopped" and not preview.lines.exists()


def test_stopping_while_it_is_read_is_heard() -> None:
    run = bring_only()
    ImportRun.objects.filter(pk=run.pk).update(heard_at=cast.NOW)
    portal.stop(cast.viewer("director"), run, at=cast.NOW)
    run.refresh_from_db()
    assert (run.state, run.stop_requested) == ("reading", True)
    ImportRun.objects.filter(pk=run.pk).update(heard_at=None)
    portal_reading.work_on(run.pk, clock=lambda: cast.NOW)
    run.refresh_from_db()
    assert run.state == "stopped"


def test_stopping_while_it_is_taken_keeps_what_was_taken() -> None:
    actor = cast.viewer("director")
    run = world.bring(world.csv_of(GOOD))
    portal.confirm(actor, run, at=cast.NOW, enqueue=False)
    portal.stop(actor, run, at=cast.NOW)
    portal_applying.work_on(run.pk, actor.user_id or 0, clock=lambda: cast.NOW)
    run.refresh_from_db()
    assert (run.state, run.problem) == ("done", "途中で止めました。")


SILENT = cast.NOW + timedelta(minutes=10)


def test_a_worker_that_was_lost_can_be_followed() -> None:
    actor = cast.viewer("director")
    run = world.bring(world.csv_of(GOOD))
    portal.confirm(actor, run, at=cast.NOW, enqueue=False)
    portal.confirm(actor, run, at=SILENT, enqueue=False)  # goes on
    portal.stop(actor, run, at=SILENT + timedelta(minutes=10))
    run.refresh_from_db()
    assert (run.state, run.problem) == ("done", "途中でサーバーが止まりました。")
    portal_applying.work_on(run.pk, actor.user_id or 0)
    assert not Organisation.objects.exists()
    portal.undo(actor, run, at=cast.NOW, enqueue=False)
    with pytest.raises(NotNow):
        portal.undo(actor, run, at=cast.NOW, enqueue=False)
    portal.undo(actor, run, at=SILENT, enqueue=False)
    portal_undoing.work_on(run.pk, actor.user_id or 0)
    portal_undoing.work_on(run.pk, actor.user_id or 0)  # twice does nothing
    run.refresh_from_db()
    assert run.state == "undone"
    reading = bring_only()
    ImportRun.objects.filter(pk=reading.pk).update(heard_at=cast.NOW)
    portal.stop(actor, reading, at=SILENT)
    reading.refresh_from_db()
    assert reading.state == "stopped"


@pytest.mark.parametrize(
    ("problem", "sentence"), [(SystemExit(), "サーバーが止まりました"), (RuntimeError(), "思わぬこと")]
)
@pytest.mark.parametrize("step", ["read", "take", "undo"])
def test_what_nobody_foresaw_ends_with_a_sentence(
    step: str, problem: BaseException, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise problem

    actor = cast.viewer("director")
    run = bring_only() if step == "read" else world.bring(world.csv_of(GOOD))
    works: dict[str, tuple[object, str, Callable[[], None]]] = {
        "read": (portal_reading, "_Comparison", lambda: portal_reading.work_on(run.pk)),
        "take": (portal_applying, "_take_all", lambda: portal_applying.work_on(run.pk, actor.user_id or 0)),
        "undo": (portal_undoing, "_undo_all", lambda: portal_undoing.work_on(run.pk, actor.user_id or 0)),
    }
    if step != "read":
        portal.confirm(actor, run, at=cast.NOW, enqueue=False)
    if step == "undo":
        portal_applying.work_on(run.pk, actor.user_id or 0)
        portal.undo(actor, run, at=cast.NOW, enqueue=False)
    module, name, work = works[step]
    monkeypatch.setattr(module, name, fail)
    if isinstance(problem, SystemExit):
        with pytest.raises(SystemExit):
            work()
    else:
        work()
    run.refresh_from_db()
    assert run.state == ("failed" if step == "read" else "done")
    assert sentence in run.problem


def test_a_run_that_is_no_longer_this_workers_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken_away(comparison: Any) -> dict[str, int]:
        ImportRun.objects.filter(pk=comparison.run.pk).update(state="stopped")
        return {}

    run = bring_only()
    monkeypatch.setattr(portal_reading._Comparison, "work", taken_away)
    portal_reading.work_on(run.pk)
    run.refresh_from_db()
    assert run.state == "stopped" and not run.lines.exists()

    actor = cast.viewer("director")

    def stopped(*_args: object) -> None:
        ImportRun.objects.filter(pk=run.pk).update(state="done")
        raise portal_parts.Stopped

    ImportRun.objects.filter(pk=run.pk).update(state="applying")
    monkeypatch.setattr(portal_applying, "_take_all", stopped)
    portal_applying.work_on(run.pk, actor.user_id or 0)
    ImportRun.objects.filter(pk=run.pk).update(state="undoing")
    monkeypatch.setattr(portal_undoing, "_undo_all", stopped)
    portal_undoing.work_on(run.pk, actor.user_id or 0)
    assert "register.end_reading" not in verbs()


def test_progress_is_written_when_it_moves_or_after_a_while() -> None:
    run = bring_only()
    now = [cast.NOW]
    report = portal_parts.Reporter(run.pk, "reading", lambda: now[0])  # type: ignore[arg-type]
    report(1, 10)
    now[0] += timedelta(seconds=1)
    report(1, 10)
    run.refresh_from_db()
    assert (run.progress, run.heard_at) == (10, cast.NOW)
    now[0] += timedelta(seconds=2)
    report(1, 10)
    run.refresh_from_db()
    assert run.heard_at == now[0]


def test_the_worker_is_called_when_the_deed_is_committed(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = cast.viewer("director")
    with django_capture_on_commit_callbacks(execute=True) as calls:
        run = portal.bring(
            actor, name="a.csv", content=world.csv_of(GOOD), options={"months": 6}, at=cast.NOW
        )
    portal_reading.read_portal.func(run.pk)
    with django_capture_on_commit_callbacks(execute=True) as more:
        portal.confirm(actor, run, at=cast.NOW)
    portal_applying.apply_portal.func(run.pk, actor.user_id)
    with django_capture_on_commit_callbacks(execute=True) as last:
        portal.undo(actor, run, at=cast.NOW)
    portal_undoing.undo_portal.func(run.pk, actor.user_id)
    run.refresh_from_db()
    assert run.state == "undone"
    assert len(calls) == len(more) == len(last) == 1


@pytest.mark.parametrize("who", ["staff", "reception", "supervisor", "visitor"])
def test_only_those_who_may_import(who: str) -> None:
    run = world.bring(world.csv_of(GOOD))
    actor = cast.viewer(who)
    deeds: list[Callable[[], object]] = [
        lambda: portal.bring(actor, name="a", content=b"", options={}, at=cast.NOW),
        lambda: portal.stop(actor, run, at=cast.NOW),
        lambda: portal.choose_kind(actor, run, LineKind.NEW, True, at=cast.NOW),
        lambda: portal.choose_lines(actor, run, shown=[], chosen=[], overwrite={}, at=cast.NOW),
        lambda: portal.confirm(actor, run, at=cast.NOW),
        lambda: portal.undo(actor, run, at=cast.NOW),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def test_numbers_are_never_used_twice_and_nothing_is_inserted_for_nothing() -> None:
    row = factories.organisation()
    pk = row.pk
    row.delete()
    assert bulk.new_ids(Organisation, 2)[0] > pk
    bulk.mark_taken([])
    assert not ImportLine.objects.exists()


def test_the_search_for_cycles_is_as_it_was() -> None:
    import gc

    with bulk.without_cycles():
        assert not gc.isenabled()
        with bulk.without_cycles():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
