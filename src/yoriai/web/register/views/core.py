"""Pages of entries: find, see whole, add, change."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.forms import ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from ..forms import AffiliationForm, EndForm, OrganisationForm, PersonForm
from .merging import follows_merges

STALE = (
    "ほかの人が先に直しました。下の内容はまだ保存されていません。"
    "新しい内容を別の画面で見てから、もう一度保存してください。"
)


def must(allowed: bool) -> None:
    """404 for what is out of scope: it does not say that there is something."""
    if not allowed:
        raise Http404


@require_safe
def find(request: Request) -> HttpResponse:
    """The one box: organisations and people in which every word occurs."""
    must(rules.may_read(request.viewer))
    words = request.GET.get("q", "")[:100]
    context = {
        "words": words,
        "hits": queries.find(request.viewer, words),
        "may_write": rules.may_write(request.viewer),
        "may_read_people": rules.may_read_people(request.viewer),
    }
    template = "register/hits.html" if request.htmx else "register/find.html"
    return render(request, template, context)


@require_safe
def organisations(request: Request) -> HttpResponse:
    """Organisations, searched by name or kana."""
    must(rules.may_read(request.viewer))
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.find_organisations(request.viewer, words), 50).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "may_write": rules.may_write(request.viewer)}
    return render(request, "register/organisations.html", context)


@follows_merges("organisation")
@require_safe
def organisation(request: Request, pk: int) -> HttpResponse:
    """One organisation whole: its entry, its people, everything areas know, the next deadlines."""
    row = get_object_or_404(queries.organisations_visible_to(request.viewer), pk=pk)
    context = {
        "organisation": row,
        "columns": rules.fields.shown(request.viewer, row),
        "activities": queries.activities(row),
        "roles": queries.affiliations_visible_to(request.viewer).filter(organisation=row),
        "story": queries.story(request.viewer, row),
        "deadlines": queries.deadlines(row, timezone.localdate()),
        "history": queries.history(request.viewer, "organisation", row.pk),
        "may_write": rules.may_write(request.viewer),
    }
    return render(request, "register/organisation.html", context)


@require_safe
def people(request: Request) -> HttpResponse:
    """People, searched by name or kana."""
    must(rules.may_read_people(request.viewer))
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.find_people(request.viewer, words), 50).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "may_write": rules.may_write(request.viewer)}
    return render(request, "register/people.html", context)


@follows_merges("person")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """One person with their roles; posting adds a role. Opening a child's page is recorded."""
    row = get_object_or_404(queries.people_visible_to(request.viewer), pk=pk)
    if request.method == "POST":
        must(rules.may_write(request.viewer))
    form = AffiliationForm(request.POST or None)
    if form.is_valid():
        actions.affiliate(request.viewer, person=row, at=timezone.now(), **form.cleaned_data)
        return redirect("register_person", pk)
    actions.opened(request.viewer, row, at=timezone.now())
    contacts = rules.may_read_contacts(request.viewer)
    context = {
        "person": row,
        "columns": rules.fields.shown(request.viewer, row),
        "age": rules.age(row, timezone.localdate()) if contacts else None,
        "reaches": row.reaches.all() if contacts else [],
        "consents": row.consents.select_related("given_by").order_by("-given_on") if contacts else [],
        "roles": queries.affiliations_visible_to(request.viewer).filter(person=row),
        "history": queries.history(request.viewer, "person", row.pk),
        "form": form,
        "today": timezone.localdate(),
        "may_write": rules.may_write(request.viewer),
    }
    return render(request, "register/person.html", context, status=400 if form.errors else 200)


def _edit(request: Request, form: ModelForm, template: str, save: Any, address: str) -> HttpResponse:  # type: ignore[type-arg]
    if form.is_valid():
        row = form.save(commit=False)
        extra = {}
        if "numbers_of_fields" in form.cleaned_data:
            extra["fields_of_activity"] = form.cleaned_data["numbers_of_fields"]
        try:
            row = save(request.viewer, row, at=timezone.now(), **extra)
        except actions.Stale:
            form.add_error(None, STALE)
        else:
            form.save_m2m()
            return redirect(address, row.pk)
    context = {"form": form, "row": form.instance if form.instance.pk else None}
    return render(request, template, context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: Request, pk: int | None = None) -> HttpResponse:
    """Add an organisation, or change one."""
    must(rules.may_write(request.viewer))
    row = get_object_or_404(queries.organisations_visible_to(request.viewer), pk=pk) if pk else None
    form = OrganisationForm(request.POST or None, instance=row)
    save = actions.save_organisation
    return _edit(request, form, "register/edit_organisation.html", save, "register_organisation")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a person, or change one."""
    must(rules.may_write(request.viewer) and rules.may_read_people(request.viewer))
    row = get_object_or_404(queries.people_visible_to(request.viewer), pk=pk) if pk else None
    form = PersonForm(request.POST or None, instance=row, viewer=request.viewer)
    return _edit(request, form, "register/edit_person.html", actions.save_person, "register_person")


@require_POST
def end_affiliation(request: Request, pk: int) -> HttpResponse:
    """End a role on a day."""
    must(rules.may_write(request.viewer))
    row = get_object_or_404(queries.affiliations_visible_to(request.viewer), pk=pk)
    form = EndForm(request.POST)
    if form.is_valid() and form.cleaned_data["until"] >= row.since:
        until = form.cleaned_data["until"]
        actions.end_affiliation(request.viewer, affiliation=row, until=until, at=timezone.now())
    return redirect("register_person", row.person_id)
