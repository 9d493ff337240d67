"""Public pages: organisations that consented to be shown."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from ..queries import public
from ..rules import numbers

PER_PAGE = 30


@require_safe
def organisations(request: Request) -> HttpResponse:
    """Those who consented, by name, field and town."""
    today = timezone.localdate()
    words, town, asked = (request.GET.get(name, "")[:100] for name in ("q", "town", "field"))
    field = int(asked) if asked in map(str, numbers.FIELDS) else None
    page = Paginator(public.search(today, words, field, town), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "profiles": [public.profile_of(row) for row in page],
        "words": words,
        "town": town,
        "field": field,
        "towns": public.towns_of(today),
        "fields": numbers.FIELDS.items(),
    }
    return render(request, "register/public/list.html", context)


@require_safe
def organisation(request: Request, pk: int) -> HttpResponse:
    """One organisation's profile; 404 without its consent."""
    row = get_object_or_404(public.consenting(timezone.localdate()), pk=pk)
    return render(request, "register/public/organisation.html", {"profile": public.profile_of(row)})
