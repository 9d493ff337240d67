"""Undoing an import of the portal's file, in a worker: entry by entry, as far as nobody changed it since."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.work import loop

from ..models import (
    FieldChange,
    ImportLine,
    ImportRun,
    ImportState,
    LineKind,
    Municipality,
    Organisation,
    SearchEntry,
)
from ..queries import links
from ..queries import portal as portal_queries
from ..rules import imports as rules
from ..rules import portal, portal_history
from ..rules.portal import Values
from . import bulk, portal_applying
from .entries import index_organisations
from .portal_applying import CHUNK, keep_history, update
from .portal_parts import Clock, Reporter

register_verbs({"register.undo_portal": "NPOポータルの取り込みを元に戻した"})

SOURCE = "取り込みの取り消し"
CHANGED_SINCE = "取り込みのあとで直されたので、そのままにしました。"
LINKED_SINCE = "取り込みのあとでほかの記録がつながったので、台帳に残しました。"


@task()
def undo_portal(run_id: int, user_id: int) -> None:
    """Undo a run."""
    work_on(run_id, user_id)


def work_on(run_id: int, user_id: int, *, clock: Clock = timezone.now) -> None:
    """Undo the taken lines of a run; what cannot be undone is named on its line."""
    if not ImportRun.objects.filter(pk=run_id, state=ImportState.UNDOING).exists():
        return
    actor = Viewer(user_id=user_id)
    name, sentences = f"undoing of import {run_id}", rules.sentences("もう一度、元に戻してください。")
    with loop.to_its_end(name, partial(_give_up, run_id, actor, clock), sentences):
        _undo_all(run_id, actor, clock)
        _end(run_id, actor, ImportState.UNDONE, clock())


def _give_up(run_id: int, actor: Viewer, clock: Clock, problem: str) -> None:
    """It can be undone again, from where it was; without a problem the run is somebody else's by now."""
    if problem:
        _end(run_id, actor, ImportState.DONE, clock(), problem)


def _undo_all(run_id: int, actor: Viewer, clock: Clock) -> None:
    report, at = Reporter(run_id, ImportState.UNDOING, clock), clock()
    rows = ImportLine.objects.filter(run=run_id, taken=True).order_by("pk")
    new = rows.filter(kind=LineKind.NEW).defer("values", "changes", "conflicts")
    towns = Municipality.objects.in_bulk()
    whole, done = rows.count(), 0
    for lines in _portions(rows.exclude(kind=LineKind.NEW)):
        report(done, whole)
        done += len(lines)
        with transaction.atomic():
            _untake(_restore(lines, actor, towns, at))
    for lines in _portions(new):
        report(done, whole)
        done += len(lines)
        with transaction.atomic():
            _untake(_remove(lines))


def _portions(rows: QuerySet[ImportLine]) -> Iterator[list[ImportLine]]:
    last = 0
    while lines := list(rows.filter(pk__gt=last)[:CHUNK]):
        last = lines[-1].pk
        yield lines


def _untake(undone: list[int]) -> None:
    ImportLine.objects.filter(pk__in=undone).update(taken=False)


def _end(run_id: int, actor: Viewer, state: ImportState, at: datetime, problem: str = "") -> None:
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        run.state, run.problem, run.finished_at = state, problem, at
        run.progress = run.progress if problem else 100
        run.save(update_fields=["state", "problem", "finished_at", "progress"])
        left = run.lines.filter(taken=True).count()
        audit.record(actor, "register.undo_portal", run, at=at, left=left, state=str(state))


def _remove(lines: list[ImportLine]) -> list[int]:
    """Take new entries out again: those of the first version to which nothing was linked."""
    pks = [line.target_id for line in lines if line.target_id]
    rows = Organisation.objects.select_for_update().filter(pk__in=pks, merged_into__isnull=True)
    versions = dict(rows.values_list("pk", "version"))
    as_read = _as_they_came([line for line in lines if versions.get(line.target_id or 0) not in (None, 1)])
    hung_on = links.linked_organisations(pks)
    gone = []
    for line in lines:
        pk = line.target_id or 0
        if versions.get(pk) != 1 and pk not in as_read:
            line.problem = CHANGED_SINCE
        elif pk in hung_on:
            line.problem = LINKED_SINCE
        else:
            gone.append(line)
    _name(lines)
    removed = [line.target_id or 0 for line in gone]
    SearchEntry.objects.filter(kind="organisation", row_id__in=removed).delete()
    bulk.delete(Organisation, removed)
    return [line.pk for line in gone]


def _as_they_came(lines: list[ImportLine]) -> set[int]:
    """Entries that were changed and hold again what the file said, without anything that staff wrote."""
    pks = [line.target_id for line in lines if line.target_id]
    touched = FieldChange.objects.filter(kind="organisation", row_id__in=pks).exclude(
        source__in=(portal_applying.SOURCE, SOURCE)
    )
    by_staff = set(touched.values_list("row_id", flat=True))
    entries = portal_queries.entries(pks)
    whole = ImportLine.objects.in_bulk([line.pk for line in lines])
    return {
        line.target_id
        for line in whole.values()
        if line.target_id and line.target_id not in by_staff and _holds(entries[line.target_id][2], line)
    }


def _holds(entry: Values, line: ImportLine) -> bool:
    row = portal.unpacked(line.values["row"])
    return all(value == row.get(column, type(value)()) for column, value in entry.items())


def _restore(
    lines: list[ImportLine], actor: Viewer, towns: dict[str, Municipality], at: datetime
) -> list[int]:
    """Give changed entries their old values back, where they are as the import left them."""
    wanted = [line.target_id for line in lines if line.target_id]
    rows = Organisation.objects.filter(merged_into__isnull=True).select_for_update().in_bulk(wanted)
    back, history = [], []
    for line in lines:
        row = rows.get(line.target_id or 0)
        if row is None or row.version != line.values["version"] + 1:
            line.problem = CHANGED_SINCE
            continue
        changes = portal_history.taken(line)
        history += [
            portal_history.change(row.pk, column, new, old, towns) for column, (old, new) in changes.items()
        ]
        row.checked_by_hand = [*row.checked_by_hand, *line.values.get("overwrite", ())]
        update(row, {column: old for column, (old, _new) in changes.items()}, ())
        back.append(line)
    _name(lines)
    keep_history(history, actor, at, SOURCE)
    pks = [line.target_id or 0 for line in back]
    index_organisations(Organisation.objects.select_related("municipality").filter(pk__in=pks))
    return [line.pk for line in back]


def _name(lines: list[ImportLine]) -> None:
    """Write down why a line could not be undone."""
    for problem in (CHANGED_SINCE, LINKED_SINCE):
        named = [line.pk for line in lines if line.problem == problem]
        ImportLine.objects.filter(pk__in=named).update(problem=problem)
