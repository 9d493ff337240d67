"""Who comes to a conversation: their cookie, and the participant behind it.

The cookie holds a random token (or one made from a code), signed for one conversation and readable by
no script. The database knows a keyed digest of it only.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from yoriai.web.accounts.request import Request

from ..actions import public_entry as actions
from ..actions import throttle
from ..models import AccessCode, Channel, Conversation, Participant
from ..queries import public_conversation as queries
from ..rules.public_conversation import Phase, is_open, phase, takes_part
from ..rules.throttle import JOINING

#: The longest time a participant's cookie lives, seconds: half a year.
COOKIE_AGE = 180 * 24 * 3600


class TooMany(Exception):
    """Too many tries from one place."""


@dataclass(frozen=True)
class Entry:
    """What the cookie holds: how this person came, and their token."""

    channel: str
    token: str


@dataclass(frozen=True)
class Visit:
    """Somebody at a conversation, at a moment."""

    conversation: Conversation
    at: datetime
    entry: Entry | None
    participant: Participant | None

    @property
    def phase(self) -> Phase:
        return phase(self.conversation, self.at)

    @property
    def open(self) -> bool:
        return is_open(self.conversation, self.at)

    @property
    def takes_part(self) -> bool:
        return takes_part(self.conversation, self.participant)


def visit_of(request: Request, slug: str) -> Visit:
    """The visit that a request is; 404 when there is no such conversation for this viewer."""
    at = timezone.now()
    conversation = get_object_or_404(queries.conversations_visible_to(request.viewer, at), slug=slug)
    entry = _read(request, conversation)
    participant = queries.participant_with(conversation, entry.token) if entry else None
    return Visit(conversation, at, entry, participant)


def channel_of(request: Request, visit: Visit | None = None) -> Channel:
    """Whether somebody came by a QR code, now or when they joined."""
    via = request.POST.get("via") or request.GET.get("via")
    if via == "qr" or (visit and visit.entry and visit.entry.channel == Channel.QR):
        return Channel.QR
    return Channel.WEB


def join(request: Request, visit: Visit, code: AccessCode | None = None) -> Visit:
    """The visit as a participant; `remember` must then put the cookie on the answer.

    Raises TooMany when too many join from one address.
    """
    token = f"code-{code.digest}" if code else secrets.token_urlsafe(24)
    if not code and not throttle.take(JOINING, address_of(request), at=visit.at):
        raise TooMany
    participant = actions.join(visit.conversation, token=token, code=code, at=visit.at)
    return Visit(visit.conversation, visit.at, Entry(channel_of(request, visit), token), participant)


def remember(response: HttpResponse, visit: Visit) -> HttpResponse:
    """Put the participant's cookie on an answer."""
    assert visit.entry is not None
    response.set_signed_cookie(
        _name(visit.conversation),
        f"{visit.entry.channel}:{visit.entry.token}",
        salt="yoriai.voices.participant",
        max_age=COOKIE_AGE,
        path=reverse("voices_conversation", args=[visit.conversation.slug]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def address_of(request: Request) -> str:
    """The network address, believed only from proxies that are trusted."""
    return str(get_adapter().get_client_ip(request))


def go(request: Request, name: str, *args: object) -> HttpResponseBase:
    """Redirect a page; tell htmx to load another page."""
    if request.htmx:
        return HttpResponseClientRedirect(reverse(name, args=args))
    return redirect(name, *args)


def too_many(request: Request) -> HttpResponse:
    """Kind words for somebody who tried too often."""
    return render(request, "voices/public/too_many.html", status=429)


def _name(conversation: Conversation) -> str:
    return f"voices_{conversation.pk}"


def _read(request: Request, conversation: Conversation) -> Entry | None:
    """What the cookie says, when it is ours and of this conversation (its name is signed, too)."""
    value = request.get_signed_cookie(
        _name(conversation), default="", salt="yoriai.voices.participant", max_age=COOKIE_AGE
    )
    channel, _, token = (value or "").partition(":")
    return Entry(channel, token) if token else None
