"""Comparing two people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from . import texts
from .weights import PERSON, Reason, name_reason, plain_reason, shared_reason

Key = tuple[str, ...]


@dataclass(slots=True, frozen=True)
class PersonTraits:
    """What is compared of a person: folded names and readings, telephones as digits, and so on."""

    pk: int
    family: str
    given: str
    family_kana: str
    given_kana: str
    former: tuple[str, ...]
    birthday: date | None
    town: str
    address: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    guardian: int | None

    @property
    def writing(self) -> str:
        return self.family + self.given

    @property
    def reading(self) -> str:
        return self.family_kana + self.given_kana


def person_traits(
    pk: int,
    *,
    family_name: str,
    given_name: str = "",
    family_kana: str = "",
    given_kana: str = "",
    former_names: str = "",
    birthday: date | None = None,
    town: str = "",
    town_name: str = "",
    address: str = "",
    phones: Iterable[str] = (),
    emails: Iterable[str] = (),
    guardian: int | None = None,
) -> PersonTraits:
    """Fold a person's columns. Somebody written in kana only reads as written."""
    family, given = texts.folded(family_name), texts.folded(given_name)
    return PersonTraits(
        pk=pk,
        family=family,
        given=given,
        family_kana=texts.folded(family_kana) or (family if texts.is_kana(family) else ""),
        given_kana=texts.folded(given_kana) or (given if texts.is_kana(given) else ""),
        former=_former(former_names) if former_names else (),
        birthday=birthday,
        town=town,
        address=texts.address(address, town_name) if address else "",
        phones=tuple(phones),
        emails=tuple(emails),
        guardian=guardian,
    )


@lru_cache(maxsize=50_000)
def _former(words: str) -> tuple[str, ...]:
    """The folded words of former names: 「佐藤、旧姓 山本（〜2015）」 gives 佐藤 and 山本."""
    parts = re.split(
        r"[\s、,，・/／（）()]+", words.replace("旧姓", " ").replace("：", " ").replace(":", " ")
    )
    return tuple(dict.fromkeys(key for key in map(texts.folded, parts) if key))


@dataclass
class PeopleCounts:
    """How many share a name, a telephone, an address: what makes them worth less."""

    writings: Counter[str] = field(default_factory=Counter)
    readings: Counter[str] = field(default_factory=Counter)
    phones: Counter[str] = field(default_factory=Counter)
    emails: Counter[str] = field(default_factory=Counter)
    addresses: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, people: Sequence[PersonTraits]) -> PeopleCounts:
        return cls(
            writings=Counter(person.writing for person in people),
            readings=Counter(person.reading for person in people),
            phones=Counter(phone for person in people for phone in person.phones),
            emails=Counter(email for person in people for email in person.emails),
            addresses=Counter((person.town, person.address) for person in people if person.address),
        )


#: A name that so many or fewer share is compared wherever they live.
RARE = 6


def person_keys(person: PersonTraits, counts: PeopleCounts) -> Iterator[Key]:
    """The blocks that a person is in: only people who share one are compared."""
    skeletons = (texts.skeleton(person.family_kana), texts.skeleton(person.given_kana))
    readings = "/".join(sorted(skeletons)) if person.reading else ""
    writings = "/".join(sorted((person.family, person.given)))
    for phone in person.phones:
        yield ("phone", phone)
    for email in person.emails:
        yield ("email", email)
    if person.address:
        yield ("address", person.town, person.address)
    for name in (readings, writings):
        if name and person.town:
            yield ("name_town", name, person.town)
        if name and person.birthday:
            yield ("name_year", name, str(person.birthday.year))
            yield ("name_day", name, f"{person.birthday:%m%d}")
    if counts.writings[person.writing] <= RARE:
        yield ("rare", person.writing)
    if person.reading and counts.readings[person.reading] <= RARE:
        yield ("rare", person.reading)
    yield from _birthday_keys(person, skeletons)
    for family in person.former:
        yield ("former", family, person.given, person.town)
    yield ("former", person.family, person.given, person.town)


def _birthday_keys(person: PersonTraits, skeletons: tuple[str, str]) -> Iterator[Key]:
    """The same birthday and any part of the name in common."""
    if person.birthday:
        day = person.birthday.isoformat()
        for part in {*skeletons, person.family, person.given, *person.former} - {""}:
            yield ("birthday", day, part)


def person_splits(person: PersonTraits) -> Iterator[Key]:
    """By what a block that is too large is cut smaller."""
    yield ("writing", "/".join(sorted((person.family, person.given))))
    if person.reading:
        yield ("reading", "/".join(sorted((person.family_kana, person.given_kana))))


