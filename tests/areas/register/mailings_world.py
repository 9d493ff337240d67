"""People, organisations, lists and orders for the tests of mailings."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from tests import cast, factories
from yoriai.web.register.actions import lists as list_actions
from yoriai.web.register.actions import mailings as actions
from yoriai.web.register.models import Consent, Organisation, Person, Reach, SavedSearch, Sending
from yoriai.web.register.queries.mailings import Order

TODAY = date(2026, 10, 1)
SITE = "http://testserver"


def reader(**fields: Any) -> Person:
    """Somebody with an address and a mail address who consented to the newsletter."""
    values = {"address": "岡山県倉敷市白楽町249番地5", "postal_code": "7100824"} | fields
    email = values.pop("email", "sumie@example.jp")
    values.setdefault("municipality", factories.municipality())
    person = factories.person(**values)
    if email:
        Reach.objects.create(person=person, kind="email", value=email, key=email)
    consent(person)
    return person


def organisation(**fields: Any) -> Organisation:
    values = {
        "email": "kai@example.jp",
        "address": "倉敷市中央1",
        "profile_consent_on": date(2025, 4, 1),
    } | fields
    return factories.organisation(**values)


def consent(person: Person, **fields: Any) -> Consent:
    values = {"purpose": "newsletter", "given_on": date(2025, 4, 1), "given_by": person} | fields
    return Consent.objects.create(person=person, **values)


def people_list(**query: Any) -> SavedSearch:
    """A list of people: by default those of Kurashiki."""
    query = query or {"towns": [factories.municipality().code]}
    return list_actions.save_list(
        cast.viewer("director"), name="倉敷の人", kind="person", query=query, at=cast.NOW
    )


def organisation_list(**query: Any) -> SavedSearch:
    return list_actions.save_list(
        cast.viewer("director"), name="団体", kind="organisation", query=query, at=cast.NOW
    )


def order(**fields: Any) -> Order:
    values = {"kind": "letter", "purpose": "newsletter", "subject": "秋のお便り", "body": "{宛名}へ"}
    return Order(**(values | fields))


def send(saved: SavedSearch, *, deed: UUID | None = None, who: str = "staff", **fields: Any) -> Sending:
    return actions.send(
        cast.viewer(who), saved, order(**fields), deed=deed or uuid4(), site=SITE, at=cast.NOW
    )
