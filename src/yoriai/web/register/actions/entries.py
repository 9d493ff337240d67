"""Writes of the register: one transaction and one audit event each."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import Affiliation, AffiliationKind, Organisation, Person

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


def save_organisation(actor: Viewer, organisation: Organisation, *, at: datetime) -> Organisation:
    """Add or change an organisation. Raises PermissionDenied when the actor may not write."""
    _must_write(actor)
    new = organisation.pk is None
    organisation.key = rules.search_key(organisation.name, organisation.kana)
    organisation.created_at = organisation.created_at or at
    with transaction.atomic():
        organisation.save()
        verb = "register.add_organisation" if new else "register.change_organisation"
        audit.record(actor, verb, organisation, at=at)
    return organisation


def save_person(actor: Viewer, person: Person, *, at: datetime) -> Person:
    """Add or change a person. Raises PermissionDenied when the actor may not write."""
    _must_write(actor)
    new = person.pk is None
    person.key = rules.search_key(person.name, person.kana)
    person.created_at = person.created_at or at
    with transaction.atomic():
        person.save()
        audit.record(actor, "register.add_person" if new else "register.change_person", person, at=at)
    return person


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
