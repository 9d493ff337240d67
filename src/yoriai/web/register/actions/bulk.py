"""Many rows in one go: a model object for each would take several times as long."""

from __future__ import annotations

import gc
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


def as_json(value: Any) -> str:
    """A JSON column's text, as short as can be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain rows (database columns; JSON as text): COPY on PostgreSQL, executemany on SQLite."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # pragma: no cover - the suite on PostgreSQL runs it
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def new_ids(model: type[models.Model], count: int) -> list[int]:
    """So many free primary keys; call inside the transaction that uses them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # pragma: no cover - the suite on PostgreSQL runs it
            table = model._meta.db_table
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
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
