"""Many rows in one go: a model object for each would take several times as long."""

from __future__ import annotations

import csv
import gc
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models


@contextmanager
def without_cycles() -> Iterator[None]:
    """No search for cycles meanwhile: imports make millions of small objects and no cycles, and looking
    through them again and again costs a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def as_json(value: dict[str, Any] | list[Any]) -> str:
    """A JSON column's text, as short as can be."""
    return _ENCODER.encode(value) if value else "{}" if isinstance(value, dict) else "[]"


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain rows (database columns; JSON as text): COPY on PostgreSQL, executemany on SQLite.

    Raises IntegrityError as every write does.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # pragma: no cover - the suite on PostgreSQL runs it
            options = f"FORMAT csv, FORCE_NOT_NULL ({_never_null(model, columns)})"
            command = f"COPY {table} ({names}) FROM STDIN WITH ({options})"
            with connection.wrap_database_errors, cursor.copy(command) as copy:
                copy.write(as_csv(rows))
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def as_csv(rows: Iterable[tuple[Any, ...]]) -> str:
    """Rows as COPY reads them: nothing between two commas is NULL in a column that may be so."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _never_null(model: type[models.Model], columns: Sequence[str]) -> str:  # pragma: no cover - see insert
    """The columns in which an empty text is an empty text."""
    fields = [field for field in model._meta.concrete_fields if field.column in columns and not field.null]
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)


def delete(model: type[models.Model], pks: Sequence[int]) -> None:
    """Delete rows to which nothing points, as the caller found out. Django would ask every table again;
    the database refuses (IntegrityError) when something does point to one."""
    if pks:
        table = connection.ops.quote_name(model._meta.db_table)
        marks = ", ".join(["%s"] * len(pks))
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id IN ({marks})", list(pks))  # noqa: S608


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """So many free primary keys; call inside the transaction that uses them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # pragma: no cover - the suite on PostgreSQL runs it
            table = model._meta.db_table
            ids = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) AS id FROM generate_series(1, %s)"
            cursor.execute(f"SELECT array_agg(id) FROM ({ids}) AS new", [table, count])  # noqa: S608
            return list(cursor.fetchone()[0] or [])
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
    with connection.cursor() as cursor:  # ids of rows that were deleted are not used again
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        last = max([last, *(row[0] for row in cursor.fetchall())])
    return list(range(last + 1, last + 1 + count))


def mark_taken(pairs: Sequence[tuple[int, int]]) -> None:
    """Mark import lines as taken: (line, the entry that it made)."""
    if not pairs:
        return
    lines, targets = (list(column) for column in zip(*pairs, strict=True))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # pragma: no cover - the suite on PostgreSQL runs it
            cursor.execute(
                "UPDATE register_importline AS line SET target_id = made.target, taken = true"
                " FROM unnest(%s::bigint[], %s::bigint[]) AS made(line, target) WHERE line.id = made.line",
                [lines, targets],
            )
        else:
            cursor.executemany(
                "UPDATE register_importline SET target_id = %s, taken = 1 WHERE id = %s",
                list(zip(targets, lines, strict=True)),
            )


def moment(at: Any) -> Any:
    """A point in time as the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(at)
