"""What the holder of a receipt sees."""

from __future__ import annotations

from django.db.models import QuerySet

from ..models import Conversation, Snapshot, Statement, Voice
from ..rules import similar

#: A conversation has few snapshots; the newest ones are looked through.
SNAPSHOTS = 50


def voice_with(receipt: str) -> Voice | None:
    """The voice of a receipt, with its statement and its conversation."""
    rows = Voice.objects.select_related("conversation", "statement").prefetch_related("steps")
    return rows.filter(receipt=receipt).first() if receipt else None


def maps_using(voice: Voice) -> list[int]:
    """Numbers of the published maps whose slate quotes the statement of this voice, oldest first."""
    if voice.statement is None:
        return []
    number = voice.statement.number
    summaries = published_snapshots(voice.conversation).values_list("number", "summary")[:SNAPSHOTS]
    using = [
        map_number
        for map_number, summary in summaries
        if any(entry["statement"] == number for entry in summary.get("slate", []))
    ]
    return sorted(using)


def published_snapshots(conversation: Conversation) -> QuerySet[Snapshot]:
    """The snapshots of a conversation that the public may see, newest first."""
    return Snapshot.objects.filter(conversation=conversation).order_by("-number")


def statements_like(conversation: Conversation, text: str) -> list[Statement]:
    """Statements open to votes that say nearly the same, most alike first."""
    rows = Statement.objects.filter(conversation=conversation, shown=True).order_by("number")
    found = similar.nearest(text, rows.values_list("pk", "text"))
    by_key = Statement.objects.in_bulk([likeness.key for likeness in found])
    return [by_key[likeness.key] for likeness in found]
