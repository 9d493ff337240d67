"""Where files lie: outside every public folder, and no longer than they may."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from .. import rules
from ..models import Download, DownloadState

#: What is being made lies in a folder of this name and the download's key.
MAKING = "making-"


def path_of(download: Download) -> Path:
    """Where the file lies once it is ready."""
    return _folder() / str(download.pk)


def _folder() -> Path:
    return Path(settings.EXPORT_FOLDER)


@contextmanager
def workplace(download: Download) -> Iterator[Path]:
    """Where a file is written, in a folder of its own; whatever happens, nothing of it stays there."""
    folder = _folder() / f"{MAKING}{download.pk}"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder / "file"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_expired(at: datetime) -> None:
    """Delete the files whose time is over, and what a lost worker left."""
    keys = {path: path.name.removeprefix(MAKING) for path in _lying()}
    rows = {str(row.pk): row for row in Download.objects.filter(pk__in=filter(_is_key, keys.values()))}
    _delete([path for path, key in keys.items() if _is_over(path, rows.get(key), at)])


def _is_key(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) is not None


def _is_over(path: Path, row: Download | None, at: datetime) -> bool:
    """A small file has no row before it is whole: what has none is left alone for the life of a file."""
    if row is None:
        return at.timestamp() - path.stat().st_mtime > rules.LIFE.total_seconds()
    if row.state == DownloadState.READY:
        return row.expires_at is None or row.expires_at <= at
    return not rules.is_live(row, at)


def clear_files() -> int:
    """Part of an erasure, which records it: every file that waits to be fetched goes once that is committed.

    They live an hour at most and can be made anew, so none is opened to see who is in it. What is being
    made is given up for the same reason.
    """
    Download.objects.filter(state=DownloadState.MAKING).update(
        state=DownloadState.FAILED, problem=rules.SOMEBODY_ERASED
    )
    paths = _lying()
    transaction.on_commit(partial(_delete, paths))
    return len(paths)


def _lying() -> list[Path]:
    return sorted(_folder().iterdir()) if _folder().is_dir() else []


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
