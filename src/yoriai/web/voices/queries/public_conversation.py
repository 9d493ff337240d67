"""Conversations as the public sees them."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer

from ..models import Access, AccessCode, Conversation, Participant, Statement
from ..rules import codes
from ..rules.public_conversation import may_preview


def conversations_visible_to(viewer: Viewer, at: datetime) -> QuerySet[Conversation]:
    """Published ones; to those who make conversations, all of them."""
    rows = Conversation.objects.select_related("responsible")
    return rows if may_preview(viewer) else rows.filter(published_at__lte=at)


def published(at: datetime) -> QuerySet[Conversation]:
    """Published conversations with their municipalities, newest first."""
    rows = Conversation.objects.filter(published_at__lte=at).prefetch_related("municipalities")
    return rows.order_by("-opens_at", "pk")


def participant_with(conversation: Conversation, token: str) -> Participant | None:
    """The participant that a token stands for, with their code and its place on the named list."""
    rows = Participant.objects.select_related("code__invitee").prefetch_related(None)
    return rows.filter(conversation=conversation, key=codes.participant_key(token, conversation.pk)).first()


def access_code(conversation: Conversation, code: str) -> AccessCode | None:
    """The code to take part that somebody typed, when it is one; on a named list, of somebody on it."""
    rows = AccessCode.objects.filter(conversation=conversation, digest=codes.digest_of(code, conversation.pk))
    if conversation.access == Access.LIST:
        rows = rows.filter(invitee__isnull=False)
    return rows.first()


def counts(conversation: Conversation) -> dict[str, int]:
    """How many people have voted, and how many statements there are to vote on."""
    people = Participant.objects.filter(conversation=conversation, votes__isnull=False)
    return {
        "people": people.distinct().count(),
        "statements": Statement.objects.filter(conversation=conversation, shown=True).count(),
    }
