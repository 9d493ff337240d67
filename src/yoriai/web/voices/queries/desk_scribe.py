"""What the scribe sees of their own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer

from ..models import Conversation, Participant, Reason, State, Voice


@dataclass(frozen=True)
class Entry:
    """One slip or call as it stands now."""

    participant: Participant
    voice: Voice | None
    votes: int

    @property
    def undone(self) -> bool:
        if self.voice:
            return self.voice.reason == Reason.ENTRY_UNDONE
        return not self.votes

    @property
    def undoable(self) -> bool:
        return not self.undone and (self.voice is None or self.voice.state == State.WAITING)


def entries(viewer: Viewer, conversation: Conversation, most: int = 10) -> list[Entry]:
    """The viewer's own last entries, the newest first."""
    rows = _own(viewer, conversation).prefetch_related("voices", "votes").order_by("-number")[:most]
    return [Entry(row, next(iter(row.voices.all()), None), len(row.votes.all())) for row in rows]


@dataclass(frozen=True)
class Pace:
    """How many entries today, and how many a minute over the last ten (None until there are two)."""

    today: int
    a_minute: float | None


def pace(viewer: Viewer, conversation: Conversation, now: datetime) -> Pace:
    """The viewer's pace in this conversation; a pause of ten minutes starts the pace anew."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    own = _own(viewer, conversation).filter(joined_at__gte=start)
    times = list(own.order_by("-number").values_list("joined_at", flat=True)[:10])
    recent = [at for at in times if now - at < timedelta(minutes=10)]
    if len(recent) < 2 or recent[0] == recent[-1]:
        return Pace(own.count(), None)
    minutes = (recent[0] - recent[-1]) / timedelta(minutes=1)
    return Pace(own.count(), round((len(recent) - 1) / minutes, 1))


def slips(viewer: Viewer, conversation: Conversation, now: datetime) -> QuerySet[Voice]:
    """Voices the viewer keyed in today, for the strip of receipts to print."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        conversation.voices.filter(
            keyed_by_id=viewer.user_id or 0, received_at__gte=start, batch__isnull=True, part_of__isnull=True
        )
        .exclude(reason=Reason.ENTRY_UNDONE)
        .order_by("received_at", "pk")
    )


def _own(viewer: Viewer, conversation: Conversation) -> QuerySet[Participant]:
    return conversation.participants.filter(keyed_by_id=viewer.user_id or 0)
