"""Writing the sheet of a leak: every saving is a version that stays readable."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import Incident, IncidentPerson, IncidentVersion, Person
from ..rules import privacy
from ..rules.entries import text_of
from .entries import Stale

register_verbs(
    {
        "register.write_incident": "漏えい等の記録を書いた",
        "register.tell_people": "漏えい等を本人に知らせたと記した",
    }
)


def write_incident(
    actor: Viewer, incident: Incident, *, people: Iterable[int] = (), at: datetime
) -> Incident:
    """Save a sheet, new or changed, as its next version; `people` are added to those concerned.

    Raises PermissionDenied when the actor may not, Stale when somebody else saved meanwhile.
    """
    by = _must_write(actor)
    with transaction.atomic():
        if incident.pk is None:
            incident.written_by_id = by
        else:
            before = Incident.objects.select_for_update().get(pk=incident.pk)
            if before.version != incident.version:
                raise Stale
            incident.version += 1
        incident.save()
        added = _add_people(incident, people)
        IncidentVersion.objects.create(
            incident=incident, number=incident.version, values=_values(incident), at=at, by_id=by
        )
        audit.record(
            actor, "register.write_incident", incident, at=at, version=incident.version, people_added=added
        )
    return incident


def _add_people(incident: Incident, people: Iterable[int]) -> int:
    known = set(incident.people.values_list("person_id", flat=True))
    new = sorted(set(Person.objects.in_bulk(list(people))) - known)
    IncidentPerson.objects.bulk_create(
        (IncidentPerson(incident=incident, person_id=pk) for pk in new), batch_size=1000
    )
    return len(new)


def _values(incident: Incident) -> dict[str, str]:
    """The sheet's columns with their names, as texts."""
    left_out = {"id", "version", "written_by"}
    return {
        str(field.verbose_name): _text(getattr(incident, field.name))
        for field in Incident._meta.concrete_fields
        if field.name not in left_out
    }


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return text_of(value)


def tell_people(actor: Viewer, incident: Incident, *, people: Iterable[int], on: date, at: datetime) -> int:
    """Write down that people were told (個人情報保護法26条2項); gives how many were not told before."""
    _must_write(actor)
    with transaction.atomic():
        rows = IncidentPerson.objects.filter(incident=incident, person__in=list(people), told_on__isnull=True)
        told = rows.update(told_on=on)
        audit.record(actor, "register.tell_people", incident, at=at, people=told)
    return told


def _must_write(actor: Viewer) -> int:
    if actor.user_id is None or not privacy.may_write_incidents(actor):
        raise PermissionDenied
    return actor.user_id
