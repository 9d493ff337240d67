"""What an entry is found by, and what changed between two states of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..models import Municipality, Organisation, Person, Reach, SearchEntry
from . import fields, names, search


def text_of(value: Any) -> str:
    """A column's value as the history shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, (tuple, list)):
        return "、".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def snapshot(row: Organisation | Person) -> dict[str, str]:
    """Every column of the table of rights, as text."""
    return {column: text_of(getattr(row, column)) for column in fields.TABLES[fields.kind_of(row)]}


def written(row: Organisation | Person) -> dict[str, str]:
    """The same with what stands in a column and has a place of its own on pages and in forms."""
    more = {"fields_of_activity": text_of(row.fields_of_activity)} if isinstance(row, Organisation) else {}
    return snapshot(row) | more


def differences(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Column -> (old, new) where they differ."""
    return {
        column: (before.get(column, ""), new)
        for column, new in after.items()
        if before.get(column, "") != new
    }


def search_entry_of_organisation(row: Organisation) -> SearchEntry:
    """What an organisation is found by: names, representative, place, fields of activity, numbers."""
    [(order, text)] = search.texts([findable(vars(row), row.municipality)])
    return SearchEntry(kind="organisation", row_id=row.pk, order=order, open=text)


def findable(row: Mapping[str, Any], town: Municipality | None) -> search.Findable:
    """What an organisation with these columns is found by, before it is folded."""
    told = [row.get(column, "") for column in ("representative", "representative_kana")]
    told += _place(row.get("address", ""), town)
    plain = [search.signs(row.get("fields_of_activity", ())), names.digits(row.get("phone", ""))]
    plain += [row.get("corporate_number", ""), names.digits(row.get("postal_code", ""))]
    return search.Findable((row.get("kana", ""), row["name"]), tuple(told), tuple(plain))


def search_entry_of_person(row: Person, reaches: Iterable[Reach]) -> SearchEntry:
    """What a person is found by: names for all, the rest for those who may see how to reach them."""
    own = search.Findable((row.family_kana + row.given_kana, row.family_name + row.given_name))
    [(order, text)] = search.texts([own])
    private = [row.former_names, *_place(row.address, row.municipality), names.digits(row.postal_code)]
    private += [reach.key for reach in reaches]
    contact = names.key("\n".join(word for word in private if word))
    return SearchEntry(kind="person", row_id=row.pk, order=order, open=text, contact=contact)


def _place(address: str, town: Municipality | None) -> list[str]:
    """Address and town; the town's name only when the address does not hold it."""
    return [address] if town is None or town.name in address else [address, town.name]


def reach_key(kind: str, value: str) -> str:
    """What two ways to reach somebody are compared by."""
    return names.digits(value) if kind in {"phone", "mobile", "fax"} else value.strip().casefold()
