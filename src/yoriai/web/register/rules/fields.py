"""Which column of the register needs which right: pages, exports and search all read this table.

`docs/reference/fields.md` shows it as a table of columns and people; tests/permissions/fields.toml holds
what is expected of it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from ..models import Organisation, Person
from ..models.history import label_of

#: Everybody who may search people sees these.
_NAMES = dict.fromkeys(("family_name", "given_name", "family_kana", "given_kana"), Right.PEOPLE_NAMES)
#: Ways to reach somebody and what follows from a birthday.
_PRIVATE = dict.fromkeys(
    (
        "former_names",
        "birthday",
        "guardian",
        "guardian_relation",
        "postal_code",
        "address",
        "municipality",
        "languages",
        "note",
        "do_not_ask",
    ),
    Right.PERSON_READ,
)
#: 要配慮個人情報 (個人情報保護法 2条3項): each opening is recorded.
SENSITIVE = dict.fromkeys(("care_needs", "access_needs"), Right.SENSITIVE_READ)

PERSON: dict[str, Right] = _NAMES | _PRIVATE | SENSITIVE
ORGANISATION: dict[str, Right] = dict.fromkeys(
    (
        "name",
        "kana",
        "sector",
        "legal_form",
        "municipality",
        "postal_code",
        "address",
        "branches",
        "phone",
        "email",
        "url",
        "corporate_number",
        "authority",
        "delegated_to",
        "representative",
        "representative_kana",
        "purpose",
        "established_on",
        "registered_on",
        "fiscal_year_end",
        "certification",
        "certified_from",
        "certified_until",
        "certification_withdrawn_on",
        "dissolved_on",
        "dissolution_reason",
        "supervision",
        "other_business",
        "profile",
        "profile_consent_on",
    ),
    Right.REGISTER_READ,
)
TABLES: dict[str, dict[str, Right]] = {"person": PERSON, "organisation": ORGANISATION}
#: Beside the columns above, whoever sees an entry sees these; and the rows that hang on it need these rights.
PARTS: dict[str, dict[str, Right]] = {
    "person": {"created_at": Right.PEOPLE_NAMES},
    "organisation": dict.fromkeys(("fields_of_activity", "works_in", "created_at"), Right.REGISTER_READ),
    "reach": dict.fromkeys(("person", "kind", "value", "preferred", "avoid"), Right.PERSON_READ),
    "consent": dict.fromkeys(
        ("person", "purpose", "scope", "given_on", "given_by", "ends_on", "withdrawn_on"), Right.PERSON_READ
    ),
    "affiliation": dict.fromkeys(("person", "organisation", "kind", "since", "until"), Right.PEOPLE_NAMES),
    "offering": dict.fromkeys(("organisation", "kind", "text", "since", "until"), Right.REGISTER_READ),
    "tie": dict.fromkeys(("first", "second", "kind", "since", "until"), Right.REGISTER_READ),
    "user_group": dict.fromkeys(
        ("organisation", "fiscal_year", "registered_on", "card"), Right.REGISTER_READ
    ),
}
#: Columns with which the machine keeps order; no page, file or search shows them to anybody.
INTERNAL: dict[str, tuple[str, ...]] = {
    "person": ("user", "key", "version", "merged_into", "erased_at"),
    "organisation": ("checked_by_hand", "key", "version", "merged_into"),
    "reach": ("key", "version"),
    "consent": ("version",),
    "affiliation": ("version",),
    "offering": ("version",),
    "tie": ("version",),
    "user_group": ("declared",),
}


def kind_of(row: Organisation | Person) -> str:
    """The table that a row belongs to."""
    return "person" if isinstance(row, Person) else "organisation"


def rights_of(kind: str) -> dict[str, Right | None]:
    """Every column of a kind of rows with the right that reading it needs; None for what nobody reads."""
    internal: dict[str, Right | None] = dict.fromkeys(INTERNAL.get(kind, ()))
    return {**TABLES.get(kind, {}), **PARTS[kind], **internal}


def readable(viewer: Viewer, kind: str) -> list[str]:
    """The columns of a kind that the viewer may read, in the table's order."""
    return [column for column, right in TABLES[kind].items() if viewer.may(right)]


def shown(viewer: Viewer, row: Organisation | Person) -> list[tuple[str, str, Any]]:
    """Column, label and value of what the viewer may read of a row; empty values are left out."""
    found = []
    for column in readable(viewer, kind_of(row)):
        value = getattr(row, column)
        if value not in (None, "", False):
            display = getattr(row, f"get_{column}_display", None)
            label = label_of(type(row), column)
            found.append((column, label, display() if display else _plain(value)))
    return found


def _plain(value: Any) -> Any:
    """A day as people write it; everything else as it is."""
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else value


def has_sensitive(viewer: Viewer, row: Person) -> bool:
    """Whether what the viewer would see of this person contains a 要配慮 column."""
    return any(column in SENSITIVE for column, _label, _value in shown(viewer, row))
