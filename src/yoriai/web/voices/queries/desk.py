"""Reads of the desk, always for a viewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.register import queries as register
from yoriai.web.register.models import Person

from ..models import Campaign, Cast, Conversation, State, Statement, Voice, Vote
from ..rules import desk as rules
from ..rules import moderation, similar
from ..rules.moderation import Bunch


def conversations_visible_to(viewer: Viewer) -> QuerySet[Conversation]:
    """Every conversation, drafts too, for those who work at the desk; nothing for others."""
    rows = Conversation.objects.select_related("responsible").order_by("-opens_at", "pk")
    return rows if rules.may_key_in(viewer) else rows.none()


def with_counts(rows: QuerySet[Conversation]) -> QuerySet[Any]:
    """Conversations with the number of their waiting voices."""
    return rows.annotate(waiting=Count("voices", filter=Q(voices__state=State.WAITING)))


def facts(conversation: Conversation) -> rules.Facts:
    """What publishing looks at besides the conversation's own row."""
    return rules.Facts(
        municipalities=conversation.municipalities.count(),
        statements=conversation.statements.filter(shown=True).count(),
        codes=conversation.codes.count(),
        invitees=conversation.invitees.count(),
    )


# --- voices --------------------------------------------------------------------------------------


def voices_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[Voice]:
    """All voices of a conversation, the oldest first, for those who moderate; nothing for others."""
    rows = conversation.voices.select_related("statement", "participant", "decided_by", "part_of")
    rows = rows.order_by("received_at", "pk")
    return rows if rules.may_moderate(viewer) else rows.none()


def waiting(viewer: Viewer, conversation: Conversation) -> QuerySet[Voice]:
    """The queue of moderation, the oldest first."""
    return voices_visible_to(viewer, conversation).filter(state=State.WAITING)


@dataclass(frozen=True)
class Suggestion:
    """A statement that may already say what a voice says; `percent` is how alike they are."""

    statement: Statement
    percent: int


def suggestions(voice: Voice, limit: int = 5) -> list[Suggestion]:
    """The statements most like this voice."""
    rows = {row.pk: row for row in voice.conversation.statements.filter(shown=True)}
    known = [(pk, row.text) for pk, row in rows.items()]
    found = similar.nearest(voice.text, known, least=moderation.ALIKE, limit=limit)
    return [Suggestion(rows[like.key], round(100 * like.score)) for like in found]


@dataclass(frozen=True)
class Copies:
    """Waiting voices that are one text, and the statement that already says it, if there is one."""

    bunch: Bunch
    statement: Statement | None


def copies(viewer: Viewer, conversation: Conversation, most: int = 1000) -> list[Copies]:
    """Texts that were sent around and still wait, the largest groups first."""
    found = moderation.bunches(waiting(viewer, conversation)[:most])
    there = {row.pk: row for row in conversation.statements.filter(shown=True)}
    known = [(pk, row.text) for pk, row in there.items()]
    rows = []
    for bunch in sorted(found, key=lambda bunch: -len(bunch.voices)):
        best = similar.nearest(bunch.text, known, least=moderation.SAME, limit=1)
        rows.append(Copies(bunch, there[best[0].key] if best else None))
    return rows


def campaigns(viewer: Viewer, conversation: Conversation) -> QuerySet[Campaign]:
    """Texts that were grouped, the newest first."""
    rows = conversation.campaigns.order_by("-grouped_at", "-pk")
    return rows if rules.may_moderate(viewer) else rows.none()


def statements(viewer: Viewer, conversation: Conversation) -> QuerySet[Any]:
    """Statements with the number of voices and votes behind each."""
    rows = conversation.statements.annotate(n_voices=_number_of(Voice), n_votes=_number_of(Vote))
    return rows.order_by("number") if rules.may_moderate(viewer) else rows.none()


def _number_of(kind: type[Voice] | type[Vote]) -> Coalesce:
    # counted apart: joined, a thousand voices and two thousand votes would be two million rows
    rows = kind._default_manager.filter(statement=OuterRef("pk")).order_by()
    return Coalesce(Subquery(rows.values("statement").annotate(n=Count("pk")).values("n")), 0)


# --- today ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One of today's numbers: it opens to the rows it counts."""

    key: str
    label: str
    unit: str
    count: int


#: key -> wording and unit; each has its page of rows.
FIGURES: dict[str, tuple[str, str]] = {
    "voices": ("きょう届いた声", "件"),
    "decided": ("きょう決めた声", "件"),
    "people": ("きょう加わった人", "人"),
    "votes": ("きょうの投票", "票"),
}


def today_rows(key: str, conversation: Conversation, now: datetime) -> Sequence[Any] | QuerySet[Any]:
    """The rows behind one of today's numbers (KeyError for a number that does not exist)."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    milliseconds = int(start.timestamp() * 1000)
    voices = conversation.voices.select_related("statement")
    rows: dict[str, QuerySet[Any]] = {
        "voices": voices.filter(received_at__gte=start).order_by("-received_at", "-pk"),
        "decided": voices.filter(state_at__gte=start)
        .exclude(state=State.WAITING)
        .order_by("-state_at", "-pk"),
        "people": conversation.participants.filter(joined_at__gte=start).order_by("-number"),
        "votes": Cast.objects.filter(
            statement__conversation=conversation, milliseconds__gte=milliseconds, value__isnull=False
        )
        .select_related("statement", "participant")
        .order_by("-milliseconds", "-pk"),
    }
    return rows[key]


def today(conversation: Conversation, now: datetime) -> list[Figure]:
    """Today's numbers of a conversation."""
    return [
        Figure(key, label, unit, today_rows(key, conversation, now).count())  # type: ignore[call-arg]
        for key, (label, unit) in FIGURES.items()
    ]


# --- people of the register ------------------------------------------------------------------------

#: Up to here everybody stands in the list; beyond it only people with an account do.
_MANY = 300


def possibly_responsible(viewer: Viewer) -> QuerySet[Person]:
    """People of the register who can answer for a conversation."""
    rows = register.people_visible_to(viewer)
    return rows if rows.count() <= _MANY else rows.filter(user__isnull=False)