def compare_people(first: PersonTraits, second: PersonTraits, counts: PeopleCounts) -> list[Reason]:
    """The reasons for and against; empty where they cannot be the same: another given name, or a guardian
    and the child."""
    name = _name(first, second)
    if name is None or first.guardian == second.pk or second.guardian == first.pk:
        return []
    reasons = [_name_reason(name, first, second, counts)]
    reasons += _birthday(first.birthday, second.birthday)
    reasons += _reached(first, second, counts)
    reasons += _place(first, second, counts)
    home = {reason.code for reason in reasons} & {"phone", "email", "address"}
    if name in {"near", "one_kanji"} and home and _same_family(first, second):
        reasons.append(plain_reason(PERSON, "kin"))
    return reasons


def _name_reason(code: str, first: PersonTraits, second: PersonTraits, counts: PeopleCounts) -> Reason:
    if code in {"given", "family_only", "unread", "one_kanji"}:
        return plain_reason(PERSON, code)
    if code in {"name", "misread", "name_near"}:
        return name_reason(PERSON, code, counts.writings[first.writing])
    if code in {"reading", "kana_only", "near"}:
        both = counts.readings[first.reading], counts.readings[second.reading]
        return name_reason(PERSON, code, max(both))
    return name_reason(PERSON, code, max(counts.writings[p.writing] for p in (first, second)))


def _name(first: PersonTraits, second: PersonTraits) -> str | None:
    """The kind of likeness of two names; None where they are names of two people."""
    if first.writing == second.writing:
        return _same_writing(first.reading, second.reading)
    if _crossed(first, second):
        return "transposed"
    by_kana = _written_in_kana(first) or _written_in_kana(second)
    if first.reading and first.reading == second.reading and (first.given or not second.given):
        return "kana_only" if by_kana else "reading"
    return _other_name(first, second, by_kana)


def _other_name(first: PersonTraits, second: PersonTraits, by_kana: bool) -> str | None:
    if not first.given or not second.given:
        return "family_only" if _same(first.family, second.family) else None
    if _same(first.given, second.given) or _same(first.given_kana, second.given_kana):
        return _other_family(first, second, by_kana)
    if by_kana:
        return _by_kana(first, second)
    unread = not first.reading or not second.reading
    return "one_kanji" if unread and texts.one_apart(first.writing, second.writing) else None


def _by_kana(first: PersonTraits, second: PersonTraits) -> str | None:
    """One of them is written in kana: one letter apart, or beside kanji without a reading."""
    if not first.reading or not second.reading:
        return "unread"
    return "near" if texts.one_apart(first.reading, second.reading) else None


def _same_family(first: PersonTraits, second: PersonTraits) -> bool:
    return _same(first.family, second.family) or _same(first.family_kana, second.family_kana)


def _same_writing(first: str, second: str) -> str:
    if not first or not second or first == second:
        return "name"
    return "name_near" if texts.one_apart(first, second) else "misread"


def _same(first: str, second: str) -> bool:
    return bool(first) and first == second


def _written_in_kana(person: PersonTraits) -> bool:
    return bool(person.reading) and person.writing == person.reading


def _crossed(first: PersonTraits, second: PersonTraits) -> bool:
    """Family name in the column of the given name and the other way round."""
    return (first.family, first.given) == (second.given, second.family) or (
        bool(first.given_kana)
        and (first.family_kana, first.given_kana) == (second.given_kana, second.family_kana)
    )


def _other_family(first: PersonTraits, second: PersonTraits, by_kana: bool) -> str | None:
    if first.family in second.former or second.family in first.former:
        return "former"
    if first.family_kana in second.former or second.family_kana in first.former:
        return "former"
    if texts.one_apart(first.family_kana, second.family_kana) and (by_kana or first.given == second.given):
        return "near"
    return "given"


def _birthday(first: date | None, second: date | None) -> list[Reason]:
    if not first or not second:
        return []
    if first == second:
        return [plain_reason(PERSON, "birthday")]
    near = sum(a != b for a, b in zip(first.isoformat(), second.isoformat(), strict=True)) == 1
    near = near or (first.year == second.year and (first.month, first.day) == (second.day, second.month))
    return [plain_reason(PERSON, "birthday_near" if near else "birthday_other")]


def _reached(first: PersonTraits, second: PersonTraits, counts: PeopleCounts) -> list[Reason]:
    """The strongest telephone and the strongest address that both have."""
    phones = [
        shared_reason(PERSON, "mobile" if texts.is_mobile(phone) else "phone", counts.phones[phone])
        for phone in first.phones
        if phone in second.phones
    ]
    emails = [
        shared_reason(PERSON, "email", counts.emails[email])
        for email in first.emails
        if email in second.emails
    ]
    strongest = (max(found, key=lambda reason: reason.points) for found in (phones, emails) if found)
    return list(strongest)


def _place(first: PersonTraits, second: PersonTraits, counts: PeopleCounts) -> list[Reason]:
    if first.address and first.address == second.address and first.town == second.town:
        return [shared_reason(PERSON, "address", counts.addresses[first.town, first.address])]
    if not first.town or not second.town:
        return []
    return [plain_reason(PERSON, "town" if first.town == second.town else "town_other")]
