"""How two entries stand side by side: one line for each column, as the viewer may read it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yoriai.web.accounts.rules import Viewer

from . import fields
from .entries import text_of
from .fields import label_of
from .merging import Difference, Entry


@dataclass(frozen=True)
class Line:
    """A column of two entries: its label, both texts, and whether they differ."""

    column: str
    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


def side_by_side(viewer: Viewer, first: Entry, second: Entry) -> list[Line]:
    """The columns that the viewer may read and that one of the two fills, in the table's order."""
    lines = [
        Line(column, label_of(type(first), column), text(first, column), text(second, column))
        for column in fields.readable(viewer, fields.kind_of(first))
    ]
    return [line for line in lines if line.first or line.second]


def after(kept: Entry, changed: Mapping[str, Any]) -> Entry:
    """The kept entry as it would be, not saved."""
    row = copy.copy(kept)
    row._state = copy.copy(kept._state)
    row._state.fields_cache = {}
    for name, value in changed.items():
        setattr(row, name, value)
    return row


def text(row: Entry, column: str) -> str:
    """A column's value as a page shows it; 「いいえ」 is left empty."""
    display = getattr(row, f"get_{column}_display", None)
    value = getattr(row, column)
    return "" if value is False else text_of(display() if display else value)


def readable(viewer: Viewer, kind: str, differences: list[Difference]) -> list[Difference]:
    """Differences of which the viewer may read every column; the others follow the rule that stands."""
    columns = set(fields.readable(viewer, kind))
    return [difference for difference in differences if columns.issuperset(difference.columns)]
