"""What people wish: one rule for every mailing, match and map, whether somebody may be contacted.

A consent counts while it stands (given, not ended, not withdrawn) and while it comes from the one whom
the law asks: the guardian until the 18th birthday, the person from then on (民法4条・5条).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..models import Consent, ConsentPurpose, Person, Reach
from . import numbers


def of_age_on(birthday: date) -> date:
    """The day from which somebody decides alone: the 18th birthday (born on 29 February: 1 March)."""
    try:
        return birthday.replace(year=birthday.year + numbers.MAJORITY)
    except ValueError:
        return date(birthday.year + numbers.MAJORITY, 3, 1)


def giver_of(person: Person, day: date) -> int | None:
    """Whose consent is asked on a day: a child's guardian's (None when unknown), else their own."""
    return person.guardian_id if numbers.is_child(person.birthday, day) else person.pk


def stands(consent: Consent, day: date) -> bool:
    """Given by that day, not ended before it, not withdrawn; a withdrawal counts on its own day."""
    begun = consent.given_on <= day and (consent.ends_on is None or day <= consent.ends_on)
    return begun and (consent.withdrawn_on is None or day < consent.withdrawn_on)


def counts(consent: Consent, person: Person, day: date) -> bool:
    """The consent stands, and was given by the one who is asked both then and now.

    So a guardian's consent ends with the 18th birthday by itself, a former guardian's with the change of
    guardian, and what a child signed alone never counts.
    """
    asked = giver_of(person, day)
    now = consent.given_by_id == asked and asked is not None
    signed_as_child = asked == person.pk and numbers.is_child(person.birthday, consent.given_on)
    return stands(consent, day) and now and not signed_as_child


def consented(person: Person, purpose: str, consents: Iterable[Consent], day: date) -> bool:
    """Whether a consent of this person to the purpose counts on that day."""
    return any(
        consent.person_id == person.pk and consent.purpose == purpose and counts(consent, person, day)
        for consent in consents
    )


def may_contact(person: Person, purpose: str, consents: Iterable[Consent], day: date) -> bool:
    """Whether this person may be written to, called or matched for a purpose on a day."""
    return not why_not(person, purpose, consents, day)


def why_not(person: Person, purpose: str, consents: Iterable[Consent], day: date) -> str:
    """Why somebody may not be contacted for a purpose, as a few words for a list; empty when they may.

    "Do not ask again" stands above every consent. `consents` may hold other people's and purposes' too.
    """
    if person.erased_at or person.merged_into_id:
        return "台帳にいない人"
    if person.do_not_ask:
        return "今後の依頼を控える"
    if consented(person, purpose, consents, day):
        return ""
    return _missing(person, purpose, consents, day)


def _missing(person: Person, purpose: str, consents: Iterable[Consent], day: date) -> str:
    label = ConsentPurpose(purpose).label
    if numbers.is_child(person.birthday, day):
        return f"保護者の同意がない（{label}）" if person.guardian_id else "子どもで、保護者が分からない"
    if any(outgrown(consent, person, day) for consent in consents if consent.purpose == purpose):
        return f"18歳になった：本人の同意がまだない（{label}）"
    return f"同意がない（{label}）"


def outgrown(consent: Consent, person: Person, day: date) -> bool:
    """A guardian's consent that would still stand, but the person is of age: ask themselves."""
    grown_up = person.birthday is not None and not numbers.is_child(person.birthday, day)
    others = consent.person_id == person.pk and consent.given_by_id != person.pk
    return grown_up and others and stands(consent, day)


def ways(reaches: Iterable[Reach]) -> list[Reach]:
    """The ways by which somebody wishes to be reached: the preferred first, those to avoid left out."""
    usable = [reach for reach in reaches if not reach.avoid]
    return sorted(usable, key=lambda reach: (not reach.preferred, reach.pk or 0))
