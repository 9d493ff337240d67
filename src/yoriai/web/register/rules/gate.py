"""The gate before what is protected: a child's entry and 要配慮 columns open with a reason, once a day for
each person. Every page and file that shows them asks this one rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Person
from . import fields, numbers

#: Person's number -> the day (2026-10-01) on which this session gave a reason.
Given = Mapping[str, str]
#: Under this name the session keeps for whom a reason was given, and on which day.
KEY = "register_reasons"


def is_open(person: Person, given: Given, day: date) -> bool:
    """Whether a reason was given for this person on the day."""
    return given.get(str(person.pk)) == day.isoformat()


def closed(viewer: Viewer, person: Person, given: Given, day: date) -> frozenset[Right]:
    """The rights that rest for this person until a reason is given: there is something behind each of them.

    Of a child that is everything but the name; of others the 要配慮 columns.
    """
    if is_open(person, given, day):
        return frozenset()
    found = {Right.SENSITIVE_READ} if fields.has_sensitive(viewer, person) else set()
    if viewer.may(Right.PERSON_READ) and numbers.is_child(person.birthday, day):
        found.add(Right.PERSON_READ)
    return frozenset(found)


def before(viewer: Viewer, person: Person, given: Given, day: date) -> Viewer:
    """The viewer as long as no reason was given: without what is closed, and without any 要配慮 column."""
    if is_open(person, given, day):
        return viewer
    for right in closed(viewer, person, given, day) | {Right.SENSITIVE_READ}:
        viewer = viewer.without(right)
    return viewer
