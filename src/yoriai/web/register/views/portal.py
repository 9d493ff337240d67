"""Pages of imports: all of them, and the portal's from the file to the undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import portal as actions
from ..forms.portal import PortalForm
from ..models import ImportKind, ImportRun, ImportState, LineKind
from ..queries import portal as queries
from ..queries import portal_pages as pages
from ..rules import imports as rules
from .scope import must

PER_PAGE = 50
ALREADY = "この取り込みは、もう先へ進んでいます。いまの様子を見てください。"


def _run(request: Request, pk: int) -> ImportRun:
    rows = queries.runs_visible_to(request.viewer).filter(kind=ImportKind.PORTAL)
    return get_object_or_404(rows, pk=pk)


def _kind(kind: str) -> LineKind:
    if kind not in LineKind.values or kind == LineKind.SAME:
        raise Http404
    return LineKind(kind)


@require_safe
def imports(request: Request) -> HttpResponse:
    """Every import: what, who, when, how far."""
    must(rules.may_import(request.viewer))
    page = Paginator(queries.runs_visible_to(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "register/portal/imports.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Request) -> HttpResponse:
    """Choose a file; posting hands it to a worker."""
    must(rules.may_import(request.viewer))
    form = PortalForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        file.seek(0)
        row = actions.bring(
            request.viewer, name=file.name, content=file.read(), options=form.options(), at=timezone.now()
        )
        return redirect("register_portal_run", row.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "register/portal/bring.html", {"form": form}, status=status)


@require_safe
def run(request: Request, pk: int) -> HttpResponse:
    """One import: how far it is; then what it would change, by kind; then what was done."""
    row, at = _run(request, pk), timezone.now()
    live = rules.is_live(row)
    context = {
        "run": row,
        "live": live,
        "silent": rules.has_gone_silent(row, at),
        "counts": [] if live else pages.counts(row),
        "total": row.options.get("counts", {}),
        "left": queries.left_standing(row)[:20] if not live else [],
        "left_count": queries.left_standing(row).count() if not live else 0,
        "preview": row.state == ImportState.PREVIEW,
    }
    name = "register/portal/progress.html" if request.htmx and live else "register/portal/run.html"
    response = render(request, name, context)
    if request.htmx and not live:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def lines(request: Request, pk: int, kind: str) -> HttpResponse:
    """The lines of one kind, before and after; posting keeps the choice of the rows of this page."""
    row, chosen_kind = _run(request, pk), _kind(kind)
    if request.method == "POST":
        return _choose(request, row, chosen_kind)
    page = Paginator(queries.lines(row, chosen_kind), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": row,
        "kind": chosen_kind,
        "page": page,
        "shown": pages.shown(page),
        "may_choose": row.state == ImportState.PREVIEW and chosen_kind in rules.APPLICABLE,
    }
    return render(request, "register/portal/lines.html", context)


def _choose(request: Request, row: ImportRun, kind: LineKind) -> HttpResponse:
    overwrite: dict[int, list[str]] = {}
    for word in request.POST.getlist("overwrite"):
        line, _, column = word.partition(":")
        if line.isascii() and line.isdigit():
            overwrite.setdefault(int(line), []).append(column)
    return _answer(
        request,
        row,
        lambda: actions.choose_lines(
            request.viewer,
            row,
            shown=_numbers(request, "shown"),
            chosen=_numbers(request, "chosen"),
            overwrite=overwrite,
            at=timezone.now(),
        ),
        "選んだことを保存しました。",
        ("register_portal_lines", row.pk, kind.value),
    )


def _numbers(request: Request, name: str) -> set[int]:
    return {int(word) for word in request.POST.getlist(name) if word.isascii() and word.isdigit()}


def _answer(
    request: Request, row: ImportRun, deed: Callable[[], Any], done: str, address: tuple[Any, ...]
) -> HttpResponse:
    try:
        deed()
    except rules.NotNow:
        messages.info(request, ALREADY)
        return redirect("register_portal_run", row.pk)
    if done:
        messages.success(request, done)
    page = request.POST.get("page", "")
    answer = redirect(*address)
    if page.isascii() and page.isdigit():
        answer["Location"] += f"?page={page}"
    return answer


@require_POST
def choose_kind(request: Request, pk: int, kind: str) -> HttpResponse:
    """Take all lines of a kind, or none."""
    row, chosen_kind = _run(request, pk), _kind(kind)
    must(chosen_kind in rules.APPLICABLE)
    wanted, at = request.POST.get("chosen") == "all", timezone.now()
    return _answer(
        request,
        row,
        lambda: actions.choose_kind(request.viewer, row, chosen_kind, wanted, at=at),
        "",
        ("register_portal_run", pk),
    )


@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Take what was chosen."""
    row, at = _run(request, pk), timezone.now()
    here = ("register_portal_run", pk)
    return _answer(request, row, lambda: actions.confirm(request.viewer, row, at=at), "", here)


@require_POST
def stop(request: Request, pk: int) -> HttpResponse:
    """Stop what is under way, or put the preview away."""
    row, at = _run(request, pk), timezone.now()
    here = ("register_portal_run", pk)
    return _answer(request, row, lambda: actions.stop(request.viewer, row, at=at), "", here)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    """Undo the whole import."""
    row, at = _run(request, pk), timezone.now()
    here = ("register_portal_run", pk)
    return _answer(request, row, lambda: actions.undo(request.viewer, row, at=at), "", here)
