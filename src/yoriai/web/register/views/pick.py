"""Suggestions for a box in which another entry is picked."""

from __future__ import annotations

import re

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .. import queries, rules
from ..forms.picker import Picked
from .scope import must

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@require_safe
def pick(request: Request, kind: str) -> HttpResponse:
    """The hits under a box of a form, for htmx; the box is named by `field`."""
    may = rules.may_read_people if kind == "person" else rules.may_read
    must(may(request.viewer))
    name = request.GET.get("field", "entry")
    if not _NAME.fullmatch(name):
        raise Http404
    words = request.GET.get(name, "").strip()[:100]
    picked = Picked(words, "", queries.suggest(request.viewer, kind, words))
    return render(request, "register/picks.html", {"picked": picked, "name": name, "kind": kind})
