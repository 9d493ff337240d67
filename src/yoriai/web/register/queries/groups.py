"""User groups of the centre: who is registered for a fiscal year, and who has not come back yet."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Organisation, UserGroup
from ..rules import groups


def groups_of(viewer: Viewer, year: int) -> QuerySet[UserGroup]:
    """The groups registered for a fiscal year, by name."""
    rows = UserGroup.objects.filter(fiscal_year=year, organisation__merged_into__isnull=True)
    rows = rows.select_related("organisation").order_by("organisation__kana", "pk")
    return rows if rules.may_read(viewer) else rows.none()


def not_renewed(viewer: Viewer, year: int) -> QuerySet[UserGroup]:
    """Last year's registrations of groups that have not come back; dissolved ones are left out."""
    renewed = UserGroup.objects.filter(fiscal_year=year).values("organisation_id")
    rows = groups_of(viewer, year - 1).exclude(organisation__in=renewed)
    return rows.filter(organisation__dissolved_on__isnull=True)


def years(day: date) -> list[int]:
    """Fiscal years in which there were groups, and this one, newest first."""
    known = UserGroup.objects.values_list("fiscal_year", flat=True).distinct()
    return sorted({*known, groups.fiscal_year(day)}, reverse=True)


def next_card(year: int) -> str:
    """A card number that is free in a fiscal year, and was free in the year before."""
    cards = UserGroup.objects.filter(fiscal_year__in=(year - 1, year)).values_list("card", flat=True)
    return groups.next_card(cards)


def standing(organisation: Organisation, day: date) -> tuple[UserGroup | None, bool]:
    """The newest registration of an organisation, and whether it still has to be renewed for this year."""
    newest = organisation.user_group_years.order_by("-fiscal_year").first()
    return newest, newest is not None and newest.fiscal_year < groups.fiscal_year(day)
