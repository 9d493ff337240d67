"""Adding and changing entries: each with its history, its search entry and one audit event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import (
    Affiliation,
    AffiliationKind,
    FieldChange,
    Organisation,
    OrganisationField,
    Person,
    Reach,
    SearchEntry,
)
from ..rules import entries

Row = TypeVar("Row", Organisation, Person)

register_verbs(
    {
        "register.add_organisation": "団体を台帳に載せた",
        "register.change_organisation": "団体の記載を直した",
        "register.add_person": "人を台帳に載せた",
        "register.change_person": "人の記載を直した",
        "register.affiliate": "団体での役割を記した",
        "register.end_affiliation": "団体での役割を終えた",
    }
)


class Stale(Exception):
    """Somebody else changed the entry since it was opened; nothing was saved."""


def save_organisation(
    actor: Viewer,
    organisation: Organisation,
    *,
    at: datetime,
    fields_of_activity: Iterable[int] | None = None,
    source: str = "",
) -> Organisation:
    """Add or change an organisation, keep what every field held before, and make it findable.

    Raises PermissionDenied when the actor may not write, Stale when the entry changed meanwhile.
    """
    _must_write(actor)
    with transaction.atomic():
        verb, changed = _save(actor, organisation, at, source)
        if fields_of_activity is not None:
            _set_fields(organisation, set(fields_of_activity))
        index_organisations([organisation])
        audit.record(actor, verb, organisation, at=at, columns=sorted(changed))
    return organisation


def save_person(actor: Viewer, person: Person, *, at: datetime, source: str = "") -> Person:
    """Add or change a person, as `save_organisation` does an organisation."""
    _must_write(actor)
    with transaction.atomic():
        verb, changed = _save(actor, person, at, source)
        index_people([person])
        audit.record(actor, verb, person, at=at, columns=sorted(changed))
    return person


def _save(actor: Viewer, row: Row, at: datetime, source: str) -> tuple[str, list[str]]:
    """Write the row and its history; gives the verb and the columns that changed."""
    kind = rules.fields.kind_of(row)
    row.key = rules.search_key(row.name, row.kana)
    if row.pk is None:
        row.created_at = row.created_at or at
        row.save()
        return f"register.add_{kind}", []
    before = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if before.version != row.version:
        raise Stale
    row.version += 1
    row.save()
    changed = entries.differences(entries.snapshot(before), entries.snapshot(row))
    FieldChange.objects.bulk_create(
        FieldChange(
            kind=kind,
            row_id=row.pk,
            field=column,
            old=old,
            new=new,
            at=at,
            by_id=actor.user_id,
            source=source,
        )
        for column, (old, new) in changed.items()
    )
    return f"register.change_{kind}", list(changed)


def _set_fields(organisation: Organisation, numbers: set[int]) -> None:
    organisation.fields_of_activity.exclude(number__in=numbers).delete()
    known = set(organisation.fields_of_activity.values_list("number", flat=True))
    OrganisationField.objects.bulk_create(
        OrganisationField(organisation=organisation, number=number) for number in sorted(numbers - known)
    )


def index_organisations(rows: Iterable[Organisation]) -> None:
    """Renew the search entries of organisations; one that was merged into another has none."""
    found = {row.pk: row for row in rows}
    _drop("organisation", [pk for pk, row in found.items() if row.merged_into_id])
    current = {pk: row for pk, row in found.items() if not row.merged_into_id}
    numbers: dict[int, list[int]] = {pk: [] for pk in current}
    fields = OrganisationField.objects.filter(organisation__in=numbers)
    for pk, number in fields.values_list("organisation_id", "number"):
        numbers[pk].append(number)
    _put(entries.search_entry_of_organisation(row, numbers[pk]) for pk, row in current.items())


def index_people(rows: Iterable[Person]) -> None:
    """Renew the search entries of people; who was merged or erased has none."""
    found = {row.pk: row for row in rows}
    gone = [pk for pk, row in found.items() if row.merged_into_id or row.erased_at]
    _drop("person", gone)
    reaches: dict[int, list[Reach]] = {pk: [] for pk in found if pk not in gone}
    for reach in Reach.objects.filter(person__in=reaches).order_by("pk"):
        reaches[reach.person_id].append(reach)
    _put(entries.search_entry_of_person(found[pk], theirs) for pk, theirs in reaches.items())


def _drop(kind: str, ids: list[int]) -> None:
    if ids:
        SearchEntry.objects.filter(kind=kind, row_id__in=ids).delete()


def _put(found: Iterable[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(
        found,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["kind", "row_id"],
        update_fields=["order", "open", "contact"],
    )


def affiliate(
    actor: Viewer,
    *,
    person: Person,
    organisation: Organisation,
    kind: AffiliationKind,
    since: date,
    at: datetime,
) -> Affiliation:
    """Write down somebody's role in an organisation from a day on."""
    _must_write(actor)
    with transaction.atomic():
        row = Affiliation.objects.create(person=person, organisation=organisation, kind=kind, since=since)
        audit.record(actor, "register.affiliate", row, at=at, kind=str(kind))
    return row


def end_affiliation(actor: Viewer, *, affiliation: Affiliation, until: date, at: datetime) -> None:
    """End a role on a day; that it was held stays readable."""
    _must_write(actor)
    with transaction.atomic():
        affiliation.until = until
        affiliation.save(update_fields=["until"])
        audit.record(actor, "register.end_affiliation", affiliation, at=at)


def _must_write(actor: Viewer) -> None:
    if not rules.may_write(actor):
        raise PermissionDenied
