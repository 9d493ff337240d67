"""Pages of duplicates: looking for them, the pairs that were found, and what is decided about one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import rules
from ..actions import twins as actions
from ..forms import OrganisationForm, PersonForm
from ..models import TwinPair
from ..queries import merging as merges
from ..queries import twins as queries
from ..queries.similar import similar_to
from ..rules import merging, twin_searches
from ..rules.twins import Level

#: Pairs on one page.
PAIRS = 20
WORDS = {"person": "人", "organisation": "団体"}


def must_merge(request: Request, kind: str) -> None:
    """404 for those who may not merge, and for other kinds."""
    if kind not in merging.MODELS or not rules.may_merge(request.viewer):
        raise Http404


@require_safe
def pairs(request: Request, kind: str) -> HttpResponse:
    """The pairs that may be the same, the most certain first; those put off by themselves."""
    must_merge(request, kind)
    later = "later" in request.GET
    rows = queries.pairs_visible_to(request.viewer, kind)
    page = Paginator(rows.filter(put_off_at__isnull=not later), PAIRS).get_page(request.GET.get("page"))
    searches = queries.searches_visible_to(request.viewer).filter(kind=kind)
    last, at = searches.first(), timezone.now()
    context = {
        "kind": kind,
        "word": WORDS[kind],
        "page": page,
        "pairs": _with_names(kind, list(page.object_list)),
        "later": later,
        "put_off": rows.filter(put_off_at__isnull=False).count(),
        "last": last,
        "live": bool(last and twin_searches.is_live(last, at)),
        "done": searches.filter(state="done").first(),
    }
    return render(request, "register/twins/pairs.html", context)


def _with_names(kind: str, found: list[TwinPair]) -> list[dict[str, Any]]:
    names = merges.names_of(kind, {pk for pair in found for pk in (pair.first_id, pair.second_id)})
    return [
        {
            "pair": pair,
            "names": (names[pair.first_id], names[pair.second_id]),
            "level": Level(pair.level).label,
            "reasons": queries.sentences(kind, pair.reasons),
        }
        for pair in found
    ]


@require_POST
def search(request: Request, kind: str) -> HttpResponse:
    """Ask for a search."""
    must_merge(request, kind)
    try:
        row = actions.request_search(request.viewer, kind, at=timezone.now())
    except actions.AlreadySearching:
        messages.info(request, "いま、さがしているところです。終わるまでお待ちください。")
        return redirect("register_twins", kind)
    return redirect("register_twins_progress", row.pk)


@require_safe
def progress(request: Request, pk: int) -> HttpResponse:
    """How far a search is; htmx asks for the fragment again until it ends, other browsers reload the page."""
    row, at = get_object_or_404(queries.searches_visible_to(request.viewer), pk=pk), timezone.now()
    life = twin_searches.life_of(row)
    context = {
        "search": row,
        "word": WORDS[row.kind],
        "live": twin_searches.is_live(row, at),
        "slow": life.is_slow_to_start(at),
        "problem": twin_searches.SENTENCES.for_death(life) if life.is_dead(at) else row.problem,
        "left_out": [twin_searches.about_block(block) for block in row.left_out],
    }
    name = "register/twins/progress.html" if request.htmx else "register/twins/search.html"
    return render(request, name, context)


@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Stop a search."""
    row = get_object_or_404(queries.searches_visible_to(request.viewer), pk=pk)
    actions.stop(request.viewer, row, at=timezone.now())
    return redirect("register_twins_progress", pk)


@require_POST
def different(request: Request, kind: str, first: int, second: int) -> HttpResponse:
    """They are not the same; never suggested again."""
    must_merge(request, kind)
    rows = merges.entries_to_merge(request.viewer, kind)
    one, other = (get_object_or_404(rows, pk=pk) for pk in (first, second))
    if one.pk == other.pk:
        raise Http404
    actions.not_the_same(request.viewer, kind, one.pk, other.pk, at=timezone.now())
    messages.success(request, f"「{one}」と「{other}」は、ちがう{WORDS[kind]}としました。もう出てきません。")
    return redirect("register_twins", kind)


@require_POST
def put_off(request: Request, pk: int) -> HttpResponse:
    """Look at a pair later."""
    row = get_object_or_404(TwinPair, pk=pk)
    visible = queries.pairs_visible_to(request.viewer, row.kind)
    pair = get_object_or_404(visible, pk=pk)
    actions.put_off(request.viewer, pair, at=timezone.now())
    return redirect("register_twins", pair.kind)


@require_POST
def similar(request: Request, kind: str) -> HttpResponse:
    """A fragment for whoever enters something new: what is registered already and looks like it."""
    if kind not in merging.MODELS or not rules.may_write(request.viewer):
        raise Http404
    form = _typed(request, kind)
    form.is_valid()
    found = similar_to(request.viewer, kind, form.cleaned_data)
    return render(request, "register/twins/similar.html", {"similar": found, "word": WORDS[kind]})


def _typed(request: Request, kind: str) -> PersonForm | OrganisationForm:
    form = PersonForm if kind == "person" else OrganisationForm
    return form(request.POST, viewer=request.viewer)
