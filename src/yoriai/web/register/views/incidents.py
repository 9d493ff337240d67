"""Pages of incidents: the list with due dates, the sheet, its versions, the people to be told."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yoriai.web.accounts.request import Request

from .. import actions
from ..actions import incidents as writing
from ..forms.entry import STALE
from ..forms.incidents import IncidentForm, StartForm, ToldForm
from ..models import Incident
from ..queries import incidents as queries
from ..rules import leaks, privacy
from .scope import must

#: So many people stand on the page; all of them are in the file.
SHOWN = 200
PER_PAGE = 50


@require_safe
def incidents(request: Request) -> HttpResponse:
    """Every sheet, with the next report and its last day."""
    must(privacy.may_write_incidents(request.viewer))
    page = Paginator(queries.incidents_visible_to(request.viewer), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            row,
            leaks.next_due(
                queries.facts_of(row), first_done=row.first_reported_on, final_done=row.final_reported_on
            ),
        )
        for row in page
    ]
    context = {"rows": rows, "page": page, "today": timezone.localdate()}
    return render(request, "register/incidents/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: Request) -> HttpResponse:
    """Begin a sheet; what the records know of it is filled in."""
    must(privacy.may_write_incidents(request.viewer))
    now = timezone.now()
    form = StartForm(
        request.POST or None, origins=queries.origins(now), initial={"known_at": timezone.localtime(now)}
    )
    if form.is_valid():
        told = form.cleaned_data
        draft = queries.draft(told["source"], told["people"], now)
        incident = Incident(
            known_at=told["known_at"],
            overview="\n".join(text for text in (told["overview"], draft.overview) if text),
            data_items=draft.data_items,
            people_count=len(draft.people) or None,
            sensitive=draft.sensitive,
            other=draft.other,
            source=told["source"],
        )
        writing.write_incident(request.viewer, incident, people=draft.people, at=now)
        return redirect("register_incident", incident.pk)
    context = {"form": form}
    return render(request, "register/incidents/start.html", context, status=400 if form.errors else 200)


def _whole(request: Request, pk: int) -> Incident:
    return get_object_or_404(queries.incidents_visible_to(request.viewer), pk=pk)


@require_safe
def incident(request: Request, pk: int) -> HttpResponse:
    """One sheet: what follows from it, its items, the people, its versions. Seeing the people is recorded."""
    row = _whole(request, pk)
    people = list(queries.concerned(row)[:SHOWN])
    actions.taken(
        request.viewer,
        [line.person_id for line in people],
        how="incident",
        purpose="",
        source=f"incident:{pk}",
        at=timezone.now(),
    )
    context = {
        "incident": row,
        "sentences": leaks.sentences(queries.facts_of(row)),
        "people": people,
        "count": row.people.count(),
        "more": queries.concerned(row).count() > SHOWN,
        "untold": queries.untold(row).count(),
        "form": ToldForm(initial={"on": timezone.localdate()}),
        "versions": row.versions.select_related("by"),
    }
    return render(request, "register/incidents/incident.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """Write on; the version before stays readable."""
    row = _whole(request, pk)
    form = IncidentForm(request.POST or None, instance=row)
    if form.is_valid():
        changed = form.save(commit=False)
        try:
            writing.write_incident(
                request.viewer, changed, people=form.cleaned_data["people"], at=timezone.now()
            )
        except actions.Stale:
            form.add_error(None, STALE)
        else:
            return redirect("register_incident", pk)
    context = {"form": form, "incident": row}
    return render(request, "register/incidents/change.html", context, status=400 if form.errors else 200)


@require_POST
def told(request: Request, pk: int) -> HttpResponse:
    """The marked people, or everybody who was not told yet, were told on a day."""
    row = _whole(request, pk)
    form = ToldForm(request.POST)
    marked = request.POST.getlist("people")
    people = [int(number) for number in marked if number.isascii() and number.isdigit()]
    if "everyone" in request.POST:
        people = list(queries.untold(row).values_list("person_id", flat=True))
    if form.is_valid() and people:
        on = form.cleaned_data["on"]
        writing.tell_people(request.viewer, row, people=people, on=on, at=timezone.now())
    return redirect("register_incident", pk)
