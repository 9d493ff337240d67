"""What belongs to an entry in rows of its own, for a viewer."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Consent, FieldChange, Offering, Organisation, Reach, Tie
from .entries import with_current_person


def reaches_visible_to(viewer: Viewer) -> QuerySet[Reach]:
    """Ways to reach people, for those who may read contacts; the preferred first."""
    rows = Reach.objects.filter(with_current_person()).select_related("person")
    rows = rows.order_by("-preferred", "avoid", "pk")
    allowed = rules.may_read_people(viewer) and rules.may_read_contacts(viewer)
    return rows if allowed else rows.none()


def consents_visible_to(viewer: Viewer) -> QuerySet[Consent]:
    """Consents, newest first."""
    rows = Consent.objects.filter(with_current_person()).select_related("person", "given_by")
    rows = rows.order_by("-given_on", "-pk")
    allowed = rules.may_read_people(viewer) and rules.may_read_contacts(viewer)
    return rows if allowed else rows.none()


def ties_visible_to(viewer: Viewer) -> QuerySet[Tie]:
    """Ties of which the viewer sees both ends, newest first."""
    rows = Tie.objects.filter(first__merged_into__isnull=True, second__merged_into__isnull=True)
    rows = rows.select_related("first", "second").order_by("-since", "-pk")
    return rows if rules.may_read(viewer) else rows.none()


def ties_of(viewer: Viewer, organisation: Organisation) -> QuerySet[Tie]:
    """The ties of one organisation, in either direction."""
    return ties_visible_to(viewer).filter(Q(first=organisation) | Q(second=organisation))


def ties_told(viewer: Viewer, organisation: Organisation) -> list[tuple[Tie, Organisation, str]]:
    """Each tie with the organisation at its other end, in words seen from this one."""
    ties = rules.ties
    rows = ties_of(viewer, organisation)
    return [(tie, ties.other(tie, organisation), ties.label(tie, organisation)) for tie in rows]


def offerings_visible_to(viewer: Viewer) -> QuerySet[Offering]:
    """What organisations offer and need: what holds now first."""
    rows = Offering.objects.filter(organisation__merged_into__isnull=True)
    rows = rows.select_related("organisation").order_by("kind", "-since", "-pk")
    return rows if rules.may_read(viewer) else rows.none()


def latest_change(kind: str, row_id: int, part: str) -> FieldChange | None:
    """The newest line of an entry's history about one of its parts: who wrote it, and when."""
    rows = FieldChange.objects.filter(kind=kind, row_id=row_id, field=part).select_related("by")
    return rows.order_by("-at", "-pk").first()
