"""The scribe's screen: one voice after the other, by keyboard only."""

from __future__ import annotations

from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import desk_scribe as actions
from ..forms.desk_scribe import CHANNELS, EntryForm
from ..models import Conversation
from ..queries import desk_scribe as queries
from ..rules.ballot import keys_of
from .desk_common import conversation_for


@require_http_methods(["GET", "HEAD", "POST"])
def scribe(request: Request, slug: str) -> HttpResponse:
    """Key in the next one; what could not be saved stays in the fields."""
    conversation = conversation_for(request, slug)
    attributes = list(conversation.attributes.order_by("pk"))
    known = dict(CHANNELS)
    wanted = request.GET.get("channel", "")
    channel = wanted if wanted in known else CHANNELS[0][0]
    form = EntryForm(request.POST or None, attributes=attributes, initial={"channel": channel})
    status = 200
    if request.method == "POST":
        if form.is_valid() and _saved(request, conversation, form):
            address = reverse("voices_desk_scribe", args=[slug])
            return redirect(f"{address}?channel={form.cleaned_data['channel'].value}")
        status = 400
    now = timezone.now()
    context = {
        "conversation": conversation,
        "form": form,
        "keys": keys_of(attributes),
        "entries": queries.entries(request.viewer, conversation),
        "pace": queries.pace(request.viewer, conversation, now),
    }
    return render(request, "voices/desk/scribe.html", context, status=status)


def _saved(request: Request, conversation: Conversation, form: EntryForm) -> bool:
    data = form.cleaned_data
    try:
        actions.key_in(
            request.viewer,
            conversation,
            text=data["text"],
            channel=data["channel"],
            answers=data.get("answers", {}),
            ballot=data["ballot"],
            at=timezone.now(),
        )
    except actions.UnknownStatement as unknown:
        form.add_error("ballot", f"{unknown.args[0]}番の意見は投票に出ていません。番号を確かめてください。")
        return False
    except DatabaseError:
        form.add_error(
            None, "いま保存できませんでした。入力はそのままです。少し待って、もう一度Enterを押してください。"
        )
        return False
    return True


@require_POST
def undo(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take one of one's own entries back."""
    conversation = conversation_for(request, slug)
    participant = get_object_or_404(
        conversation.participants.filter(keyed_by_id=request.viewer.user_id), pk=pk
    )
    try:
        actions.undo_entry(request.viewer, participant, at=timezone.now())
    except actions.NotUndoable:
        messages.warning(
            request, "この入力はもう取り消せません。確認が済んだ声は、確認する人に伝えてください。"
        )
    else:
        messages.success(request, "入力を取り消しました。")
    return redirect("voices_desk_scribe", slug)


@require_safe
def slips(request: Request, slug: str) -> HttpResponse:
    """The receipts of today's slips, to print and cut."""
    conversation = conversation_for(request, slug)
    voices = queries.slips(request.viewer, conversation, timezone.now())
    return render(request, "voices/desk/slips.html", {"conversation": conversation, "voices": voices})
