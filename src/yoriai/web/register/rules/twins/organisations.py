"""Comparing two organisations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .. import names
from . import texts
from .weights import ORGANISATION, Reason, name_reason, plain_reason, shared_reason

Key = tuple[str, ...]
#: What sets two names apart that differ in one letter only: 第一町内会 and 第二町内会, 東小学校 and 西小学校.
_TELLING = set("0123456789一二三四五六七八九十東西南北上中下前後新旧大小男女老青少")
_BRANCH = ("支部", "支店", "分会", "部会", "事業所", "営業所", "分室", "分校", "課", "部", "青年部", "女性部")


@dataclass(slots=True, frozen=True)
class OrganisationTraits:
    """What is compared of an organisation; the name is without its legal form."""

    pk: int
    name: str
    reading: str
    number: str
    town: str
    address: str
    phone: str
    email: str
    url: str
    representative: str
    sector: str
    form: str


def organisation_traits(
    pk: int,
    *,
    name: str,
    kana: str = "",
    corporate_number: str = "",
    town: str = "",
    town_name: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    url: str = "",
    representative: str = "",
    sector: str = "",
    legal_form: str = "",
) -> OrganisationTraits:
    """Fold an organisation's columns."""
    core = texts.core(name)
    return OrganisationTraits(
        pk=pk,
        name=core,
        reading=texts.core_reading(kana) or (core if texts.is_kana(core) else ""),
        number=corporate_number,
        town=town,
        address=texts.address(address, town_name) if address else "",
        phone=names.digits(phone) if phone else "",
        email=email.strip().casefold(),
        url=texts.site(url) if url else "",
        representative=texts.folded(representative),
        sector=sector,
        form=legal_form,
    )


@dataclass
class OrganisationCounts:
    """How many share a name, a telephone, an address, a representative."""

    names: Counter[str] = field(default_factory=Counter)
    readings: Counter[str] = field(default_factory=Counter)
    phones: Counter[str] = field(default_factory=Counter)
    emails: Counter[str] = field(default_factory=Counter)
    urls: Counter[str] = field(default_factory=Counter)
    addresses: Counter[tuple[str, str]] = field(default_factory=Counter)
    representatives: Counter[str] = field(default_factory=Counter)
    in_town: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, rows: Sequence[OrganisationTraits]) -> OrganisationCounts:
        return cls(
            names=Counter(row.name for row in rows),
            readings=Counter(row.reading for row in rows),
            phones=Counter(row.phone for row in rows),
            emails=Counter(row.email for row in rows),
            urls=Counter(row.url for row in rows),
            addresses=Counter((row.town, row.address) for row in rows),
            representatives=Counter(row.representative for row in rows),
            in_town=Counter((row.town, row.name) for row in rows),
        )


#: Names of so many letters are looked at for single wrong letters.
SHORTEST, LONGEST = 4, 30
#: A name that so many or fewer share is compared wherever they are.
RARE = 6


def organisation_keys(row: OrganisationTraits, counts: OrganisationCounts) -> Iterator[Key]:
    """The blocks that an organisation is in."""
    for code, value in (("number", row.number), ("phone", row.phone), ("email", row.email), ("url", row.url)):
        if value:
            yield (code, value)
    if row.address:
        yield ("address", row.town, row.address)
    if row.representative:
        yield ("representative", row.representative, row.town)
    yield ("name_town", row.name, row.town)
    if row.reading:
        yield ("name_town", texts.skeleton(row.reading), row.town)
    if counts.names[row.name] <= RARE:
        yield ("rare", row.name)
    if row.reading and counts.readings[row.reading] <= RARE:
        yield ("rare", row.reading)
    yield from _letter_keys(row)


def _letter_keys(row: OrganisationTraits) -> Iterator[Key]:
    """Two names one letter apart are equal when one letter is left out of the one, or of both."""
    if row.town and SHORTEST <= len(row.name) <= LONGEST:
        yield ("letter", row.town + row.name)
        for place in range(len(row.name)):
            yield ("letter", row.town + row.name[:place] + row.name[place + 1 :])


def organisation_splits(row: OrganisationTraits) -> Iterator[Key]:
    """By what a block that is too large is cut smaller."""
    yield ("name", row.name)
    if row.reading:
        yield ("reading", row.reading)


def compare_organisations(
    first: OrganisationTraits, second: OrganisationTraits, counts: OrganisationCounts
) -> list[Reason]:
    """The reasons for and against; empty where they cannot be the same: two 法人番号."""
    if first.number and second.number and first.number != second.number:
        return []
    reasons = [plain_reason(ORGANISATION, "number")] if _same(first.number, second.number) else []
    reasons.append(_name_reason(first, second, counts))
    reasons += _shared(first, second, counts)
    reasons += _place(first, second)
    if _different(first.sector, second.sector):
        reasons.append(plain_reason(ORGANISATION, "sector_other"))
    if _different(first.form, second.form) and "other" not in (first.form, second.form):
        reasons.append(plain_reason(ORGANISATION, "form_other"))
    return reasons


def _name_reason(first: OrganisationTraits, second: OrganisationTraits, counts: OrganisationCounts) -> Reason:
    if first.name == second.name:
        # 第一町内会 stands in a thousand towns, and once in each
        near = counts.in_town[first.town, first.name] if first.town == second.town else 0
        return name_reason(ORGANISATION, "name", near or counts.names[first.name])
    if _same(first.reading, second.reading):
        return name_reason(ORGANISATION, "reading", counts.readings[first.reading])
    short, long = sorted((first.name, second.name), key=len)
    if _near(short, long):
        return plain_reason(ORGANISATION, "near" if len(short) < len(long) else "letter")
    if len(short) >= 3 and short in long:
        branch = long.endswith(_BRANCH) and not short.endswith(_BRANCH)
        return plain_reason(ORGANISATION, "branch" if branch else "part")
    return plain_reason(ORGANISATION, "other")


def _near(short: str, long: str) -> bool:
    """One letter apart, in a name of some length, by a letter that does not tell two bodies apart."""
    if len(short) < SHORTEST - 1 or not texts.one_apart(short, long):
        return False
    apart = (Counter(long) - Counter(short)) + (Counter(short) - Counter(long))
    return not apart.keys() & _TELLING


def _shared(
    first: OrganisationTraits, second: OrganisationTraits, counts: OrganisationCounts
) -> list[Reason]:
    found = []
    for code, values in (
        ("phone", counts.phones),
        ("email", counts.emails),
        ("url", counts.urls),
    ):
        value = getattr(first, code)
        if _same(value, getattr(second, code)):
            found.append(shared_reason(ORGANISATION, code, values[value]))
    if _same(first.representative, second.representative):
        count = counts.representatives[first.representative]
        found.append(shared_reason(ORGANISATION, "representative", count))
    elif _different(first.representative, second.representative):
        found.append(plain_reason(ORGANISATION, "representative_other"))
    if _same(first.address, second.address) and first.town == second.town:
        count = counts.addresses[first.town, first.address]
        found.append(shared_reason(ORGANISATION, "address", count))
    return found


def _place(first: OrganisationTraits, second: OrganisationTraits) -> list[Reason]:
    if not first.town or not second.town:
        return []
    if first.town != second.town:
        return [plain_reason(ORGANISATION, "town_other")]
    same = _same(first.address, second.address)
    return [] if same else [plain_reason(ORGANISATION, "town")]


def _same(first: str, second: str) -> bool:
    return bool(first) and first == second


def _different(first: str, second: str) -> bool:
    return bool(first) and bool(second) and first != second
