"""Whose consent it is: the guardian's until the 18th birthday, the person's own from then on (民法4条・5条).

Whether somebody may be written to with these consents is decided in rules/recipients.py, and only there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..models import Person
from . import numbers


def of_age_on(birthday: date) -> date:
    """The day from which somebody decides alone: the 18th birthday (born on 29 February: 1 March)."""
    try:
        return birthday.replace(year=birthday.year + numbers.MAJORITY)
    except ValueError:
        return date(birthday.year + numbers.MAJORITY, 3, 1)


@dataclass(frozen=True)
class Whom:
    """Somebody as far as consenting goes: their number, birthday, and their guardian's number."""

    pk: int
    birthday: date | None
    guardian: int | None


def giver_of(person: Person, day: date) -> int | None:
    """Whose consent is asked on a day: a child's guardian's (None when unknown), else their own."""
    return person.guardian_id if numbers.is_child(person.birthday, day) else person.pk


def may_give(whom: Whom, given_by: int, given_on: date, day: date) -> bool:
    """Whether a consent that `given_by` gave on one day is theirs to give on another.

    A guardian's consent for a child ends with the 18th birthday by itself, a former guardian's with the
    change of guardian; what a child signed alone never counts; a grown-up may have a guardian (成年後見).
    """
    if numbers.is_child(whom.birthday, day):
        return given_by == whom.guardian
    return given_by in {whom.pk, whom.guardian} and not numbers.is_child(whom.birthday, given_on)
