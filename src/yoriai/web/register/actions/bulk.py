"""Many rows in one go: a model object for each would take several times as long."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    same: Mapping[str, Any] | None = None,
) -> None:
    """Insert plain rows (database columns; JSON as text): COPY on PostgreSQL, executemany on SQLite.

    `same` are columns that hold the same in all of them. Raises IntegrityError as every write does.
    """
    table, last = connection.ops.quote_name(model._meta.db_table), tuple((same or {}).values())
    names = ", ".join(connection.ops.quote_name(column) for column in [*columns, *(same or {})])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # pragma: no cover - the suite on PostgreSQL runs it
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                copy.write(as_copy(list(rows), last))
        else:
            marks = ", ".join(["%s"] * (len(columns) + len(last)))
            whole = [(*row, *last) for row in rows] if last else list(rows)
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", whole)  # noqa: S608


#: Between two values, between two rows, for nothing: until what they hold is escaped.
_NEXT, _END, _NOTHING = "\x1f", "\x1e", "\x1d"
_ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))


def as_copy(rows: Sequence[tuple[Any, ...]], last: tuple[Any, ...] = ()) -> str:
    """Rows in the text format of COPY, each with what stands `last` in all of them.

    All texts are escaped in one go, unless one of them holds a sign that is put between them.
    """
    if not rows:
        return ""
    end = "".join([_NEXT + _plain(value) for value in last])
    text = f"{end}{_END}".join([_NEXT.join(map(_plain, row)) for row in rows]) + end
    signs = {
        _END: len(rows) - 1,
        _NEXT: sum([len(row) - 1 + len(last) for row in rows]),
        _NOTHING: sum([row.count(None) for row in rows]) + len(rows) * last.count(None),
    }
    if any(text.count(sign) != count for sign, count in signs.items()):
        return "".join(["\t".join(map(_one, (*row, *last))) + "\n" for row in rows])
    text = _escaped(text).replace(_NOTHING, "\\N")
    return text.replace(_NEXT, "\t").replace(_END, "\n") + "\n"


def _plain(value: Any) -> str:
    return value if value.__class__ is str else _NOTHING if value is None else str(value)


def _one(value: Any) -> str:
    return "\\N" if value is None else _escaped(str(value))


def _escaped(text: str) -> str:
    for sign, written in _ESCAPES:
        text = text.replace(sign, written)
    return text


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
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            ids = "SELECT nextval(%s::regclass) AS id FROM generate_series(1, %s)"
            cursor.execute(f"SELECT array_agg(id) FROM ({ids}) AS new", [cursor.fetchone()[0], count])  # noqa: S608
            return list(cursor.fetchone()[0] or [])
    last = model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0
    with connection.cursor() as cursor:  # ids of rows that were deleted are not used again
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        last = max([last, *(row[0] for row in cursor.fetchall())])
    return list(range(last + 1, last + 1 + count))


def mark_taken(pairs: Sequence[tuple[int, int]]) -> None:
    """Mark import lines as taken: (line, the entry that it made).

    Lines and entries are mostly numbered side by side: one statement for each stretch that is.
    """
    stretches: list[list[int]] = []
    for line, target in pairs:
        if stretches and line == stretches[-1][2] + 1 and target - line == stretches[-1][0]:
            stretches[-1][2] = line
        else:
            stretches.append([target - line, line, line])
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE register_importline SET target_id = id + %s, taken = %s WHERE id BETWEEN %s AND %s",
            [(offset, True, first, last) for offset, first, last in stretches],
        )


def moment(at: Any) -> Any:
    """A point in time as the database's driver takes it."""
    return connection.ops.adapt_datetimefield_value(at)
