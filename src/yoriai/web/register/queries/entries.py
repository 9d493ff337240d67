"""Reads of the register, always for a viewer."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Affiliation, Municipality, Organisation, Person
from ..rules import numbers
from .links import kept_id


def municipalities() -> QuerySet[Municipality]:
    """Every town; their names are public."""
    return Municipality.objects.all()


def organisations_visible_to(viewer: Viewer) -> QuerySet[Organisation]:
    """All organisations for those who may read the register; nothing for others."""
    rows = Organisation.objects.filter(merged_into__isnull=True)
    rows = rows.select_related("municipality").order_by("kana", "pk")
    return rows if rules.may_read(viewer) else rows.none()


def people_visible_to(viewer: Viewer) -> QuerySet[Person]:
    """All people for those who may see people; others see themselves."""
    rows = (
        Person.objects.filter(merged_into__isnull=True, erased_at__isnull=True)
        .select_related("municipality")
        .order_by("family_kana", "given_kana", "pk")
    )
    if rules.may_read_people(viewer):
        return rows
    return rows.filter(pk=_own(viewer)) if viewer.signed_in else rows.none()


def _own(viewer: Viewer) -> int:
    """The number of the entry of an account, after merging that of the one that was kept; 0 for none."""
    pk = Person.objects.filter(user_id=viewer.user_id or 0).values_list("pk", flat=True).first()
    return (kept_id("person", pk) if pk else None) or 0


def with_current_person() -> Q:
    """For rows that hang on a person: the person was neither merged into another nor erased. A join, since
    a list of everybody in sight would be made anew for each page."""
    return Q(person__merged_into__isnull=True, person__erased_at__isnull=True)


def affiliations_visible_to(viewer: Viewer) -> QuerySet[Affiliation]:
    """Roles whose person and organisation the viewer sees, newest first."""
    rows = (
        Affiliation.objects.filter(with_current_person(), organisation__merged_into__isnull=True)
        .select_related("person", "organisation")
        .order_by("-since", "-pk")
    )
    return rows if rules.may_read(viewer) and rules.may_read_people(viewer) else rows.none()


def running_first(affiliations: QuerySet[Affiliation]) -> QuerySet[Affiliation]:
    """Roles without an end first, then the ones that ended last."""
    return affiliations.order_by(F("until").desc(nulls_first=True), "-since", "-pk")


def current(affiliations: QuerySet[Affiliation], day: date) -> QuerySet[Affiliation]:
    """Those held on a day."""
    return affiliations.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))


def find_organisations(viewer: Viewer, words: str) -> QuerySet[Organisation]:
    """Organisations whose name or kana holds every word."""
    rows = organisations_visible_to(viewer)
    for word in words.split():
        rows = rows.filter(key__contains=rules.search_key(word))
    return rows


def find_people(viewer: Viewer, words: str) -> QuerySet[Person]:
    """People whose name or kana holds every word."""
    rows = people_visible_to(viewer)
    for word in words.split():
        rows = rows.filter(key__contains=rules.search_key(word))
    return rows


def person_of(viewer: Viewer) -> Person | None:
    """The register's entry of the person who is looking."""
    return Person.objects.filter(pk=_own(viewer)).first() if viewer.signed_in else None


def organisations_for_figures(viewer: Viewer) -> QuerySet[Organisation]:
    """Organisations behind a reported figure: names and places, which the supervisor may read too.

    One that was entered twice and merged counts once.
    """
    rows = Organisation.objects.filter(merged_into__isnull=True)
    rows = rows.select_related("municipality").order_by("kana", "pk")
    return rows if viewer.may(Right.MEASURES_READ) else rows.none()


def activities(organisation: Organisation) -> list[str]:
    """The statutory fields in which an organisation is active, by number."""
    return [f"{number} {numbers.FIELDS[number]}" for number in organisation.fields_of_activity]
