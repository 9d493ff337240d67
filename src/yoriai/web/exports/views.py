"""Pages of exports: ask for the purpose, make the file, hand it to its maker only."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.web.accounts.request import Request

from . import actions, queries, rules
from .forms import ExportForm
from .registry import EXPORTS, startable


@require_safe
def downloads(request: Request) -> HttpResponse:
    """One's downloads, newest first."""
    if not rules.may_export(request.viewer):
        raise Http404
    now = timezone.now()
    rows = [
        (row, EXPORTS.get(row.export), rules.may_fetch(request.viewer, row, now))
        for row in queries.visible_to(request.viewer)[:100]
    ]
    context = {"rows": rows, "exports": startable(request.viewer)}
    return render(request, "exports/downloads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: Request, key: str, subject: str = "") -> HttpResponse:
    """Ask for purpose and format; then make the file."""
    export = EXPORTS.get(key)
    if export is None or not rules.may_export(request.viewer):
        raise Http404
    if export.rows(request.viewer, subject) is None:
        raise Http404
    if first := export.first(request.viewer, request.session, subject) if export.first else None:
        return redirect(f"{first}?{urlencode({'next': request.path})}")
    form = ExportForm(request.POST or None, formats=export.formats)
    if form.is_valid():
        download = actions.make(
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


def _own(request: Request, pk: UUID):  # type: ignore[no-untyped-def]
    download = get_object_or_404(queries.visible_to(request.viewer), pk=pk)
    if not rules.may_fetch(request.viewer, download, timezone.now()):
        raise Http404
    return download


@require_safe
def ready(request: Request, pk: UUID) -> HttpResponse:
    """The file is ready: what is in it, and the button that fetches it."""
    download = _own(request, pk)
    return render(request, "exports/ready.html", {"download": download, "export": EXPORTS[download.export]})


@require_safe
def fetch(request: Request, pk: UUID) -> HttpResponse:
    """The file itself, as an attachment."""
    download = _own(request, pk)
    try:
        content = actions.fetch(request.viewer, download=download, at=timezone.now())
    except (PermissionDenied, FileNotFoundError) as gone:
        raise Http404 from gone
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{download.file_name}"'
    return response
