"""Making a file to take away: a small one at once, a large one by a worker."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.models import User
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.work import loop
from yoriai.web.work.loop import Clock, Progress, Reporter, Stopped

from .. import contents, mails, rules
from ..contents import Contents, Order, OutOfSight
from ..models import Download, DownloadState
from ..registry import EXPORTS, WATCHERS, Export
from ..writers import Stamp, TooLong
from . import files

register_verbs(
    {
        "exports.ask": "大きなファイルを書き出すよう頼んだ",
        "exports.stop": "書き出しを止めるよう頼んだ",
        "exports.make": "ファイルに書き出した",
        "exports.end": "書き出しが終わらずに閉じた",
        "exports.fetch": "書き出したファイルを受け取った",
    }
)


class NotForYou(Exception):
    """Who asked may no longer take this out; the text says so."""


def ask(
    actor: Viewer, *, export: Export, subject: str, purpose: str, file_format: str, at: datetime
) -> Download:
    """A small file is made at once; a large one waits for a worker, who begins when this is committed.

    Asked for again while it waits or is being made, the same row comes back. Raises PermissionDenied when
    the actor may not export, OutOfSight, TooLong.
    """
    draft = _draft(actor, export, subject=subject, purpose=purpose, file_format=file_format, at=at)
    draft.rows = contents.size(export, actor, subject)
    if draft.rows <= (rules.AT_ONCE_PAPERS if export.paper else rules.AT_ONCE):
        return _make_now(actor, export, draft)
    return _wait(actor, draft)


def make(
    actor: Viewer, *, export: Export, subject: str, purpose: str, file_format: str, at: datetime
) -> Download:
    """Make a file for this person and this purpose now, however large it is.

    Raises PermissionDenied when the actor may not export, OutOfSight, TooLong.
    """
    draft = _draft(actor, export, subject=subject, purpose=purpose, file_format=file_format, at=at)
    return _make_now(actor, export, draft)


def stop(actor: Viewer, download: Download, *, at: datetime) -> None:
    """Stop one's own: a waiting one at once, one that is being made at its next sign of life."""
    if not rules.may_watch(actor, download):
        raise PermissionDenied
    with transaction.atomic():
        row = Download.objects.select_for_update().get(pk=download.pk)
        if row.state not in rules.LIVE:
            return
        audit.record(actor, "exports.stop", row, at=at)
        if _bury_if_dead(row, at):
            return
        if row.state == DownloadState.WAITING:
            _close(row, "", at)
        else:
            Download.objects.filter(pk=row.pk).update(stop_requested=True)


def fetch(actor: Viewer, *, download: Download, at: datetime) -> Path:
    """Where the file lies, for who made it.

    Raises PermissionDenied for others and after its time, FileNotFoundError when it was cleared away.
    """
    if not rules.may_fetch(actor, download, at):
        raise PermissionDenied
    found = files.path_of(download).resolve(strict=True)
    with transaction.atomic():
        audit.record(actor, "exports.fetch", download, at=at)
    return found


@task()
def make_file(key: str) -> None:
    """Make a large file that somebody asked for."""
    work_on(UUID(key))


def work_on(key: UUID, *, clock: Clock = timezone.now) -> None:
    """Make a waiting file to its end: ready, stopped, or failed with a sentence.

    It holds what its maker may take at that time, by then or not at all. Does nothing when it no longer
    waits.
    """
    if not loop.take_up(Download.objects.filter(pk=key, state=DownloadState.WAITING), clock, state="making"):
        return
    row = Download.objects.get(pk=key)
    known = (NotForYou, TooLong)
    with loop.to_its_end(f"download {key}", partial(_end, row, clock), rules.SENTENCES, known=known):
        _make_for_maker(row, clock)


def _make_for_maker(row: Download, clock: Clock) -> None:
    """Raises NotForYou when the rights are gone, or change while the file is made."""
    actor = _maker(row, clock)
    progress = Reporter(Download.objects.filter(pk=row.pk, state=DownloadState.MAKING), clock)
    try:
        _must_export(actor)
        export = contents.there(EXPORTS.get(row.export))
        with files.workplace(row) as file:
            made = contents.write(file, export, actor, _order(actor, row, clock(), progress))
            if _maker(row, clock) != actor:
                raise NotForYou(rules.RIGHTS_CHANGED)
            _keep(actor, row, file, made, at=clock())
    except (PermissionDenied, OutOfSight) as refused:
        raise NotForYou(rules.NO_LONGER_YOURS) from refused


