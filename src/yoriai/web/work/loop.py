"""A worker at its work: it tells how far it is, hears that it should stop, and leaves no row hanging."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from .life import Sentences

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
#: Told how far a work is (0 to 1) and what is being done; raises Stopped when it should end.
Progress = Callable[[float, str], None]
#: Ends the work's row: stopped when there is nothing to say, else failed with a sentence.
End = Callable[[str], object]


class Stopped(Exception):
    """Somebody asked for the work to end, or its row is no longer this worker's."""


def take_up(waiting: QuerySet[Any], clock: Clock, **state: object) -> bool:
    """Take a waiting work: its row gets the new state and a first sign of life.

    False when it no longer waits: stopped before it began, or taken up by another worker.
    """
    return bool(waiting.update(heard_at=clock(), **state))


class Reporter:
    """Writes how far a work is into its row, as a sign of life; raises Stopped when it should end.

    `rows` finds the row as long as the work is under way: columns progress, heard_at, stop_requested, and
    step if `steps`.
    """

    #: Not more often than this while percentage and step stay the same.
    EVERY = timedelta(seconds=1)

    def __init__(self, rows: QuerySet[Any], clock: Clock, *, steps: bool = True) -> None:
        self.rows, self.clock, self.steps = rows, clock, steps
        self.last: tuple[int, str] = (-1, "")
        self.at = datetime.min.replace(tzinfo=timezone.get_current_timezone())

    def __call__(self, fraction: float, step: str = "") -> None:
        now, news = self.clock(), (min(99, int(100 * fraction + 1e-6)), step)
        if news == self.last and now - self.at < self.EVERY:
            return
        self.last, self.at = news, now
        if not self.tell(*news, now) or self.rows.filter(stop_requested=True).exists():
            raise Stopped

    def tell(self, percent: int, step: str, at: datetime) -> int:
        """Write it down; 0 when the row is no longer under way."""
        told = {"progress": percent, "heard_at": at} | ({"step": step[:100]} if self.steps else {})
        return self.rows.update(**told)


@contextmanager
def to_its_end(
    name: str, end: End, sentences: Sentences, *, known: tuple[type[Exception], ...] = (), stopped: str = ""
) -> Iterator[None]:
    """Whatever happens inside, the work's row is ended with `end` and a sentence for who asked.

    Stopped ends it with the sentence `stopped` (none: somebody wished it so). A `known` problem is its own
    sentence. When the server ends, the row is closed before the worker goes. What nobody foresaw is written
    to the log under the work's `name`; the person reads only that it happened.
    """
    try:
        yield
    except Stopped:
        end(stopped)
    except known as problem:
        end(str(problem))
    except SystemExit as problem:  # the worker is told to end
        end(sentences.for_problem(problem))
        raise
    except Exception as problem:
        log.exception("%s failed", name)
        end(sentences.for_problem(problem))
