"""Long lists are compared, taken and undone by a worker: asked for, watched, stopped, never left hanging."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.work import loop
from yoriai.web.work.loop import Clock, Stopped

from ..models import ImportRun
from ..rules.rosters import stages
from ..rules.rosters.stages import Stage, Work
from .lists_applying import apply_list
from .lists_comparing import compare
from .lists_parts import NotNow, locked, must_import, worked
from .lists_undoing import TooLate, undo_list

_DEEDS = {Work.COMPARE: compare, Work.APPLY: apply_list, Work.UNDO: undo_list}
_FROM = {Work.COMPARE: Stage.COLUMNS, Work.APPLY: Stage.PREVIEW, Work.UNDO: Stage.DONE}


def hand_over(actor: Viewer, run: ImportRun, *, work: Work, at: datetime) -> None:
    """Let a worker do it once the transaction is committed. Raises NotNow, PermissionDenied."""
    must_import(actor)
    with transaction.atomic():
        row = locked(run, _FROM[work], at_work=True)
        if stages.work_of(row) and not stages.life_of(row).is_dead(at):
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
        if stages.life_of(row).is_dead(at):
            _clear(row, stages.SENTENCES.for_death(stages.life_of(row)))
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
    name = f"list {run_id}"
    with loop.to_its_end(name, partial(_end, run), stages.SENTENCES, known=(TooLate,)):
        user = run.started_by.__class__._default_manager.get(pk=run.options["by"])
        actor = viewer_of(user, timezone.localdate(clock()))
        progress = Reporter(ImportRun.objects.filter(pk=run_id), clock)
        with suppress(NotNow):  # somebody else was faster: as if it had been stopped
            _DEEDS[work](actor, run, at=clock(), progress=progress)
            return
        raise Stopped


class Reporter(loop.Reporter):
    """What a list's worker is doing stands among the import's options."""

    def tell(self, percent: int, step: str, at: datetime) -> int:
        with transaction.atomic():
            row = self.rows.select_for_update().get()
            row.options |= {"heard_at": at.isoformat(), "step": step}
            row.progress = percent
            row.save(update_fields=["options", "progress"])
        return 1


def _end(run: ImportRun, problem: str) -> None:
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        _clear(row, problem)


def _clear(row: ImportRun, problem: str) -> None:
    row.options, row.stop_requested, row.problem = worked(row.options), False, problem
    row.save(update_fields=["options", "problem", "stop_requested"])
