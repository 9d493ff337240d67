"""An organisation and a person with a canary in every column, and the pages on which it may sing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import cast, factories
from yoriai.web.register import actions
from yoriai.web.register.models import (
    Consent,
    FieldChange,
    Offering,
    Organisation,
    Person,
    Reach,
    Tie,
    UserGroup,
)
from yoriai.web.register.rules import fields
from yoriai.web.register.rules.entries import reach_key

PERSON: dict[str, Any] = {
    "family_name": "金糸家",
    "given_name": "雀子",
    "family_kana": "かなりや",
    "given_kana": "すずめこ",
    "former_names": "旧鶯姓",
    "birthday": date(1931, 2, 3),
    "guardian_relation": "鵝叔父",
    "postal_code": "799-9911",
    "address": "鷲町一丁目",
    "languages": "鷺語",
    "care_needs": "鳩配慮",
    "access_needs": "雁配慮",
    "note": "鶴覚書",
    "do_not_ask": True,
    "created_at": datetime(2019, 1, 7, 3, tzinfo=UTC),
}
ORGANISATION: dict[str, Any] = {
    "name": "燕舎",
    "kana": "つばめしや",
    "sector": "assembly",
    "legal_form": "religious",
    "postal_code": "798-8822",
    "address": "鴨町二丁目",
    "branches": "雉支所",
    "phone": "0869-77-1234",
    "email": "kamome@example.org",
    "url": "https://hiyodori.example.org/",
    "corporate_number": "7000012050002",
    "authority": "鶉県",
    "delegated_to": "鴫市",
    "representative": "鵲代人",
    "representative_kana": "かささぎ",
    "purpose": "鶺鴒の保護",
    "established_on": date(1999, 1, 2),
    "registered_on": date(1999, 2, 4),
    "fiscal_year_end": "11-29",
    "certification": "special",
    "certified_from": date(2000, 3, 5),
    "certified_until": date(2003, 3, 6),
    "certification_withdrawn_on": date(2002, 5, 7),
    "dissolved_on": date(2011, 6, 8),
    "dissolution_reason": "鷭により",
    "supervision": "鸛の監督",
    "other_business": True,
    "profile": "雲雀の紹介",
    "profile_consent_on": date(2001, 4, 9),
    "created_at": datetime(2018, 2, 10, 3, tzinfo=UTC),
}
#: Columns whose canary is not the value itself: a label, the name of another row.
LABELS: dict[tuple[str, str], str] = {
    ("person", "do_not_ask"): "今後の依頼を控える",
    ("person", "guardian"): "梟",
    ("person", "municipality"): "鷹市",
    ("organisation", "sector"): "議会",
    ("organisation", "legal_form"): "宗教法人",
    ("organisation", "certification"): "特例認定",
    ("organisation", "other_business"): "その他の事業",
    ("organisation", "municipality"): "鵜町",
    ("organisation", "works_in"): "鶇村",
    ("reach", "kind"): "ファクス",
    ("reach", "value"): "0869-55-3322",
    ("reach", "preferred"): "まずここへ",
    ("reach", "avoid"): "ここへは連絡しない",
    ("consent", "purpose"): "写真を載せる",
    ("consent", "scope"): "鶸の範囲",
    ("consent", "given_by"): "梟",
    ("affiliation", "person"): "金糸家",
    ("affiliation", "organisation"): "燕舎",
    ("affiliation", "kind"): "会計",
    ("organisation", "fields_of_activity"): "子どもの健全育成",
    ("offering", "kind"): "求めていること",
    ("offering", "text"): "鷽の提供",
    ("tie", "first"): "燕舎",
    ("tie", "second"): "鵯連合",
    ("tie", "kind"): "加盟している",
    ("user_group", "fiscal_year"): "2013年度",
    ("user_group", "card"): "鵙-77",
}
DAYS: dict[tuple[str, str], date] = {
    ("consent", "given_on"): date(2015, 3, 11),
    ("consent", "ends_on"): date(2016, 4, 12),
    ("consent", "withdrawn_on"): date(2014, 5, 13),
    ("affiliation", "since"): date(2009, 10, 14),
    ("affiliation", "until"): date(2010, 11, 15),
    ("offering", "since"): date(2008, 7, 16),
    ("offering", "until"): date(2009, 6, 17),
    ("tie", "since"): date(2007, 6, 18),
    ("tie", "until"): date(2017, 7, 19),
    ("user_group", "registered_on"): date(2013, 4, 21),
}
#: The row's own entry: on its pages it is named anyway.
OWNERS = {
    ("reach", "person"),
    ("consent", "person"),
    ("offering", "organisation"),
    ("user_group", "organisation"),
}
#: Named on other pages too, as an entry of its own or in a choice of towns; the pages of the entries tell.
NAMED_ELSEWHERE = {("person", "guardian"), ("consent", "given_by"), ("person", "municipality")}


def canaries() -> dict[tuple[str, str], tuple[str, ...]]:
    """(kind, column) -> the texts of which one shows that the column was seen."""
    values: dict[tuple[str, str], Any] = {("person", name): value for name, value in PERSON.items()}
    values |= {("organisation", name): value for name, value in ORGANISATION.items()}
    return {key: _texts(value) for key, value in (values | DAYS | LABELS).items()}


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, date):
        return (f"{value:%Y-%m-%d}", f"{value.year}年{value.month}月{value.day}日")
    return (str(value),)


@dataclass(frozen=True)
class World:
    """The rows that hold the canaries, by the first word of the addresses that name them."""

    person: Person
    organisation: Organisation
    rows: dict[str, int]


def make() -> World:
    """Plant a canary in every column and in the history of every column."""
    towns = [factories.municipality(*town) for town in TOWNS]
    guardian = factories.person(family_name="梟", given_name="", family_kana="ふくろう", given_kana="")
    person = Person(**PERSON, guardian=guardian, municipality=towns[0])
    actions.save_person(cast.viewer("director"), person, at=cast.NOW)
    group = Organisation(**ORGANISATION, municipality=towns[1])
    actions.save_organisation(
        cast.viewer("director"), group, at=cast.NOW, fields_of_activity=[13], works_in=[towns[2]]
    )
    rows = _parts(person, group, guardian)
    actions.index_people([person])
    for kind, entry in (("person", person), ("organisation", group)):
        FieldChange.objects.bulk_create(
            FieldChange(kind=kind, row_id=entry.pk, field=column, old=before(column), at=cast.NOW)
            for column in fields.TABLES[kind]
        )
    return World(person, group, {"people": person.pk, "organisations": group.pk, **rows})


TOWNS = [("99001", "鷹市", "たかし"), ("99002", "鵜町", "うちよう"), ("99003", "鶇村", "つぐみむら")]


def before(column: str) -> str:
    """What a column held before."""
    return f"【{column}の前の値】"


def _parts(person: Person, group: Organisation, guardian: Person) -> dict[str, int]:
    for kind, value, wish in (("fax", "0869-55-3322", "preferred"), ("mobile", "090-5544-1100", "avoid")):
        reach = Reach.objects.create(
            person=person, kind=kind, value=value, key=reach_key(kind, value), **{wish: True}
        )
    days = {column: day for (kind, column), day in DAYS.items() if kind == "consent"}
    withdrawn = days.pop("withdrawn_on")
    consent = Consent.objects.create(
        person=person, purpose="photo", scope="鶸の範囲", given_by=guardian, **days
    )
    Consent.objects.create(
        person=person, purpose="sharing", given_by=person, given_on=date(2014, 1, 1), withdrawn_on=withdrawn
    )
    role = factories.affiliation(person=person, organisation=group, kind="accountant", **_days("affiliation"))
    other = factories.organisation(name="鵯連合", kana="ひよれん")
    tie = Tie.objects.create(first=group, second=other, kind="member_of", **_days("tie"))
    offer = Offering.objects.create(organisation=group, kind="needs", text="鷽の提供", **_days("offering"))
    UserGroup.objects.create(
        organisation=group, fiscal_year=2013, card="鵙-77", declared=True, **_days("user_group")
    )
    assert group.fields_of_activity == (13,)
    return {
        "reaches": reach.pk,
        "consents": consent.pk,
        "roles": role.pk,
        "affiliations": role.pk,
        "ties": tie.pk,
        "offerings": offer.pk,
    }


def _days(wanted: str) -> dict[str, date]:
    return {column: day for (kind, column), day in DAYS.items() if kind == wanted}


def addresses(world: World) -> Iterator[str]:
    """Every address of the register that is for staff, with the world's rows; public pages have own tests."""
    for pattern in _patterns(get_resolver().url_patterns):
        name = pattern.name or ""
        known = pattern.pattern.converters
        if not name.startswith("register_") or name.startswith("register_public") or "token" in known:
            continue
        for kind in ("person", "organisation") if "kind" in known else ("",):
            yield reverse(name, kwargs={key: _value(key, kind, pattern, world) for key in known})


def _value(key: str, kind: str, pattern: URLPattern, world: World) -> Any:
    if key == "kind":
        return kind
    first = str(pattern.pattern).split("/", maxsplit=1)[0]
    return world.rows.get(first, world.rows["people" if kind == "person" else "organisations"])


def _patterns(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def read(browser: Client, address: str) -> str:
    """What somebody reads at an address; nothing where there is none for them."""
    answer = browser.get(address)
    return answer.content.decode() if answer.status_code == 200 else ""
