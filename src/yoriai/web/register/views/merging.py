"""Pages of merging: two entries side by side, what would come of them, the merges made, and undoing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from ..actions import merging as deeds
from ..forms.twins import MergeForm
from ..models import Merge, Person
from ..queries import links
from ..queries import merging as reads
from ..queries import twins as pairs
from ..rules import merging, showing
from . import reasons
from .twins import WORDS, must_merge

View = Callable[..., HttpResponse]


def follows_merges(kind: str) -> Callable[[View], View]:
    """The address of an entry that was merged leads to the one that was kept, for those who may see that."""

    def decorate(view: View) -> View:
        @wraps(view)
        def follow(request: Request, pk: int) -> HttpResponse:
            try:
                return view(request, pk)
            except Http404:
                kept = links.kept_id(kind, pk)
                if kept in (None, pk) or request.method not in ("GET", "HEAD"):
                    raise
                visible = {
                    "person": queries.people_visible_to,
                    "organisation": queries.organisations_visible_to,
                }[kind](request.viewer)
                get_object_or_404(visible, pk=kept)
                return redirect(f"register_{kind}", kept)

        return follow

    return decorate


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: Request, kind: str, kept: int, gone: int) -> HttpResponse:
    """Two entries side by side with a choice for each difference; posting shows what would come of it,
    and posting that makes it so."""
    must_merge(request, kind)
    rows = reads.entries_to_merge(request.viewer, kind)
    ours: Any = get_object_or_404(rows, pk=kept)
    theirs: Any = get_object_or_404(rows, pk=gone)
    people = [row for row in (ours, theirs) if isinstance(row, Person)]
    if gate := reasons.first(request, people):
        return gate
    for row in people:
        actions.opened(request.viewer, row, at=timezone.now())
    try:
        merging.must_be_mergeable(ours, theirs)
    except merging.CannotMerge as problem:
        messages.error(request, str(problem))
        return redirect(f"register_{kind}", kept)
    found = merging.differences(ours, theirs, (reads.corrected(kind, kept), reads.corrected(kind, gone)))
    seen = showing.readable(request.viewer, kind, found)
    form = MergeForm(request.POST or None, differences=seen, kept=ours, gone=theirs)
    if not form.is_valid():
        context = _compared(request, kind, ours, theirs, form)
        return render(request, "register/twins/compare.html", context, status=400 if form.errors else 200)
    if "sure" not in request.POST:
        changed = merging.result(ours, theirs, found, form.cleaned_data)
        context = _previewed(request, kind, ours, theirs, changed)
        context["choices"] = {name: side for name, side in form.cleaned_data.items() if side}
        return render(request, "register/twins/preview.html", context)
    return _do(request, kind, kept, gone, form.cleaned_data)


def _do(request: Request, kind: str, kept: int, gone: int, choices: dict[str, str]) -> HttpResponse:
    try:
        row = deeds.merge(request.viewer, kind, kept=kept, gone=gone, choices=choices, at=timezone.now())
    except merging.CannotMerge as problem:
        messages.error(request, str(problem))
        return redirect("register_merge", kind, kept, gone)
    messages.success(request, "まとめました。いつでも元に戻せます。")
    return redirect("register_merge_made", row.pk)


def _compared(request: Request, kind: str, kept: Any, gone: Any, form: MergeForm) -> dict[str, Any]:
    first, second = sorted((kept.pk, gone.pk))
    pair = pairs.pairs_visible_to(request.viewer, kind).filter(first_id=first, second_id=second).first()
    return {
        "kind": kind,
        "word": WORDS[kind],
        "kept": kept,
        "gone": gone,
        "lines": showing.side_by_side(request.viewer, kept, gone),
        "form": form,
        "pair": pair,
        "reasons": pairs.sentences(kind, pair.reasons) if pair else [],
        "links": [links.counts(kind, row.pk) for row in (kept, gone)],
        "roles": [_roles(request, kind, row) for row in (kept, gone)],
        "reaches": [row.reaches.order_by("kind", "pk") if kind == "person" else [] for row in (kept, gone)],
    }


def _roles(request: Request, kind: str, row: Any) -> Any:
    return queries.affiliations_visible_to(request.viewer).filter(**{kind: row})[:10]


def _previewed(request: Request, kind: str, kept: Any, gone: Any, changed: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "word": WORDS[kind],
        "kept": kept,
        "gone": gone,
        "lines": showing.side_by_side(request.viewer, kept, showing.after(kept, changed)),
        "links": links.counts(kind, gone.pk),
        "account": merging.account(kept, gone),
    }


@require_safe
def merges(request: Request) -> HttpResponse:
    """The merges that were made, newest first."""
    if not rules.may_merge(request.viewer):
        raise Http404
    page = Paginator(reads.merges_visible_to(request.viewer), 50).get_page(request.GET.get("page"))
    rows = [(row, *_names(row)) for row in page]
    return render(request, "register/twins/merges.html", {"page": page, "rows": rows})


@require_safe
def made(request: Request, pk: int) -> HttpResponse:
    """One merging: what moved, and the button that undoes it."""
    row = get_object_or_404(reads.merges_visible_to(request.viewer), pk=pk)
    counts: dict[str, int] = {}
    for line in row.moved:
        words = merging.LINKS.get(line["model"])
        if words:
            counts[words] = counts.get(words, 0) + 1
    kept, gone = _names(row)
    context = {
        "merge": row,
        "kept": kept,
        "gone": gone,
        "moved": counts.items(),
        "dropped": sum(line["now"] is None and line["model"] in merging.LINKS for line in row.moved),
        "later": reads.later_merges(row).first(),
        "word": WORDS[row.kind],
    }
    return render(request, "register/twins/merge_made.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Take a merging back."""
    row = get_object_or_404(reads.merges_visible_to(request.viewer), pk=pk)
    try:
        stays = deeds.undo(request.viewer, row, at=timezone.now())
    except merging.CannotMerge as problem:
        messages.error(request, str(problem))
        return redirect("register_merge_made", pk)
    messages.success(request, "元に戻しました。")
    if stays:
        words = "、".join(dict.fromkeys(merging.stays_in_words(*found) for found in stays))
        messages.warning(request, f"まとめたあとに直されたので、いまのまま残したもの：{words}")
    return redirect("register_merge_made", pk)


def _names(row: Merge) -> tuple[str, str]:
    names = reads.names_of(row.kind, [row.kept_id, row.gone_id])
    return names.get(row.kept_id, "–"), names.get(row.gone_id, "–")
