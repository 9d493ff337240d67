"""What the public sees of a conversation, when it is open, and who may take part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Access, Conversation, Participant


class Phase(StrEnum):
    """Where a conversation stands at a moment."""

    BEFORE = "before"
    RUNNING = "running"
    AFTER = "after"


def phase(conversation: Conversation, at: datetime) -> Phase:
    """Running from the opening on, until the closing (which is already after)."""
    if at < conversation.opens_at:
        return Phase.BEFORE
    return Phase.RUNNING if at < conversation.closes_at else Phase.AFTER


def by_phase(rows: Iterable[Conversation], at: datetime) -> list[tuple[Conversation, Phase]]:
    """Conversations with their phase: running ones first, then those to come, then finished ones."""
    order = [Phase.RUNNING, Phase.BEFORE, Phase.AFTER]
    return sorted(((row, phase(row, at)) for row in rows), key=lambda pair: order.index(pair[1]))


def is_published(conversation: Conversation, at: datetime) -> bool:
    """Whether the public may see it."""
    return conversation.published_at is not None and conversation.published_at <= at


def may_preview(viewer: Viewer) -> bool:
    """Whoever makes conversations sees them before they are published."""
    return viewer.may(Right.VOICES_MANAGE)


def may_print_slips(viewer: Viewer) -> bool:
    """Whoever keys in paper slips prints them."""
    return viewer.may(Right.VOICES_STAFF)


def is_open(conversation: Conversation, at: datetime) -> bool:
    """Whether voices and votes are taken now."""
    return is_published(conversation, at) and phase(conversation, at) is Phase.RUNNING


def needs_code(conversation: Conversation) -> bool:
    """Whether one enters a code before taking part."""
    return conversation.access != Access.ANYONE


def takes_part(conversation: Conversation, participant: Participant | None) -> bool:
    """Whether this participant may still give voices and votes.

    Where a code is needed the participant came with one; on a named list it still belongs to somebody
    (`code__invitee` is fetched along with the participant).
    """
    if participant is None:
        return False
    if conversation.access == Access.ANYONE:
        return True
    if participant.code is None:
        return False
    return conversation.access == Access.CODE or hasattr(participant.code, "invitee")


def in_language(row: object, field: str, language: str) -> str:
    """The wording of a field in the reader's language; Japanese where there is no other.

    `field` without its ending: `question` of a conversation has question_ja, question_easy and
    question_en; a statement's `text` is itself the Japanese wording.
    """
    ending = {"ja-easy": "_easy", "en": "_en"}.get(language, "_ja")
    japanese = getattr(row, f"{field}_ja", None)
    wording = getattr(row, field + ending, "") or (japanese if japanese is not None else getattr(row, field))
    return str(wording)


def choice_in_language(choice: Mapping[str, str], language: str) -> str:
    """The wording of one choice of an asked attribute: its own, or the Japanese one, or its value."""
    key = {"ja-easy": "easy", "en": "en"}.get(language, "ja")
    return choice.get(key) or choice.get("ja") or choice["value"]
