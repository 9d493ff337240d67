"""Who became of age, or soon will: consents that guardians gave are to be asked of the person again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q

from yoriai.web.accounts.rules import Viewer

from ..models import Consent, Person
from ..rules import numbers, wishes
from .parts import consents_visible_to

#: So many days ahead somebody's 18th birthday is announced.
AHEAD = 90


@dataclass(frozen=True)
class OfAge:
    """Somebody, the day of coming of age, whether it has come, and the consents to ask again."""

    person: Person
    day: date
    come: bool
    consents: list[Consent]


def of_age(viewer: Viewer, day: date) -> list[OfAge]:
    """People whose guardians' consents end with their 18th birthday and who were not asked themselves yet.

    Who wishes not to be asked again is left out.
    """
    later = Consent.objects.filter(
        person=OuterRef("person"),
        purpose=OuterRef("purpose"),
        given_by=OuterRef("person"),
        given_on__gt=OuterRef("given_on"),
    )
    rows = consents_visible_to(viewer).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day),
        ~Exists(later),
        person__birthday__lte=numbers.add_months(day + timedelta(days=AHEAD), -12 * numbers.MAJORITY),
        person__do_not_ask=False,
        withdrawn_on__isnull=True,
    )
    rows = rows.exclude(given_by=F("person"))
    return _by_person(list(rows.order_by("person__birthday", "person", "purpose", "pk")), day)


def _by_person(rows: list[Consent], day: date) -> list[OfAge]:
    people = {row.person_id: row.person for row in rows}
    found = []
    for person in people.values():
        assert person.birthday is not None  # the query asks for birthdays up to a day
        adult = wishes.of_age_on(person.birthday)
        mine = [row for row in rows if row.person_id == person.pk and row.given_on < adult]
        if mine:
            found.append(OfAge(person, adult, adult <= day, mine))
    return sorted(found, key=lambda line: (line.day, line.person.pk), reverse=True)
