"""User groups: registered at the desk with their representative, renewed every fiscal year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import Affiliation, Organisation, Person, Reach, UserGroup
from .entries import add_reaches, index_organisations, index_people, keep_entry
from .parts import trace

register_verbs(
    {
        "register.register_group": "新しい団体を利用団体に登録した",
        "register.renew_group": "利用団体の登録をした",
    }
)


def register_group(
    actor: Viewer,
    *,
    organisation: Organisation,
    representative: Person,
    reaches: Iterable[Reach] = (),
    year: UserGroup,
    at: datetime,
) -> UserGroup:
    """Enter a new organisation with its representative (new, or already in the register) and its first year.

    Raises PermissionDenied when the actor may not add entries, IntegrityError when the card is taken.
    """
    _must_add(actor)
    with transaction.atomic():
        organisation.representative = representative.name
        organisation.representative_kana = representative.kana
        keep_entry(actor, organisation, at)
        index_organisations([organisation])
        if representative.pk is None:
            keep_entry(actor, representative, at)
            add_reaches(representative, reaches)
            index_people([representative])
        _begin(actor, organisation, representative, year, at)
        audit.record(actor, "register.register_group", organisation, at=at, year=year.fiscal_year)
    return year


def renew_group(actor: Viewer, year: UserGroup, *, at: datetime) -> UserGroup:
    """Register an organisation as a user group for a fiscal year: the first time, or again."""
    _must_add(actor)
    with transaction.atomic():
        year.save()
        trace(actor, year, [], at=at)
        audit.record(actor, "register.renew_group", year, at=at, year=year.fiscal_year)
    return year


def _begin(actor: Viewer, organisation: Organisation, person: Person, year: UserGroup, at: datetime) -> None:
    role = Affiliation(
        person=person, organisation=organisation, kind="representative", since=year.registered_on
    )
    role.save()
    trace(actor, role, [], at=at)
    year.organisation = organisation
    year.save()
    trace(actor, year, [], at=at)


def _must_add(actor: Viewer) -> None:
    if not rules.may_add(actor):
        raise PermissionDenied
