"""Roles, ties, ways to be reached, offers and needs: added, corrected, ended, and dropped when never true."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import Affiliation, AffiliationKind, FieldChange, Organisation, Person, Reach
from ..models.history import PARTS
from ..rules import entries, parts
from ..rules.parts import Part, Versioned
from .entries import Stale, index_people

_DEEDS = {"add": "を書き足した", "change": "を直した", "drop": "を、まちがいとして取り消した"}
register_verbs(
    {f"register.{deed}_{part}": PARTS[part] + words for part in PARTS for deed, words in _DEEDS.items()}
)
register_verbs(
    {"register.end_affiliation": "団体での役割を終えた", "register.affiliate": "団体での役割を記した"}
)


def add_part(actor: Viewer, row: Part, *, at: datetime) -> None:
    """Add a part to an entry. Raises PermissionDenied when the actor may not write."""
    _must_write(actor)
    with transaction.atomic():
        _write(row)
        trace(actor, row, [], at=at)
        audit.record(actor, f"register.add_{parts.name_of(row)}", row, at=at)


def change_part(actor: Viewer, row: Versioned, *, at: datetime) -> None:
    """Correct a part, or end it; what stood there before stays readable in the history.

    Raises PermissionDenied, Stale when somebody changed it since it was opened.
    """
    _must_write(actor)
    with transaction.atomic():
        before = held(row)
        _write(row)
        trace(actor, row, before, at=at)
        audit.record(actor, f"register.change_{parts.name_of(row)}", row, at=at)


def drop_part(actor: Viewer, row: Versioned, *, at: datetime) -> None:
    """Take away a part that was never true; the history keeps that it stood there.

    Raises PermissionDenied, Stale when somebody changed it since it was opened.
    """
    _must_write(actor)
    with transaction.atomic():
        held(row)
        audit.record(actor, f"register.drop_{parts.name_of(row)}", row, at=at)
        _changes(actor, row, [(kind, pk, words, "") for kind, pk, words in parts.told(row)], at)
        row.delete()
        if isinstance(row, Reach):
            index_people([row.person])


def held(row: Versioned) -> list[parts.Told]:
    """Part of a deed: what a part says in the database, held until the deed ends; the row is one version on.

    Raises Stale when that is not the version that was opened, or when the part is gone.
    """
    now = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if now is None or now.version != row.version:
        raise Stale
    row.version += 1
    return parts.told(now)


def trace(actor: Viewer, row: Part, before: list[parts.Told], *, at: datetime) -> None:
    """Part of a deed: the history of each entry to which the part belongs, or belonged before."""
    old = {(kind, number): words for kind, number, words in before}
    new = {(kind, number): words for kind, number, words in parts.told(row)}
    keys = sorted(old.keys() | new.keys())
    _changes(actor, row, [(*key, old.get(key, ""), new.get(key, "")) for key in keys], at)


def affiliate(
    actor: Viewer,
    *,
    person: Person,
    organisation: Organisation,
    kind: AffiliationKind,
    since: date,
    at: datetime,
    until: date | None = None,
) -> Affiliation:
    """Write down somebody's role in an organisation from a day on."""
    _must_write(actor)
    with transaction.atomic():
        row = Affiliation(person=person, organisation=organisation, kind=kind, since=since, until=until)
        row.save()
        trace(actor, row, [], at=at)
        audit.record(actor, "register.affiliate", row, at=at, kind=str(kind))
    return row


def end_affiliation(actor: Viewer, *, affiliation: Affiliation, until: date, at: datetime) -> None:
    """End a role on a day; that it was held stays readable. Raises PermissionDenied, Stale."""
    _must_write(actor)
    with transaction.atomic():
        before = held(affiliation)
        affiliation.until = until
        affiliation.save(update_fields=["until", "version"])
        trace(actor, affiliation, before, at=at)
        audit.record(actor, "register.end_affiliation", affiliation, at=at)


def _write(row: Part) -> None:
    if isinstance(row, Reach):
        row.key = entries.reach_key(row.kind, row.value)
        row.save()
        index_people([row.person])
    else:
        row.save()


def _changes(actor: Viewer, row: Part, lines: Iterable[tuple[str, int, str, str]], at: datetime) -> None:
    FieldChange.objects.bulk_create(
        FieldChange(
            kind=kind,
            row_id=number,
            field=parts.name_of(row),
            old=old,
            new=new,
            at=at,
            by_id=actor.user_id,
        )
        for kind, number, old, new in lines
        if old != new
    )


def _must_write(actor: Viewer) -> None:
    if not rules.may_write(actor):
        raise PermissionDenied
