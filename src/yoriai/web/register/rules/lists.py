"""The conditions of a list: which there are, who may use them, and how they read as a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import AffiliationKind, Certification, ConsentPurpose, LegalForm, Sector
from . import access, fields, numbers

Query = Mapping[str, Any]
#: In the order in which forms ask and sentences tell them: condition -> the right it needs.
_ROLES = dict.fromkeys(("role_kinds", "role_sectors", "role_fields", "role_towns"), Right.PEOPLE_NAMES)
CONDITIONS: dict[str, dict[str, Right]] = {
    "person": {
        "words": fields.PERSON["family_name"],
        "towns": fields.PERSON["municipality"],
        "age_from": fields.PERSON["birthday"],
        "age_to": fields.PERSON["birthday"],
        **_ROLES,
        "consent": Right.PERSON_READ,
        "languages": fields.PERSON["languages"],
        "has_email": Right.PERSON_READ,
        "has_address": fields.PERSON["address"],
        "may_ask": fields.PERSON["do_not_ask"],
        "care": fields.PERSON["care_needs"],
        "access": fields.PERSON["access_needs"],
    },
    "organisation": {
        "words": fields.ORGANISATION["name"],
        "sectors": fields.ORGANISATION["sector"],
        "legal_forms": fields.ORGANISATION["legal_form"],
        "towns": fields.ORGANISATION["municipality"],
        "works_in": Right.REGISTER_READ,
        "activities": Right.REGISTER_READ,
        "certification": fields.ORGANISATION["certification"],
        "user_group": Right.REGISTER_READ,
        "offers": Right.REGISTER_READ,
        "needs": Right.REGISTER_READ,
        "fiscal_month": fields.ORGANISATION["fiscal_year_end"],
        "authority": fields.ORGANISATION["authority"],
        "has_email": fields.ORGANISATION["email"],
        "with_dissolved": fields.ORGANISATION["dissolved_on"],
    },
}
#: What a list is of, as its sentence ends.
NOUNS = {"person": "人", "organisation": "団体"}


class Refused(Exception):
    """A condition on a column that the viewer may not read."""


def may_list(viewer: Viewer, kind: str) -> bool:
    """See lists of this kind."""
    return access.may_read_people(viewer) if kind == "person" else access.may_read(viewer)


def may_save(viewer: Viewer) -> bool:
    """Save, change and drop lists."""
    return access.may_write(viewer)


def may_send(viewer: Viewer) -> bool:
    """Send something to a list: it takes addresses out of the register."""
    return access.may_write(viewer) and access.may_read_contacts(viewer) and viewer.may(Right.EXPORT)


def may_see_sendings(viewer: Viewer) -> bool:
    """What was sent to whom."""
    return access.may_read_contacts(viewer) and access.may_read(viewer)


def usable(viewer: Viewer, kind: str) -> list[str]:
    """The conditions that this viewer may use."""
    if not may_list(viewer, kind):
        return []
    return [key for key, right in CONDITIONS[kind].items() if viewer.may(right)]


def check(viewer: Viewer, kind: str, query: Query) -> None:
    """Raises Refused for a condition that is unknown or that the viewer may not use."""
    allowed = set(usable(viewer, kind))
    for key in query:
        if key not in allowed:
            raise Refused(key)


def is_open_to(viewer: Viewer, kind: str, query: Query) -> bool:
    """Whether a list is in the viewer's scope: its kind and every condition of it."""
    return may_list(viewer, kind) and set(query) <= set(usable(viewer, kind))


def tidy(kind: str, query: Query) -> dict[str, Any]:
    """Only the conditions that were filled in, in the order of the table."""
    return {key: query[key] for key in CONDITIONS[kind] if query.get(key) not in (None, "", [], False)}


def fiscal_year_of(day: date) -> int:
    """The Japanese fiscal year: from April."""
    return day.year - (day.month < 4)


def born_between(age_from: int | None, age_to: int | None, day: date) -> tuple[date | None, date | None]:
    """The first and the last birthday of those who are this old on the day.

    >>> born_between(18, 64, date(2026, 10, 1))
    (datetime.date(1961, 10, 2), datetime.date(2008, 10, 1))
    """
    first = None
    if age_to is not None:
        # the day after the last birthday of those who are a year older
        first = date.fromordinal(numbers.add_months(day, -12 * (age_to + 1)).toordinal() + 1)
    last = numbers.add_months(day, -12 * age_from) if age_from is not None else None
    return first, last


