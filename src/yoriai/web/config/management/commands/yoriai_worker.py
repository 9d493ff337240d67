"""The worker for long work: the library's gives up when the database is locked for long; this goes on."""

from __future__ import annotations

import logging
from typing import Any

from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands import db_worker
from django_tasks_db.utils import is_locked_database_exception

logger = logging.getLogger("yoriai.worker")


class Command(db_worker.Command):
    """The worker for long work, which outlives a database that somebody else writes to for long.

    On SQLite one writer keeps all others waiting. The library's worker asks for work every half second and
    ends with an error when it has to wait longer than the database is patient; `make run` would end with it.
    """

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            try:
                super().handle(*args, **options)
            except OperationalError as problem:
                if not is_locked_database_exception(problem):
                    raise
                logger.warning("the database was locked for long; asking again")
                close_old_connections()
            else:
                return
