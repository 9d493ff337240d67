"""The public pages of a map: the newest, one by its number, and one statement with its voices."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request
from yoriai.web.exports.rules import may_export

from ..exports.maps import subject_of
from ..models import Snapshot
from ..queries import maps_results as queries
from ..queries import maps_snapshots as snapshots
from ..rules import maps_computing, maps_publishing
from ..rules.maps_cautions import cautions
from ..rules.maps_continuum import line
from ..rules.maps_page import Page
from ..rules.maps_promises import distinctive, proportional
from .public_visit import Visit, visit_of


@require_safe
def latest(request: Request, slug: str) -> HttpResponse:
    """The map of a conversation: the newest that was published, or what is missing for one."""
    visit = visit_of(request, slug)
    snapshot = snapshots.published(visit.conversation).first()
    if snapshot is None:
        context = {"visit": visit, "standings": queries.standings(visit.conversation)}
        return render(request, "voices/maps/none.html", _frame(request, visit) | context)
    return _map(request, visit, snapshot)


@require_safe
def by_number(request: Request, slug: str, number: int) -> HttpResponse:
    """One snapshot, as it is cited."""
    visit = visit_of(request, slug)
    rows = snapshots.snapshots_visible_to(request.viewer, visit.conversation)
    return _map(request, visit, get_object_or_404(rows, number=number))


def _map(request: Request, visit: Visit, snapshot: Snapshot) -> HttpResponse:
    page = Page(snapshot)
    context = {
        **_frame(request, visit),
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
        "you": queries.place_in(page, visit.participant),
        "export_subject": subject_of(snapshot),
    }
    return render(request, "voices/maps/map.html", context)


def _frame(request: Request, visit: Visit) -> dict[str, Any]:
    return {
        "conversation": visit.conversation,
        "may_publish": maps_publishing.may_publish(request.viewer),
        "may_compute": maps_computing.may_compute(request.viewer),
        "may_export": may_export(request.viewer),
    }


@require_safe
def statement(request: Request, slug: str, number: int) -> HttpResponse:
    """One statement: its votes by group on the newest map, and every voice behind it."""
    visit = visit_of(request, slug)
    row = get_object_or_404(visit.conversation.statements, number=number)
    cited = queries.snapshots_with(snapshots.published(visit.conversation), number)
    page = Page(cited[0]) if cited else None
    voices = Paginator(queries.public_voices_behind(row), 50).get_page(request.GET.get("page"))
    context = {
        **_frame(request, visit),
        "statement": row,
        "cited": cited,
        "page": page,
        "votes": page.by_group(number) if page else [],
        "voices": voices,
    }
    return render(request, "voices/maps/statement.html", context)
