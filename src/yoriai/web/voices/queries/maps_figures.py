"""Reads behind the figures and the exports of voices."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, CharField, F, QuerySet, Value, When

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Conversation, Participant, Reason, State, Voice, Vote
from .maps_results import PUBLIC

NOT_PUBLIC = "（公開していません）"
PERSONAL = "（個人情報があるため書き出しません）"


def voices_for_figures(viewer: Viewer, since: date, until: date) -> QuerySet[Voice]:
    """Voices that came in between two days (both included).

    `readable` is the text for those who moderate; others read it only where it is public.
    """
    return _readable(viewer).filter(received_at__date__gte=since, received_at__date__lte=until)


def decided_for_figures(viewer: Viewer, since: date, until: date) -> QuerySet[Voice]:
    """Voices whose present state was decided between two days."""
    rows = _readable(viewer).exclude(state=State.WAITING)
    return rows.filter(state_at__date__gte=since, state_at__date__lte=until).order_by("state_at", "pk")


def votes_for_figures(viewer: Viewer, since: date, until: date) -> QuerySet[Vote]:
    """Votes that stand and were cast between two days; who cast them is not part of it."""
    rows = Vote.objects.filter(at__date__gte=since, at__date__lte=until)
    rows = rows.select_related("statement__conversation").order_by("at", "pk")
    return rows if viewer.may(Right.MEASURES_READ) else rows.none()


def participants_for_figures(viewer: Viewer, since: date, until: date) -> QuerySet[Participant]:
    """Participants who joined between two days."""
    rows = Participant.objects.filter(joined_at__date__gte=since, joined_at__date__lte=until)
    rows = rows.select_related("conversation").order_by("joined_at", "pk")
    return rows if viewer.may(Right.MEASURES_READ) else rows.none()


def conversations_for_figures(viewer: Viewer, since: date, until: date) -> QuerySet[Conversation]:
    """Published conversations that were open on one of the days."""
    rows = Conversation.objects.filter(published_at__isnull=False)
    rows = rows.filter(opens_at__date__lte=until, closes_at__date__gte=since).order_by("opens_at", "pk")
    return rows if viewer.may(Right.MEASURES_READ) else rows.none()


def voices_to_export(viewer: Viewer, conversation: Conversation) -> QuerySet[Voice] | None:
    """All voices of a conversation for those who moderate, without texts that name somebody."""
    if not viewer.may(Right.VOICES_MODERATE):
        return None
    return conversation.voices.select_related("statement", "campaign").annotate(
        readable=Case(
            When(reason=Reason.PERSONAL, then=Value(PERSONAL)), default=F("text"), output_field=CharField()
        )
    )


def _readable(viewer: Viewer) -> QuerySet[Voice]:
    rows = Voice.objects.select_related("conversation").order_by("received_at", "pk")
    if not viewer.may(Right.MEASURES_READ):
        return rows.none()
    if viewer.may(Right.VOICES_MODERATE):
        return rows.annotate(readable=F("text"))
    return rows.annotate(
        readable=Case(
            When(state__in=PUBLIC, then=F("text")), default=Value(NOT_PUBLIC), output_field=CharField()
        )
    )
