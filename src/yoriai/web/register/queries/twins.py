"""Reads around duplicates: what is compared, what was found, and what looks like an entry being typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Municipality, NotTheSame, Organisation, Person, Reach, TwinPair, TwinSearch
from ..rules import twins
from . import merging as merges

_PERSON = (
    "pk", "family_name", "given_name", "family_kana", "given_kana", "former_names", "birthday",
    "municipality_id", "address", "guardian_id",
)  # fmt: skip
_ORGANISATION = (
    "pk", "name", "kana", "corporate_number", "municipality_id", "address", "phone", "email", "url",
    "representative", "sector", "legal_form",
)  # fmt: skip
_PHONES = {"phone", "mobile", "fax"}
Ways = dict[int, list[str]]


def searches_visible_to(viewer: Viewer) -> QuerySet[TwinSearch]:
    """Searches for duplicates, newest first, for those who may merge."""
    rows = TwinSearch.objects.select_related("requested_by").order_by("-pk")
    return rows if rules.may_merge(viewer) else rows.none()


def pairs_visible_to(viewer: Viewer, kind: str) -> QuerySet[TwinPair]:
    """Pairs of current entries that nobody has found to be different: the most certain first, those put off
    at the end."""
    rows = merges.entries_to_merge(viewer, kind).order_by()
    different = NotTheSame.objects.filter(
        kind=kind, first_id=OuterRef("first_id"), second_id=OuterRef("second_id")
    )
    pairs = TwinPair.objects.filter(
        ~Exists(different),
        Exists(rows.filter(pk=OuterRef("first_id"))),
        Exists(rows.filter(pk=OuterRef("second_id"))),
        kind=kind,
    ).order_by("-points", "pk")
    return pairs if rules.may_merge(viewer) else pairs.none()


def people_to_compare() -> list[twins.PersonTraits]:
    """Every current person, as they are compared; for the worker, which answers to nobody in particular."""
    rows = Person.objects.filter(merged_into__isnull=True, erased_at__isnull=True).order_by("pk")
    phones, emails = ways(Q(person__merged_into__isnull=True, person__erased_at__isnull=True))
    return people_traits(rows, phones, emails)


def organisations_to_compare() -> list[twins.OrganisationTraits]:
    """Every current organisation, as they are compared."""
    return organisations_traits(Organisation.objects.filter(merged_into__isnull=True).order_by("pk"))


def ways(which: Q) -> tuple[Ways, Ways]:
    """Telephones and e-mail addresses of people."""
    phones: Ways = {}
    emails: Ways = {}
    rows = Reach.objects.filter(which).exclude(kind="post").order_by("pk")
    for person, kind, key in rows.values_list("person_id", "kind", "key").iterator(5000):
        (phones if kind in _PHONES else emails).setdefault(person, []).append(key)
    return phones, emails


def people_traits(rows: QuerySet[Person], phones: Ways, emails: Ways) -> list[twins.PersonTraits]:
    """People as they are compared."""
    towns = dict(Municipality.objects.values_list("code", "name"))
    return [
        twins.person_traits(
            row[0],
            family_name=row[1],
            given_name=row[2],
            family_kana=row[3],
            given_kana=row[4],
            former_names=row[5],
            birthday=row[6],
            town=row[7] or "",
            town_name=towns.get(row[7] or "", ""),
            address=row[8],
            guardian=row[9],
            phones=phones.get(row[0], ()),
            emails=emails.get(row[0], ()),
        )
        for row in rows.values_list(*_PERSON).iterator(5000)
    ]


def organisations_traits(rows: QuerySet[Organisation]) -> list[twins.OrganisationTraits]:
    """Organisations as they are compared."""
    towns = dict(Municipality.objects.values_list("code", "name"))
    return [
        twins.organisation_traits(
            row[0],
            name=row[1],
            kana=row[2],
            corporate_number=row[3],
            town=row[4] or "",
            town_name=towns.get(row[4] or "", ""),
            address=row[5],
            phone=row[6],
            email=row[7],
            url=row[8],
            representative=row[9],
            sector=row[10],
            legal_form=row[11],
        )
        for row in rows.values_list(*_ORGANISATION).iterator(5000)
    ]


def sentences(kind: str, reasons: list[Mapping[str, Any]]) -> list[tuple[str, float]]:
    """The kept reasons of a pair in words, each with its points, the strongest first."""
    ordered = sorted(reasons, key=lambda reason: -reason["points"])
    return [
        (twins.sentence(kind, reason["code"], reason["shared_by"]), round(reason["points"], 1))
        for reason in ordered
    ]
