"""Pages of wishes for correction, and of the time of keeping."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.web.accounts.request import Request

from .. import actions
from ..actions import requests as writing
from ..forms.privacy import CorrectionForm, DecisionForm, KeepForm, RulesForm
from ..queries import requests as queries
from ..queries import retention
from ..rules import privacy
from ..rules import retention as rules
from .reasons import CONTACTS, first, viewing
from .scope import must, whom

#: So many people past their time stand on the page; deciding on them makes room for the next.
SHOWN = 100
PER_PAGE = 50


@require_safe
def corrections(request: Request) -> HttpResponse:
    """All wishes for correction: those to be answered first, by their last day."""
    must(privacy.may_correct(request.viewer))
    rows = queries.corrections_visible_to(request.viewer)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"rows": page, "page": page, "today": timezone.localdate()}
    return render(request, "register/privacy/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: Request, pk: int) -> HttpResponse:
    """One person's wishes for correction; posting adds one."""
    must(privacy.may_correct(request.viewer))
    person = whom(request, pk)
    if gate := first(request, [person], CONTACTS):
        return gate
    form = CorrectionForm(
        request.POST or None, viewer=request.viewer, initial={"asked_on": timezone.localdate()}
    )
    if form.is_valid():
        writing.ask_correction(request.viewer, form.save(commit=False), person, at=timezone.now())
        return redirect("register_correct", pk)
    actions.opened(viewing(request, person), person, at=timezone.now(), how="correction")
    context = {
        "person": person,
        "form": form,
        "rows": person.corrections.all(),
        "today": timezone.localdate(),
    }
    return render(request, "register/privacy/correct.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: Request, pk: int) -> HttpResponse:
    """One wish, and the form that answers it."""
    row = get_object_or_404(queries.corrections_visible_to(request.viewer), pk=pk)
    if gate := first(request, [row.person], CONTACTS):
        return gate
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        try:
            writing.decide_correction(request.viewer, row, at=timezone.now(), **form.cleaned_data)
        except writing.Decided:
            form.add_error(None, "ほかの人が先に答えました。")
        else:
            return redirect("register_correct", row.person_id)
    actions.opened(viewing(request, row.person), row.person, at=timezone.now(), how="correction")
    context = {"row": row, "form": form}
    return render(request, "register/privacy/correction.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: Request) -> HttpResponse:
    """Who is past the time of keeping. Nobody is erased unless somebody decides so here."""
    must(privacy.may_erase(request.viewer))
    known = retention.months()
    form = RulesForm(request.POST or None, months=known)
    if request.method == "POST":
        must(privacy.may_set_retention(request.viewer))
        if form.is_valid():
            writing.set_retention(request.viewer, form.cleaned_data, at=timezone.now())
            return redirect("register_retention")
    rows = retention.over(request.viewer, timezone.localdate(), limit=SHOWN + 1) or []
    context = {
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "form": form,
        "may_set": privacy.may_set_retention(request.viewer),
        "purposes": [(purpose, known[key]) for key, purpose in rules.PURPOSES.items()],
    }
    return render(request, "register/privacy/retention.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: Request, pk: int) -> HttpResponse:
    """Keep somebody a while longer."""
    must(privacy.may_erase(request.viewer))
    person = whom(request, pk)
    form = KeepForm(request.POST or None, day=timezone.localdate())
    if form.is_valid():
        writing.keep(request.viewer, person, at=timezone.now(), **form.cleaned_data)
        return redirect("register_retention")
    actions.opened(viewing(request, person), person, at=timezone.now(), how="watch")
    context = {"person": person, "form": form}
    return render(request, "register/privacy/keep.html", context, status=400 if form.errors else 200)
