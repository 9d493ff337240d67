"""Where a voice stands: for whoever holds its receipt, and nobody else."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import public_voice as actions
from ..actions import throttle
from ..forms.public_entry import CodeForm
from ..models import Voice
from ..queries import public_receipt as queries
from ..rules import codes, public_receipt, public_voice
from ..rules.public_conversation import is_open
from ..rules.throttle import WRONG_RECEIPT
from .public_qr import qr
from .public_visit import TooMany, address_of, too_many


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request) -> HttpResponseBase:
    """Enter the code of a receipt."""
    form = CodeForm(request.POST or None)
    try:
        voice = _voice(request, form.cleaned_data["code"]) if form.is_valid() else None
    except TooMany:
        return too_many(request)
    if voice:
        return redirect("voices_receipt", voice.receipt)
    if form.is_bound and not form.errors:
        form.refuse()
    return render(request, "voices/public/find.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
@never_cache
def receipt(request: Request, code: str) -> HttpResponseBase:
    """Where this voice stands and why."""
    try:
        voice = _voice(request, codes.normalise(code))
    except TooMany:
        return too_many(request)
    if voice is None:
        return render(request, "voices/public/find.html", {"form": CodeForm(), "unknown": True}, status=404)
    if voice.receipt != code:
        return redirect("voices_receipt", voice.receipt)
    address = request.build_absolute_uri(reverse("voices_receipt", args=[voice.receipt]))
    context = {
        "voice": voice,
        "conversation": voice.conversation,
        "words": public_receipt.words(voice.state, voice.reason),
        "steps": [(step, public_receipt.words(step.state, step.reason)) for step in voice.steps.all()],
        "parts": [(part, public_receipt.words(part.state, part.reason)) for part in queries.parts_of(voice)],
        "maps": queries.maps_using(voice),
        "may_withdraw": public_voice.may_withdraw(voice),
        "withdrawn": public_voice.is_withdrawn(voice),
        "open": is_open(voice.conversation, timezone.now()),
        "new": "new" in request.GET,
        "address": address,
        "qr": qr(address),
    }
    return render(request, "voices/public/receipt.html", context)


@require_POST
def withdraw(request: Request, code: str) -> HttpResponseBase:
    """Take a voice back, until it has been accepted; after that its page says why not."""
    try:
        voice = _voice(request, codes.normalise(code))
    except TooMany:
        return too_many(request)
    if voice is None:
        return render(request, "voices/public/find.html", {"form": CodeForm(), "unknown": True}, status=404)
    try:
        actions.withdraw(voice, at=timezone.now())
    except actions.TooLate:
        return redirect(f"{reverse('voices_receipt', args=[voice.receipt])}#withdraw")
    return redirect("voices_receipt", voice.receipt)


def _voice(request: Request, code: str) -> Voice | None:
    """The voice of a code. Wrong codes are counted by address; raises TooMany."""
    at, address = timezone.now(), address_of(request)
    if not throttle.left(WRONG_RECEIPT, address, at=at):
        raise TooMany
    voice = queries.voice_with(code)
    if voice is None:
        throttle.take(WRONG_RECEIPT, address, at=at)
    return voice
