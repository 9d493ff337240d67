"""Places, organisations, people and staff of the demo region."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from seed import names, places
from yoriai.web.accounts.models import Assignment, User
from yoriai.web.accounts.roles import Post, Team
from yoriai.web.register.actions import index_organisations, index_people
from yoriai.web.register.models import (
    Affiliation,
    AffiliationKind,
    Consent,
    LegalForm,
    Municipality,
    Organisation,
    Person,
    Reach,
    Sector,
)
from yoriai.web.register.rules import search_key

ORGANISATIONS = 400
STAFF_OF_TEAM = {Team.OFFICE: 9, Team.PARTNERSHIP: 9, Team.PARTICIPATION: 11}


def make_places() -> list[Municipality]:
    """The 27 municipalities."""
    rows = [
        Municipality(code=code, name=name, kana=kana, english=english, prefecture=places.PREFECTURE)
        for code, name, kana, english in places.MUNICIPALITIES
    ]
    return Municipality.objects.bulk_create(rows)


def make_organisations(random: Random, towns: list[Municipality], at: datetime) -> list[Organisation]:
    """Some 400 organisations: the towns' halls, assemblies, schools, companies and citizens' groups."""
    rows = [_hall(town, at) for town in towns] + [_assembly(town, at) for town in towns]
    seen = {row.name for row in rows}
    while len(rows) < ORGANISATIONS:
        row = _group(random, random.choice(towns), at)
        if row.name not in seen:
            seen.add(row.name)
            rows.append(row)
    for row in rows:
        if row.sector == Sector.CITIZEN:
            row.fields_of_activity = tuple(sorted(random.sample(range(1, 20), random.randrange(1, 4))))
    Organisation.objects.bulk_create(rows)
    index_organisations(rows)
    return rows


def _organisation(name: str, kana: str, sector: Sector, town: Municipality, at: datetime) -> Organisation:
    return Organisation(
        name=name, kana=kana, sector=sector, municipality=town, key=search_key(name, kana), created_at=at
    )


def _hall(town: Municipality, at: datetime) -> Organisation:
    office = f"{town.name} 協働推進課", f"{town.kana}きょうどうすいしんか"
    row = _organisation(*office, Sector.GOVERNMENT, town, at)
    row.legal_form = LegalForm.TOWN
    return row


def _assembly(town: Municipality, at: datetime) -> Organisation:
    row = _organisation(f"{town.name}議会", f"{town.kana}ぎかい", Sector.ASSEMBLY, town, at)
    row.legal_form = LegalForm.ASSEMBLY
    return row


def _group(random: Random, town: Municipality, at: datetime) -> Organisation:
    sector = random.choices([Sector.CITIZEN, Sector.BUSINESS, Sector.EDUCATION], weights=[78, 13, 9])[0]
    place, place_kana = town.name[:-1], town.kana[: -len(_ending(town))]
    if sector == Sector.BUSINESS:
        family, kana = random.choice(names.FAMILY)
        trade, trade_kana = random.choice(names.COMPANIES)
        name, reading = f"{family}{trade}株式会社", f"{kana}{trade_kana}"
    elif sector == Sector.EDUCATION:
        word, kana = random.choice(
            [
                ("高等学校", "こうとうがっこう"),
                ("中学校", "ちゅうがっこう"),
                ("東小学校", "ひがししょうがっこう"),
            ]
        )
        name, reading = f"{place}{word}", f"{place_kana}{kana}"
    else:
        subject, form = random.choice(names.SUBJECTS), random.choice(names.FORMS)
        name, reading = f"{place}{subject[0]}{form[0]}", f"{place_kana}{subject[1]}{form[1]}"
        if random.random() < 0.4:
            name = f"特定非営利活動法人{name}"
    row = _organisation(name, reading, sector, town, at - timedelta(days=random.randrange(60, 3000)))
    row.phone = f"0866-{random.randrange(20, 99)}-{random.randrange(10000):04d}"
    row.address = (
        f"{town.prefecture}{town.name}{random.choice(names.FAMILY)[0]}{random.randrange(1, 900)}番地"
    )
    row.legal_form = _legal_form(row)
    if row.legal_form == LegalForm.NPO:
        row.fiscal_year_end = random.choice(["03-31", "03-31", "12-31", "06-30"])
        row.authority = town.name if town.code == "33100" else town.prefecture
    return row


def _legal_form(row: Organisation) -> LegalForm:
    if row.name.startswith("特定非営利活動法人"):
        return LegalForm.NPO
    forms = {Sector.BUSINESS: LegalForm.COMPANY, Sector.EDUCATION: LegalForm.SCHOOL}
    return forms.get(Sector(row.sector), LegalForm.VOLUNTARY)


def _ending(town: Municipality) -> str:
    return next(ending for ending in ("ちょう", "そん", "し") if town.kana.endswith(ending))


def make_person(random: Random, towns: list[Municipality], at: datetime, user: User | None = None) -> Person:
    """A person with a made-up name, not yet saved."""
    family, given = random.choice(names.FAMILY), random.choice(names.GIVEN)
    return Person(
        family_name=family[0],
        given_name=given[0],
        family_kana=family[1],
        given_kana=given[1],
        municipality=random.choice(towns),
        key=search_key(f"{family[0]} {given[0]}", f"{family[1]} {given[1]}"),
        birthday=at.date() - timedelta(days=random.randrange(22 * 365, 85 * 365)),
        created_at=at,
        user=user,
    )


def make_people(
    random: Random, towns: list[Municipality], organisations: list[Organisation], at: datetime
) -> None:
    """Each organisation's representative, and for most an accountant and a member."""
    people, roles = [], []
    for organisation in organisations:
        kinds = [AffiliationKind.REPRESENTATIVE]
        kinds += [
            kind for kind in (AffiliationKind.ACCOUNTANT, AffiliationKind.MEMBER) if random.random() < 0.5
        ]
        for kind in kinds:
            person = make_person(random, towns, at)
            people.append(person)
            since = at.date() - timedelta(days=random.randrange(30, 2500))
            roles.append(Affiliation(person=person, organisation=organisation, kind=kind, since=since))
    _give_addresses(people)
    Person.objects.bulk_create(people)
    for role in roles:
        role.person_id = role.person.pk
    Affiliation.objects.bulk_create(roles)
    _make_reachable(random, people, at)
    index_people(people)