def _maker(row: Download, clock: Clock) -> Viewer:
    return viewer_of(User.objects.get(pk=row.user_id), timezone.localdate(clock()))


def _must_export(actor: Viewer) -> int:
    """Whose file it is."""
    if actor.user_id is None or not rules.may_export(actor):
        raise PermissionDenied
    return actor.user_id


def _draft(
    actor: Viewer, export: Export, *, subject: str, purpose: str, file_format: str, at: datetime
) -> Download:
    return Download(
        user_id=_must_export(actor),
        export=export.key,
        subject=subject,
        purpose=purpose,
        format=file_format,
        asked_at=at,
        state=DownloadState.WAITING,
    )


def _wait(actor: Viewer, draft: Download) -> Download:
    asked = {name: getattr(draft, name) for name in ("user_id", "export", "subject", "purpose", "format")}
    at = draft.asked_at
    with transaction.atomic():
        live = Download.objects.select_for_update().filter(state__in=rules.LIVE)
        for row in live.order_by("pk"):
            _bury_if_dead(row, at)
        same = live.filter(**asked, stop_requested=False).first()
        if same:
            return same
        draft.save(force_insert=True)
        audit.record(actor, "exports.ask", draft, at=at, export=draft.export, rows=draft.rows)
        transaction.on_commit(partial(make_file.enqueue, str(draft.pk)))
    return draft


def _make_now(actor: Viewer, export: Export, draft: Download) -> Download:
    with files.workplace(draft) as file:
        made = contents.write(file, export, actor, _order(actor, draft, draft.asked_at))
        _keep(actor, draft, file, made, at=draft.asked_at)
    return draft


def _order(actor: Viewer, row: Download, at: datetime, progress: Progress = contents.silent) -> Order:
    return Order(row.subject, row.format, Stamp(actor.email, row.purpose, at), progress)


def _keep(actor: Viewer, row: Download, file: Path, made: Contents, *, at: datetime) -> None:
    """Put the file in its place, unless it was stopped or given up meanwhile; write down who is in it."""
    with file.open("rb") as content:
        row.sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    row.rows, row.format, row.made_at, row.expires_at = made.rows, made.ending, at, at + rules.LIFE
    row.file_name = f"{row.export}-{at:%Y%m%d-%H%M}.{made.ending}"
    row.state, row.progress = DownloadState.READY, 100
    asked_before = not row._state.adding
    with transaction.atomic():
        if asked_before:
            _must_be_wanted(row)
        row.save()
        audit.record(actor, "exports.make", row, at=at, export=row.export, rows=row.rows)
        for watcher in WATCHERS if made.people else ():
            watcher(actor, made.people, purpose=row.purpose, source=f"download:{row.pk}", at=at)
        if asked_before:
            mails.tell(row, at)
        file.replace(files.path_of(row))
    files.clear_expired(at)


def _must_be_wanted(row: Download) -> None:
    known = Download.objects.select_for_update().get(pk=row.pk)
    if known.state != DownloadState.MAKING or known.stop_requested:
        raise Stopped


def _end(row: Download, clock: Clock, problem: str) -> None:
    with transaction.atomic():
        row = Download.objects.select_for_update().get(pk=row.pk)
        if row.state not in rules.LIVE:
            return
        _close(row, problem, clock())
        audit.record(Viewer(user_id=row.user_id), "exports.end", row, at=clock(), state=row.state)


def _bury_if_dead(row: Download, at: datetime) -> bool:
    life = rules.life_of(row)
    if dead := life.is_dead(at):
        _close(row, rules.SENTENCES.for_death(life), at)
    return dead


def _close(row: Download, problem: str, at: datetime) -> None:
    """End a row without a file: stopped, or failed with a sentence."""
    row.state, row.problem = DownloadState.FAILED if problem else DownloadState.STOPPED, problem
    row.save(update_fields=["state", "problem"])
    if problem:
        mails.tell(row, at)
