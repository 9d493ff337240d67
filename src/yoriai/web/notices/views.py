"""The page of the outbox."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request
from yoriai.web.accounts.roles import Right

from . import queries


@require_safe
def outbox(request: Request) -> HttpResponse:
    """Mails, newest first, with what became of them."""
    if not request.viewer.may(Right.NOTICES_READ):
        raise Http404
    page = Paginator(queries.visible_to(request.viewer), 50).get_page(request.GET.get("page"))
    return render(request, "notices/outbox.html", {"page": page})