def _give_addresses(people: list[Person]) -> None:
    """Made-up addresses for four of five, without drawing: the rest of the region stays as it is."""
    quarters = ("中央一丁目", "本町", "西中新田", "東町二丁目", "駅前")
    for number, person in enumerate(people):
        if number % 5 and person.municipality:
            town = f"{person.municipality.prefecture}{person.municipality.name}"
            person.address = f"{town}{quarters[number % 5]}{number % 90 + 1}番地{number % 7 + 1}"
            person.postal_code = f"700-{number % 10_000:04d}"


def _make_reachable(random: Random, people: list[Person], at: datetime) -> None:
    """Telephones for most, an address for some, and a consent to the newsletter for half of these."""
    reaches, consents = [], []
    for number, person in enumerate(people):
        phone = f"090-{random.randrange(1000, 9999)}-{random.randrange(1000, 9999)}"
        reaches.append(Reach(person=person, kind="mobile", value=phone, key=phone.replace("-", "")))
        if random.random() < 0.6:
            address = f"person{number:04d}@example.jp"
            reaches.append(Reach(person=person, kind="email", value=address, key=address, preferred=True))
            if random.random() < 0.5:
                day = at.date() - timedelta(days=random.randrange(10, 900))
                consents.append(Consent(person=person, purpose="newsletter", given_on=day, given_by=person))
    Reach.objects.bulk_create(reaches)
    Consent.objects.bulk_create(consents)


def make_staff(random: Random, towns: list[Municipality], taken: dict[Team, int], at: datetime) -> None:
    """The rest of the 30 staff beside the demo people; they cannot sign in until they set a password."""
    today: date = at.date()
    number = 0
    for team, count in STAFF_OF_TEAM.items():
        for place in range(count - taken.get(team, 0)):
            number += 1
            user = User.objects.create(
                email=f"staff{number:02d}@example.jp", password=make_password(None), date_joined=at
            )
            post = Post.PART_TIME if place % 3 == 2 else Post.STAFF
            since = today - timedelta(days=random.randrange(100, 4000))
            Assignment.objects.create(user=user, post=post, team=team, since=since)
            person = make_person(random, towns, at, user)
            person.save()
            index_people([person])
