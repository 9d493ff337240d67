"""Adding and changing entries: each with its history, its search entry and one audit event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import (
    FieldChange,
    Municipality,
    Organisation,
    Person,
    Reach,
    SearchEntry,
)
from ..rules import entries

Row = TypeVar("Row", Organisation, Person)
Changes = dict[str, tuple[str, str]]

register_verbs(
    {
        "register.add_organisation": "団体を台帳に載せた",
        "register.change_organisation": "団体の記載を直した",
        "register.add_person": "人を台帳に載せた",
        "register.change_person": "人の記載を直した",
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
    works_in: Iterable[Municipality] | None = None,
    source: str = "",
) -> Organisation:
    """Add or change an organisation, keep what every field held before, and make it findable.

    Raises PermissionDenied when the actor may not write, Stale when the entry changed meanwhile.
    """
    _must(rules.may_write(actor) if organisation.pk else rules.may_add(actor))
    with transaction.atomic():
        if fields_of_activity is not None:
            organisation.fields_of_activity = tuple(sorted(set(fields_of_activity)))
        verb, changed = keep_entry(actor, organisation, at, source)
        new = verb == "register.add_organisation"
        if works_in is not None:
            told = _set_towns(organisation, works_in)
            changed += note(actor, "works_in", organisation, *told, at=at, new=new)
        index_organisations([organisation])
        audit.record(actor, verb, organisation, at=at, columns=sorted(changed))
    return organisation


def save_person(
    actor: Viewer, person: Person, *, at: datetime, reaches: Iterable[Reach] = (), source: str = ""
) -> Person:
    """Add or change a person, as `save_organisation` does an organisation, with new ways to reach them."""
    _must(rules.may_write(actor) if person.pk else rules.may_add(actor))
    with transaction.atomic():
        verb, changed = keep_entry(actor, person, at, source)
        add_reaches(person, reaches)
        index_people([person])
        audit.record(actor, verb, person, at=at, columns=sorted(changed))
    return person


def add_reaches(person: Person, reaches: Iterable[Reach]) -> None:
    """Write down ways to reach somebody who was just entered."""
    for reach in reaches:
        reach.person, reach.key = person, entries.reach_key(reach.kind, reach.value)
        reach.save()


def keep_entry(actor: Viewer, row: Row, at: datetime, source: str = "") -> tuple[str, list[str]]:
    """Part of a deed: write the row and its history; gives the verb and the columns that changed."""
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
    changed: Changes = entries.differences(entries.written(before), entries.written(row))
    if isinstance(row, Organisation) and not source:
        row.checked_by_hand = sorted({*row.checked_by_hand, *changed})
    row.save()
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


def note(
    actor: Viewer, part: str, row: Row, old: str, new_words: str, *, at: datetime, new: bool = False
) -> list[str]:
    """Part of a deed: keep what a part of an entry held before; gives the part when it changed."""
    if old == new_words or new:
        return []
    FieldChange.objects.create(
        kind=rules.fields.kind_of(row),
        row_id=row.pk,
        field=part,
        old=old,
        new=new_words,
        at=at,
        by_id=actor.user_id,
    )
    return [part]


def _set_towns(organisation: Organisation, towns: Iterable[Municipality]) -> tuple[str, str]:
    before = "、".join(town.name for town in organisation.works_in.all())
    organisation.works_in.set(towns)
    return before, "、".join(town.name for town in organisation.works_in.all())


def index_organisations(rows: Iterable[Organisation]) -> None:
    """Renew the search entries of organisations; one that was merged into another has none."""
    found = {row.pk: row for row in rows}
    _drop("organisation", [pk for pk, row in found.items() if row.merged_into_id])
    current = {pk: row for pk, row in found.items() if not row.merged_into_id}
    _put(entries.search_entry_of_organisation(row) for row in current.values())


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


def _must(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
