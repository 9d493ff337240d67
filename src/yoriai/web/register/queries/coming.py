"""The coming deadlines of all organisations: yearly reports, and renewals of 認定."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When

from yoriai.web.accounts.rules import Viewer

from ..models import LegalForm, Municipality, Organisation
from ..rules import numbers
from .entries import organisations_visible_to

FILING, RENEWAL = "filing", "renewal"


@dataclass(frozen=True)
class Due:
    """An organisation, the day of its deadline, and from when it may be met."""

    organisation: Organisation
    day: date
    since: date | None = None
    late: bool = False


def coming(viewer: Viewer, kind: str, day: date, municipality: str = "") -> QuerySet[Organisation, int]:
    """The numbers of organisations that the viewer may see with a deadline of a kind, the nearest first."""
    rows = organisations_visible_to(viewer).filter(dissolved_on__isnull=True)
    if municipality:
        rows = rows.filter(municipality=municipality)
    if kind == RENEWAL:
        return (
            rows.filter(certified_until__gte=day)
            .order_by("certified_until", "kana", "pk")
            .values_list("pk", flat=True)
        )
    rows = rows.filter(legal_form=LegalForm.NPO).exclude(fiscal_year_end="")
    return rows.annotate(place=_place(day)).order_by("place", "kana", "pk").values_list("pk", flat=True)


def due(viewer: Viewer, pks: Iterable[int], kind: str, day: date) -> list[Due]:
    """The deadlines of these organisations, in their order. Whole rows are read for one page only: sorting
    all of them with every column takes five times as long."""
    wanted = list(pks)
    rows = organisations_visible_to(viewer).in_bulk(wanted)
    found = [rows[pk] for pk in wanted if pk in rows]
    return [_renewal(row, day) if kind == RENEWAL else _filing(row, day) for row in found]


def towns() -> QuerySet[Municipality]:
    """Towns to choose from."""
    return Municipality.objects.order_by("code")


def _place(day: date) -> Case:
    """Fiscal-year ends in the order of their next deadlines: they are few, organisations are many."""
    ends = (
        Organisation.objects.exclude(fiscal_year_end="").order_by().values_list("fiscal_year_end", flat=True)
    )
    ordered = sorted(set(ends.distinct()), key=lambda end: (numbers.filing_deadline(end, day), end))
    whens = [When(fiscal_year_end=end, then=Value(place)) for place, end in enumerate(ordered)]
    return Case(*whens, default=Value(len(whens)), output_field=IntegerField())


def _filing(row: Organisation, day: date) -> Due:
    deadline = numbers.filing_deadline(row.fiscal_year_end, day)
    return Due(row, deadline, since=numbers.last_fiscal_end(row.fiscal_year_end, deadline))


def _renewal(row: Organisation, day: date) -> Due:
    assert row.certified_until
    opens, closes = numbers.renewal_window(row.certified_until)
    return Due(row, closes, since=opens, late=closes < day)
