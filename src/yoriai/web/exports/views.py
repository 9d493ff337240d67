"""Pages of exports: ask for the purpose, make the file, hand it to its maker only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from . import actions, queries, rules
from .forms import ExportForm
from .models import Download, DownloadState
from .registry import EXPORTS, startable

#: So many bytes of a file are handed on at a time.
PIECE = 256 * 1024


@require_safe
def downloads(request: Request) -> HttpResponse:
    """One's downloads, newest first."""
    if not rules.may_export(request.viewer):
        raise Http404
    now = timezone.now()
    rows = [
        (row, EXPORTS.get(row.export), rules.standing(row, now), _opens(request, row, now))
        for row in queries.visible_to(request.viewer)[:100]
    ]
    context = {"rows": rows, "exports": startable(request.viewer)}
    return render(request, "exports/downloads.html", context)


def _opens(request: Request, row: Download, at: datetime) -> bool:
    """Whether the row has a page: one's own, until the file's time is over."""
    over = row.state == DownloadState.READY and not rules.may_fetch(request.viewer, row, at)
    return rules.may_watch(request.viewer, row) and not over


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request, key: str, subject: str = "") -> HttpResponse:
    """Ask for purpose and format; then make the file, or let a worker make it when it is large."""
    export = EXPORTS.get(key)
    if export is None or not rules.may_export(request.viewer):
        raise Http404
    if export.rows(request.viewer, subject) is None:
        raise Http404
    if first := export.first(request.viewer, request.session, subject) if export.first else None:
        return redirect(f"{first}?{urlencode({'next': request.path})}")
    form = ExportForm(request.POST or None, formats=export.formats)
    if form.is_valid():
        download = actions.ask(
            request.viewer,
            export=export,
            subject=subject,
            purpose=form.cleaned_data["purpose"],
            file_format=form.cleaned_data.get("file_format", ""),
            at=timezone.now(),
        )
        return redirect("exports_ready", download.pk)
    return render(
        request,
        "exports/make.html",
        {
            "form": form,
            "export": export,
            "columns": export.columns_for(request.viewer),
            "life": rules.LIFE,
        },
        status=400 if form.errors else 200,
    )


def _own(request: Request, pk: UUID) -> Download:
    download = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not rules.may_watch(request.viewer, download):
        raise Http404
    return download


@require_safe
def ready(request: Request, pk: UUID) -> HttpResponse:
    """How far the file is, and once it is ready the button that fetches it.

    htmx asks for the fragment again until it ends; other browsers reload the page.
    """
    download, at = _own(request, pk), timezone.now()
    if not _opens(request, download, at):
        raise Http404
    life = rules.life_of(download)
    context = {
        "download": download,
        "export": EXPORTS.get(download.export),
        "live": rules.is_live(download, at),
        "slow": life.is_slow_to_start(at),
        "problem": rules.SENTENCES.for_death(life) if life.is_dead(at) else download.problem,
    }
    return render(request, "exports/progress.html" if request.htmx else "exports/ready.html", context)


@require_POST
def stop(request: Request, pk: UUID) -> HttpResponse:
    """Stop making a file."""
    actions.stop(request.viewer, _own(request, pk), at=timezone.now())
    return redirect("exports_ready", pk)


@require_safe
def fetch(request: Request, pk: UUID) -> StreamingHttpResponse:
    """The file itself, as an attachment, piece by piece: it may be larger than what a page may take."""
    download = _own(request, pk)
    try:
        path = actions.fetch(request.viewer, download=download, at=timezone.now())
    except (PermissionDenied, FileNotFoundError) as gone:
        raise Http404 from gone
    response = StreamingHttpResponse(_pieces(path), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{download.file_name}"'
    response["Content-Length"] = path.stat().st_size
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        while piece := content.read(PIECE):
            yield piece
