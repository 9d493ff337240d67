"""Erasing in tests: one asks, another confirms."""

from __future__ import annotations

from collections.abc import Collection

from tests import cast
from yoriai.web.accounts.models import Assignment, User
from yoriai.web.register.actions import erasing
from yoriai.web.register.models import Erasure, ErasureRequest, Person


def asked(person: Person, by: str = "director", also: Collection[str] = ()) -> ErasureRequest:
    return erasing.ask_erasure(cast.viewer(by), person, wished_by="本人", also=also, at=cast.NOW)


def erased(person: Person, also: Collection[str] = ()) -> Erasure:
    """The director asks, the lead confirms."""
    return erasing.confirm_erasure(cast.viewer("lead"), asked(person, also=also), at=cast.NOW)


def another_lead() -> User:
    """A second team leader, beside the cast."""
    user = User(email="lead2@example.jp", date_joined=cast.NOW, password="!")
    user.save()
    Assignment.objects.create(user=user, post="lead", since=cast.TODAY.replace(year=2020))
    return user
