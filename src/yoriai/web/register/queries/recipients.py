"""Who of a list gets a mailing, and why the others do not: the facts for rules/recipients.py.

Read as tuples, not as rows with all their columns: a list may hold everybody in the register.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
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
from ..rules.mailings import OrganisationFact, Piece, Recipient
from ..rules.recipients import Agreement, Body, Candidate, Way, Ways, Wish
from .entries import current

#: So many entries are read at a time.
PORTION = 2000


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
    consented = set(Consent.objects.filter(purpose=purpose).values_list("person_id", flat=True))
    found: list[Recipient] = []
    left_out: list[tuple[int, str]] = []
    asked = []
    for pk, do_not_ask in rows.values_list("pk", "do_not_ask"):
        if pk in consented:
            asked.append(pk)
        else:
            left_out.append((pk, recipients.against_without_consent(do_not_ask=do_not_ask)))
    for pks in _portions(asked):
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
        for fact in organisation_facts(pks, purpose, day, to_representative=to_representative):
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


@dataclass(frozen=True)
class _Person:
    """The columns of a person that a mailing needs."""

    pk: int
    family_name: str
    given_name: str
    birthday: date | None
    guardian: int | None
    do_not_ask: bool
    postal_code: str
    address: str
    merged_into: int | None
    erased_at: object

    @property
    def gone(self) -> bool:
        return self.merged_into is not None or self.erased_at is not None

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()


def _people(pks: Collection[int]) -> dict[int, _Person]:
    columns = list(_Person.__dataclass_fields__)
    return {row[0]: _Person(*row) for row in Person.objects.filter(pk__in=pks).values_list(*columns)}


def people_facts(pks: Sequence[int], purpose: str) -> Iterator[tuple[Candidate, str]]:
    """What is known of people for one purpose, with their names, in the order asked for."""
    people = _people(pks)
    guardians = _people({row.guardian for row in people.values() if row.guardian and row.birthday})
    ways = _ways_of({**guardians, **people})
    consents = _consents_of(pks, purpose)
    for row in (people[pk] for pk in pks):
        guardian = guardians.get(row.guardian or 0)
        yield (
            Candidate(
                pk=row.pk,
                birthday=row.birthday,
                guardian=row.guardian,
                gone=row.gone,
                ways=ways[row.pk],
                guardian_ways=ways[guardian.pk] if guardian and not guardian.gone else None,
                consents=tuple(consents[row.pk]),
            ),
            row.name,
        )


def organisation_facts(
    pks: Sequence[int], purpose: str, day: date, *, to_representative: bool
) -> Iterator[OrganisationFact]:
    """What is known of organisations, with their names and, when asked for, their representatives."""
    groups = UserGroup.objects.filter(fiscal_year=lists.fiscal_year_of(day), organisation__in=pks)
    renewed = set(groups.values_list("organisation_id", flat=True))
    refusals = Refusal.objects.filter(purpose=purpose, lifted_on__isnull=True, organisation__in=pks)
    refused = set(refusals.values_list("organisation_id", flat=True))
    heads = _representatives_of(pks, day) if to_representative else {}
    columns = (
        "pk",
        "name",
        "legal_form",
        "authority",
        "merged_into_id",
        "dissolved_on",
        "profile_consent_on",
        "email",
        "postal_code",
        "address",
        "representative",
    )
    rows = {row[0]: row for row in Organisation.objects.filter(pk__in=pks).values_list(*columns)}
    for row in (rows[pk] for pk in pks):
        pk, name, form, authority, merged, dissolved, published, email, postal, address, reported = row
        head, head_name, do_not_ask = heads.get(pk, (None, reported, False))
        body = Body(
            pk=pk,
            legal_form=form,
            authority=authority,
            gone=merged is not None,
            dissolved_on=dissolved,
            profile_consent_on=published,
            user_group=pk in renewed,
            refused=pk in refused,
            ways=Ways(emails=(Wish(email),) if email else (), postal_code=postal, address=address),
            representative=Ways(do_not_ask=do_not_ask) if head else None,
            reported_representative=reported,
        )
        yield OrganisationFact(body, name, head_name, head)


def _ways_of(people: dict[int, _Person]) -> dict[int, Ways]:
    wishes: dict[tuple[int, str], list[Wish]] = defaultdict(list)
    reaches = Reach.objects.filter(person__in=people.keys(), kind__in=(ReachKind.EMAIL, ReachKind.POST))
    columns = ("person_id", "kind", "value", "preferred", "avoid")
    for person, kind, value, preferred, avoid in reaches.order_by("pk").values_list(*columns):
        wishes[person, kind].append(Wish(value, preferred, avoid))
    return {
        pk: Ways(
            do_not_ask=row.do_not_ask,
            emails=tuple(wishes.get((pk, ReachKind.EMAIL), ())),
            post=tuple(wishes.get((pk, ReachKind.POST), ())),
            postal_code=row.postal_code,
            address=row.address,
        )
        for pk, row in people.items()
    }


def _consents_of(pks: Sequence[int], purpose: str) -> dict[int, list[Agreement]]:
    found: dict[int, list[Agreement]] = defaultdict(list)
    rows = Consent.objects.filter(person__in=pks, purpose=purpose).order_by("given_on", "pk")
    columns = ("person_id", "given_on", "given_by_id", "ends_on", "withdrawn_on")
    for pk, given_on, given_by, ends_on, withdrawn_on in rows.values_list(*columns):
        found[pk].append(Agreement(given_on, given_by, ends_on, withdrawn_on))
    return found


def _representatives_of(pks: Sequence[int], day: date) -> dict[int, tuple[int | None, str, bool]]:
    """Entry, name and wish of each organisation's current representative; the newest of several."""
    rows = Affiliation.objects.filter(
        organisation__in=pks,
        kind=AffiliationKind.REPRESENTATIVE,
        person__merged_into__isnull=True,
        person__erased_at__isnull=True,
    )
    ordered = current(rows, day).order_by("since", "pk").select_related("person")
    columns = (
        "organisation_id",
        "person_id",
        "person__family_name",
        "person__given_name",
        "person__do_not_ask",
    )
    return {
        organisation: (person, f"{family} {given}".strip(), do_not_ask)
        for organisation, person, family, given, do_not_ask in ordered.values_list(*columns)
    }


def _portions(pks: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), PORTION):
        yield pks[start : start + PORTION]
