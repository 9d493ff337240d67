"""What a line of the portal's import changes of an entry, as the history shows it."""

from __future__ import annotations

from typing import Any

from ..models import ImportLine, Municipality
from .entries import text_of


def taken(line: ImportLine) -> dict[str, list[Any]]:
    """Column -> (old, new) of what is taken of a line: not what staff corrected by hand, unless chosen."""
    overwrite = line.values.get("overwrite", ())
    return {
        column: pair
        for column, pair in line.changes.items()
        if column not in line.conflicts or column in overwrite
    }


def change(
    pk: int, column: str, old: Any, new: Any, towns: dict[str, Municipality]
) -> tuple[int, str, str, str]:
    """A row of the history: entry, column, and both values in words."""
    return pk, column, words(column, old, towns), words(column, new, towns)


def words(column: str, value: Any, towns: dict[str, Municipality]) -> str:
    """A value as the history shows it: a town by its name."""
    if column == "municipality":
        return towns[value].name if value in towns else ""
    return text_of(value)
