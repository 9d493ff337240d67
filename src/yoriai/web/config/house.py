"""Getting the house ready: tables, texts, demo data."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

#: The demo region is made from this seed; the date is the day on which it is made.
DEMO_SEED = 20261123


def prepare() -> None:
    """Bring tables and texts up to date, and clear away what an interruption left; again is harmless."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    call_command("compile_texts")
    call_command("clear_away")


def empty() -> None:
    """Throw away database, exports and mails of a demo. Refuses outside demo mode."""
    if not settings.DEMO:
        raise RuntimeError("YORIAI_DEMO is not 1: this may be real data, nothing was deleted")
    if connection.vendor != "sqlite":
        raise RuntimeError("demo-reset works on SQLite only; drop and create the other database by hand")
    connection.close()
    database = Path(settings.DATABASES["default"]["NAME"])
    for file in [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]:
        file.unlink(missing_ok=True)
    for folder in (settings.EXPORT_FOLDER, settings.DATA / "outbox"):
        shutil.rmtree(folder, ignore_errors=True)


def fill(at: datetime) -> bool:
    """Make the demo region when the database holds none; says whether it did."""
    from seed.make import is_empty, make  # noqa: PLC0415 - demo data are not needed to serve

    if not is_empty():
        return False
    make(at, DEMO_SEED)
    return True


def enlarge(at: datetime, organisations: int, people: int) -> tuple[int, int]:
    """Make the demo region when there is none, and fill its register up to these numbers; gives how many
    organisations and people were added. Refuses outside demo mode."""
    if not settings.DEMO:
        raise RuntimeError("YORIAI_DEMO is not 1: this may be a real register, nothing was added")
    from seed import large  # noqa: PLC0415 - demo data are not needed to serve

    prepare()
    fill(at)
    return large.make(at, DEMO_SEED, organisations, people)
