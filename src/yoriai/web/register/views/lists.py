"""Pages of lists: search with conditions, keep the search, open whoever is found today."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import lists as actions
from ..forms.lists import FORMS, NameForm
from ..models import SavedSearch
from ..queries import lists as queries
from ..rules import lists as rules
from .scope import must


@require_safe
def saved(request: Request) -> HttpResponse:
    """The lists in the viewer's scope."""
    must(rules.may_list(request.viewer, "organisation"))
    page = Paginator(queries.saved_for(request.viewer), 50).get_page(request.GET.get("page"))
    context = {
        "rows": [(row, queries.sentence_of(row.kind, row.query)) for row in page],
        "page": page,
        "may_save": rules.may_save(request.viewer),
        "may_people": rules.may_list(request.viewer, "person"),
    }
    return render(request, "register/lists/saved.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, kind: str) -> HttpResponse:
    """Search with conditions; posting keeps the search under a name."""
    must(rules.may_save(request.viewer) and rules.may_list(request.viewer, kind))
    return _search(request, kind, None)


@require_safe
def one(request: Request, pk: int) -> HttpResponse:
    """A list: its sentence, and whoever is found today."""
    row = _list(request, pk)
    found = queries.entries_on(request.viewer, row.kind, row.query, timezone.localdate())
    context = {
        "row": row,
        "sentence": queries.sentence_of(row.kind, row.query),
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "sendings": row.sendings.all()[:10],
        "may_save": rules.may_save(request.viewer),
        "may_send": rules.may_send(request.viewer),
    }
    return render(request, "register/lists/one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Change a list's name or conditions."""
    row = _list(request, pk)
    must(rules.may_save(request.viewer))
    return _search(request, row.kind, row)


@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """Drop a list; what was sent to it stays recorded."""
    row = _list(request, pk)
    must(rules.may_save(request.viewer))
    actions.drop_list(request.viewer, row, at=timezone.now())
    return redirect("register_lists")


def _list(request: Request, pk: int) -> SavedSearch:
    row = queries.saved(request.viewer, pk)
    if row is None:
        raise Http404
    return row


def _search(request: Request, kind: str, row: SavedSearch | None) -> HttpResponse:
    """The conditions; when they are asked for, how many are found; posting keeps them."""
    data = request.POST if request.method == "POST" else request.GET
    form = FORMS[kind](data or (row.query if row else None), viewer=request.viewer)
    must(not form.refused())
    naming = NameForm(request.POST or None, initial={"name": row.name if row else ""}, auto_id="name_%s")
    if request.method == "POST" and form.is_valid() and naming.is_valid():
        return _keep(request, kind, row, naming.cleaned_data["name"], form.query)
    asked = form.is_bound and form.is_valid()
    found = queries.entries_on(request.viewer, kind, form.query, timezone.localdate()) if asked else None
    context = {
        "form": form,
        "naming": naming,
        "kind": kind,
        "row": row,
        "sentence": queries.sentence_of(kind, form.query) if asked else "",
        "count": found.count() if found is not None else None,
        "first": found[:10] if found is not None else [],
    }
    wrong = form.errors or naming.errors
    return render(request, "register/lists/search.html", context, status=400 if wrong else 200)


def _keep(
    request: Request, kind: str, row: SavedSearch | None, name: str, query: dict[str, object]
) -> HttpResponse:
    at = timezone.now()
    if row is None:
        row = actions.save_list(request.viewer, name=name, kind=kind, query=query, at=at)
    else:
        actions.change_list(request.viewer, row, name=name, query=query, at=at)
    return redirect("register_list", row.pk)
