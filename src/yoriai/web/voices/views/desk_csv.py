"""Pages for tables of voices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yoriai.web.accounts.request import Request

from ..actions import desk_csv as actions
from ..forms.desk_csv import ColumnsForm, TableForm, chosen
from ..models import ImportState, VoiceImport
from ..queries import desk_csv as queries
from ..rules import desk as rules
from ..rules.voices_csv import LARGEST, Unreadable
from .desk_common import conversation_for


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: Request, slug: str) -> HttpResponse:
    """Choose a table; it is shown before anything is taken."""
    conversation = conversation_for(request, slug, rules.may_manage)
    form = TableForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            content = upload.read(LARGEST + 1)
            table = actions.read_table(
                request.viewer, conversation, file_name=upload.name, content=content, at=timezone.now()
            )
        except Unreadable as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("voices_desk_csv_table", slug, table.pk)
    context = {
        "conversation": conversation,
        "form": form,
        "tables": queries.imports_visible_to(request.viewer, conversation)[:20],
    }
    return render(request, "voices/desk/csv.html", context, status=400 if form.errors else 200)


def _table(request: Request, slug: str, pk: int) -> VoiceImport:
    conversation = conversation_for(request, slug, rules.may_manage)
    return get_object_or_404(queries.imports_visible_to(request.viewer, conversation), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: Request, slug: str, pk: int) -> HttpResponse:
    """The table as it would be taken; posting changes which column holds what."""
    row = _table(request, slug, pk)
    preview = queries.preview(row)
    form = ColumnsForm(
        request.POST or None,
        names=preview.names,
        asked=queries.asked_of(row.conversation),
        initial=chosen(queries.columns_of(row)),
    )
    if form.is_valid():
        try:
            actions.match_columns(request.viewer, row, columns=form.columns, at=timezone.now())
        except actions.NotInPreview:
            messages.warning(request, "この表は、もう取り込まれています。")
        return redirect("voices_desk_csv_table", slug, pk)
    context = {
        "conversation": row.conversation,
        "table": row,
        "preview": preview,
        "first": preview.rows[:50],
        "form": form,
        "waiting": row.state == ImportState.PREVIEW,
        "undoable": row.state == ImportState.DONE and queries.undoable(row),
        "voices": row.voices.count(),
    }
    return render(request, "voices/desk/csv_table.html", context, status=400 if form.errors else 200)


@require_POST
def confirm(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take the table."""
    row = _table(request, slug, pk)
    known_too = request.POST.get("known_too") == "1"
    try:
        count = actions.import_table(request.viewer, row, known_too=known_too, at=timezone.now())
    except actions.NotInPreview:
        messages.warning(request, "この表は、もう取り込まれています。")
    else:
        messages.success(request, f"{count}件の声を取り込みました。確認を待つ声に加わりました。")
    return redirect("voices_desk_csv_table", slug, pk)


@require_POST
def undo(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take a whole table back."""
    row = _table(request, slug, pk)
    try:
        actions.undo_import(request.viewer, row, at=timezone.now())
    except actions.NotUndoable:
        messages.warning(request, "もう確認した声があるので、まとめて取り消すことはできません。")
    else:
        messages.success(request, "取り込みを取り消しました。")
    return redirect("voices_desk_csv_table", slug, pk)
