"""What stands in a file: an export, as this person may take it now, written row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer
from yoriai.web.work.loop import Progress

from . import papers, writers
from .papers import Paper
from .registry import Export

Found = TypeVar("Found")
#: So many rows are read at a time; SQLite refuses to look up what hangs on more than 1,000 at once.
PORTION = 500
#: Of the whole work, reading and writing; the rest is closing the file and writing down who is in it.
_WRITTEN = 0.95
READING, SETTING = "データを読んで書き込んでいます", "紙の形に組んでいます"
_TABLES = {"csv": writers.write_csv, "xlsx": writers.write_xlsx}


class OutOfSight(LookupError):
    """The subject does not exist, or this person may not see it."""


def silent(_fraction: float, _step: str) -> None:
    """For files that nobody waits for."""


@dataclass(frozen=True)
class Order:
    """What is wanted of an export: the subject, the form, what stands on it, and who hears how far it is."""

    subject: str
    file_format: str
    stamp: writers.Stamp
    progress: Progress = silent


@dataclass
class Contents:
    """How the file ends, how many rows stand in it, and whose data they hold."""

    ending: str
    rows: int = 0
    people: set[int] = field(default_factory=set)


def size(export: Export, viewer: Viewer, subject: str) -> int:
    """About how many rows a file would have. Raises OutOfSight."""
    if export.count:
        return there(export.count(viewer, subject))
    rows = there(export.rows(viewer, subject))
    return rows.count() if isinstance(rows, QuerySet) else len(list(rows))


def there(found: Found | None) -> Found:
    """What was found; raises OutOfSight for nothing."""
    if found is None:
        raise OutOfSight
    return found


def write(file: Path, export: Export, viewer: Viewer, order: Order) -> Contents:
    """Write the file. Raises OutOfSight, writers.TooLong, and what the order's `progress` raises."""
    with file.open("wb") as out:
        if export.bundle:
            files = there(export.bundle(viewer, order.subject))
            writers.write_zip(out, files.items(), order.stamp)
            return Contents("zip", rows=len(files))
        rows = there(export.rows(viewer, order.subject))
        if export.paper or export.data:
            return _page(out, export, viewer, list(rows), order)
        return _table(out, export, viewer, rows, order)


def _page(out: BinaryIO, export: Export, viewer: Viewer, rows: list[Any], order: Order) -> Contents:
    contents = Contents("json", len(rows), export.people(rows))
    if export.paper:
        found = export.paper(viewer, order.subject)
        if found is None:
            raise OutOfSight
        contents.ending = _papers(out, [found] if isinstance(found, Paper) else found, order)
    elif export.data:
        writers.write_document(out, there(export.data(viewer, order.subject)), order.stamp)
    return contents


def _papers(out: BinaryIO, found: Sequence[Paper], order: Order) -> str:
    """One PDF, or a zip of several; gives the ending."""
    order.progress(0.0, SETTING)
    if len(found) == 1:
        out.write(papers.pdf_bytes(found[0], order.stamp))
        return "pdf"

    def parts() -> Iterator[tuple[str, bytes]]:
        for number, paper in enumerate(found):
            order.progress(_WRITTEN * number / len(found), SETTING)
            yield f"{number + 1:03}.pdf", papers.pdf_apart(paper, order.stamp)

    writers.write_zip(out, parts(), order.stamp)
    return "zip"


def _table(out: BinaryIO, export: Export, viewer: Viewer, found: Iterable[Any], order: Order) -> Contents:
    columns, contents = export.columns_for(viewer), Contents(order.file_format)
    values = [column.value for column in columns]

    def rows() -> Iterator[list[Any]]:
        for portion, whole in portions(found):
            order.progress(_WRITTEN * contents.rows / max(1, whole), READING)
            contents.people |= export.people(portion)
            contents.rows += len(portion)
            if export.completed:
                export.completed(portion)
            for row in portion:
                yield [value(row) for value in values]

    if order.file_format == "json":
        writers.write_json(out, [column.key for column in columns], rows(), order.stamp)
    else:
        _TABLES[order.file_format](out, [column.label for column in columns], rows(), order.stamp)
    return contents


def portions(found: Iterable[Any]) -> Iterator[tuple[Sequence[Any], int]]:
    """Some rows at a time, in their order, and how many there are in all.

    Rows of the database are looked up by their keys, portion by portion: a query that stays open while
    others write would make our own next write fail on SQLite. What went out of sight meanwhile is left out.
    """
    if not isinstance(found, QuerySet) or found.query.is_sliced:
        rows = list(found)
        yield from ((rows[start : start + PORTION], len(rows)) for start in range(0, len(rows), PORTION))
        return
    keys = list(found.values_list("pk", flat=True))
    remaining = iter(keys)
    while portion := list(islice(remaining, PORTION)):
        rows_by_key = found.in_bulk(portion)
        yield [rows_by_key[key] for key in portion if key in rows_by_key], len(keys)
