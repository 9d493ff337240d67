"""What can be taken out of the register: every column that the exporter may read, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.registry import Column, Export, register

from . import queries, rules
from .models import ConsentPurpose, Organisation, Person, ReachKind
from .models.history import label_of
from .rules import fields, parts
from .rules.numbers import FIELDS

_Value = Callable[[Any], Any]


def _organisations(viewer: Viewer, _subject: str) -> Iterable[Organisation] | None:
    rows = queries.organisations_visible_to(viewer).prefetch_related(
        "fields_of_activity",
        "works_in",
        "offerings",
        "user_group_years",
        "ties_from__first",
        "ties_from__second",
        "ties_to__first",
        "ties_to__second",
    )
    return rows if rules.may_read(viewer) else None


def _people(viewer: Viewer, _subject: str) -> Iterable[Person] | None:
    rows = queries.people_visible_to(viewer).select_related("municipality", "guardian")
    rows = rows.prefetch_related("reaches", "consents", "affiliations__organisation")
    return rows if rules.may_read_people(viewer) else None


def _plain(column: str) -> _Value:
    """A column as a person reads it."""

    def value(row: Organisation | Person) -> Any:
        display = getattr(row, f"get_{column}_display", None)
        found = display() if display else getattr(row, column)
        return found.name if isinstance(found, Person) else found

    return value


def _entry_columns(model: type[Organisation] | type[Person], kind: str) -> list[Column]:
    columns = [
        Column(name, label_of(model, name), _plain(name), right)
        for name, right in fields.TABLES[kind].items()
    ]
    created = fields.PARTS[kind]["created_at"]
    return [
        Column("id", "番号", lambda row: row.pk),
        *columns,
        Column("created_at", "登録した日時", lambda row: row.created_at, created),
    ]


def _told(rows: Iterable[Any], entry: Any) -> str:
    """Rows that hang on an entry, in the words of its history."""
    here = (fields.kind_of(entry), entry.pk)
    return "、".join(words for row in rows for *there, words in parts.told(row) if tuple(there) == here)


def _reach_column(kind: ReachKind) -> Column:
    def value(person: Person) -> str:
        return "、".join(
            f"{reach.value}{'（ここへは連絡しない）' if reach.avoid else ''}"
            for reach in sorted(person.reaches.all(), key=lambda reach: (not reach.preferred, reach.pk))
            if reach.kind == kind
        )

    return Column(f"reach_{kind.value}", kind.label, value, fields.PARTS["reach"]["value"])


def _consent_column(purpose: ConsentPurpose) -> Column:
    def value(person: Person) -> str:
        consents = sorted(person.consents.all(), key=lambda consent: (consent.given_on, consent.pk))
        return _told((consent for consent in consents if consent.purpose == purpose), person)

    label = f"同意：{purpose.label}"
    return Column(f"consent_{purpose.value}", label, value, fields.PARTS["consent"]["purpose"])


def _by_age(rows: Any) -> list[Any]:
    return sorted(rows.all(), key=lambda row: (row.since, row.pk))


def _numbers(row: Organisation) -> list[str]:
    return [f"{number} {FIELDS[number]}" for number in sorted(f.number for f in row.fields_of_activity.all())]


_PERSON = (
    *_entry_columns(Person, "person"),
    *(_reach_column(kind) for kind in ReachKind),
    *(_consent_column(purpose) for purpose in ConsentPurpose),
    Column("affiliations", "役割", lambda row: _told(_by_age(row.affiliations), row), Right.PEOPLE_NAMES),
)
_ORGANISATION = (
    *_entry_columns(Organisation, "organisation"),
    Column("fields_of_activity", "活動分野", lambda row: "、".join(_numbers(row)), Right.REGISTER_READ),
    Column(
        "works_in", "活動する市町村", lambda row: "、".join(map(str, row.works_in.all())), Right.REGISTER_READ
    ),
    Column("offerings", "提供・求め", lambda row: _told(_by_age(row.offerings), row), Right.REGISTER_READ),
    Column(
        "ties",
        "ほかの団体とのつながり",
        lambda row: _told([*_by_age(row.ties_from), *_by_age(row.ties_to)], row),
        Right.REGISTER_READ,
    ),
    Column(
        "user_group_years",
        "利用団体の登録",
        lambda row: _told(sorted(row.user_group_years.all(), key=lambda year: year.fiscal_year), row),
        Right.REGISTER_READ,
    ),
)


def load() -> None:
    """Register the exports of this part."""
    register(
        [
            Export(
                key="register.organisations", label="団体の一覧", rows=_organisations, columns=_ORGANISATION
            ),
            Export(
                key="register.people",
                label="人の一覧",
                rows=_people,
                columns=_PERSON,
                person=lambda row: row.pk,
            ),
        ]
    )
