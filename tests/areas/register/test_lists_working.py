"""Long lists go to a worker: handed over, watched, stopped; nothing half-written, nothing left hanging."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.areas.register import lists_world as world
from yoriai.web.accounts.models import Assignment
from yoriai.web.register.actions import lists_undoing, lists_working
from yoriai.web.register.actions.lists_parts import NotNow
from yoriai.web.register.models import ImportRun, Person
from yoriai.web.register.rules.rosters import stages
from yoriai.web.register.rules.rosters.stages import Work

pytestmark = pytest.mark.django_db


def ready() -> ImportRun:
    return world.compared(world.book([world.HEADER, world.SUMIE]))


def hand_over(run: ImportRun, work: Work = Work.APPLY) -> ImportRun:
    lists_working.hand_over(cast.viewer("lead"), run, work=work, at=cast.NOW)
    return world.fresh(run)


def work_on(run: ImportRun) -> ImportRun:
    lists_working.work_on(run.pk, clock=lambda: cast.NOW)
    return world.fresh(run)


def test_every_work_is_done_by_the_worker() -> None:
    run = work_on(hand_over(ready()))
    assert run.state == "done" and Person.objects.count() == 1 and stages.work_of(run) is None
    run = work_on(hand_over(run, Work.UNDO))
    assert run.state == "undone" and not Person.objects.exists()
    read = world.read(world.book([world.HEADER, world.SUMIE]))
    run = work_on(hand_over(read, Work.COMPARE))
    assert stages.stage_of(run) == "preview"


def test_the_task_is_queued_when_the_transaction_is_committed(
    django_capture_on_commit_callbacks: Any,
) -> None:
    from django_tasks_db.models import DBTaskResult

    run = ready()
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(run)
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [run.pk], "kwargs": {}}
    lists_working.work_on_list.call(run.pk)
    assert world.fresh(run).state == "done"


def test_nothing_is_done_twice() -> None:
    run = work_on(hand_over(ready()))
    work_on(run)
    assert Person.objects.count() == 1


def test_a_work_under_way_keeps_other_deeds_out() -> None:
    run = hand_over(ready())
    with pytest.raises(NotNow):
        hand_over(run)
    with pytest.raises(NotNow):
        world.decide(run, world.lines(run)[0], "leave")
    with pytest.raises(PermissionDenied):
        lists_working.hand_over(cast.viewer("staff"), run, work=Work.APPLY, at=cast.NOW)


def test_stopping_before_anything_is_written() -> None:
    run = hand_over(ready())
    lists_working.stop_work(cast.viewer("lead"), run, at=cast.NOW)
    assert world.fresh(run).stop_requested
    run = work_on(run)
    assert not Person.objects.exists() and stages.stage_of(run) == "preview" and not run.stop_requested
    lists_working.stop_work(cast.viewer("lead"), run, at=cast.NOW)
    assert not world.fresh(run).stop_requested
    with pytest.raises(PermissionDenied):
        lists_working.stop_work(cast.viewer("staff"), run, at=cast.NOW)


def test_a_dead_work_is_ended_and_can_be_asked_for_again() -> None:
    run = hand_over(ready())
    later = cast.NOW + timedelta(minutes=11)
    assert stages.life_of(run).is_dead(later) and not stages.life_of(run).is_dead(cast.NOW)
    lists_working.stop_work(cast.viewer("lead"), run, at=later)
    run = world.fresh(run)
    assert run.problem == stages.SENTENCES.lost_worker and stages.stage_of(run) == "preview"
    assert work_on(hand_over(run)).state == "done"


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (RuntimeError("x"), stages.SENTENCES.unexpected),
        (lists_undoing.TooLate(), "元に戻すための控えは、もう残っていません。"),
        (NotNow(), ""),
    ],
)
def test_what_goes_wrong_is_said_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, failure: Exception, sentence: str
) -> None:
    def fail(*_anything: Any, **_more: Any) -> None:
        Person.objects.create(family_name="半端", created_at=cast.NOW)
        raise failure

    run = hand_over(ready())
    monkeypatch.setattr("yoriai.web.register.actions.lists_writing.Writing.people", fail)
    run = work_on(run)
    assert run.problem == sentence and stages.stage_of(run) == "preview" and not Person.objects.exists()


def test_a_server_that_ends_leaves_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(*_anything: Any, **_more: Any) -> None:
        raise SystemExit

    run = hand_over(ready())
    monkeypatch.setattr("yoriai.web.register.actions.lists_writing.Writing.people", end)
    with pytest.raises(SystemExit):
        work_on(run)
    assert world.fresh(run).problem == stages.SENTENCES.server_ended and not Person.objects.exists()


def test_whoever_asked_must_still_be_allowed() -> None:
    run = hand_over(ready())
    Assignment.objects.update(until=cast.TODAY - timedelta(days=1))
    assert work_on(run).problem == stages.SENTENCES.unexpected and not Person.objects.exists()
