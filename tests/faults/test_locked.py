"""Somebody writes for longer than the database is patient: the worker asks again and the site stays."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django_tasks_db.management.commands import db_worker

from yoriai.web.config.management.commands import yoriai_run

pytestmark = pytest.mark.django_db


def runs(monkeypatch: pytest.MonkeyPatch, outcomes: list[Exception | None]) -> Iterator[Exception | None]:
    """Each run of the library's worker ends as the next of these says."""
    left = iter(outcomes)

    def run(_worker: db_worker.Worker) -> None:
        if problem := next(left):
            raise problem

    monkeypatch.setattr(db_worker.Worker, "run", run)
    monkeypatch.setattr(db_worker.Worker, "configure_signals", lambda _worker: None)
    return left


def test_a_locked_database_does_not_end_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = OperationalError("database is locked")
    left = runs(monkeypatch, [locked, locked, None])
    call_command("yoriai_worker", reload=False)
    assert list(left) == []


def test_other_errors_of_the_database_end_it(monkeypatch: pytest.MonkeyPatch) -> None:
    runs(monkeypatch, [OperationalError("disk I/O error")])
    with pytest.raises(OperationalError, match="disk"):
        call_command("yoriai_worker", reload=False)


def test_the_site_starts_this_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", started.append)
    yoriai_run._worker()
    assert "yoriai_worker" in started[0]
