"""A list is taken in one deed: new entries, changed columns, ways to reach people, roles; all or nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.work.loop import Progress

from ..models import ImportLine, ImportRun, ImportState, LineKind
from ..queries import rosters as queries
from ..rules.rosters import deciding
from ..rules.rosters.stages import Stage
from .lists_parts import locked, must_import, rewrite, silent
from .lists_writing import Writing


def decide(actor: Viewer, run: ImportRun, *, decisions: dict[int, str], at: datetime) -> None:
    """Say of lines (by number in the database) what is to be done: "new", "leave", an entry's number.

    Raises NotNow, PermissionDenied.
    """
    must_import(actor)
    with transaction.atomic():
        row = locked(run, Stage.PREVIEW)
        lines = [
            line
            for line in row.lines.filter(pk__in=decisions).exclude(kind=LineKind.BROKEN)
            if "decision" in line.values
        ]
        for kind in ("person", "organisation"):
            own = [line for line in lines if line.target == kind]
            wanted = [int(decisions[line.pk]) for line in own if decisions[line.pk].isdigit()]
            entries = queries.entries_for(actor, kind, wanted)
            for line in own:
                deciding.settle(line, decisions[line.pk], entries)
        columns = ["kind", "target_id", "chosen", "changes", "conflicts", "values"]
        ImportLine.objects.bulk_update(lines, columns, batch_size=50)
        audit.record(actor, "register.decide_list", row, at=at, lines=len(lines))


def apply_list(actor: Viewer, run: ImportRun, *, at: datetime, progress: Progress = silent) -> None:
    """Take every line that is decided, in one transaction, and keep what undoing needs.

    Lines whose entry was changed, merged or erased since the preview are left out and named.
    Raises NotNow, Stopped, PermissionDenied.
    """
    must_import(actor)
    progress(0.3, "台帳に書き込みます")
    with transaction.atomic():
        row = locked(run, Stage.PREVIEW, at_work=True)
        lines = list(row.lines.order_by("pk"))
        source = f"名簿の取り込み {row.pk}"
        writing = Writing(actor, lines, source, at, timezone.localdate(at))
        writing.organisations()
        writing.people()
        writing.roles()
        rewrite(row, [_kept(line) for line in lines if "decision" in line.values or line.problem])
        row.state, row.finished_at, row.progress = ImportState.DONE, at, 100
        row.options = {"sheets": [plan["name"] for plan in row.options["sheets"] if plan["take"]]}
        row.save(update_fields=["state", "finished_at", "progress", "options"])
        audit.record(actor, "register.import_list", row, at=at, **writing.counts)


def _kept(line: ImportLine) -> ImportLine:
    """A line after the deed: what was read is forgotten, what undoing needs stays."""
    line.values = {"undo": line.values["undo"]} if line.taken else {}
    line.name, line.conflicts = "", []
    if not line.taken:
        line.changes, line.target_id, line.chosen = {}, None, False
    return line
