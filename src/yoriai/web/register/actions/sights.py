"""Writing down that somebody's data were seen or taken out.

A Sight is itself the record (append-only), so no further audit event is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Person, Sight
from ..rules import numbers, privacy


def opened(actor: Viewer, person: Person, *, at: datetime, how: str = "page") -> Sight | None:
    """Record the opening of a page about somebody, unless it is one's own.

    The line is marked when the page is about a child, or shows this viewer a 要配慮 column.
    """
    if person.user_id and person.user_id == actor.user_id:
        return None
    sensitive = rules.fields.has_sensitive(actor, person) or numbers.is_child(person.birthday, at.date())
    return saw(actor, person, at=at, how=how, sensitive=sensitive)


def saw(
    actor: Viewer, person: Person, *, at: datetime, how: str, sensitive: bool = True, purpose: str = ""
) -> Sight:
    """Record one look at somebody's data."""
    with transaction.atomic():
        return Sight.objects.create(
            person_id=person.pk,
            viewer_id=actor.user_id,
            how=how,
            sensitive=sensitive,
            purpose=purpose,
            at=at,
        )


def taken(
    actor: Viewer, people: Iterable[int], *, how: str, purpose: str, at: datetime, source: str = ""
) -> None:
    """Record that people's data left the system: in an export, a mailing, labels.

    `source` names the file or mailing, so that an incident sheet can find the people again.
    """
    ids = sorted(set(people))
    people_of = Person.objects.only("birthday", "care_needs", "access_needs").in_bulk(ids)
    marked = {pk for pk, row in people_of.items() if privacy.is_protected(row, at.date())}
    with transaction.atomic():
        Sight.objects.bulk_create(
            (
                Sight(
                    person_id=pk,
                    viewer_id=actor.user_id,
                    how=how,
                    purpose=purpose,
                    source=source,
                    sensitive=pk in marked,
                    at=at,
                )
                for pk in ids
            ),
            batch_size=1000,
        )
