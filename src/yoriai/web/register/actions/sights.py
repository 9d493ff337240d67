"""Writing down that somebody's data were seen or taken out.

A Sight is itself the record (append-only), so no further audit event is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Person, Sight
from ..rules import numbers, privacy
from . import bulk

#: So many people are looked up at a time.
PORTION = 900


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
    ids, moment = sorted(set(people)), bulk.moment(at)
    marked = _protected(ids, at.date())
    with transaction.atomic():
        bulk.insert(
            Sight,
            ["person_id", "viewer_id", "how", "purpose", "source", "sensitive", "at"],
            ((pk, actor.user_id, how, purpose, source, pk in marked, moment) for pk in ids),
        )


def _protected(ids: Sequence[int], day: date) -> set[int]:
    """Who of these people is a child or has a 要配慮 column: asked of those only who may be."""
    young = Q(birthday__gt=numbers.add_months(day, -12 * (numbers.MAJORITY + 1)))
    rows = Person.objects.filter(young | ~Q(care_needs="") | ~Q(access_needs=""))
    rows = rows.only("birthday", "care_needs", "access_needs")
    found: set[int] = set()
    for start in range(0, len(ids), PORTION):
        some = rows.filter(pk__in=ids[start : start + PORTION])
        found |= {row.pk for row in some if privacy.is_protected(row, day)}
    return found
