"""Where files lie: outside every public folder, and no longer than they may."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

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


def clear_expired(at: datetime) -> int:
    """Delete the files whose time is over, and what a lost worker left; gives how many."""
    keys = {path: path.name.removeprefix(MAKING) for path in _lying()}
    rows = {str(row.pk): row for row in Download.objects.filter(pk__in=filter(_is_key, keys.values()))}
    over = [path for path, key in keys.items() if _is_over(path, rows.get(key), at)]
    _delete(over)
    return len(over)


def _is_key(name: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", name) is not None


def _is_over(path: Path, row: Download | None, at: datetime) -> bool:
    """A small file has no row before it is whole: what has none is left alone for the life of a file."""
    if row is None:
        return at.timestamp() - path.stat().st_mtime > rules.LIFE.total_seconds()
    if row.state == DownloadState.READY:
        return row.expires_at is None or row.expires_at <= at
    return not rules.is_live(row, at)


def give_up() -> None:
    """Part of an erasure, which records it: what is being made is given up, since it may hold the person."""
    Download.objects.filter(state=DownloadState.MAKING).update(
        state=DownloadState.FAILED, problem=rules.SOMEBODY_ERASED
    )


def lying() -> list[str]:
    """The names of all files and folders that lie here."""
    return [path.name for path in _lying()]


def clear_files(names: Iterable[str]) -> None:
    """The end of an erasure, which is recorded: files that wait to be fetched go.

    They live an hour at most and can be made anew, so none is opened to see who is in it.
    """
    _delete(_folder() / name for name in names)


def _lying() -> list[Path]:
    return sorted(_folder().iterdir()) if _folder().is_dir() else []


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
