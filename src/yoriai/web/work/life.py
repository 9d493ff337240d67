"""Whether a work is alive, and what is said when it is not: pure functions over what its row knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

#: A work under way that gave no sign of life for this long lost its worker.
SILENCE = timedelta(minutes=10)
#: A waiting work that nobody took up for this long is given up.
PATIENCE = timedelta(hours=1)
#: After this long in the queue the page says that the worker may not be running.
SLOW_START = timedelta(minutes=1)


class Standing(Enum):
    """Where a work stands, whatever its area calls its states."""

    WAITING = 1
    UNDER_WAY = 2
    ENDED = 3


@dataclass(frozen=True)
class Life:
    """What is known of a work: where it stands, when it was asked for, when its worker was last heard of."""

    standing: Standing
    asked_at: datetime
    heard_at: datetime | None

    def is_dead(self, at: datetime, *, silence: timedelta = SILENCE) -> bool:
        """Whether a work that looks alive has lost its worker, or never found one."""
        if self.standing is Standing.UNDER_WAY:
            return at - (self.heard_at or self.asked_at) > silence
        return self.standing is Standing.WAITING and at - self.asked_at > PATIENCE

    def is_slow_to_start(self, at: datetime) -> bool:
        """Whether it has waited so long that the worker may not be running."""
        return self.standing is Standing.WAITING and at - self.asked_at > SLOW_START


@dataclass(frozen=True)
class Sentences:
    """What an area says to the person who asked, when a work ends otherwise than it should.

    Texts, or lazy translations of them.
    """

    lost_worker: object
    not_taken_up: object
    server_ended: object
    out_of_memory: object
    unexpected: object

    def for_death(self, life: Life) -> str:
        """What happened to a dead work."""
        return str(self.lost_worker if life.standing is Standing.UNDER_WAY else self.not_taken_up)

    def for_problem(self, problem: BaseException) -> str:
        """What went wrong in a work that failed."""
        if isinstance(problem, SystemExit):
            return str(self.server_ended)
        return str(self.out_of_memory if isinstance(problem, MemoryError) else self.unexpected)
