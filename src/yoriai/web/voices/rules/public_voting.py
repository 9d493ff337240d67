"""Where a participant stands in voting: what is open, what they were shown, what they said to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

AGREE, PASS, DISAGREE = 1, 0, -1


class NotShown(Exception):
    """A vote on a statement that this participant was never shown, or that is no longer open."""


@dataclass(frozen=True)
class Standing:
    """Statements by their row keys.

    `live` are open to votes, with their numbers; `shown` is what the participant was shown, in that
    order; `votes` are the votes that stand.
    """

    live: Mapping[int, int]
    shown: tuple[int, ...] = ()
    votes: Mapping[int, int] = field(default_factory=dict)

    @property
    def pending(self) -> int | None:
        """The first statement that was shown and still waits for a vote."""
        waiting = (key for key in self.shown if key in self.live and key not in self.votes)
        return next(waiting, None)

    @property
    def unseen(self) -> list[int]:
        """What may still be shown."""
        return sorted(self.live.keys() - set(self.shown) - self.votes.keys())

    @property
    def voted(self) -> int:
        """How many of the open statements have been voted on."""
        return len(self.live.keys() & self.votes.keys())

    def key_of(self, number: int) -> int:
        """The row key of an open statement that was shown. Raises NotShown."""
        for key in self.shown:
            if self.live.get(key) == number:
                return key
        raise NotShown

    def voting(self, key: int, value: int) -> Standing:
        """The standing after a vote."""
        return replace(self, votes={**self.votes, key: value})

    def showing(self, key: int) -> Standing:
        """The standing after one more statement was shown."""
        return replace(self, shown=(*self.shown, key))
