"""Parts of the import's deeds: how far a worker is, and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from ..models import ImportRun, ImportState

Clock = Callable[[], datetime]


class Stopped(Exception):
    """Somebody asked to stop, or the run is no longer this worker's."""


class Reporter:
    """Writes how far a run is, as its sign of life; raises Stopped when it should end."""

    #: Not more often than this while the percentage stays the same.
    EVERY = timedelta(seconds=2)

    def __init__(self, run_id: int, state: ImportState, clock: Clock) -> None:
        self.rows = ImportRun.objects.filter(pk=run_id, state=state)
        self.clock = clock
        self.last = -1
        self.at = datetime.min.replace(tzinfo=timezone.get_current_timezone())

    def __call__(self, done: int, whole: int) -> None:
        now, percent = self.clock(), min(99, 100 * done // max(1, whole))
        if percent == self.last and now - self.at < self.EVERY:
            return
        self.last, self.at = percent, now
        alive = self.rows.update(progress=percent, heard_at=now)
        if not alive or self.rows.filter(stop_requested=True).exists():
            raise Stopped
