"""Writes all results of a command, or none of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from yoriai.cli.errors import BadInput


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Write every file to a place beside `folder` first and move them in when all are complete.

    Raises BadInput when the folder cannot be made or written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".yoriai-", dir=folder))
    except OSError:
        raise BadInput(
            folder,
            ("ここには書き込めません", "nothing can be written here"),
            ("書き込めるフォルダーを指定してください", "a folder that can be written to"),
        ) from None
    try:
        for name, text in files.items():
            (place / name).write_text(text, encoding="utf-8", newline="\n")
        for name in files:
            (place / name).replace(folder / name)
    finally:
        shutil.rmtree(place)
