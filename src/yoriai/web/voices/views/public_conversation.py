"""The conversation's own page, the list of conversations, and the sheets to print."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from ..queries import public_conversation as queries
from ..rules.public_conversation import by_phase, is_published, may_print_slips, needs_code
from .public_qr import qr
from .public_visit import channel_of, visit_of


@require_safe
def conversations(request: Request) -> HttpResponse:
    """Running and finished conversations."""
    at = timezone.now()
    page = Paginator(queries.published(at), 30).get_page(request.GET.get("page"))
    context = {"page": page, "rows": by_phase(page, at)}
    return render(request, "voices/public/conversations.html", context)


@require_safe
def conversation(request: Request, slug: str) -> HttpResponse:
    """The question, whom it concerns, who answers for it, and the ways to take part."""
    visit = visit_of(request, slug)
    row = visit.conversation
    context = {
        "conversation": row,
        "visit": visit,
        "published": is_published(row, visit.at),
        "municipalities": row.municipalities.all(),
        "counts": queries.counts(row),
        "via": channel_of(request),
        "may_print_slips": may_print_slips(request.viewer),
    }
    return render(request, "voices/public/conversation.html", context)


@require_safe
def sheet(request: Request, slug: str) -> HttpResponse:
    """One page to hang up or hand out, with the QR code."""
    row = visit_of(request, slug).conversation
    address = request.build_absolute_uri(reverse("voices_conversation", args=[slug]))
    context = {
        "conversation": row,
        "municipalities": row.municipalities.all(),
        "address": address,
        "needs_code": needs_code(row),
        "qr": qr(f"{address}?via=qr"),
    }
    return render(request, "voices/public/sheet.html", context)


@require_safe
def slips(request: Request, slug: str) -> HttpResponse:
    """Paper slips for workshops, with the fields that the scribe keys in."""
    row = visit_of(request, slug).conversation
    if not may_print_slips(request.viewer):
        raise Http404
    context = {"conversation": row, "attributes": row.attributes.all(), "slips": range(2)}
    return render(request, "voices/public/slips.html", context)
