"""Parts of the import's deeds: how far a worker is."""

from __future__ import annotations

from datetime import timedelta

from yoriai.web.work import loop
from yoriai.web.work.loop import Clock, Stopped

from ..models import ImportRun, ImportState

__all__ = ["Clock", "Reporter", "Stopped"]


class _Seldom(loop.Reporter):
    EVERY = timedelta(seconds=2)


class Reporter:
    """Writes how far a run is, as its sign of life; raises Stopped when it should end."""

    def __init__(self, run_id: int, state: ImportState, clock: Clock) -> None:
        self.tell = _Seldom(ImportRun.objects.filter(pk=run_id, state=state), clock, steps=False)

    def __call__(self, done: int, whole: int) -> None:
        self.tell(done / max(1, whole))
