"""The only place that makes a file to take away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from . import papers, rules, writers
from .models import Download
from .registry import WATCHERS, Export

register_verbs({"exports.make": "ファイルに書き出した", "exports.fetch": "書き出したファイルを受け取った"})

Found = TypeVar("Found")
#: So many rows are read at a time; SQLite refuses to look up what hangs on more than 1,000 at once.
PORTION = 500
FORMATS = {"csv": "CSV（Excelで開けます）", "xlsx": "Excel", "json": "JSON"}


def make(
    actor: Viewer, *, export: Export, subject: str, purpose: str, file_format: str, at: datetime
) -> Download:
    """Make a file for this person and this purpose.

    Raises PermissionDenied when the actor may not export, LookupError when the subject is out of sight.
    """
    if actor.user_id is None or not rules.may_export(actor):
        raise PermissionDenied
    stamp = writers.Stamp(who=actor.email, purpose=purpose, at=at)
    content, count, ending, people = _content(actor, export, subject, file_format, stamp)
    download = Download(
        user_id=actor.user_id,
        export=export.key,
        subject=subject,
        purpose=purpose,
        format=ending,
        file_name=f"{export.key}-{at:%Y%m%d-%H%M}.{ending}",
        rows=count,
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=at,
        expires_at=at + rules.LIFE,
    )
    with transaction.atomic():
        download.save(force_insert=True)
        audit.record(actor, "exports.make", download, at=at, export=export.key, rows=count)
        for watcher in WATCHERS if people else ():
            watcher(actor, people, purpose=purpose, source=f"download:{download.pk}", at=at)
        path_of(download).parent.mkdir(parents=True, exist_ok=True)
        path_of(download).write_bytes(content)
    return download


def fetch(actor: Viewer, *, download: Download, at: datetime) -> bytes:
    """The file's bytes, for who made it.

    Raises PermissionDenied for others and after its time, FileNotFoundError when it was cleared away.
    """
    if not rules.may_fetch(actor, download, at):
        raise PermissionDenied
    content = path_of(download).read_bytes()
    with transaction.atomic():
        audit.record(actor, "exports.fetch", download, at=at)
    return content


def path_of(download: Download) -> Path:
    """Where the file lies, outside every public folder."""
    return Path(settings.EXPORT_FOLDER) / str(download.pk)


def _there(found: Found | None, subject: str) -> Found:
    if found is None:
        raise LookupError(subject)
    return found


def _content(
    actor: Viewer, export: Export, subject: str, file_format: str, stamp: writers.Stamp
) -> tuple[bytes, int, str, set[int]]:
    if export.bundle:
        files = _there(export.bundle(actor, subject), subject)
        return writers.zip_bytes(files, stamp), len(files), "zip", set()
    found = _there(export.rows(actor, subject), subject)
    if not (export.paper or export.data):
        return _table(actor, export, found, file_format, stamp)
    found = list(found)
    people = export.people(found)
    if export.paper:
        paper = _there(export.paper(actor, subject), subject)
        return papers.pdf_bytes(paper, stamp), len(found), "pdf", people
    assert export.data
    document = _there(export.data(actor, subject), subject)
    return writers.document_bytes(document, stamp), len(found), "json", people


def _table(
    actor: Viewer, export: Export, found: Iterable[Any], file_format: str, stamp: writers.Stamp
) -> tuple[bytes, int, str, set[int]]:
    """The table as a file. Rows of the database are read in portions: a register may be large."""
    columns = export.columns_for(actor)
    people: set[int] = set()
    rows = []
    for row in found.iterator(chunk_size=PORTION) if isinstance(found, QuerySet) else found:
        people |= export.people([row])
        rows.append([column.value(row) for column in columns])
    if file_format == "json":
        content = writers.json_bytes([column.key for column in columns], rows, stamp)
        return content, len(rows), "json", people
    write = writers.xlsx_bytes if file_format == "xlsx" else writers.csv_bytes
    return write([column.label for column in columns], rows, stamp), len(rows), file_format, people


def files() -> list[str]:
    """The names of all files that lie here."""
    folder = Path(settings.EXPORT_FOLDER)
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def clear_files(names: Iterable[str]) -> None:
    """The end of an erasure, which is recorded: files that wait to be fetched go.

    They live an hour at most and can be made anew, so none is opened to see who is in it.
    """
    for name in names:
        (Path(settings.EXPORT_FOLDER) / name).unlink(missing_ok=True)


def clear_expired(at: datetime) -> int:
    """Delete the files that nobody can fetch any more; gives how many."""
    living = Download.objects.filter(expires_at__gt=at).values_list("pk", flat=True)
    expired = set(files()) - {str(pk) for pk in living}
    clear_files(expired)
    return len(expired)
