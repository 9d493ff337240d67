"""Who became of age: consents to ask again."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from .scope import must

PER_PAGE = 50


@require_safe
def of_age(request: Request) -> HttpResponse:
    """People whose guardians' consents ended or will soon end with their 18th birthday.

    Those who are still children are shown with their birthday: that this was opened is recorded.
    """
    must(rules.may_write(request.viewer) and rules.may_read_contacts(request.viewer))
    lines = queries.of_age(request.viewer, timezone.localdate())
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    for line in page:
        actions.opened(request.viewer, line.person, at=timezone.now())
    return render(request, "register/of_age.html", {"page": page})
