"""Long lists are compared, taken and undone by a worker: asked for, watched, stopped, never left hanging."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit

from ..models import ImportRun
from ..rules.rosters import stages
from ..rules.rosters.stages import Stage, Work
from .lists_applying import apply_list
from .lists_comparing import compare
from .lists_parts import NotNow, Stopped, locked, must_import, worked
from .lists_undoing import TooLate, undo_list

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
_DEEDS = {Work.COMPARE: compare, Work.APPLY: apply_list, Work.UNDO: undo_list}
_FROM = {Work.COMPARE: Stage.COLUMNS, Work.APPLY: Stage.PREVIEW, Work.UNDO: Stage.DONE}


def hand_over(actor: Viewer, run: ImportRun, *, work: Work, at: datetime) -> None:
    """Let a worker do it once the transaction is committed. Raises NotNow, PermissionDenied."""
    must_import(actor)
    with transaction.atomic():
        row = locked(run, _FROM[work], at_work=True)
        if stages.work_of(row) and not stages.is_dead(row, at):
            raise NotNow
        row.options |= {"work": work, "by": actor.user_id, "heard_at": at.isoformat()}
        row.progress, row.problem, row.stop_requested = 0, "", False
        row.save(update_fields=["options", "progress", "problem", "stop_requested"])
        audit.record(actor, "register.hand_over_list", row, at=at, work=str(work))
        transaction.on_commit(partial(work_on_list.enqueue, row.pk))


def stop_work(actor: Viewer, run: ImportRun, *, at: datetime) -> None:
    """Ask the worker to end; one that has died is ended here. Raises PermissionDenied."""
    must_import(actor)
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if stages.work_of(row) is None:
            return
        if stages.is_dead(row, at):
            _clear(row, stages.LOST_WORKER)
        else:
            ImportRun.objects.filter(pk=row.pk).update(stop_requested=True)
        audit.record(actor, "register.end_list_work", row, at=at)


@task()
def work_on_list(run_id: int) -> None:
    """Do what somebody asked for."""
    work_on(run_id)


def work_on(run_id: int, *, clock: Clock = timezone.now) -> None:
    """Do the work that a list waits for to its end: done, stopped, or failed with a sentence.

    Whoever asked must still be allowed to when it is done.
    """
    run = ImportRun.objects.get(pk=run_id)
    work = stages.work_of(run)
    if work is None:
        return
    try:
        user = run.started_by.__class__._default_manager.get(pk=run.options["by"])
        actor = viewer_of(user, timezone.localdate(clock()))
        _DEEDS[work](actor, run, at=clock(), progress=Reporter(run_id, clock))
    except (Stopped, NotNow):
        _end(run, "")
    except SystemExit:  # the worker is told to end
        _end(run, stages.SERVER_ENDED)
        raise
    except TooLate:
        _end(run, "元に戻すための控えは、もう残っていません。")
    except Exception:
        log.exception("list %s failed", run_id)
        _end(run, stages.UNEXPECTED)


class Reporter:
    """Writes how far a work is, as its sign of life; raises Stopped when it should end."""

    def __init__(self, run_id: int, clock: Clock) -> None:
        self.run_id, self.clock = run_id, clock

    def __call__(self, fraction: float, step: str) -> None:
        with transaction.atomic():
            row = ImportRun.objects.select_for_update().get(pk=self.run_id)
            if row.stop_requested:
                raise Stopped
            row.options |= {"heard_at": self.clock().isoformat(), "step": step}
            row.progress = min(99, int(100 * fraction))
            row.save(update_fields=["options", "progress"])


def _end(run: ImportRun, problem: str) -> None:
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        _clear(row, problem)


def _clear(row: ImportRun, problem: str) -> None:
    row.options, row.stop_requested, row.problem = worked(row.options), False, problem
    row.save(update_fields=["options", "problem", "stop_requested"])
