"""Reads behind the result pages: what became of every voice, and the voices behind a statement."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ..models import Conversation, Participant, Snapshot, State, Statement, Voice
from ..rules.maps_page import Page, Position

#: States in which a voice's text is public.
PUBLIC = (State.ACCEPTED, State.MERGED, State.USED)


@dataclass(frozen=True)
class Standing:
    """How many voices are in a state."""

    state: State
    voices: int


def standings(conversation: Conversation) -> list[Standing]:
    """All voices of a conversation by the state they are in: none is left out."""
    found = dict(conversation.voices.order_by("state").values_list("state").annotate(voices=Count("pk")))
    return [Standing(state, found.get(state, 0)) for state in State]


def public_voices_behind(statement: Statement) -> QuerySet[Voice]:
    """The voices that a statement stands for, oldest first; never one whose text is held back."""
    return statement.voices.filter(state__in=PUBLIC).order_by("received_at", "pk")


def snapshots_with(snapshots: QuerySet[Snapshot], number: int) -> list[Snapshot]:
    """Those snapshots in which a statement was counted."""
    return [row for row in snapshots if any(entry["statement"] == number for entry in row.statements)]


def place_in(page: Page, participant: Participant | None) -> Position | None:
    """Where a participant stands on a map; None when they are not on it."""
    number = participant.number if participant else None
    return next((place for place in page.positions if place.participant == number), None)
