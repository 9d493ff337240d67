"""Pages of entries: one organisation, one person, whole."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from yoriai.web.accounts.request import Request

from .. import actions, queries, rules
from . import reasons
from .long_parts import part
from .merging import follows_merges


@follows_merges("organisation")
@require_safe
def organisation(request: Request, pk: int) -> HttpResponse:
    """One organisation whole: its entry, its people, everything areas know, the next deadlines."""
    row = get_object_or_404(queries.organisations_visible_to(request.viewer), pk=pk)
    viewer, today = request.viewer, timezone.localdate()
    newest, lapsed = queries.standing(row, today)
    context = {
        "organisation": row,
        "columns": rules.fields.shown(viewer, row),
        "activities": queries.activities(row),
        "towns": row.works_in.all(),
        "roles": part(
            request,
            "roles",
            queries.running_first(queries.affiliations_visible_to(viewer)).filter(organisation=row),
        ),
        "ties": part(request, "ties", queries.ties_told(viewer, row)),
        "offerings": part(request, "offers", queries.offerings_visible_to(viewer).filter(organisation=row)),
        "group": newest,
        "lapsed": lapsed,
        "public": queries.consenting(today).filter(pk=row.pk).exists(),
        "story": part(request, "story", queries.story(viewer, row)),
        "deadlines": queries.deadlines(viewer, row, today),
        "past": part(request, "past", queries.past(viewer, row)),
        "today": today,
        "may_write": rules.may_write(viewer),
        "may_add": rules.may_add(viewer),
    }
    return render(request, "register/organisation.html", context)


@follows_merges("person")
@require_safe
def person(request: Request, pk: int) -> HttpResponse:
    """One person whole. Opening the page of a child, or with a 要配慮 column, is recorded."""
    row = get_object_or_404(queries.people_visible_to(request.viewer), pk=pk)
    viewer, today = reasons.viewing(request, row), timezone.localdate()
    actions.opened(viewer, row, at=timezone.now())
    contacts = rules.may_read_contacts(viewer)
    context = {
        "person": row,
        "columns": rules.fields.shown(viewer, row),
        "reason": reasons.asked(request, row),
        "child_closed": bool(reasons.closed(request, row) & reasons.CONTACTS),
        "may_read_contacts": contacts,
        "age": rules.age(row, today) if contacts else None,
        "child": contacts and rules.numbers.is_child(row.birthday, today),
        "of_age_on": rules.wishes.of_age_on(row.birthday) if row.birthday and contacts else None,
        "wards": queries.people_visible_to(viewer).filter(guardian=row) if contacts else [],
        "reaches": queries.reaches_visible_to(viewer).filter(person=row),
        "consents": queries.consents_with_standing(viewer, row, today),
        "contact": queries.may_be_written_to(viewer, row, today),
        "roles": part(
            request,
            "roles",
            queries.running_first(queries.affiliations_visible_to(viewer)).filter(person=row),
        ),
        "past": part(request, "past", queries.past(viewer, row)),
        "today": today,
        "may_write": rules.may_write(viewer),
    }
    return render(request, "register/person.html", context)