def sentence(kind: str, query: Query, towns: Mapping[str, str]) -> str:
    """The conditions as one Japanese sentence part; `towns` names the codes.

    >>> sentence("person", {"towns": ["33202"], "age_from": 18}, {"33202": "倉敷市"})
    '倉敷市に住む、18歳以上の人'
    """
    phrases = _person(query, towns) if kind == "person" else _organisation(query, towns)
    return "、".join(phrases) + NOUNS[kind] if phrases else f"台帳に載っているすべての{NOUNS[kind]}"


def _person(query: Query, towns: Mapping[str, str]) -> list[str]:
    found = []
    if words := query.get("words"):
        found.append(f"名前かよみに「{words}」がある")
    if codes := query.get("towns"):
        found.append(f"{_towns(codes, towns)}に住む")
    found += _age(query.get("age_from"), query.get("age_to"))
    found += _role(query, towns)
    if purpose := query.get("consent"):
        found.append(f"「{ConsentPurpose(purpose).label}」ことに同意している")
    found += _holding(
        query, {"languages": "使う言葉に", "care": "配慮してほしいことに", "access": "参加に必要なことに"}
    )
    found += ["メールアドレスのある"] if query.get("has_email") else []
    found += ["住所のある"] if query.get("has_address") else []
    return [*found, "今後の依頼を控える希望のない"] if query.get("may_ask") else found


def _age(age_from: int | None, age_to: int | None) -> list[str]:
    if age_from is not None and age_to is not None:
        return [f"{age_from}歳から{age_to}歳の"]
    if age_from is not None:
        return [f"{age_from}歳以上の"]
    return [f"{age_to}歳以下の"] if age_to is not None else []


def _role(query: Query, towns: Mapping[str, str]) -> list[str]:
    if not any(query.get(key) for key in _ROLES):
        return []
    parts = []
    if codes := query.get("role_towns"):
        parts.append(f"{_towns(codes, towns)}にあり")
    if sectors := query.get("role_sectors"):
        parts.append(f"{_or(Sector(value).label for value in sectors)}セクターで")
    if numbered := query.get("role_fields"):
        parts.append(f"{_fields(numbered)}の分野で活動し")
    kinds = query.get("role_kinds")
    role = f"{_or(AffiliationKind(value).label for value in kinds)}を" if kinds else "役割を"
    place = f"{'、'.join(parts)}ている団体で" if parts and parts[-1].endswith("活動し") else _at(parts)
    return [f"いま{place}{role}務める"]


def _at(parts: list[str]) -> str:
    """The organisation of a role, when its last property is not an activity."""
    if not parts:
        return "団体で"
    last = parts[-1]
    ending = last[:-1] + "る団体で" if last.endswith("にあり") else last[:-1] + "の団体で"
    return "、".join([*parts[:-1], ending])


def _organisation(query: Query, towns: Mapping[str, str]) -> list[str]:
    found = []
    if words := query.get("words"):
        found.append(f"名前かよみに「{words}」がある")
    if codes := query.get("towns"):
        found.append(f"{_towns(codes, towns)}にある")
    if codes := query.get("works_in"):
        found.append(f"{_towns(codes, towns)}で活動する")
    if sectors := query.get("sectors"):
        found.append(f"{_or(Sector(value).label for value in sectors)}セクターの")
    if forms := query.get("legal_forms"):
        found.append(f"法人格が{_or(LegalForm(value).label for value in forms)}の")
    if numbered := query.get("activities"):
        found.append(f"{_fields(numbered)}の分野で活動する")
    if values := query.get("certification"):
        found.append(f"{_or(Certification(value).label for value in values)}を受けた")
    found += ["今年度の利用団体である"] if query.get("user_group") else []
    found += _holding(query, {"offers": "提供できることに", "needs": "求めていることに"})
    if month := query.get("fiscal_month"):
        found.append(f"事業年度が{month}月に終わる")
    found += _holding(query, {"authority": "所轄庁に"})
    found += ["メールアドレスのある"] if query.get("has_email") else []
    return [*found, "解散したものも含めた"] if query.get("with_dissolved") else found


def _holding(query: Query, beginnings: Mapping[str, str]) -> list[str]:
    return [f"{words}「{query[key]}」がある" for key, words in beginnings.items() if query.get(key)]


def _or(words: Iterable[str]) -> str:
    return "か".join(words)


def _towns(codes: Iterable[str], towns: Mapping[str, str]) -> str:
    return _or(towns.get(code, code) for code in codes)


def _fields(found: Iterable[int]) -> str:
    return _or(f"「{number} {numbers.FIELDS[number]}」" for number in found)
