"""The reception desk: user groups of this fiscal year, a new one, and the yearly renewal."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from ..forms.groups import GroupForm, RepresentativeForm, YearForm
from ..models import UserGroup
from .long_parts import part
from .scope import must

PER_PAGE = 100


@require_safe
def groups(request: Request) -> HttpResponse:
    """A year's groups, and those of the year before that have not come back."""
    must(rules.may_add(request.viewer))
    today = timezone.localdate()
    years = queries.years(today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else rules.groups.fiscal_year(today)
    page = Paginator(queries.groups_of(request.viewer, year), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "year": year,
        "years": years,
        "page": page,
        "waiting": part(request, "waiting", queries.not_renewed(request.viewer, year)),
    }
    return render(request, "register/groups/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """A new group with its representative, on one page."""
    must(rules.may_add(request.viewer))
    data = request.POST or None
    group = GroupForm(data, viewer=request.viewer)
    person = RepresentativeForm(data, viewer=request.viewer)
    year = YearForm(data, today=timezone.localdate())
    if all([group.is_valid(), person.is_valid(), year.is_valid()]):
        saved = actions.register_group(
            request.viewer,
            organisation=group.save(commit=False),
            representative=person.person(),
            reaches=person.reaches(),
            year=year.save(commit=False),
            at=timezone.now(),
        )
        messages.success(request, f"利用団体に登録しました。利用証の番号は {saved.card} です。")
        return redirect("register_organisation", saved.organisation_id)
    wrong = bool(group.errors or person.errors or year.errors)
    context = {"group": group, "person": person, "year": year, "wrong": wrong}
    return render(request, "register/groups/new.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: Request, pk: int) -> HttpResponse:
    """Register an organisation that is in the register already, or renew it for another year."""
    must(rules.may_add(request.viewer))
    row = get_object_or_404(queries.organisations_visible_to(request.viewer), pk=pk)
    form = YearForm(request.POST or None, instance=UserGroup(organisation=row), today=timezone.localdate())
    if form.is_valid():
        saved = actions.renew_group(request.viewer, form.save(commit=False), at=timezone.now())
        words = f"{saved.fiscal_year}年度の利用団体に登録しました。利用証の番号は {saved.card} です。"
        messages.success(request, words)
        return redirect("register_organisation", row.pk)
    context = {"form": form, "organisation": row, "newest": queries.standing(row, timezone.localdate())[0]}
    return render(request, "register/groups/renew.html", context, status=400 if form.errors else 200)
