"""What can be taken out of the register: every column that the exporter may read, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from django.db.models import Field, Prefetch, QuerySet

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.registry import Column, Export, register

from . import queries, rules
from .models import (
    Affiliation,
    Consent,
    ConsentPurpose,
    Offering,
    Organisation,
    OrganisationField,
    Person,
    Reach,
    ReachKind,
    Tie,
    UserGroup,
)
from .models.history import label_of
from .rules import fields, parts
from .rules.numbers import FIELDS

_Value = Callable[[Any], Any]


def _with(rows: QuerySet[Any], **parts: QuerySet[Any]) -> QuerySet[Any]:
    """Entries with what hangs on them as lists: a manager for each of 100,000 entries would cost more than
    all the rest."""
    return rows.prefetch_related(
        *(Prefetch(name, found, to_attr=f"their_{name}") for name, found in parts.items())
    )


def _organisations(viewer: Viewer, _subject: str) -> Iterable[Organisation] | None:
    ties = Tie.objects.select_related("first", "second").order_by("since", "pk")
    rows = _with(
        queries.organisations_visible_to(viewer),
        fields_of_activity=OrganisationField.objects.order_by("number"),
        works_in=queries.municipalities(),
        offerings=Offering.objects.order_by("since", "pk"),
        user_group_years=UserGroup.objects.order_by("fiscal_year"),
        ties_from=ties,
        ties_to=ties,
    )
    return rows if rules.may_read(viewer) else None


def _people(viewer: Viewer, _subject: str) -> Iterable[Person] | None:
    rows = _with(
        queries.people_visible_to(viewer).select_related("municipality", "guardian"),
        reaches=Reach.objects.order_by("-preferred", "pk"),
        consents=Consent.objects.order_by("given_on", "pk"),
        affiliations=Affiliation.objects.select_related("organisation").order_by("since", "pk"),
    )
    return rows if rules.may_read_people(viewer) else None


def _plain(model: type[Organisation] | type[Person], column: str) -> _Value:
    """A column as a person reads it."""
    field = model._meta.get_field(column)
    assert isinstance(field, Field)
    if field.choices:
        return lambda row: getattr(row, f"get_{column}_display")()
    if field.related_model is Person:
        return lambda row: row.guardian.name if row.guardian else ""
    return attrgetter(column)


def _entry_columns(model: type[Organisation] | type[Person], kind: str) -> list[Column]:
    columns = [
        Column(name, label_of(model, name), _plain(model, name), right)
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
    def value(person: Any) -> str:
        return "、".join(
            f"{reach.value}{'（ここへは連絡しない）' if reach.avoid else ''}"
            for reach in person.their_reaches
            if reach.kind == kind
        )

    return Column(f"reach_{kind.value}", kind.label, value, fields.PARTS["reach"]["value"])


def _consent_column(purpose: ConsentPurpose) -> Column:
    def value(person: Any) -> str:
        return _told((consent for consent in person.their_consents if consent.purpose == purpose), person)

    label = f"同意：{purpose.label}"
    return Column(f"consent_{purpose.value}", label, value, fields.PARTS["consent"]["purpose"])


def _fields(row: Any) -> str:
    return "、".join(f"{field.number} {FIELDS[field.number]}" for field in row.their_fields_of_activity)


def _towns(row: Any) -> str:
    return "、".join(town.name for town in row.their_works_in)


def _ties(row: Any) -> str:
    return _told([*row.their_ties_from, *row.their_ties_to], row)


_PERSON = (
    *_entry_columns(Person, "person"),
    *(_reach_column(kind) for kind in ReachKind),
    *(_consent_column(purpose) for purpose in ConsentPurpose),
    Column("affiliations", "役割", lambda row: _told(row.their_affiliations, row), Right.PEOPLE_NAMES),
)
_ORGANISATION = (
    *_entry_columns(Organisation, "organisation"),
    Column("fields_of_activity", "活動分野", _fields, Right.REGISTER_READ),
    Column("works_in", "活動する市町村", _towns, Right.REGISTER_READ),
    Column("offerings", "提供・求め", lambda row: _told(row.their_offerings, row), Right.REGISTER_READ),
    Column("ties", "ほかの団体とのつながり", _ties, Right.REGISTER_READ),
    Column(
        "user_group_years",
        "利用団体の登録",
        lambda row: _told(row.their_user_group_years, row),
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
