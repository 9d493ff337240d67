"""The largest entries that a centre may come to, beside the many of `make demo-large`.

An association of a thousand members with ties, offers and a long history; somebody who was looked at ten
thousand times; a thousand wishes for correction; a leak that concerns two thousand people; many lists.
Made once: the name of the association marks a register that has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import Any

from django.utils import timezone

from yoriai.web.accounts.models import User
from yoriai.web.register import actions
from yoriai.web.register.models import (
    Affiliation,
    AffiliationKind,
    Correction,
    ErasureRequest,
    FieldChange,
    Incident,
    IncidentPerson,
    LegalForm,
    Offering,
    OfferingKind,
    Organisation,
    Person,
    Reach,
    SavedSearch,
    Sector,
    Sight,
    Tie,
    TieKind,
    UserGroup,
)
from yoriai.web.register.rules import groups, search_key

GROUP, FAMILY = "大きな会のつどい", "百目鬼"
MEMBERS, TIES, OFFERINGS, CHANGES, LOOKS = 1_000, 120, 60, 1_500, 10_000
#: So many different values a long history goes through.
VALUES = 40
WAITING, WISHES, LISTS, LEAKED, INCIDENTS = 3_000, 1_000, 150, 2_000, 150


def make() -> None:
    """Add them, unless the register has them."""
    if Organisation.objects.filter(name=GROUP).exists():
        return
    director = User.objects.get(email="director@example.jp")
    people = list(Person.objects.filter(erased_at=None, user=None).order_by("pk")[1_000 : 1_000 + LEAKED])
    _group(people[:MEMBERS])
    _april()
    _person(director)
    _desk(director, people)
    _erasure(people[-1])


def _erasure(person: Person) -> None:
    """A request that waits for the director's word."""
    lead = User.objects.get(email="lead.office@example.jp")
    ErasureRequest.objects.create(
        person=person,
        wished_by="本人",
        due_on=timezone.localdate() + timedelta(days=7),
        asked_by=lead,
        asked_at=timezone.now(),
    )


def _group(members: list[Person]) -> None:
    now, today = timezone.now(), timezone.localdate()
    town = members[0].municipality
    row = Organisation(
        name=GROUP,
        kana="おおきなかいのつどい",
        sector=Sector.CITIZEN,
        legal_form=LegalForm.VOLUNTARY,
        municipality=town,
        key=search_key(GROUP, "おおきなかいのつどい"),
        created_at=now - timedelta(days=4000),
    )
    row.save()
    kinds = [kind for kind in AffiliationKind if kind != AffiliationKind.REPRESENTATIVE]
    Affiliation.objects.bulk_create(
        Affiliation(
            person=person,
            organisation=row,
            kind=kinds[number % len(kinds)],
            since=today - timedelta(days=30 + number),
            until=today - timedelta(days=1 + number % 25) if number % 5 == 0 else None,
        )
        for number, person in enumerate(members)
    )
    others = list(Organisation.objects.filter(sector=Sector.CITIZEN).exclude(pk=row.pk).order_by("pk")[:TIES])
    Tie.objects.bulk_create(
        Tie(first=row, second=other, kind=list(TieKind)[number % len(TieKind)], since=today)
        for number, other in enumerate(others)
    )
    Offering.objects.bulk_create(
        Offering(
            organisation=row,
            kind=list(OfferingKind)[number % 2],
            text=f"車いす対応の会議室（{number + 1}番目の部屋）を平日の夜に",
            since=today,
        )
        for number in range(OFFERINGS)
    )
    UserGroup.objects.bulk_create(
        UserGroup(
            organisation=row,
            fiscal_year=today.year - back,
            registered_on=today - timedelta(days=365 * back),
            card=f"{today.year - back}-{row.pk:06d}",
            declared=True,
        )
        for back in range(12)
    )
    _changes("organisation", row.pk, ["purpose", "phone", "representative", "address", "url"])
    actions.index_organisations([row])


