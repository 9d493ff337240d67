"""A register as large as that of a whole country's NPOs: 60,000 organisations, 100,000 people.

Made from a date and a seed, in bulk, for measurements and for `make demo-large`. Names come from parts
(seed/large_names.py); nobody of them exists.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from seed import large_names, names, places
from yoriai.web.accounts.rules import VISITOR
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.register.models import (
    Affiliation,
    AffiliationKind,
    Certification,
    Consent,
    ConsentPurpose,
    LegalForm,
    Municipality,
    Offering,
    OfferingKind,
    Organisation,
    Person,
    Reach,
    SearchEntry,
    Sector,
    UserGroup,
)
from yoriai.web.register.rules import entries, numbers, search_key

register_verbs({"seed.make_large": "大きなデモの台帳を作った"})

ORGANISATIONS, PEOPLE = 60_000, 100_000
#: How many entries are made and written at a time.
CHUNK = 4_000
#: Towns by how many live there, roughly, in the order of seed/places.py.
_WEIGHTS = [70, 47, 10, 6, 5, 4, 7, 3, 3, 3, 4, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
#: Who is a group, with its share: sector, legal form.
_KINDS = [
    (Sector.CITIZEN, LegalForm.NPO, 42),
    (Sector.CITIZEN, LegalForm.VOLUNTARY, 26),
    (Sector.CITIZEN, LegalForm.NEIGHBOURHOOD, 10),
    (Sector.CITIZEN, LegalForm.ASSOCIATION, 6),
    (Sector.CITIZEN, LegalForm.WELFARE, 3),
    (Sector.BUSINESS, LegalForm.COMPANY, 13),
]
_PREFIX = {
    LegalForm.NPO: ("特定非営利活動法人", "NPO法人", "特定非営利活動法人　"),
    LegalForm.ASSOCIATION: ("一般社団法人", "(一社)"),
    LegalForm.WELFARE: ("社会福祉法人", "（福）"),
}
_OFFERS = [
    "会議室",
    "軽トラック",
    "テント10張",
    "調理室",
    "通訳（英語・中国語）",
    "写真の撮影",
    "会計の手伝い",
]
_CARE = [
    "聴覚に障害があり、筆談がよい",
    "ペースメーカーを使っている",
    "食物アレルギー（そば）",
    "車いすを使う",
]
_ROLES = [
    AffiliationKind.REPRESENTATIVE,
    AffiliationKind.ACCOUNTANT,
    AffiliationKind.OFFICER,
    AffiliationKind.MEMBER,
    AffiliationKind.MEMBER,
    AffiliationKind.VOLUNTEER,
]


def make(
    at: datetime, seed: int, organisations: int = ORGANISATIONS, people: int = PEOPLE
) -> tuple[int, int]:
    """Add what is missing to these numbers; gives how many organisations and people were added."""
    random = Random(seed)
    towns = list(Municipality.objects.order_by("code"))
    weights = dict(zip((code for code, *_rest in places.MUNICIPALITIES), _WEIGHTS, strict=True))
    chosen = random.choices(towns, weights=[weights[town.code] for town in towns], k=10_000)
    more = max(0, organisations - Organisation.objects.count())
    added = 0
    with transaction.atomic():
        for start in range(0, more, CHUNK):
            _organisations(random, chosen, at, range(start, min(start + CHUNK, more)))
        ids = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
        missing = max(0, people - Person.objects.count())
        while added < missing:
            added += _people(random, chosen, ids, at, min(CHUNK, missing - added))
        if more or missing:
            _renewals(random, at)
        audit.record(
            VISITOR, "seed.make_large", towns[0], at=at, seed=seed, organisations=more, people=missing
        )
    return more, missing


def _organisations(random: Random, towns: list[Municipality], at: datetime, numbered: range) -> None:
    rows = [_organisation(random, random.choice(towns), at, number) for number in numbered]
    for row in rows:
        if row.sector == Sector.CITIZEN:
            row.fields_of_activity = tuple(sorted(random.sample(range(1, 20), random.randrange(1, 4))))
    Organisation.objects.bulk_create(rows, batch_size=1000)
    found = map(entries.search_entry_of_organisation, rows)
    SearchEntry.objects.bulk_create(found, batch_size=2000)
    Offering.objects.bulk_create(
        Offering(
            organisation=row,
            kind=random.choice(list(OfferingKind)),
            text=random.choice(_OFFERS),
            since=at.date() - timedelta(days=random.randrange(900)),
        )
        for row in rows
        if random.random() < 0.2
    )


def _organisation(random: Random, town: Municipality, at: datetime, number: int) -> Organisation:
    kinds, shares = [kind[:2] for kind in _KINDS], [kind[2] for kind in _KINDS]
    sector, form = random.choices(kinds, weights=shares)[0]
    make_name = large_names.company if sector == Sector.BUSINESS else large_names.citizens_group
    name, kana = make_name(random)
    if form in _PREFIX:
        name = random.choice(_PREFIX[form]) + name
    head, given = large_names.family(random), large_names.given(random)
    row = Organisation(
        name=name,
        kana=kana,
        sector=sector,
        legal_form=form,
        municipality=town,
        key=search_key(name, kana),
        postal_code=f"7{random.randrange(100):02d}-{random.randrange(10000):04d}",
        address=f"{town.prefecture}{town.name}{random.choice(large_names.FAMILIES)[0]}{random.randrange(1, 3000)}番地",
        phone=_phone(random, town),
        representative=f"{head[0]}　{given[0]}",
        representative_kana=f"{head[1]}　{given[1]}",
        created_at=at - timedelta(days=random.randrange(60, 5000)),
    )
    if random.random() < 0.3:
        row.email = f"group{number:05d}@example.org"
    if form == LegalForm.NPO:
        _fill_npo(random, row, town, at, number)
    return row


def _fill_npo(random: Random, row: Organisation, town: Municipality, at: datetime, number: int) -> None:
    base = f"{260005000000 + number:012d}"
    row.corporate_number = f"{numbers.corporate_check_digit(base)}{base}"
    row.authority = town.name if town.code == "33100" else town.prefecture
    row.fiscal_year_end = random.choice(["03-31", "03-31", "03-31", "12-31", "06-30", "02-29"])
    row.established_on = at.date() - timedelta(days=random.randrange(400, 9000))
    row.registered_on = row.established_on + timedelta(days=random.randrange(7, 40))
    row.purpose = (
        "この法人は、地域に暮らす人びとに対して必要な活動を行い、もって公益の増進に寄与することを目的とする。"
    )
    chance = random.random()
    if chance < 0.03:
        row.certification = Certification.CERTIFIED
        row.certified_until = at.date() + timedelta(days=random.randrange(-100, 1800))
        row.certified_from = row.certified_until - timedelta(days=1826)
    elif chance > 0.72:
        row.dissolved_on = at.date() - timedelta(days=random.randrange(4000))
        row.dissolution_reason = "社員総会の決議"


def _phone(random: Random, town: Municipality) -> str:
    if random.random() < 0.1:
        return ""
    last = f"{random.randrange(10000):04d}"
    if town.code in {"33100", "33202"}:
        return f"086-{random.randrange(200, 999)}-{last}"
    return f"08{65 + int(town.code) % 4}-{random.randrange(20, 99)}-{last}"


def _people(
    random: Random, towns: list[Municipality], organisations: list[int], at: datetime, count: int
) -> int:
    """Make about so many people, with everything that hangs on them; a child comes with a guardian."""
    rows = [_person(random, random.choice(towns), at) for _ in range(count)]
    Person.objects.bulk_create(rows, batch_size=1000)
    grown = [row for row in rows if not numbers.is_child(row.birthday, at.date())]
    children = [row for row in rows if numbers.is_child(row.birthday, at.date())]
    for child in children:
        child.guardian, grand = random.choice(grown), random.choice([False, False, True])
        child.guardian_relation = names.parent(child.guardian.given_name, grand=grand)
    Person.objects.bulk_update(children, ["guardian", "guardian_relation"], batch_size=500)
    reaches = {row.pk: _reaches(random, row) for row in rows}
    Reach.objects.bulk_create((reach for some in reaches.values() for reach in some), batch_size=2000)
    consents = [_consent(random, row, at) for row in rows if random.random() < 0.5]
    Consent.objects.bulk_create(consents, batch_size=2000)
    roles = [_role(random, row, organisations, at) for row in rows if random.random() < 0.8]
    Affiliation.objects.bulk_create(roles, batch_size=2000)
    found = (entries.search_entry_of_person(row, reaches[row.pk]) for row in rows)
    SearchEntry.objects.bulk_create(found, batch_size=2000)
    return len(rows)


def _person(random: Random, town: Municipality, at: datetime) -> Person:
    (family, kana), (given, reading) = large_names.family(random), large_names.given(random)
    years = random.choices([random.uniform(7, 18), random.uniform(18, 92)], weights=[6, 94])[0]
    return Person(
        family_name=family,
        given_name=given,
        family_kana=kana,
        given_kana=reading,
        key=search_key(f"{family} {given}", f"{kana} {reading}"),
        former_names=large_names.family(random)[0] if random.random() < 0.05 else "",
        birthday=at.date() - timedelta(days=int(years * 365.25)) if random.random() < 0.7 else None,
        postal_code=f"7{random.randrange(100):02d}-{random.randrange(10000):04d}",
        address=f"{town.prefecture}{town.name}{random.choice(large_names.FAMILIES)[0]}{random.randrange(1, 3000)}",
        municipality=town,
        languages=random.choice(["", "", "", "日本語", "日本語、英語", "やさしい日本語、ポルトガル語"]),
        care_needs=random.choice(_CARE) if random.random() < 0.02 else "",
        access_needs="手話通訳" if random.random() < 0.01 else "",
        note="次の催しの案内を送る" if random.random() < 0.03 else "",
        do_not_ask=random.random() < 0.02,
        created_at=at - timedelta(days=random.randrange(1, 5000)),
    )


def _reaches(random: Random, person: Person) -> list[Reach]:
    mobile = f"0{random.choice('789')}0-{random.randrange(1000, 9999)}-{random.randrange(1000, 9999)}"
    assert person.municipality
    chosen = [
        ("mobile", mobile, 0.8, False),
        ("phone", _phone(random, person.municipality), 0.4, False),
        ("email", f"resident{person.pk}@example.net", 0.5, True),
    ]
    return [
        Reach(person=person, kind=kind, value=value, key=entries.reach_key(kind, value), preferred=preferred)
        for kind, value, share, preferred in chosen
        if value and random.random() < share
    ]


def _consent(random: Random, person: Person, at: datetime) -> Consent:
    given = at.date() - timedelta(days=random.randrange(10, 1500))
    return Consent(
        person=person,
        purpose=random.choice(
            [ConsentPurpose.NEWSLETTER, ConsentPurpose.INVITATIONS, ConsentPurpose.MATCHING]
        ),
        given_on=given,
        given_by_id=person.guardian_id or person.pk,
        withdrawn_on=given + timedelta(days=5) if random.random() < 0.05 else None,
    )


def _role(random: Random, person: Person, organisations: list[int], at: datetime) -> Affiliation:
    since = at.date() - timedelta(days=random.randrange(200, 5000))
    return Affiliation(
        person=person,
        organisation_id=random.choice(organisations),
        kind=random.choice(_ROLES),
        since=since,
        until=since + timedelta(days=190) if random.random() < 0.2 else None,
    )


def _renewals(random: Random, at: datetime) -> None:
    """One in twenty citizens' groups is a user group of the centre this year."""
    year = at.date().year - (at.date().month < 4)
    known = UserGroup.objects.filter(fiscal_year=year)
    groups = Organisation.objects.filter(sector=Sector.CITIZEN).exclude(user_group_years__in=known)
    chosen = [pk for pk in groups.order_by("pk").values_list("pk", flat=True) if random.random() < 0.05]
    UserGroup.objects.bulk_create(
        UserGroup(
            organisation_id=pk,
            fiscal_year=year,
            registered_on=at.date() - timedelta(days=random.randrange(200)),
            card=f"{year}-{pk:06d}",
            declared=True,
        )
        for pk in chosen
    )
