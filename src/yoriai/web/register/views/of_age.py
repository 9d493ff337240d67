"""Who became of age: consents to ask again."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from ..forms.privacy import ReasonForm
from . import reasons
from .scope import must

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def of_age(request: Request) -> HttpResponse:
    """People whose guardians' consents ended or will soon end with their 18th birthday.

    Those who are still children are shown once a reason is given, for all of them together.
    """
    must(rules.may_write(request.viewer) and rules.may_read_contacts(request.viewer))
    lines = queries.of_age(request.viewer, timezone.localdate())
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    shut = [line.person for line in page if reasons.closed(request, line.person) & reasons.CONTACTS]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reasons.remember(request, shut, form)
        return redirect(request.get_full_path())
    shown = [line for line in page if line.person not in shut]
    for line in shown:
        actions.opened(request.viewer, line.person, at=timezone.now())
    context = {"page": page, "lines": shown, "shut": len(shut), "reason": form}
    return render(request, "register/of_age.html", context, status=400 if form.errors else 200)
