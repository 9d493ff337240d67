"""Giving a voice."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yoriai.web.accounts.request import Request

from ..actions import public_voice as actions
from ..actions import public_voting, throttle
from ..forms.public_voice import VoiceForm
from ..models import Statement
from ..queries import public_receipt as queries
from ..rules.public_conversation import needs_code
from ..rules.throttle import VOICE_FROM_ADDRESS, VOICE_OF_ONE
from .public_visit import TooMany, Visit, address_of, channel_of, join, remember, too_many, visit_of


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, slug: str) -> HttpResponseBase:
    """Write a voice; see what others said that is like it; get a receipt."""
    visit = visit_of(request, slug)
    if not visit.open:
        return redirect("voices_conversation", slug)
    if needs_code(visit.conversation) and not visit.takes_part:
        return redirect(f"{reverse('voices_enter', args=[slug])}?goal=voice")
    form = VoiceForm(request.POST or None)
    if not form.is_valid():
        return _page(request, visit, form, [])
    try:
        if not visit.takes_part:
            visit = join(request, visit)
        return remember(_answer(request, visit, form), visit)
    except TooMany:
        return too_many(request)


def _answer(request: Request, visit: Visit, form: VoiceForm) -> HttpResponse:
    assert visit.participant is not None
    text = form.cleaned_data["text"]
    similar = [] if "anyway" in request.POST else queries.statements_like(visit.conversation, text)
    if similar:
        public_voting.show_chosen(visit.participant, similar, at=visit.at)
        return _page(request, visit, form, similar)
    one = throttle.take(VOICE_OF_ONE, str(visit.participant.pk), at=visit.at)
    if not one or not throttle.take(VOICE_FROM_ADDRESS, address_of(request), at=visit.at):
        raise TooMany
    voice = actions.give(visit.participant, text=text, channel=channel_of(request, visit), at=visit.at)
    return redirect(f"{reverse('voices_receipt', args=[voice.receipt])}?new=1")


def _page(request: Request, visit: Visit, form: VoiceForm, similar: list[Statement]) -> HttpResponse:
    context = {
        "conversation": visit.conversation,
        "form": form,
        "similar": similar,
        "via": channel_of(request, visit),
    }
    return render(request, "voices/public/give.html", context, status=400 if form.errors else 200)
