"""Pages about one person's data: who saw them, the copy."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .. import actions, privacy, queries
from ..forms.privacy import WatchForm
from ..queries import sights as watching
from ..rules import privacy as rules
from . import reasons
from .scope import must, whom


@require_safe
def sights(request: Request, pk: int) -> HttpResponse:
    """Who saw or took out this person's data, when, for what. Opening it is recorded too."""
    must(rules.may_watch(request.viewer))
    person = whom(request, pk)
    actions.opened(request.viewer, person, at=timezone.now(), how="watch")
    form = WatchForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    start = _number(request.GET.get("page")) - 1
    found = watching.watched(
        request.viewer,
        person,
        kind=chosen.get("kind", ""),
        since=_midnight(chosen.get("since")),
        until=_midnight(chosen.get("until"), days=1),
        start=start * watching.PAGE,
    )
    assert found is not None
    page = Paginator(range(found.total), watching.PAGE).get_page(start + 1)
    context = {"person": person, "form": form, "found": found, "page": page}
    return render(request, "register/privacy/sights.html", context)


def _number(text: str | None) -> int:
    """The number of a page of a long list; anything else is the first. Far pages cost the most."""
    return min(int(text), 1000) if text and text.isascii() and text.isdigit() and int(text) else 1


def _midnight(day, days: int = 0) -> datetime | None:  # type: ignore[no-untyped-def]
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time())) if day else None


@require_safe
def copy(request: Request, pk: int) -> HttpResponse:
    """Everything that any area holds about the person, to be read and taken out."""
    must(rules.may_copy(request.viewer))
    person = whom(request, pk)
    if gate := reasons.first(request, [person]):
        return gate
    actions.opened(request.viewer, person, at=timezone.now(), how="copy")
    sections = privacy.sections(queries.subject_of(person))
    return render(request, "register/privacy/copy.html", {"person": person, "sections": sections})
