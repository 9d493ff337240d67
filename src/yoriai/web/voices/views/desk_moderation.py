"""Pages of moderation: the queue, one voice with every decision, campaigns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import desk_moderation as actions
from ..forms.desk_moderation import AcceptForm, CampaignForm, HoldForm, MergeForm, ReopenForm, SplitForm
from ..models import State, Voice
from ..queries import desk as queries
from ..rules import desk as who
from ..rules import moderation as rules
from .desk_common import conversation_for


@require_safe
def queue(request: Request, slug: str) -> HttpResponse:
    """The oldest waiting voice, ready to be decided; `after` skips up to that one."""
    conversation = conversation_for(request, slug, who.may_moderate)
    waiting = queries.waiting(request.viewer, conversation)
    after = request.GET.get("after", "")
    rows = list(waiting.values_list("pk", flat=True))
    place = rows.index(int(after)) + 1 if after.isascii() and after.isdigit() and int(after) in rows else 0
    if not rows:
        return render(request, "voices/desk/queue_empty.html", {"conversation": conversation})
    voice = waiting.get(pk=rows[place % len(rows)])
    return _page(request, voice, in_queue=True, left=len(rows))


@require_safe
def voice(request: Request, slug: str, pk: int) -> HttpResponse:
    """One voice: its way so far, and what can be decided."""
    return _page(request, _voice(request, slug, pk))


@require_safe
def voices(request: Request, slug: str) -> HttpResponse:
    """All voices of a conversation, by state."""
    conversation = conversation_for(request, slug, who.may_moderate)
    state = request.GET.get("state", "")
    rows = queries.voices_visible_to(request.viewer, conversation).reverse()
    if state in State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"conversation": conversation, "page": page, "state": state, "states": State}
    return render(request, "voices/desk/voices.html", context)


def _voice(request: Request, slug: str, pk: int) -> Voice:
    conversation = conversation_for(request, slug, who.may_moderate)
    return get_object_or_404(queries.voices_visible_to(request.viewer, conversation), pk=pk)


def _page(
    request: Request,
    voice: Voice,
    *,
    in_queue: bool = False,
    left: int = 0,
    wrong: dict[str, forms.Form] | None = None,
) -> HttpResponse:
    seen = {"seen": voice.steps.count()}
    suggestions = queries.suggestions(voice)
    best = suggestions[0].statement.number if suggestions else None
    blank: dict[str, forms.Form] = {
        "accept": AcceptForm(initial=seen | {"text": voice.text}, auto_id="accept_%s"),
        "merge": MergeForm(
            conversation=voice.conversation,
            initial=seen
            | {"number": best, "note": "同じことを言う意見がすでにあるため、そこにまとめました。"},
            auto_id="merge_%s",
        ),
        "hold": HoldForm(initial=seen, auto_id="hold_%s"),
        "split": SplitForm(initial=seen | {"texts": voice.text}, auto_id="split_%s"),
        "reopen": ReopenForm(initial=seen, auto_id="reopen_%s"),
    }
    context = {
        "conversation": voice.conversation,
        "voice": voice,
        "steps": voice.steps.order_by("at", "pk"),
        "parts": voice.parts.order_by("pk"),
        "suggestions": suggestions,
        "forms": blank | (wrong or {}),
        "open": next(iter(wrong), "") if wrong else "",
        "can_be_decided": rules.can_be_decided(voice),
        "in_queue": in_queue,
        "left": left,
    }
    return render(request, "voices/desk/voice.html", context, status=400 if wrong else 200)


def _decide(
    request: Request,
    voice: Voice,
    *,
    name: str,
    form: forms.Form,
    deed: Callable[[dict[str, Any]], None],
    done: str,
) -> HttpResponse:
    """Carry a decision out and go on with the queue; whoever comes second is told who was first."""
    slug = voice.conversation.slug
    if not form.is_valid():
        return _page(request, voice, wrong={name: form})
    try:
        deed(form.cleaned_data)
    except actions.AlreadyDecided as late:
        now = late.voice
        messages.warning(
            request,
            f"受付番号 {now.receipt} は、ほかの人が先に決めていました（{now.get_state_display()}）。"
            "いまの決定はそのままです。変えるときは、ここから変えられます。",
        )
        return redirect("voices_desk_voice", slug, voice.pk)
    messages.success(request, f"受付番号 {voice.receipt}：{done}")
    return redirect("voices_desk_queue", slug)


@require_POST
def accept(request: Request, slug: str, pk: int) -> HttpResponse:
    """Put it to the vote."""
    row = _voice(request, slug, pk)
    form = AcceptForm(request.POST, auto_id="accept_%s")

    def deed(data: dict[str, Any]) -> None:
        wording = actions.Wording(data["text"], data["easy"], data["english"])
        actions.accept(request.viewer, row, wording=wording, seen=data["seen"], at=timezone.now())

    return _decide(request, row, name="accept", form=form, deed=deed, done="公開しました。")


@require_POST
def merge(request: Request, slug: str, pk: int) -> HttpResponse:
    """A statement already says it."""
    row = _voice(request, slug, pk)
    form = MergeForm(request.POST, conversation=row.conversation, auto_id="merge_%s")

    def deed(data: dict[str, Any]) -> None:
        actions.merge(
            request.viewer,
            row,
            statement=data["number"],
            note=data["note"],
            seen=data["seen"],
            at=timezone.now(),
        )

    return _decide(request, row, name="merge", form=form, deed=deed, done="ほかの意見にまとめました。")


@require_POST
def hold(request: Request, slug: str, pk: int) -> HttpResponse:
    """Do not publish it, and say why."""
    row = _voice(request, slug, pk)
    form = HoldForm(request.POST, auto_id="hold_%s")

    def deed(data: dict[str, Any]) -> None:
        actions.hold(request.viewer, row, at=timezone.now(), **data)

    return _decide(request, row, name="hold", form=form, deed=deed, done="公開を見合わせました。")


@require_POST
def split(request: Request, slug: str, pk: int) -> HttpResponse:
    """Several opinions become several statements."""
    row = _voice(request, slug, pk)
    form = SplitForm(request.POST, auto_id="split_%s")

    def deed(data: dict[str, Any]) -> None:
        actions.split(request.viewer, row, at=timezone.now(), **data)

    return _decide(request, row, name="split", form=form, deed=deed, done="いくつかの意見に分けました。")


@require_POST
def reopen(request: Request, slug: str, pk: int) -> HttpResponse:
    """Take the decision back."""
    row = _voice(request, slug, pk)
    form = ReopenForm(request.POST, auto_id="reopen_%s")

    def deed(data: dict[str, Any]) -> None:
        actions.reopen(request.viewer, row, seen=data["seen"], at=timezone.now())

    return _decide(request, row, name="reopen", form=form, deed=deed, done="確認を待つ声に戻しました。")


@require_http_methods(["GET", "HEAD", "POST"])
def campaigns(request: Request, slug: str) -> HttpResponse:
    """Texts that came many times; posting merges one of them into one statement."""
    conversation = conversation_for(request, slug, who.may_moderate)
    form = CampaignForm(request.POST or None, conversation=conversation)
    if form.is_valid():
        rows = queries.waiting(request.viewer, conversation).filter(pk__in=form.cleaned_data["voices"])
        try:
            row = actions.merge_campaign(
                request.viewer,
                conversation,
                voices=list(rows),
                text=form.cleaned_data["text"],
                statement=form.cleaned_data["number"],
                at=timezone.now(),
            )
        except LookupError:
            messages.warning(request, "これらの声は、ほかの人が先に決めていました。")
            return redirect("voices_desk_campaigns", slug)
        messages.success(request, "一つの意見にまとめました。元の声はすべて残しています。")
        return redirect("voices_desk_campaign", slug, row.pk)
    context = {
        "conversation": conversation,
        "copies": queries.copies(request.viewer, conversation),
        "campaigns": queries.campaigns(request.viewer, conversation),
        "form": form,
    }
    return render(request, "voices/desk/campaigns.html", context, status=400 if form.errors else 200)


@require_safe
def campaign(request: Request, slug: str, pk: int) -> HttpResponse:
    """One text that came many times, with every original."""
    conversation = conversation_for(request, slug, who.may_moderate)
    row = get_object_or_404(queries.campaigns(request.viewer, conversation), pk=pk)
    originals = list(row.voices.select_related("participant").order_by("received_at", "pk"))
    context = {
        "conversation": conversation,
        "campaign": row,
        "originals": originals,
        "people": rules.Bunch(originals).people,
    }
    return render(request, "voices/desk/campaign.html", context)
