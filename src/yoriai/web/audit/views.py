"""Pages of the audit."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from . import queries, rules
from .verbs import VERBS


def _must_read(request: Request) -> None:
    if not rules.may_read(request.viewer):
        raise Http404


@require_safe
def events(request: Request) -> HttpResponse:
    """The chain, newest first, filtered by verb or by target."""
    _must_read(request)
    kind, key = request.GET.get("kind", ""), request.GET.get("id", "")
    found = queries.history_of(request.viewer, kind, key) if kind else queries.visible_to(request.viewer)
    verb = request.GET.get("verb", "")
    if verb in VERBS:
        found = found.filter(verb=verb)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    rows = [(event, VERBS.get(event.verb, event.verb)) for event in page]
    context = {"page": page, "rows": rows, "verbs": VERBS, "verb": verb, "kind": kind, "id": key}
    return render(request, "audit/events.html", context)


@require_safe
def check(request: Request) -> HttpResponse:
    """Recompute the whole chain and say where it breaks, if it does."""
    _must_read(request)
    context = {"broken": queries.chain_break(), "events": queries.visible_to(request.viewer).count()}
    return render(request, "audit/check.html", context)
