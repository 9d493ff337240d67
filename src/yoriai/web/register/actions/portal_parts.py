"""Parts of the import's deeds: how far a worker is, and where rows lie meanwhile."""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from types import TracebackType

from yoriai.web.work import loop
from yoriai.web.work.loop import Clock, Stopped

from ..models import ImportRun, ImportState
from ..rules.portal_file import Record

__all__ = ["Clock", "Reporter", "Stopped"]


class _Seldom(loop.Reporter):
    EVERY = timedelta(seconds=2)


class Reporter:
    """Writes how far a run is, as its sign of life; raises Stopped when it should end."""

    def __init__(self, run_id: int, state: ImportState, clock: Clock) -> None:
        self.tell = _Seldom(ImportRun.objects.filter(pk=run_id, state=state), clock, steps=False)

    def __call__(self, done: int, whole: int) -> None:
        self.tell(done / max(1, whole))


class Aside:
    """Records that are read once and needed twice, in a file without a name: 60,000 would fill the memory,
    and reading them from the zip again takes three times as long."""

    PORTION = 500

    def __init__(self) -> None:
        self.file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self.sizes: list[int] = []
        self.waiting: list[tuple[int, list[str], str]] = []
        self.count = 0

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def __len__(self) -> int:
        return self.count

    def put(self, record: Record, problem: str) -> None:
        """Keep one more, with what is wrong with it."""
        self.count += 1
        self.waiting.append((record.line, record.cells, problem))
        if len(self.waiting) == self.PORTION:
            self._flush()

    def __iter__(self) -> Iterator[tuple[Record, str]]:
        self._flush()
        self.file.seek(0)
        for size in self.sizes:
            for line, cells, problem in marshal.loads(self.file.read(size)):  # noqa: S302 - our own, just now
                yield Record(line, cells), problem

    def _flush(self) -> None:
        self.sizes.append(self.file.write(marshal.dumps(self.waiting)))
        self.waiting = []
