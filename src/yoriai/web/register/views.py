"""Pages of the register's core."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.forms import ModelForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from . import actions, queries, rules
from .forms import AffiliationForm, EndForm, OrganisationForm, PersonForm
from .models import Organisation, Person


def _must(allowed: bool) -> None:
    if not allowed:
        raise Http404


@require_safe
def organisations(request: Request) -> HttpResponse:
    """Organisations, searched by name or kana."""
    _must(rules.may_read(request.viewer))
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.find_organisations(request.viewer, words), 50).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "may_write": rules.may_write(request.viewer)}
    return render(request, "register/organisations.html", context)


@require_safe
def organisation(request: Request, pk: int) -> HttpResponse:
    """One organisation with the people in it, now and before."""
    row = get_object_or_404(queries.organisations_visible_to(request.viewer), pk=pk)
    roles = queries.affiliations_visible_to(request.viewer).filter(organisation=row)
    context = {"organisation": row, "roles": roles, "may_write": rules.may_write(request.viewer)}
    return render(request, "register/organisation.html", context)


@require_safe
def people(request: Request) -> HttpResponse:
    """People, searched by name or kana."""
    _must(rules.may_read_people(request.viewer))
    words = request.GET.get("q", "")[:100]
    page = Paginator(queries.find_people(request.viewer, words), 50).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "may_write": rules.may_write(request.viewer)}
    return render(request, "register/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Request, pk: int) -> HttpResponse:
    """One person with their roles; posting adds a role."""
    row = get_object_or_404(queries.people_visible_to(request.viewer), pk=pk)
    if request.method == "POST":
        _must(rules.may_write(request.viewer))
    form = AffiliationForm(request.POST or None)
    if form.is_valid():
        actions.affiliate(request.viewer, person=row, at=timezone.now(), **form.cleaned_data)
        return redirect("register_person", pk)
    context = {
        "person": row,
        "roles": queries.affiliations_visible_to(request.viewer).filter(person=row),
        "form": form,
        "today": timezone.localdate(),
        "may_write": rules.may_write(request.viewer),
    }
    return render(request, "register/person.html", context, status=400 if form.errors else 200)


def _edit(request: Request, form: ModelForm, template: str, save, address: str) -> HttpResponse:  # type: ignore[no-untyped-def,type-arg]
    if form.is_valid():
        row = save(request.viewer, form.save(commit=False), at=timezone.now())
        return redirect(address, row.pk)
    context = {"form": form, "row": form.instance if form.instance.pk else None}
    return render(request, template, context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_organisation(request: Request, pk: int | None = None) -> HttpResponse:
    """Add an organisation, or change one."""
    _must(rules.may_write(request.viewer))
    row = get_object_or_404(Organisation, pk=pk) if pk else None
    form = OrganisationForm(request.POST or None, instance=row)
    save = actions.save_organisation
    return _edit(request, form, "register/edit_organisation.html", save, "register_organisation")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: Request, pk: int | None = None) -> HttpResponse:
    """Add a person, or change one."""
    _must(rules.may_write(request.viewer) and rules.may_read_people(request.viewer))
    row = get_object_or_404(Person, pk=pk) if pk else None
    form = PersonForm(request.POST or None, instance=row)
    return _edit(request, form, "register/edit_person.html", actions.save_person, "register_person")


@require_POST
def end_affiliation(request: Request, pk: int) -> HttpResponse:
    """End a role on a day."""
    _must(rules.may_write(request.viewer))
    row = get_object_or_404(queries.affiliations_visible_to(request.viewer), pk=pk)
    form = EndForm(request.POST)
    if form.is_valid() and form.cleaned_data["until"] >= row.since:
        until = form.cleaned_data["until"]
        actions.end_affiliation(request.viewer, affiliation=row, until=until, at=timezone.now())
    return redirect("register_person", row.person_id)
