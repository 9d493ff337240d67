"""The public pages of a map: the newest, one by its number, and one statement with its voices."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from ..models import Conversation, Snapshot
from ..queries import maps_results as queries
from ..queries import maps_snapshots as snapshots
from ..rules import maps_computing, maps_publishing
from ..rules.maps_cautions import cautions
from ..rules.maps_continuum import line
from ..rules.maps_page import Page
from ..rules.maps_promises import distinctive, proportional


def _conversation(request: Request, slug: str) -> Conversation:
    return get_object_or_404(snapshots.conversations_with_maps(request.viewer), slug=slug)


@require_safe
def latest(request: Request, slug: str) -> HttpResponse:
    """The map of a conversation: the newest that was published, or what is missing for one."""
    conversation = _conversation(request, slug)
    snapshot = snapshots.published(conversation).first()
    if snapshot is None:
        return render(request, "voices/maps/none.html", _none_yet(request, conversation))
    return _map(request, snapshot)


@require_safe
def by_number(request: Request, slug: str, number: int) -> HttpResponse:
    """One snapshot, as it is cited."""
    conversation = _conversation(request, slug)
    rows = snapshots.snapshots_visible_to(request.viewer, conversation)
    return _map(request, get_object_or_404(rows, number=number))


def _map(request: Request, snapshot: Snapshot) -> HttpResponse:
    page = Page(snapshot)
    context = {
        **_frame(request, snapshot.conversation),
        "snapshot": snapshot,
        "public": hasattr(snapshot, "publication"),
        "page": page,
        "numbers": snapshots.published(snapshot.conversation).values_list("number", flat=True),
        "observed": proportional(page, "observed"),
        "completed": proportional(page, "completed"),
        "distinctive": distinctive(page),
        "line": line(page),
        "cautions": cautions(page),
        "standings": queries.standings(snapshot.conversation),
        "you": None,
    }
    return render(request, "voices/maps/map.html", context)


def _none_yet(request: Request, conversation: Conversation) -> dict[str, Any]:
    return {
        **_frame(request, conversation),
        "open": conversation.opens_at <= timezone.now() < conversation.closes_at,
        "standings": queries.standings(conversation),
    }


def _frame(request: Request, conversation: Conversation) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "may_publish": maps_publishing.may_publish(request.viewer),
        "may_compute": maps_computing.may_compute(request.viewer),
    }


@require_safe
def statement(request: Request, slug: str, number: int) -> HttpResponse:
    """One statement: its votes by group on the newest map, and every voice behind it."""
    conversation = _conversation(request, slug)
    row = get_object_or_404(conversation.statements, number=number)
    cited = queries.snapshots_with(snapshots.published(conversation), number)
    page = Page(cited[0]) if cited else None
    voices = Paginator(queries.public_voices_behind(row), 50).get_page(request.GET.get("page"))
    context = {
        **_frame(request, conversation),
        "statement": row,
        "cited": cited,
        "page": page,
        "votes": page.by_group(number) if page else [],
        "voices": voices,
    }
    return render(request, "voices/maps/statement.html", context)
