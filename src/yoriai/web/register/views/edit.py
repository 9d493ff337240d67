"""Pages on which entries are added and changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from ..forms import EndForm, OrganisationForm, PersonForm
from ..models import Person
from . import reasons
from .belongings import OVERTAKEN
from .scope import must


def _answer(request: Request, form: Any, template: str, **more: Any) -> HttpResponse:
    """The page with the form: empty, or with everything that was typed."""
    context = {"form": form, "row": form.instance if form.instance.pk else None, **more}
    return render(request, template, context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: Request, pk: int | None = None) -> HttpResponse:
    """Add an organisation, or change one."""
    must(rules.may_write(request.viewer) if pk else rules.may_add(request.viewer))
    row = get_object_or_404(queries.organisations_visible_to(request.viewer), pk=pk) if pk else None
    form = OrganisationForm(request.POST or None, instance=row, viewer=request.viewer)
    if form.is_valid():
        try:
            saved = actions.save_organisation(
                request.viewer,
                form.save(commit=False),
                at=timezone.now(),
                fields_of_activity=form.cleaned_data["numbers_of_fields"],
                works_in=form.cleaned_data["works_in"],
            )
        except actions.Stale:
            form.overtaken()
        else:
            return redirect("register_organisation", saved.pk)
    return _answer(request, form, "register/edit_organisation.html")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a person, or change one. Opening a child's entry is recorded here too."""
    must(rules.may_write(request.viewer) if pk else rules.may_add(request.viewer))
    row = get_object_or_404(queries.people_visible_to(request.viewer), pk=pk) if pk else None
    viewer = reasons.viewing(request, row) if row else request.viewer
    if row and request.method != "POST":
        actions.opened(viewer, row, at=timezone.now(), how="edit")
    form = PersonForm(request.POST or None, instance=row, viewer=viewer)
    if form.is_valid():
        try:
            person, reaches = form.save(commit=False), form.reaches()
            saved = actions.save_person(request.viewer, person, at=timezone.now(), reaches=reaches)
        except actions.Stale:
            form.overtaken()
        else:
            return redirect("register_person", saved.pk)
    return _answer(request, form, "register/edit_person.html", **(_gate(request, row) if row else {}))


def _gate(request: Request, row: Person) -> dict[str, Any]:
    """The question before columns that are not on the form yet."""
    child = bool(reasons.closed(request, row) & reasons.CONTACTS)
    return {"person": row, "reason": reasons.asked(request, row), "child_closed": child}


@require_POST
def end_affiliation(request: Request, pk: int) -> HttpResponse:
    """End a role on a day."""
    must(rules.may_write(request.viewer))
    row = get_object_or_404(queries.affiliations_visible_to(request.viewer), pk=pk)
    form = EndForm(request.POST)
    if form.is_valid() and form.cleaned_data["until"] >= row.since:
        until, row.version = form.cleaned_data["until"], form.cleaned_data["version"] or row.version
        try:
            actions.end_affiliation(request.viewer, affiliation=row, until=until, at=timezone.now())
        except actions.Stale:
            words = f"終える日（{until:%Y-%m-%d}）は、まだ保存されていません。"
            messages.warning(request, f"{OVERTAKEN}{words}")
    return redirect("register_person", row.person_id)
