"""Reading what the application writes into files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests import cast
from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports import actions
from yoriai.web.exports.models import Download


def written(write: Callable[..., None], *content: Any) -> bytes:
    """The bytes that one of the writers of exports puts into a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        with path.open("wb") as out:
            write(out, *content)
        return path.read_bytes()


def fetched(actor: Viewer, download: Download, at: datetime = cast.NOW) -> bytes:
    """A file as its maker receives it."""
    return actions.fetch(actor, download=download, at=at).read_bytes()
