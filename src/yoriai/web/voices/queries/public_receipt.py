"""What the holder of a receipt sees."""

from __future__ import annotations

from ..models import Conversation, Statement, Voice
from ..rules import similar
from ..rules.maps_publishing import cited_statements
from . import maps_snapshots

#: A conversation has few published maps; the newest ones are looked through.
MAPS = 50


def voice_with(receipt: str) -> Voice | None:
    """The voice of a receipt, with its statement and its conversation."""
    rows = Voice.objects.select_related("conversation", "statement").prefetch_related("steps")
    return rows.filter(receipt=receipt).first() if receipt else None


def maps_using(voice: Voice) -> list[int]:
    """Numbers of the published maps whose slate quotes the statement of this voice, oldest first."""
    if voice.statement is None:
        return []
    snapshots = maps_snapshots.published(voice.conversation).defer("people", "statements", "composition")
    using = [row for row in snapshots[:MAPS] if voice.statement.number in cited_statements(row)]
    return sorted(row.number for row in using)


def parts_of(voice: Voice) -> list[Voice]:
    """The voices that a voice with several opinions was divided into."""
    return list(voice.parts.order_by("pk"))


def statements_like(conversation: Conversation, text: str) -> list[Statement]:
    """Statements open to votes that say nearly the same, most alike first."""
    rows = Statement.objects.filter(conversation=conversation, shown=True).order_by("number")
    found = similar.nearest(text, rows.values_list("pk", "text"))
    by_key = Statement.objects.in_bulk([likeness.key for likeness in found])
    return [by_key[likeness.key] for likeness in found]