def _april() -> None:
    """Thousands of groups that were registered last year and have not come back yet."""
    year = groups.fiscal_year(timezone.localdate())
    rows = Organisation.objects.filter(sector=Sector.CITIZEN, dissolved_on=None, user_group_years=None)
    UserGroup.objects.bulk_create(
        UserGroup(
            organisation_id=pk,
            fiscal_year=year - 1,
            registered_on=timezone.localdate() - timedelta(days=300),
            card=f"{year - 1}-{pk:06d}",
            declared=True,
        )
        for pk in rows.order_by("pk").values_list("pk", flat=True)[:WAITING]
    )


def _changes(kind: str, pk: int, columns: list[str]) -> None:
    now = timezone.now()
    FieldChange.objects.bulk_create(
        FieldChange(
            kind=kind,
            row_id=pk,
            field=columns[number % len(columns)],
            old=f"前の値 {number % VALUES}",
            new=f"前の値 {(number + len(columns)) % VALUES}",
            at=now - timedelta(days=CHANGES - number),
            source="",
        )
        for number in range(CHANGES)
    )


def _person(director: User) -> None:
    now, today = timezone.now(), timezone.localdate()
    row = Person(
        family_name=FAMILY,
        given_name="八重",
        family_kana="どうめき",
        given_kana="やえ",
        birthday=today - timedelta(days=365 * 50),
        care_needs="聴覚に障害があり、筆談がよい",
        key=search_key(f"{FAMILY} 八重", "どうめき やえ"),
        created_at=now - timedelta(days=4000),
    )
    row.save()
    reaches = [
        Reach(person=row, kind="phone", value=f"086-999-{number:04d}", key=f"086999{number:04d}")
        for number in range(12)
    ]
    Reach.objects.bulk_create(reaches)
    bodies = Organisation.objects.filter(sector=Sector.CITIZEN).order_by("-pk")[:60]
    Affiliation.objects.bulk_create(
        Affiliation(person=row, organisation=body, kind=AffiliationKind.OFFICER, since=today)
        for body in bodies
    )
    hows = ["page", "export", "letter", "edit", "sensitive"]
    _in_portions(
        Sight,
        (
            Sight(
                person_id=row.pk,
                viewer=director,
                how=hows[number % len(hows)],
                sensitive=number % 3 == 0,
                purpose="相談への対応" if number % 5 == 4 else "",
                at=now - timedelta(hours=number),
            )
            for number in range(LOOKS)
        ),
    )
    _changes("person", row.pk, ["address", "note", "languages"])
    actions.index_people([row])


def _in_portions(model: Any, rows: Iterable[Any]) -> None:
    rows = iter(rows)
    while portion := list(islice(rows, 2_000)):
        model.objects.bulk_create(portion, batch_size=1_000)


def _desk(director: User, people: list[Person]) -> None:
    """What stands on the desk of a whole centre after years."""
    now, today = timezone.now(), timezone.localdate()
    Correction.objects.bulk_create(
        Correction(
            person=person,
            asked_on=today - timedelta(days=number % 300),
            asked_by="本人",
            column="address",
            wish="番地が違う",
            due_on=today - timedelta(days=number % 300 - 14),
            outcome="open" if number % 4 == 0 else "done",
            decided_on=None if number % 4 == 0 else today,
            written_by=director,
            decided_by=None if number % 4 == 0 else director,
        )
        for number, person in enumerate(people[:WISHES])
    )
    SavedSearch.objects.bulk_create(
        SavedSearch(
            name=f"秋のお便りの読者 {number + 1:03d}",
            kind="person",
            query={"consent": "newsletter", "has_address": True},
            made_by=director,
            made_at=now,
        )
        for number in range(LISTS)
    )
    for number in range(INCIDENTS):
        incident = Incident.objects.create(
            known_at=now - timedelta(days=number),
            overview="お便りの宛名を取り違えて送った",
            people_count=LEAKED if number == 0 else 1,
            written_by=director,
        )
        concerned = people if number == 0 else people[number : number + 1]
        IncidentPerson.objects.bulk_create(
            IncidentPerson(incident=incident, person=person) for person in concerned
        )
