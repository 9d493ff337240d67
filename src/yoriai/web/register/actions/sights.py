"""Writing down that somebody's data were seen or taken out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Person, Sight
from ..rules import numbers


def opened(actor: Viewer, person: Person, *, at: datetime) -> Sight | None:
    """Record the opening of a page about a child or with a 要配慮 column; other pages are not recorded here.

    A Sight is itself the record (append-only), so no further audit event is written.
    """
    sensitive = rules.fields.has_sensitive(actor, person) or numbers.is_child(person.birthday, at.date())
    if not sensitive:
        return None
    with transaction.atomic():
        return Sight.objects.create(
            person_id=person.pk, viewer_id=actor.user_id, how="page", sensitive=True, at=at
        )


def taken(actor: Viewer, people: Iterable[int], *, how: str, purpose: str, at: datetime) -> None:
    """Record that people's data left the system: in an export, a mailing, labels."""
    with transaction.atomic():
        Sight.objects.bulk_create(
            Sight(person_id=pk, viewer_id=actor.user_id, how=how, purpose=purpose, at=at) for pk in people
        )
