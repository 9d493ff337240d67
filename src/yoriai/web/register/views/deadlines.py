"""The page of coming deadlines."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .. import rules
from ..queries import coming as queries
from .scope import must

PER_PAGE = 50


@require_safe
def deadlines(request: Request) -> HttpResponse:
    """Reports and renewals that fall due, of all organisations or of one town's."""
    must(rules.may_read(request.viewer))
    day, towns = timezone.localdate(), list(queries.towns())
    kind = queries.RENEWAL if request.GET.get("kind") == queries.RENEWAL else queries.FILING
    town = request.GET.get("town", "")
    town = town if town in {row.code for row in towns} else ""
    page = Paginator(queries.coming(request.viewer, kind, day, town), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "kind": kind,
        "town": town,
        "towns": towns,
        "page": page,
        "rows": queries.due(request.viewer, page, kind, day),
        "today": day,
    }
    return render(request, "register/deadlines.html", context)
