"""The portal's file: handing it over, choosing what is taken, confirming, stopping, undoing.

What takes longer than a page is done by workers (portal_reading, portal_applying, portal_undoing).
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import ImportKind, ImportLine, ImportRun, ImportState, LineKind, PortalFile
from ..rules import imports as rules
from ..rules.imports import NotNow
from .portal_applying import apply_portal
from .portal_reading import read_portal
from .portal_undoing import undo_portal

register_verbs(
    {
        "register.bring_portal": "NPOポータルのファイルを預けた",
        "register.stop_import": "取り込みを止めるよう頼んだ",
        "register.choose_kind": "取り込む種類を選んだ",
        "register.choose_lines": "取り込む行を選んだ",
        "register.confirm_portal": "NPOポータルの取り込みを決めた",
        "register.ask_undo_portal": "NPOポータルの取り込みを元に戻すよう頼んだ",
    }
)


def bring(
    actor: Viewer, *, name: str, content: bytes, options: dict[str, Any], at: datetime, enqueue: bool = True
) -> ImportRun:
    """Keep a file for the worker, which compares it with the register once this is committed.

    `options`: months, prefecture, authorities. With `enqueue=False` the caller reads it with
    `portal_reading.work_on`.
    """
    _must_import(actor)
    packed = content if content[:4] == b"PK\x03\x04" else _packed(content)
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=ImportKind.PORTAL,
            state=ImportState.READING,
            file_name=name[-200:],
            sha256=hashlib.sha256(content).hexdigest(),
            options=options,
            started_at=at,
            started_by_id=actor.user_id or 0,
        )
        PortalFile.objects.create(run=run, packed=packed)
        audit.record(actor, "register.bring_portal", run, at=at, sha256=run.sha256)
        if enqueue:
            transaction.on_commit(partial(read_portal.enqueue, run.pk))
    return run


def _packed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("portal.csv", content)
    return out.getvalue()


def stop(actor: Viewer, run: ImportRun, *, at: datetime) -> None:
    """Stop reading or taking at the next step; put a preview away. Raises NotNow when it has ended."""
    _must_import(actor)
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if not rules.may_stop(row):
            raise NotNow
        audit.record(actor, "register.stop_import", row, at=at)
        waiting = row.state == ImportState.READING and (
            row.heard_at is None or rules.has_gone_silent(row, at)
        )
        if row.state == ImportState.PREVIEW or waiting:
            row.lines.all().delete()
            PortalFile.objects.filter(run=row).delete()
            row.state, row.finished_at = ImportState.STOPPED, at
        elif rules.has_gone_silent(row, at):
            row.state, row.problem, row.finished_at = ImportState.DONE, rules.SERVER_ENDED, at
        row.stop_requested = True
        row.save(update_fields=["state", "problem", "finished_at", "stop_requested"])


def choose_kind(actor: Viewer, run: ImportRun, kind: LineKind, chosen: bool, *, at: datetime) -> None:
    """Take every line of a kind, or none. Raises NotNow when the preview is over."""
    _must_import(actor)
    with transaction.atomic():
        row = _in_preview(run)
        row.lines.filter(kind=kind).update(chosen=chosen)
        audit.record(actor, "register.choose_kind", row, at=at, kind=str(kind), chosen=chosen)


def choose_lines(
    actor: Viewer,
    run: ImportRun,
    *,
    shown: Collection[int],
    chosen: Collection[int],
    overwrite: Mapping[int, Collection[str]],
    at: datetime,
) -> None:
    """Of the lines that a page showed, take those that were chosen; for columns corrected by hand, the
    file's value only where `overwrite` names the column for that line. Raises NotNow."""
    _must_import(actor)
    with transaction.atomic():
        row = _in_preview(run)
        lines = list(row.lines.filter(pk__in=shown, kind__in=rules.APPLICABLE))
        for line in lines:
            line.chosen = line.pk in chosen
            wanted = [column for column in line.conflicts if column in overwrite.get(line.pk, ())]
            line.values = {**line.values, "overwrite": wanted}
        ImportLine.objects.bulk_update(lines, ["chosen", "values"], batch_size=100)
        audit.record(actor, "register.choose_lines", row, at=at, lines=len(lines))


def confirm(actor: Viewer, run: ImportRun, *, at: datetime, enqueue: bool = True) -> None:
    """Take what was chosen, in a worker; one that lost its worker goes on where it was. Raises NotNow."""
    _must_import(actor)
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        again = row.state == ImportState.APPLYING and rules.has_gone_silent(row, at)
        if row.state != ImportState.PREVIEW and not again:
            raise NotNow
        chosen = row.lines.filter(chosen=True, kind__in=rules.APPLICABLE).count()
        _hand_to_worker(row, ImportState.APPLYING, at)
        audit.record(actor, "register.confirm_portal", row, at=at, lines=chosen)
        if enqueue:
            transaction.on_commit(partial(apply_portal.enqueue, row.pk, actor.user_id or 0))


def undo(actor: Viewer, run: ImportRun, *, at: datetime, enqueue: bool = True) -> None:
    """Undo a whole import, in a worker, as far as entries were not changed since. Raises NotNow."""
    _must_import(actor)
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        again = row.state == ImportState.UNDOING and rules.has_gone_silent(row, at)
        if row.state != ImportState.DONE and not again:
            raise NotNow
        _hand_to_worker(row, ImportState.UNDOING, at)
        audit.record(actor, "register.ask_undo_portal", row, at=at)
        if enqueue:
            transaction.on_commit(partial(undo_portal.enqueue, row.pk, actor.user_id or 0))


def _hand_to_worker(run: ImportRun, state: ImportState, at: datetime) -> None:
    run.state, run.progress, run.stop_requested, run.problem, run.heard_at = state, 0, False, "", at
    run.save(update_fields=["state", "progress", "stop_requested", "problem", "heard_at"])


def _in_preview(run: ImportRun) -> ImportRun:
    row = ImportRun.objects.select_for_update().get(pk=run.pk)
    if row.state != ImportState.PREVIEW:
        raise NotNow
    return row


def _must_import(actor: Viewer) -> None:
    if not rules.may_import(actor):
        raise PermissionDenied
