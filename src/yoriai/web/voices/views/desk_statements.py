"""Pages for the statements that people vote on, and the published list of reasons."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import desk_moderation as actions
from ..forms.desk_moderation import WordingForm
from ..models import REASONS_OF
from ..queries import desk as queries
from ..rules import desk as rules
from ..rules.public_receipt import WHERE, WHY
from .desk_common import conversation_for


@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: Request, slug: str) -> HttpResponse:
    """All statements; posting adds one of the centre's own."""
    conversation = conversation_for(request, slug, rules.may_moderate)
    form = WordingForm(request.POST or None)
    if form.is_valid():
        row = actions.contribute(
            request.viewer, conversation, wording=actions.Wording(**form.cleaned_data), at=timezone.now()
        )
        messages.success(request, f"{row.number}番の意見として加えました。")
        return redirect("voices_desk_statements", slug)
    page = Paginator(queries.statements(request.viewer, conversation), 100).get_page(request.GET.get("page"))
    context = {"conversation": conversation, "page": page, "form": form}
    return render(request, "voices/desk/statements.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: Request, slug: str, pk: int) -> HttpResponse:
    """One statement: its wording, and the voices behind it."""
    conversation = conversation_for(request, slug, rules.may_moderate)
    row = get_object_or_404(queries.statements(request.viewer, conversation), pk=pk)
    initial = {"text": row.text, "easy": row.text_easy, "english": row.text_en}
    form = WordingForm(request.POST or None, initial=initial)
    if form.is_valid():
        wording = actions.Wording(**form.cleaned_data)
        try:
            actions.reword(request.viewer, row, wording=wording, at=timezone.now())
        except actions.WordingFixed:
            form.add_error("text", "もう投票した人がいるので、日本語の文は変えられません。")
        else:
            messages.success(request, "保存しました。")
            return redirect("voices_desk_statements", slug)
    voices = queries.voices_visible_to(request.viewer, conversation).filter(statement=row)
    context = {"conversation": conversation, "statement": row, "form": form, "voices": voices}
    return render(request, "voices/desk/statement.html", context, status=400 if form.errors else 200)


@require_POST
def shown(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take a statement out of the vote, or put it back."""
    conversation = conversation_for(request, slug, rules.may_moderate)
    row = get_object_or_404(queries.statements(request.viewer, conversation), pk=pk)
    actions.set_shown(request.viewer, row, shown=request.POST.get("shown") == "1", at=timezone.now())
    return redirect("voices_desk_statements", slug)


@require_safe
def reasons(request: Request) -> HttpResponse:
    """What can become of a voice, and every reason there is: for everybody to read."""
    groups = [
        (state.value, WHERE[state], [WHY[reason] for reason in REASONS_OF[state]]) for state in REASONS_OF
    ]
    return render(request, "voices/public/reasons.html", {"groups": groups})
