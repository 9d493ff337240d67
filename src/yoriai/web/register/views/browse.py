"""Finding entries: the one box, and the lists of organisations and of people."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .. import queries, rules
from ..queries import browse
from .scope import must


@require_safe
def find(request: Request) -> HttpResponse:
    """The one box: organisations and people in which every word occurs."""
    must(rules.may_read(request.viewer))
    words = _words(request)
    context = {
        "words": words,
        "hits": queries.find(request.viewer, words),
        "may_add": rules.may_add(request.viewer),
        "may_read_people": rules.may_read_people(request.viewer),
        "may_read_contacts": rules.may_read_contacts(request.viewer),
    }
    template = "register/hits.html" if request.htmx else "register/find.html"
    return render(request, template, context)


@require_safe
def organisations(request: Request) -> HttpResponse:
    """Organisations, searched by name or kana."""
    must(rules.may_read(request.viewer))
    rows = queries.find_organisations(request.viewer, _words(request))
    return _list(request, rows, browse.ORGANISATIONS, "register/organisations.html")


@require_safe
def people(request: Request) -> HttpResponse:
    """People, searched by name or kana."""
    must(rules.may_read_people(request.viewer))
    rows = queries.find_people(request.viewer, _words(request))
    return _list(request, rows, browse.PEOPLE, "register/people.html")


def _words(request: Request) -> str:
    return request.GET.get("q", "")[:100]


def _list(request: Request, rows: Any, columns: tuple[str, ...], template: str) -> HttpResponse:
    place = {name: request.GET.get(name, "") for name in ("after", "before")}
    context = {
        "page": browse.page(rows, columns, **place),
        "words": _words(request),
        "may_add": rules.may_add(request.viewer),
        "may_read_contacts": rules.may_read_contacts(request.viewer),
    }
    return render(request, template, context)
