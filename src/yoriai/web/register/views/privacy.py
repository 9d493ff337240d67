"""Pages about one person's data: who saw them, the copy, corrections, erasure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yoriai.web.accounts.request import Request

from .. import actions, privacy, queries
from ..actions import erasing
from ..forms.privacy import ErasureForm, WatchForm
from ..models import Person
from ..queries import sights as watching
from ..rules import privacy as rules
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
    actions.opened(request.viewer, person, at=timezone.now(), how="copy")
    sections = privacy.sections(queries.subject_of(person))
    return render(request, "register/privacy/copy.html", {"person": person, "sections": sections})


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: Request, pk: int) -> HttpResponse:
    """What would be erased and what stays; posting does it."""
    must(rules.may_erase(request.viewer))
    person = whom(request, pk)
    form = ErasureForm(request.POST or None)
    now = timezone.now()
    if form.is_valid():
        try:
            erasing.erase(
                request.viewer,
                person,
                wished_by=form.cleaned_data["wished_by"],
                also=request.POST.getlist("also"),
                at=now,
            )
        except erasing.Hindered as hindered:
            for sentence in hindered.sentences:
                form.add_error(None, sentence)
        else:
            return redirect("register_erased", pk)
    if request.method != "POST":
        actions.opened(request.viewer, person, at=now, how="page")
    preview = erasing.preview(request.viewer, person, at=now)
    context = {"person": person, "form": form, "preview": preview, "areas": privacy.AREAS}
    return render(request, "register/privacy/erase.html", context, status=400 if form.errors else 200)


@require_safe
def erased(request: Request, pk: int) -> HttpResponse:
    """That somebody was erased: when, on whose wish, how much. Nothing says who it was."""
    must(rules.may_erase(request.viewer))
    person = get_object_or_404(Person.objects.filter(erased_at__isnull=False), pk=pk)
    return render(request, "register/privacy/erased.html", {"erasure": person.erasure})
