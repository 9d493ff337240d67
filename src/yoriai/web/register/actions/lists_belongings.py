"""What belongs to the entries of a list and is written after them: ways to reach, fields, roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from ..models import (
    Affiliation,
    AffiliationKind,
    ImportLine,
    Organisation,
    Person,
    Reach,
)
from ..rules.rosters import deciding

_BATCH = 500
Entries = Mapping[int, Organisation | Person]
Made = list[tuple[ImportLine, Any]]


def reaches(lines: Sequence[ImportLine], entries: Entries) -> None:
    """Ways to reach the people that lines went to, which the register does not have yet."""
    known: dict[int, set[tuple[str, str]]] = {}
    made: Made = []
    for line, row in _pairs(lines, entries, Person):
        if row.pk not in known:
            known[row.pk] = set() if line.values["undo"]["created"] else deciding.known_reaches(row)
        for kind, value, key in deciding.new_reaches(known[row.pk], line.values.get("reaches", ())):
            made.append((line, Reach(person_id=row.pk, kind=kind, value=value, key=key)))
    _insert(Reach, "reaches", made)


def fields(lines: Sequence[ImportLine], entries: Entries) -> None:
    """Fields of activity of the organisations that lines went to; none is ever taken away by a list."""
    wanted = [pair for pair in _pairs(lines, entries, Organisation) if pair[0].values.get("fields")]
    rows = Organisation.objects.select_for_update().in_bulk({row.pk for _line, row in wanted})
    for line, row in wanted:
        current, undo = rows[row.pk], line.values["undo"]
        undo["fields"] = sorted(set(line.values["fields"]) - {*current.fields_of_activity})
        current.fields_of_activity = tuple(sorted({*current.fields_of_activity, *undo["fields"]}))
        current.version += bool(undo["fields"]) and not undo["created"]
    Organisation.objects.bulk_update(rows.values(), ["fields_of_activity", "version"], batch_size=_BATCH)


def roles(lines: Sequence[ImportLine], entries: Entries, today: date) -> int:
    """What people of the list are in its organisations, where they are not that already; gives how many."""
    wanted = list(_wanted_roles(lines, entries, today))
    people = {role.person_id for _line, role in wanted}
    current = Affiliation.objects.filter(until__isnull=True, person__in=people)
    known = set(current.values_list("person_id", "organisation_id", "kind"))
    made: Made = []
    for line, role in wanted:
        sign = (role.person_id, role.organisation_id, str(role.kind))
        if sign not in known:
            known.add(sign)
            made.append((line, role))
    _insert(Affiliation, "roles", made)
    return len(made)


def _wanted_roles(
    lines: Sequence[ImportLine], entries: Entries, today: date
) -> Iterator[tuple[ImportLine, Affiliation]]:
    for line, person in _pairs(lines, entries, Person):
        organisation = entries.get(line.values.get("at", -1))
        if organisation:
            since = line.values.get("since")
            yield (
                line,
                Affiliation(
                    person_id=person.pk,
                    organisation_id=organisation.pk,
                    kind=line.values.get("role") or AffiliationKind.MEMBER,
                    since=date.fromisoformat(since) if since else today,
                ),
            )


def _pairs(
    lines: Sequence[ImportLine], entries: Entries, model: type[Organisation] | type[Person]
) -> Iterator[tuple[ImportLine, Any]]:
    """Lines that went to an entry of a kind, with it."""
    for place, line in enumerate(lines):
        row = entries.get(place)
        if isinstance(row, model):
            yield line, row


def _insert(model: type[models.Model], key: str, made: Made) -> None:
    """Insert rows, and keep on their lines which they are, for undoing."""
    model._default_manager.bulk_create([row for _line, row in made], batch_size=_BATCH)
    for line, row in made:
        line.values["undo"][key].append(row.pk)
