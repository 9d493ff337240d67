"""Reads around merging: entries to merge, corrections by hand, and the merges that were made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import FieldChange, Merge, Organisation, Person
from ..rules import merging
from .entries import organisations_visible_to, people_visible_to
from .links import ids_of


def entries_to_merge(viewer: Viewer, kind: str) -> QuerySet[Person] | QuerySet[Organisation]:
    """Current entries of a kind for those who may merge; none for others."""
    rows: QuerySet[Person] | QuerySet[Organisation]
    rows = people_visible_to(viewer) if kind == "person" else organisations_visible_to(viewer)
    return rows if rules.may_merge(viewer) else rows.none()


def corrected(kind: str, pk: int) -> dict[str, datetime]:
    """When each column of an entry was last corrected by hand."""
    rows = FieldChange.objects.filter(kind=kind, row_id__in=ids_of(kind, pk), source="")
    return dict(rows.values_list("field").annotate(last=Max("at")).order_by("field"))


def merges_visible_to(viewer: Viewer) -> QuerySet[Merge]:
    """The merges that were made, newest first, for those who may merge."""
    rows = Merge.objects.select_related("by").order_by("-pk")
    return rows if rules.may_merge(viewer) else rows.none()


def later_merges(merge: Merge) -> QuerySet[Merge]:
    """Newer merges of the same entries that still stand: they have to be undone first."""
    both = [merge.kept_id, merge.gone_id]
    return Merge.objects.filter(
        Q(kept_id__in=both) | Q(gone_id__in=both), kind=merge.kind, pk__gt=merge.pk, undone_at=None
    ).order_by("-pk")


def names_of(kind: str, pks: Iterable[int]) -> dict[int, str]:
    """The names of entries, merged ones too: for those who may merge."""
    return {pk: row.name for pk, row in merging.MODELS[kind]._base_manager.in_bulk(list(pks)).items()}
