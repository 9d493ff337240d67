"""Reads for computing the map."""

from __future__ import annotations

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer

from ..models import Computation, Conversation, Declared, Statement, Vote
from ..rules import maps_computing as rules
from ..rules.maps_computing import Triple


def conversations_to_map(viewer: Viewer) -> QuerySet[Conversation]:
    """Conversations whose maps the viewer makes; none for others."""
    rows = Conversation.objects.all()
    return rows if rules.may_compute(viewer) else rows.none()


def computations_visible_to(viewer: Viewer) -> QuerySet[Computation]:
    """Computations of those conversations, newest first."""
    return (
        Computation.objects.filter(conversation__in=conversations_to_map(viewer))
        .select_related("conversation", "snapshot", "requested_by")
        .order_by("-pk")
    )


def votes_in(conversation: Conversation) -> QuerySet[Vote]:
    """Every vote that stands on a statement that is put to the vote."""
    return Vote.objects.filter(
        participant__conversation=conversation, statement__conversation=conversation, statement__shown=True
    )


def votes_of(conversation: Conversation) -> list[Triple]:
    """Those votes in the order of the numbers."""
    return list(
        votes_in(conversation)
        .order_by("participant__number", "statement__number")
        .values_list("participant__number", "statement__number", "value")
    )


def statements_of(conversation: Conversation) -> list[Statement]:
    """The statements that are put to the vote, in the order of their numbers."""
    return list(conversation.statements.filter(shown=True).order_by("number"))


def declared_in(conversation: Conversation) -> dict[str, dict[int, str]]:
    """What participants told about themselves: attribute key -> participant number -> value."""
    found: dict[str, dict[int, str]] = {
        key: {} for key in conversation.attributes.order_by("pk").values_list("key", flat=True)
    }
    rows = Declared.objects.filter(attribute__conversation=conversation).order_by("participant__number")
    for key, number, value in rows.values_list("attribute__key", "participant__number", "value"):
        found[key][number] = value
    return found
