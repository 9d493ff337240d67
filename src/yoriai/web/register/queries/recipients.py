"""Who of a list gets a mailing, and why the others do not: the facts for rules/recipients.py."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ..models import (
    Affiliation,
    AffiliationKind,
    Consent,
    LeftOut,
    Organisation,
    Person,
    Reach,
    ReachKind,
    Refusal,
    UserGroup,
)
from ..rules import lists, mailings, recipients
from ..rules.mailings import Piece, Recipient
from ..rules.recipients import Agreement, Body, Candidate, Way, Ways, Wish
from .entries import current

#: So many entries are read at a time.
PORTION = 500


@dataclass(frozen=True)
class Plan:
    """What would be sent: the pieces, and everybody who is left out with the reason."""

    kind: str
    pieces: list[Piece]
    left_out: list[tuple[int, str]]

    @property
    def recipients(self) -> int:
        """How many entries of the list get it; several may share one letter."""
        return sum(len(piece.recipients) for piece in self.pieces)

    @property
    def reasons(self) -> list[tuple[LeftOut, int]]:
        """How many are left out for which reason, the most frequent first."""
        return [(LeftOut(code), n) for code, n in Counter(code for _pk, code in self.left_out).most_common()]


def plan_for_people(rows: QuerySet[Person], *, purpose: str, way: Way, households: bool, day: date) -> Plan:
    """Decide for everybody on a list of people, in the list's order."""
    found: list[Recipient] = []
    left_out: list[tuple[int, str]] = []
    for pks in _portions(list(rows.values_list("pk", flat=True))):
        for candidate, name in people_facts(pks, purpose):
            reason = recipients.against_person(candidate, way, day)
            if reason:
                left_out.append((candidate.pk, reason))
            else:
                found.append(mailings.recipient_of_person(candidate, name, way, day))
    return Plan("person", mailings.pieces_of(found, way, households=households), left_out)


def plan_for_organisations(
    rows: QuerySet[Organisation], *, purpose: str, way: Way, to_representative: bool, day: date
) -> Plan:
    """Decide for every organisation on a list."""
    found: list[Recipient] = []
    left_out: list[tuple[int, str]] = []
    for pks in _portions(list(rows.values_list("pk", flat=True))):
        for fact in organisation_facts(pks, purpose, day):
            reason = recipients.against_organisation(
                fact.body, purpose, way, day, to_representative=to_representative
            )
            if reason:
                left_out.append((fact.body.pk, reason))
            else:
                found.append(
                    mailings.recipient_of_organisation(fact, way, to_representative=to_representative)
                )
    return Plan("organisation", mailings.pieces_of(found, way, households=False), left_out)


def people_facts(pks: Sequence[int], purpose: str) -> Iterator[tuple[Candidate, str]]:
    """What is known of people for one purpose, with their names, in the order asked for."""
    people = Person.objects.in_bulk(pks)
    guardians = Person.objects.in_bulk(
        {row.guardian_id for row in people.values() if row.guardian_id and row.birthday}
    )
    ways = _ways_of({**guardians, **people})
    consents = _consents_of(people, purpose)
    for row in (people[pk] for pk in pks):
        guardian = guardians.get(row.guardian_id or 0)
        yield (
            Candidate(
                pk=row.pk,
                birthday=row.birthday,
                guardian=row.guardian_id,
                gone=row.merged_into_id is not None or row.erased_at is not None,
                ways=ways[row.pk],
                guardian_ways=ways[guardian.pk] if guardian and not guardian.erased_at else None,
                consents=tuple(consents[row.pk]),
            ),
            row.name,
        )


def organisation_facts(pks: Sequence[int], purpose: str, day: date) -> Iterator[mailings.OrganisationFact]:
    """What is known of organisations, with their names and those of their representatives."""
    rows = Organisation.objects.in_bulk(pks)
    groups = UserGroup.objects.filter(fiscal_year=lists.fiscal_year_of(day), organisation__in=pks)
    renewed = set(groups.values_list("organisation_id", flat=True))
    refusals = Refusal.objects.filter(purpose=purpose, lifted_on__isnull=True, organisation__in=pks)
    refused = set(refusals.values_list("organisation_id", flat=True))
    heads = _representatives_of(pks, day)
    for row in (rows[pk] for pk in pks):
        head = heads.get(row.pk)
        body = Body(
            pk=row.pk,
            legal_form=row.legal_form,
            authority=row.authority,
            gone=row.merged_into_id is not None,
            dissolved_on=row.dissolved_on,
            profile_consent_on=row.profile_consent_on,
            user_group=row.pk in renewed,
            refused=row.pk in refused,
            ways=Ways(
                emails=(Wish(row.email),) if row.email else (),
                postal_code=row.postal_code,
                address=row.address,
            ),
            representative=Ways(do_not_ask=head.do_not_ask) if head else None,
            reported_representative=row.representative,
        )
        yield mailings.OrganisationFact(body, row.name, head.name if head else row.representative, head)


def _ways_of(people: dict[int, Person]) -> dict[int, Ways]:
    wishes: dict[tuple[int, str], list[Wish]] = defaultdict(list)
    kinds = (ReachKind.EMAIL, ReachKind.POST)
    for reach in Reach.objects.filter(person__in=people.keys(), kind__in=kinds).order_by("pk"):
        wishes[reach.person_id, reach.kind].append(Wish(reach.value, reach.preferred, reach.avoid))
    return {
        pk: Ways(
            do_not_ask=row.do_not_ask,
            emails=tuple(wishes[pk, ReachKind.EMAIL]),
            post=tuple(wishes[pk, ReachKind.POST]),
            postal_code=row.postal_code,
            address=row.address,
        )
        for pk, row in people.items()
    }


def _consents_of(people: Iterable[int], purpose: str) -> dict[int, list[Agreement]]:
    found: dict[int, list[Agreement]] = defaultdict(list)
    for row in Consent.objects.filter(person__in=list(people), purpose=purpose).order_by("given_on", "pk"):
        found[row.person_id].append(Agreement(row.given_on, row.given_by_id, row.ends_on, row.withdrawn_on))
    return found


def _representatives_of(pks: Sequence[int], day: date) -> dict[int, Person]:
    """The current representative of each organisation; the newest when there are several."""
    rows = Affiliation.objects.filter(
        organisation__in=pks,
        kind=AffiliationKind.REPRESENTATIVE,
        person__merged_into__isnull=True,
        person__erased_at__isnull=True,
    )
    ordered = current(rows, day).select_related("person").order_by("since", "pk")
    return {row.organisation_id: row.person for row in ordered}


def _portions(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), PORTION):
        yield pks[start : start + PORTION]
