"""The gate on pages: what is protected opens with a reason, once a day for each person, kept as a Sight."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from yoriai.web.accounts.request import Request
from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .. import actions
from ..forms.privacy import ReasonForm
from ..models import Person
from ..rules import gate, privacy
from .scope import must, whom

#: What a page about contacts and consents shows, and what one with all columns shows.
CONTACTS = frozenset({Right.PERSON_READ})
EVERYTHING = frozenset({Right.PERSON_READ, Right.SENSITIVE_READ})


def viewing(request: Request, person: Person) -> Viewer:
    """Who looks at this person now: without the rights that rest until a reason was given today.

    Pages that show somebody's columns ask for the columns of this viewer, so none of them shows more.
    """
    return gate.before(request.viewer, person, _given(request), timezone.localdate())


def closed(request: Request, person: Person) -> frozenset[Right]:
    """What of this person rests until this viewer gives a reason."""
    return gate.closed(request.viewer, person, _given(request), timezone.localdate())


def asked(request: Request, person: Person) -> ReasonForm | None:
    """The question, when there is something to see that this viewer may see with a reason."""
    return ReasonForm() if closed(request, person) else None


def first(
    request: Request, people: Iterable[Person], shows: frozenset[Right] = EVERYTHING
) -> HttpResponse | None:
    """The way to the question, for a page that `shows` what is closed of one of these people. What was
    typed is never sent away: posting answers as it is."""
    for person in people if request.method != "POST" else ():
        if closed(request, person) & shows:
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('register_reason', args=[person.pk])}?{query}")
    return None


def remember(request: Request, people: Iterable[Person], form: ReasonForm) -> None:
    """Write down the reason for each of these people; what is theirs stays open for today."""
    purpose = privacy.reason_text(form.cleaned_data["choice"], form.cleaned_data["words"])
    today = timezone.localdate().isoformat()
    for person in people:
        actions.saw(request.viewer, person, at=timezone.now(), how="sensitive", purpose=purpose)
        request.session[gate.KEY] = _given(request) | {str(person.pk): today}


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: Request, pk: int) -> HttpResponse:
    """The question on a page of its own; giving the reason leads back to where it was asked."""
    must(request.viewer.may(Right.PERSON_READ) or request.viewer.may(Right.SENSITIVE_READ))
    person = whom(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    way = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(way, allowed_hosts=None):
        way = reverse("register_person", args=[pk])
    if form.is_valid():
        remember(request, [person], form)
        return redirect(way)
    context = {"person": person, "reason": form, "next": way}
    return render(request, "register/privacy/reason.html", context, status=400 if form.errors else 200)


def _given(request: Request) -> dict[str, str]:
    held: dict[str, str] = request.session.get(gate.KEY, {})
    return held
