"""A register in which every area points to two entries of each kind, and a dump of every table."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.db import models

from tests import cast, factories
from yoriai.web.register import actions
from yoriai.web.register.models import (
    Affiliation,
    Consent,
    Correction,
    Erasure,
    ErasureRequest,
    FieldChange,
    ImportLine,
    ImportRun,
    Incident,
    IncidentPerson,
    Merge,
    NotTheSame,
    Offering,
    Organisation,
    Person,
    Reach,
    Refusal,
    RetentionHold,
    Sending,
    SendingLine,
    Sight,
    Tie,
    UserGroup,
)
from yoriai.web.register.rules.entries import reach_key
from yoriai.web.voices.models import Invitee

#: Tables in which a merging and its undoing leave their own trace.
TRACES = {"audit.event", "audit.head", "register.merge"}


def dump() -> dict[str, list[Any]]:
    """Every row of every table, but for the traces of the deeds themselves."""
    tables = {
        model._meta.label_lower: sorted(map(repr, model._base_manager.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }
    return {name: rows for name, rows in tables.items() if name not in TRACES}


class World:
    """Two people and two organisations to merge, others beside them, and random links in every area."""

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.towns = [factories.municipality(), factories.municipality("33100", "岡山市", "おかやまし")]
        self.user, _lead = cast.make_user("director"), cast.make_user("lead")
        self.incident = Incident.objects.create(known_at=cast.NOW, overview="x", written_by=self.user)
        self.people = [self._person(number) for number in range(4)]
        self.organisations = [self._organisation(number) for number in range(4)]
        self._links()
        self._numbers()
        actions.index_people(self.people)
        actions.index_organisations(self.organisations[:3])

    def _some(self, *values: Any) -> Any:
        return self.random.choice(values)

    def _person(self, number: int) -> Person:
        return factories.person(
            given_name=self._some("澄江", "すみ江", "澄枝"),
            birthday=self._some(None, date(1950, 1, 2), date(1951, 1, 2)),
            address=self._some("", "高梁市松山1", "松山1-1"),
            municipality=self._some(None, *self.towns),
            note=self._some("", "犬を飼っている", "朝は電話に出ない"),
            former_names=self._some("", "三宅", "難波"),
            care_needs=self._some("", "車いす"),
            do_not_ask=self._some(True, False),
            user=self._some(None, cast.make_user(["citizen", "member", "partner", "leaver"][number])),
            version=self.random.randrange(1, 9),
        )

    def _organisation(self, number: int) -> Organisation:
        return factories.organisation(
            name=f"里山の会{self._some('', '本部')}",
            phone=self._some("", f"0866-{number}-1"),
            corporate_number=self._some("", f"{number}000000000000"),
            profile=self._some("", "山を守ります", "森を育てます"),
            profile_consent_on=self._some(None, date(2025, 1, 1)),
            checked_by_hand=self._some([], ["phone"], ["name", "phone"]),
            other_business=self._some(True, False),
            dissolved_on=self._some(None, date(2024, 3, 31)),
        )

    def _links(self) -> None:
        """Every foreign key to a person or an organisation: of the entry that goes, and often more."""
        for side in (0, 1, *(self._some(0, 1, 2) for _ in range(3))):
            self._links_of_person(self.people[side])
            self._links_of_organisation(self.organisations[side])
        self.people[2].guardian = self.people[1]
        self.people[3].guardian = self.people[self._some(0, 1, 2)]
        for ward in self.people[2:]:
            ward.save()
        one, two, three, _four = self.organisations
        for first, second in ((one, two), (two, three), (three, two), (one, three)):
            Tie.objects.create(first=first, second=second, kind="member_of", since=date(2020, 1, 1))

    def _links_of_person(self, row: Person) -> None:
        day = date(2024, 4, self._some(1, 2))
        conversation = factories.conversation(responsible=row)
        for other in self.people[:3]:
            if other == row or self._some(True, False):
                Invitee.objects.get_or_create(conversation=conversation, person=other)
        for value in ("090-1111-2222", f"090-3333-{row.pk:04d}"):
            preferred, avoid = self._some((True, False), (False, True), (False, False))
            Reach.objects.get_or_create(
                person=row,
                kind="mobile",
                key=reach_key("mobile", value),
                defaults={"value": value, "preferred": preferred, "avoid": avoid},
            )
        Consent.objects.create(
            person=row, purpose="photo", given_on=day, given_by=self._some(*self.people[:3])
        )
        Consent.objects.create(person=self.people[2], purpose="photo", given_on=day, given_by=row)
        told = self._some(None, cast.TODAY)
        for other in {row, self.people[0]}:
            IncidentPerson.objects.get_or_create(
                incident=self.incident, person=other, defaults={"told_on": told}
            )
        asked = {"asked_by": "本人", "column": "note", "wish": "直す", "due_on": cast.TODAY}
        Correction.objects.create(person=row, asked_on=cast.TODAY, written_by=self.user, **asked)
        RetentionHold.objects.create(person=row, reason="行事", until=cast.TODAY, by=self.user, at=cast.NOW)
        asking = {"wished_by": "本人", "due_on": cast.TODAY, "asked_by": self.user, "asked_at": cast.NOW}
        ErasureRequest.objects.get_or_create(person=row, defaults=asking)
        group = self._some(*self.organisations)
        Affiliation.objects.create(person=row, organisation=group, kind="member", since=day)

    def _links_of_organisation(self, row: Organisation) -> None:
        day = date(2024, 4, self._some(1, 2))
        UserGroup.objects.get_or_create(
            organisation=row,
            fiscal_year=self._some(2025, 2026),
            defaults={"registered_on": day, "declared": True, "card": f"A-{UserGroup.objects.count()}"},
        )
        Organisation.objects.filter(pk=row.pk).update(fields_of_activity=[self._some(1, 2, 3)])
        Offering.objects.create(organisation=row, kind="needs", text="人手", since=day)
        Affiliation.objects.create(
            person=self._some(*self.people), organisation=row, kind="volunteer", since=day
        )
        row.works_in.add(self._some(*self.towns))
        sending = Sending.objects.create(
            kind="letter", purpose="newsletter", sent_at=cast.NOW, sent_by=self.user
        )
        SendingLine.objects.create(sending=sending, organisation=row, piece=1, leads=True)
        SendingLine.objects.create(sending=sending, person=self._some(*self.people[:2]), piece=1)
        SendingLine.objects.create(sending=sending, person=self.people[1], left_out="unreachable")
        lifted = self._some(None, cast.TODAY)
        Refusal.objects.get_or_create(
            organisation=row, purpose="newsletter", lifted_on=lifted, defaults={"since": day}
        )

    def _numbers(self) -> None:
        """Columns that hold a number without a foreign key."""
        run = ImportRun.objects.create(
            kind="list", state="done", file_name="a.xlsx", started_at=cast.NOW, started_by=self.user
        )
        for kind, rows in (("person", self.people), ("organisation", self.organisations)):
            for row in rows[:2]:
                FieldChange.objects.create(
                    kind=kind,
                    row_id=row.pk,
                    field="address",
                    old="a",
                    new="b",
                    at=cast.NOW + timedelta(hours=self._some(1, 2)),
                    by=self.user,
                )
                ImportLine.objects.create(run=run, number=1, kind="new", target=kind, target_id=row.pk)
            for first, second in ((rows[0], rows[2]), (rows[1], rows[2]), (rows[1], rows[3])):
                NotTheSame.objects.create(
                    kind=kind,
                    first_id=first.pk,
                    second_id=second.pk,
                    decided_by=self.user,
                    decided_at=cast.NOW,
                )
        Sight.objects.create(person_id=self.people[1].pk, viewer=self.user, how="page", at=cast.NOW)

    def rows(self, kind: str) -> list[Any]:
        """The entries of a kind; the first is kept, the second goes."""
        return self.people if kind == "person" else self.organisations

    def merge(self, kind: str, kept: int = 0, gone: int = 1, **choices: str) -> Merge:
        """Merge two of them, as the director."""
        from yoriai.web.register.actions import merging

        rows = self.rows(kind)
        return merging.merge(
            cast.viewer("director"),
            kind,
            kept=rows[kept].pk,
            gone=rows[gone].pk,
            choices=choices,
            at=cast.NOW,
        )


#: Models of which a row cannot point to an entry that goes, and why.
NOT_PLANTED = {Erasure: "an erased person is not merged"}


def points_to(model: type[models.Model], field: Any, pk: int) -> bool:
    """Whether any row of a model points to an entry."""
    return model._base_manager.filter(**{field.attname: pk}).exists()
