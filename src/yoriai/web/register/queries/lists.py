"""Who is on a list today: the conditions of rules/lists.py as queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import (
    Affiliation,
    Consent,
    Municipality,
    Offering,
    Organisation,
    Person,
    Reach,
    ReachKind,
    SavedSearch,
    UserGroup,
)
from ..rules import lists
from .entries import current, organisations_visible_to, people_visible_to

Condition = Callable[[Any, date], Q]


def saved_for(viewer: Viewer) -> list[SavedSearch]:
    """The lists in the viewer's scope, by name."""
    rows = SavedSearch.objects.select_related("made_by")
    return [row for row in rows if lists.is_open_to(viewer, row.kind, row.query)]


def saved(viewer: Viewer, pk: int) -> SavedSearch | None:
    """A list in the viewer's scope."""
    row = SavedSearch.objects.filter(pk=pk).first()
    return row if row and lists.is_open_to(viewer, row.kind, row.query) else None


def people_on(viewer: Viewer, query: lists.Query, day: date) -> QuerySet[Person]:
    """The people who meet every condition on a day; raises Refused for one that is not the viewer's."""
    lists.check(viewer, "person", query)
    rows = people_visible_to(viewer).filter(_age(query, day), _role(query, day))
    for key in query:
        rows = rows.filter(PEOPLE[key](query[key], day)) if key in PEOPLE else rows
    return rows


def organisations_on(viewer: Viewer, query: lists.Query, day: date) -> QuerySet[Organisation]:
    """The organisations that meet every condition; the dissolved only when they are asked for."""
    lists.check(viewer, "organisation", query)
    rows = organisations_visible_to(viewer)
    if not query.get("with_dissolved"):
        rows = rows.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day))
    for key in query:
        rows = rows.filter(ORGANISATIONS[key](query[key], day)) if key in ORGANISATIONS else rows
    return rows


def entries_on(
    viewer: Viewer, kind: str, query: lists.Query, day: date
) -> QuerySet[Person] | QuerySet[Organisation]:
    """Who is on a list of either kind."""
    return people_on(viewer, query, day) if kind == "person" else organisations_on(viewer, query, day)


def sentence_of(kind: str, query: lists.Query) -> str:
    """The conditions as a sentence, with the towns named."""
    codes = {code for key in ("towns", "works_in", "role_towns") for code in query.get(key, [])}
    names = dict(Municipality.objects.filter(code__in=codes).values_list("code", "name"))
    return lists.sentence(kind, query, names)


def _words(value: str, _day: date) -> Q:
    found = Q()
    for word in value.split():
        found &= Q(key__contains=rules.search_key(word))
    return found


def _age(query: lists.Query, day: date) -> Q:
    first, last = lists.born_between(query.get("age_from"), query.get("age_to"), day)
    found = Q(birthday__gte=first) if first else Q()
    return found & Q(birthday__lte=last) if last else found


def _role(query: lists.Query, day: date) -> Q:
    """One current role that meets all that is asked of roles."""
    asked = {
        "kind__in": query.get("role_kinds"),
        "organisation__sector__in": query.get("role_sectors"),
        "organisation__municipality__in": query.get("role_towns"),
        "organisation__fields_of_activity__any": query.get("role_fields"),
    }
    held = {key: value for key, value in asked.items() if value}
    if not held:
        return Q()
    roles = current(Affiliation.objects.filter(organisation__merged_into__isnull=True, **held), day)
    return Q(pk__in=roles.values("person_id"))


def _consenting(value: str, day: date) -> Q:
    """Those with a consent that runs; whether it holds for them is decided one by one when sending."""
    running = Consent.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day),
        purpose=value,
        given_on__lte=day,
    )
    return Q(pk__in=running.values("person_id"))


def _with_email(_value: bool, _day: date) -> Q:
    return Q(pk__in=Reach.objects.filter(kind=ReachKind.EMAIL, avoid=False).values("person_id"))


def _offering(kind: str) -> Condition:
    def condition(value: str, day: date) -> Q:
        rows = Offering.objects.filter(Q(until__isnull=True) | Q(until__gte=day), kind=kind)
        return Q(pk__in=rows.filter(text__icontains=value).values("organisation_id"))

    return condition


def _active_in(value: list[int], _day: date) -> Q:
    return Q(fields_of_activity__any=value)


def _working_in(value: list[str], _day: date) -> Q:
    through = Organisation.works_in.through.objects.filter(municipality_id__in=value)
    return Q(pk__in=through.values("organisation_id"))


def _user_group(_value: bool, day: date) -> Q:
    rows = UserGroup.objects.filter(fiscal_year=lists.fiscal_year_of(day))
    return Q(pk__in=rows.values("organisation_id"))


#: Age and roles are asked together, above.
PEOPLE: dict[str, Condition] = {
    "words": _words,
    "towns": lambda value, _day: Q(municipality__in=value),
    "consent": _consenting,
    "languages": lambda value, _day: Q(languages__icontains=value),
    "has_email": _with_email,
    "has_address": lambda _value, _day: ~Q(address=""),
    "may_ask": lambda _value, _day: Q(do_not_ask=False),
    "care": lambda value, _day: Q(care_needs__icontains=value),
    "access": lambda value, _day: Q(access_needs__icontains=value),
}
ORGANISATIONS: dict[str, Condition] = {
    "words": _words,
    "sectors": lambda value, _day: Q(sector__in=value),
    "legal_forms": lambda value, _day: Q(legal_form__in=value),
    "towns": lambda value, _day: Q(municipality__in=value),
    "works_in": _working_in,
    "activities": _active_in,
    "certification": lambda value, _day: Q(certification__in=value),
    "user_group": _user_group,
    "offers": _offering("offers"),
    "needs": _offering("needs"),
    "fiscal_month": lambda value, _day: Q(fiscal_year_end__startswith=f"{value:02d}-"),
    "authority": lambda value, _day: Q(authority__contains=value),
    "has_email": lambda _value, _day: ~Q(email=""),
}
