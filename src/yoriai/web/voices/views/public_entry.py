"""Coming in: without anything, by a code, and what one may tell about oneself."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from yoriai.web.accounts.request import Request

from ..actions import public_entry as actions
from ..actions import throttle
from ..forms.public_entry import AboutMeForm, CodeForm
from ..models import AccessCode
from ..queries import public_conversation as queries
from ..rules.public_conversation import needs_code
from ..rules.throttle import WRONG_CODE
from .public_visit import TooMany, Visit, address_of, channel_of, join, remember, too_many, visit_of

#: Where somebody wanted to go when they were asked for their code.
GOALS = {"vote": "voices_vote", "voice": "voices_give"}


@require_POST
def start(request: Request, slug: str) -> HttpResponseBase:
    """Begin to vote: join, if that needs nothing, and be asked about oneself the first time."""
    visit = visit_of(request, slug)
    if not visit.open:
        return redirect("voices_conversation", slug)
    if visit.takes_part:
        return redirect("voices_vote", slug)
    if needs_code(visit.conversation):
        return redirect("voices_enter", slug)
    try:
        visit = join(request, visit)
    except TooMany:
        return too_many(request)
    return remember(_first_page(visit), visit)


def _first_page(visit: Visit, goal: str = "vote") -> HttpResponse:
    slug = visit.conversation.slug
    if goal == "vote" and visit.conversation.attributes.exists():
        return redirect("voices_about_me", slug)
    return redirect(GOALS.get(goal, "voices_vote"), slug)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: Request, slug: str) -> HttpResponseBase:
    """Enter a code to take part, once."""
    visit = visit_of(request, slug)
    if not visit.open or not needs_code(visit.conversation):
        return redirect("voices_conversation", slug)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if not throttle.left(WRONG_CODE, address_of(request), at=visit.at):
            return too_many(request)
        code = queries.access_code(visit.conversation, form.cleaned_data["code"])
        if code:
            return _let_in(request, visit, code)
        throttle.take(WRONG_CODE, address_of(request), at=visit.at)
        form.refuse()
    goal = request.POST.get("goal") or request.GET.get("goal", "")
    context = {"conversation": visit.conversation, "form": form, "goal": goal if goal in GOALS else ""}
    context["via"] = channel_of(request)
    return render(request, "voices/public/enter.html", context, status=400 if form.errors else 200)


def _let_in(request: Request, visit: Visit, code: AccessCode) -> HttpResponse:
    visit = join(request, visit, code)
    return remember(_first_page(visit, request.POST.get("goal", "") or "vote"), visit)


@require_http_methods(["GET", "HEAD", "POST"])
def about_me(request: Request, slug: str) -> HttpResponseBase:
    """Answer what is asked about oneself, skip it, or change it later."""
    visit = visit_of(request, slug)
    attributes = list(visit.conversation.attributes.all())
    if not visit.takes_part or not visit.open or not attributes:
        return redirect("voices_conversation", slug)
    assert visit.participant is not None
    known = dict(visit.participant.declared.values_list("attribute_id", "value"))
    form = AboutMeForm(request.POST or None, attributes=attributes, known=known)
    if form.is_valid():
        actions.declare(visit.participant, form.answers(), at=timezone.now())
        return redirect("voices_vote", slug)
    context = {"conversation": visit.conversation, "form": form}
    return render(request, "voices/public/about_me.html", context, status=400 if form.errors else 200)
