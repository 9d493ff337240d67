"""A migration operation: rows of this table can be added but not changed or deleted."""

from __future__ import annotations

import json
from typing import Any

from django.db import connection, migrations

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION yoriai_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH ROW EXECUTE FUNCTION yoriai_append_only()
"""


def append_only(table: str, verbs: tuple[str, ...] = ("update", "delete")) -> migrations.RunPython:
    """The operation for one table, on SQLite and PostgreSQL."""

    def forward(_apps: Any, editor: Any) -> None:
        postgres = editor.connection.vendor == "postgresql"
        if postgres:
            editor.execute(_POSTGRES_FUNCTION, params=None)
        for verb in verbs:
            text = _POSTGRES if postgres else _SQLITE
            editor.execute(text.format(table=table, verb=verb, VERB=verb.upper()), params=None)

    def backward(_apps: Any, editor: Any) -> None:
        on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
        for verb in verbs:
            editor.execute(f"DROP TRIGGER {table}_no_{verb}{on}")

    return migrations.RunPython(forward, backward)


def erasable_text(
    table: str, columns: tuple[str, ...], text: str, erased: str, *, within: bool = False
) -> migrations.RunPython:
    """As `append_only`, but the text column may be replaced by the words in `erased`; with `within`, by a
    value that holds these words, so that whoever reads it sees that something was taken out.

    `columns` are all the others: they must stay as they are. Triggers that stood before are replaced.
    """

    def forward(_apps: Any, editor: Any) -> None:
        postgres = editor.connection.vendor == "postgresql"
        same = "IS NOT DISTINCT FROM" if postgres else "IS"
        kept = " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in columns)
        said = _holds(text, erased, postgres=postgres) if within else f"NEW.\"{text}\" = '{erased}'"
        when = f"WHEN (NOT ({said} AND {kept}))"
        on = f" ON {table}" if postgres else ""
        for verb in ("update", "delete"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}", params=None)
            made = (_POSTGRES if postgres else _SQLITE).format(table=table, verb=verb, VERB=verb.upper())
            if verb == "update":
                made = made.replace("FOR EACH ROW", f"FOR EACH ROW {when}")
                made = made.replace(f"ON {table}\nBEGIN", f"ON {table} {when}\nBEGIN")
            editor.execute(made, params=None)

    return migrations.RunPython(forward, migrations.RunPython.noop)


def _holds(column: str, words: str, *, postgres: bool) -> str:
    """Whether the new value of a JSON column holds these words; SQLite keeps them escaped, as json writes."""
    if postgres:
        return f"position('{words}' in NEW.\"{column}\"::text) > 0"
    return f"instr(NEW.\"{column}\", '{json.dumps(words)[1:-1]}') > 0"


def fixed_tables() -> set[str]:
    """The tables whose rows the database lets nobody change."""
    if connection.vendor == "postgresql":
        sql = "SELECT event_object_table FROM information_schema.triggers WHERE trigger_name LIKE %s"
    else:
        sql = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    with connection.cursor() as cursor:
        cursor.execute(sql, ["%\\_no\\_update" if connection.vendor == "postgresql" else "%_no_update"])
        return {row[0] for row in cursor.fetchall()}
