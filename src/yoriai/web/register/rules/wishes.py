"""What people wish: one rule for every mailing, match and map, whether somebody may be contacted.

A consent counts while it stands (given, not ended, not withdrawn) and while it comes from the one whom
the law asks: the guardian until the 18th birthday, the person from then on (民法4条・5条).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from ..models import Consent, ConsentPurpose, Person, Reach
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

    @classmethod
    def of(cls, person: Person) -> Whom:
        """These facts of an entry."""
        return cls(person.pk, person.birthday, person.guardian_id)


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


def stands(consent: Consent, day: date) -> bool:
    """Given by that day, not ended before it, not withdrawn; a withdrawal counts on its own day."""
    begun = consent.given_on <= day and (consent.ends_on is None or day <= consent.ends_on)
    return begun and (consent.withdrawn_on is None or day < consent.withdrawn_on)


def counts(consent: Consent, person: Person, day: date) -> bool:
    """The consent stands, and was given by one whose consent it is both then and now."""
    return stands(consent, day) and may_give(Whom.of(person), consent.given_by_id, consent.given_on, day)


def consented(person: Person, purpose: str, consents: Iterable[Consent], day: date) -> bool:
    """Whether a consent of this person to the purpose counts on that day.

    A withdrawal takes back every consent to the purpose that was given before it.
    """
    mine = [row for row in consents if row.person_id == person.pk and row.purpose == purpose]
    withdrawals = [row.withdrawn_on for row in mine if row.withdrawn_on and row.withdrawn_on <= day]
    last = max(withdrawals, default=date.min)
    return any(row.given_on >= last and counts(row, person, day) for row in mine)


def may_contact(person: Person, purpose: str, consents: Iterable[Consent], day: date) -> bool:
    """Whether this person may be written to, called or matched for a purpose on a day."""
    return not why_not(person, purpose, list(consents), day)


def why_not(person: Person, purpose: str, consents: Collection[Consent], day: date) -> str:
    """Why somebody may not be contacted for a purpose, as a few words for a list; empty when they may.

    "Do not ask again" stands above every consent, a child's guardian's too. `consents` may hold other
    people's and other purposes'. The guardian is read from the entry: select_related("guardian").
    """
    if person.erased_at or person.merged_into_id:
        return "台帳にいない人"
    guardian = person.guardian if numbers.is_child(person.birthday, day) else None
    if person.do_not_ask or (guardian and guardian.do_not_ask):
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
    """A guardian's consent for a child that would still stand, but the child is of age: ask themselves."""
    grown_up = not numbers.is_child(person.birthday, day)
    as_child = consent.person_id == person.pk and numbers.is_child(person.birthday, consent.given_on)
    return grown_up and as_child and consent.given_by_id != person.pk and stands(consent, day)


def ways(reaches: Iterable[Reach]) -> list[Reach]:
    """The ways by which somebody wishes to be reached: the preferred first, those to avoid left out."""
    usable = [reach for reach in reaches if not reach.avoid]
    return sorted(usable, key=lambda reach: (not reach.preferred, reach.pk or 0))
