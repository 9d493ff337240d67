"""The registry of figures: a measure is a named query over an area's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet, Sum

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports import registry as exports


@dataclass(frozen=True)
class Period:
    """Days from `since` to `until`, both included."""

    since: date
    until: date

    def __str__(self) -> str:
        return f"{self.since.isoformat()}_{self.until.isoformat()}"

    @classmethod
    def parse(cls, text: str) -> Period | None:
        """The period that `str` wrote, or None."""
        since, _, until = text.partition("_")
        try:
            return cls(date.fromisoformat(since), date.fromisoformat(until))
        except ValueError:
            return None


@dataclass(frozen=True)
class Column:
    """One column of the rows behind a figure."""

    label: str
    value: Callable[[Any], Any]


@dataclass(frozen=True)
class Measure:
    """A figure: its name, what it counts, and the rows it counts.

    `rows` gives the rows that this viewer may see in this period; the figure is their number,
    or the sum of `total` when that names a field.
    """

    key: str
    label: str
    unit: str
    meaning: str
    rows: Callable[[Viewer, Period], QuerySet[Any]]
    columns: tuple[Column, ...]
    total: str = ""
    right: Right = Right.MEASURES_READ

    def value(self, viewer: Viewer, period: Period) -> int:
        """The figure itself, computed from the rows now."""
        rows = self.rows(viewer, period)
        if self.total:
            return int(rows.aggregate(total=Sum(self.total))["total"] or 0)
        return rows.count()


def _export(measure: Measure) -> exports.Export:
    """The rows behind a figure as a table to take out; its subject is the period, `since_until`."""

    def rows(viewer: Viewer, subject: str) -> QuerySet[Any] | None:
        period = Period.parse(subject)
        return measure.rows(viewer, period) if period and viewer.may(measure.right) else None

    columns = tuple(exports.Column(column.label, column.label, column.value) for column in measure.columns)
    return exports.Export(f"measures.{measure.key}", f"「{measure.label}」の内訳", rows, columns)


MEASURES: dict[str, Measure] = {}


def register(measures: Iterable[Measure]) -> None:
    """Add measures of an area, and with each the export of its rows.

    A key stands for one measure only (ValueError).
    """
    for measure in measures:
        if measure.key in MEASURES:
            raise ValueError(f"measure {measure.key} is registered twice")
        MEASURES[measure.key] = measure
        exports.register([_export(measure)])


def cells(measure: Measure, row: Model) -> list[Any]:
    """One row as the page shows it."""
    return [column.value(row) for column in measure.columns]
