"""Pages of erasing: what would be erased, the requests that wait for a second person, what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import actions, privacy
from ..actions import erasing
from ..forms.privacy import ConfirmForm, ErasureForm
from ..models import ErasureRequest, Person, RequestState
from ..queries import erasures as queries
from ..rules import erasures as rules
from ..rules.privacy import may_erase
from . import reasons
from .scope import must, whom

#: So many requests that were answered stand below those that wait.
SHOWN = 50
FASTER = "ほかの人が先に決めました。"


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request, pk: int) -> HttpResponse:
    """What would be erased and what stays; posting asks a second person, or does it where there is none."""
    must(may_erase(request.viewer))
    person, now = whom(request, pk), timezone.now()
    waiting = queries.waiting_for(request.viewer, person)
    if waiting:
        return redirect("register_erasure_request", waiting.pk)
    alone = rules.may_go_alone(request.viewer, queries.erasers(timezone.localdate(now)))
    form = ErasureForm(request.POST or None, alone=alone)
    if form.is_valid():
        done = _try(form, lambda: _begin(request, person, form.cleaned_data))
        if done:
            return done
    return _page(request, person, form, {"alone": alone})


def _begin(request: Request, person: Person, said: dict[str, Any]) -> HttpResponse:
    """Erase at once where nobody else may, else ask."""
    also, now = request.POST.getlist("also"), timezone.now()
    if "alone_reason" in said:
        erasing.erase_alone(
            request.viewer,
            person,
            wished_by=said["wished_by"],
            reason=said["alone_reason"],
            also=also,
            at=now,
        )
        return redirect("register_erased", person.pk)
    asked = erasing.ask_erasure(request.viewer, person, wished_by=said["wished_by"], also=also, at=now)
    messages.success(request, "消去を求めました。もうひとりが確認すると、消去されます。")
    return redirect("register_erasure_request", asked.pk)


def _try(form: Any, deed: Callable[[], HttpResponse]) -> HttpResponse | None:
    """The deed's answer, or nothing and the reason on the form."""
    try:
        return deed()
    except erasing.Hindered as hindered:
        for sentence in hindered.sentences:
            form.add_error(None, sentence)
    except (erasing.Moved, erasing.NotAlone):
        form.add_error(None, FASTER)
    return None


def _page(request: Request, person: Person, form: Any, more: dict[str, Any]) -> HttpResponse:
    if gate := reasons.first(request, [person], reasons.CONTACTS):
        return gate
    if request.method != "POST":
        actions.opened(request.viewer, person, at=timezone.now(), how="page")
    preview = erasing.preview(request.viewer, person, at=timezone.now())
    context = {"person": person, "form": form, "preview": preview, "areas": privacy.AREAS, **more}
    return render(request, "register/privacy/erase.html", context, status=400 if form.errors else 200)


@require_safe
def requests(request: Request) -> HttpResponse:
    """The requests that wait, by their last day, and what became of the others."""
    must(may_erase(request.viewer))
    rows, day = queries.requests_visible_to(request.viewer), timezone.localdate()
    waiting = [(row, rules.is_late(row, day)) for row in rows.filter(state=RequestState.WAITING)]
    answered = rows.exclude(state=RequestState.WAITING).order_by("-decided_at", "-pk")[:SHOWN]
    return render(request, "register/privacy/erasures.html", {"waiting": waiting, "answered": answered})


@require_http_methods(["GET", "HEAD", "POST"])
def request(request: Request, pk: int) -> HttpResponse:
    """One request with what would be erased; posting confirms it."""
    row = get_object_or_404(queries.requests_visible_to(request.viewer), pk=pk)
    if row.state == RequestState.DONE:
        return redirect("register_erased", row.person_id)
    if row.state != RequestState.WAITING:
        return redirect("register_erasures")
    moves = rules.moves_of(request.viewer, row)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        must(rules.Move.CONFIRM in moves)
        done = _try(form, lambda: _confirm(request, row)) if form.is_valid() else None
        if done:
            return done
    return _page(request, row.person, form, {"asked": row, "moves": moves})


def _confirm(request: Request, row: ErasureRequest) -> HttpResponse:
    also = request.POST.getlist("also")
    erasure = erasing.confirm_erasure(request.viewer, row, also=also, at=timezone.now())
    return redirect("register_erased", erasure.person_id)


@require_POST
def decline(request: Request, pk: int) -> HttpResponse:
    """Leave the person in the register."""
    return _answer(request, pk, erasing.decline_erasure, "見送りました。記載はそのままです。")


@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    """Take one's own request back."""
    return _answer(request, pk, erasing.take_back_erasure, "取り下げました。記載はそのままです。")


def _answer(request: Request, pk: int, deed: Callable[..., None], words: str) -> HttpResponse:
    row = get_object_or_404(queries.requests_visible_to(request.viewer), pk=pk)
    try:
        deed(request.viewer, row, at=timezone.now())
    except PermissionDenied as refused:
        raise Http404 from refused
    except erasing.Moved:
        messages.warning(request, FASTER)
    else:
        messages.success(request, words)
    return redirect("register_erasures")


@require_safe
def erased(request: Request, pk: int) -> HttpResponse:
    """That somebody was erased: when, on whose wish, how much. Nothing says who it was."""
    must(may_erase(request.viewer))
    person = get_object_or_404(Person.objects.filter(erased_at__isnull=False), pk=pk)
    return render(request, "register/privacy/erased.html", {"erasure": person.erasure})
