"""Voting: one statement at a time, undo, and change later."""

from __future__ import annotations

import random
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from ..actions import public_voting as actions
from ..forms.public_voting import VoteForm
from ..models import Statement
from ..queries import public_voting as queries
from ..rules.public_conversation import needs_code
from ..rules.public_voting import NotShown, Standing
from .public_visit import Visit, channel_of, go, visit_of

#: Nobody may guess which statement comes next.
CHANCE = random.SystemRandom()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def vote(request: Request, slug: str) -> HttpResponseBase:
    """The statement to vote on; posting votes."""
    visit = visit_of(request, slug)
    if not visit.open:
        return go(request, "voices_conversation", slug)
    if not visit.takes_part:
        return _invite(request, visit)
    if request.method == "POST":
        return _cast(request, visit)
    standing = actions.show_next(_turn(request, visit))
    return _page(request, visit, standing, _chosen(request, standing))


@require_POST
def undo(request: Request, slug: str) -> HttpResponseBase:
    """Take the newest vote back and show its statement again."""
    visit = visit_of(request, slug)
    if not visit.open or not visit.takes_part:
        return go(request, "voices_vote", slug)
    standing = actions.undo(_turn(request, visit))
    return _page(request, visit, standing) if request.htmx else redirect("voices_vote", slug)


@require_safe
@never_cache
def my_votes(request: Request, slug: str) -> HttpResponseBase:
    """Every vote of this participant, to change it."""
    visit = visit_of(request, slug)
    if not visit.open or not visit.takes_part:
        return redirect("voices_vote", slug)
    assert visit.participant is not None
    page = Paginator(queries.votes_of(visit.participant), 50).get_page(request.GET.get("page"))
    context = {"conversation": visit.conversation, "page": page}
    return render(request, "voices/public/my_votes.html", context)


def _invite(request: Request, visit: Visit) -> HttpResponseBase:
    """Somebody who has not joined: joining is a button, so that search engines do not join."""
    slug = visit.conversation.slug
    if needs_code(visit.conversation):
        return go(request, "voices_enter", slug)
    if request.method == "POST":
        return go(request, "voices_vote", slug)
    context = {"conversation": visit.conversation, "via": channel_of(request)}
    return render(request, "voices/public/start.html", context)


def _cast(request: Request, visit: Visit) -> HttpResponseBase:
    turn, form = _turn(request, visit), VoteForm(request.POST)
    try:
        if not form.is_valid():
            raise NotShown
        standing = actions.cast(turn, number=form.cleaned_data["statement"], value=form.cleaned_data["value"])
    except NotShown:
        return _page(request, visit, actions.show_next(turn), refused=True)
    if "from_list" in request.POST:
        return redirect("voices_my_votes", visit.conversation.slug)
    if request.htmx:
        return _page(request, visit, standing)
    return redirect("voices_vote", visit.conversation.slug)


def _turn(request: Request, visit: Visit) -> actions.Turn:
    assert visit.participant is not None
    channel = channel_of(request, visit)
    return actions.Turn(visit.conversation, visit.participant, channel, visit.at, CHANCE)


def _chosen(request: Request, standing: Standing) -> int | None:
    """The statement that the address asks for, if this participant was shown it."""
    number = request.GET.get("s", "")
    try:
        return standing.key_of(int(number[:10]))
    except (ValueError, NotShown):
        return None


def _page(
    request: Request, visit: Visit, standing: Standing, chosen: int | None = None, *, refused: bool = False
) -> HttpResponse:
    key = standing.pending if chosen is None else chosen
    context: dict[str, Any] = {
        "conversation": visit.conversation,
        "statement": Statement.objects.get(pk=key) if key is not None else None,
        "current": standing.votes.get(key) if key is not None else None,
        "chosen": chosen is not None,
        "voted": standing.voted,
        "total": len(standing.live),
        "may_undo": bool(standing.votes),
        "refused": refused,
        "asks": not request.htmx and visit.conversation.attributes.exists(),
        "address": reverse("voices_vote", args=[visit.conversation.slug]),
    }
    template = "voices/public/card.html" if request.htmx else "voices/public/vote.html"
    return render(request, template, context, status=400 if refused else 200)
