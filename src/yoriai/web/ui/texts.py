"""Translations: the .po files beside the areas, and the .mo files that Django reads.

The .mo files are not in the repository; they are made at installation and whenever a .po is newer.
No Django here: tests compile before Django starts.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WEB = Path(__file__).resolve().parents[1]


def catalogues(root: Path = WEB) -> list[Path]:
    """Every .po file under a folder, in order."""
    return sorted(root.rglob("LC_MESSAGES/*.po"))


def read(file: Path) -> Catalog:
    """The catalogue in a .po file; a broken file raises PoFileError with its line."""
    with file.open(encoding="utf-8") as lines:
        return read_po(lines, abort_invalid=True)


def compile_texts(files: Iterable[Path]) -> list[Path]:
    """Write the .mo beside each .po that is newer than it; returns the .po files that were compiled."""
    stale = [file for file in files if _is_stale(file)]
    for file in stale:
        _write(file)
    return stale


def _is_stale(file: Path) -> bool:
    compiled = file.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < file.stat().st_mtime


def _write(file: Path) -> None:
    # Through a temporary name: two processes may compile at the same moment.
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, read(file))
    Path(name).chmod(0o644)
    Path(name).replace(file.with_suffix(".mo"))
