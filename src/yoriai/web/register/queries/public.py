"""What everybody may read: organisations that consented to it, and of them only what they consented to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import Municipality, Organisation
from ..rules import names


@dataclass(frozen=True)
class Profile:
    """All that is public of an organisation."""

    pk: int
    name: str
    kana: str
    fields: list[int]
    towns: list[Municipality]
    text: str
    url: str


def consenting(day: date) -> QuerySet[Organisation]:
    """Organisations whose own consent to be shown stands on a day and that have something to show."""
    rows = Organisation.objects.filter(
        merged_into__isnull=True, dissolved_on__isnull=True, profile_consent_on__lte=day
    ).exclude(profile="")
    return rows.prefetch_related("works_in").select_related("municipality").order_by("kana", "pk")


def search(day: date, words: str, field: int | None, town: str) -> QuerySet[Organisation]:
    """Consenting organisations with every word in name or reading, in a field, working in a town."""
    rows = consenting(day)
    for word in words.split():
        rows = rows.filter(key__contains=names.key(word))
    if field:
        rows = rows.filter(fields_of_activity__any=[field])
    return rows.filter(works_in=town) if town else rows


def profile_of(row: Organisation) -> Profile:
    """The public part of an organisation; an address that is no web address is left out."""
    towns = list(row.works_in.all()) or [town for town in [row.municipality] if town]
    url = row.url if row.url.startswith(("https://", "http://")) else ""
    return Profile(row.pk, row.name, row.kana, list(row.fields_of_activity), towns, row.profile, url)


def towns_of(day: date) -> QuerySet[Municipality]:
    """The towns in which consenting organisations work."""
    rows = consenting(day).prefetch_related(None).order_by().values("works_in")
    return Municipality.objects.filter(code__in=rows)
