"""For what and how one person may be written to, and which consents hold: the rule of mailings, on a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from yoriai.web.accounts.rules import Viewer

from ..models import Consent, ConsentPurpose, LeftOut, Person
from ..rules import may_read_contacts, recipients
from ..rules.recipients import Agreement, Candidate, Way
from .parts import consents_visible_to
from .recipients import people_facts

#: The ways as people know them.
WAYS = {Way.EMAIL: "メール", Way.POST: "郵便"}


@dataclass(frozen=True)
class Contact:
    """For one purpose: by which ways somebody may be written to, or why not."""

    purpose: ConsentPurpose
    ways: list[tuple[str, LeftOut | None]]

    @property
    def told(self) -> list[tuple[str, LeftOut | None]]:
        """The ways in words, those of one answer together."""
        answers = dict.fromkeys(reason for _way, reason in self.ways)
        return [
            ("・".join(way for way, reason in self.ways if reason == answer), answer) for answer in answers
        ]


def may_be_written_to(viewer: Viewer, person: Person, day: date) -> list[Contact]:
    """For each purpose and way whether this person may be written to on a day, by the rule of mailings;
    nothing for who may not read contacts."""
    if not may_read_contacts(viewer):
        return []
    candidates = _candidates(person)
    return [
        Contact(
            purpose,
            [(WAYS[way], _reason(recipients.against_person(candidates[purpose], way, day))) for way in Way],
        )
        for purpose in ConsentPurpose
    ]


def consents_with_standing(
    viewer: Viewer, person: Person, day: date
) -> list[tuple[Consent, bool, LeftOut | None]]:
    """Each consent, whether it holds on a day, and why not."""
    rows = list(consents_visible_to(viewer).filter(person=person))
    reasons: dict[int, str] = {}
    for purpose in {row.purpose for row in rows}:
        mine = [row for row in rows if row.purpose == purpose]
        asked = Candidate(
            person.pk, person.birthday, person.guardian_id, consents=tuple(map(_agreement, mine))
        )
        reasons |= zip((row.pk for row in mine), recipients.against_consents(asked, day), strict=True)
    return [(row, not reasons[row.pk], _reason(reasons[row.pk])) for row in rows]


def _candidates(person: Person) -> dict[str, Candidate]:
    """The person with the consents to each purpose."""
    ((base, _name),) = people_facts([person.pk], "")
    rows = list(Consent.objects.filter(person=person).order_by("given_on", "pk"))
    return {
        purpose: replace(base, consents=tuple(_agreement(row) for row in rows if row.purpose == purpose))
        for purpose in ConsentPurpose
    }


def _agreement(row: Consent) -> Agreement:
    return Agreement(row.given_on, row.given_by_id, row.ends_on, row.withdrawn_on)


def _reason(code: str) -> LeftOut | None:
    return LeftOut(code) if code else None
