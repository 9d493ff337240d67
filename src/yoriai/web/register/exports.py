"""What can be taken out of the register: every column that the exporter may read, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db.models import Field, Prefetch, QuerySet, prefetch_related_objects

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


def _hang(entries: Sequence[Any], name: str, rows: QuerySet[Any], tie: str) -> None:
    """Give each entry the list `their_<name>` of the rows that hang on it by the column `tie`.

    Simpler than Django's prefetching, which also gives each row its entry: for 100,000 people that costs as
    much as reading them.
    """
    found: dict[int, list[Any]] = {}
    for row in rows.filter(**{f"{tie}__in": [entry.pk for entry in entries]}):
        found.setdefault(getattr(row, tie), []).append(row)
    for entry in entries:
        setattr(entry, f"their_{name}", found.get(entry.pk, []))


def _named(rows: QuerySet[Any], *ties: str) -> QuerySet[Any]:
    """Rows with the names of the organisations that they tie together: the other columns stay unread."""
    own = [field.attname for field in rows.model._meta.concrete_fields]
    return rows.select_related(*ties).only(*own, *(f"{tie}__name" for tie in ties))


def _organisations(viewer: Viewer, _subject: str) -> Iterable[Organisation] | None:
    return queries.organisations_visible_to(viewer) if rules.may_read(viewer) else None


def _with_organisations(entries: Sequence[Organisation]) -> None:
    ties = _named(Tie.objects.order_by("since", "pk"), "first", "second")
    towns = Prefetch("works_in", queries.municipalities(), to_attr="their_works_in")
    prefetch_related_objects(entries, "municipality", towns)
    years = UserGroup.objects.order_by("fiscal_year")
    _hang(entries, "offerings", Offering.objects.order_by("since", "pk"), "organisation_id")
    _hang(entries, "user_group_years", years, "organisation_id")
    _hang(entries, "ties_from", ties, "first_id")
    _hang(entries, "ties_to", ties, "second_id")


def _people(viewer: Viewer, _subject: str) -> Iterable[Person] | None:
    return queries.people_visible_to(viewer) if rules.may_read_people(viewer) else None


def _with_people(entries: Sequence[Person]) -> None:
    roles = _named(Affiliation.objects.order_by("since", "pk"), "organisation")
    prefetch_related_objects(entries, "municipality", "guardian")
    _hang(entries, "reaches", Reach.objects.order_by("-preferred", "pk"), "person_id")
    _hang(entries, "consents", Consent.objects.order_by("given_on", "pk"), "person_id")
    _hang(entries, "affiliations", roles, "person_id")


def _plain(model: type[Organisation] | type[Person], column: str) -> _Value:
    """A column as a person reads it."""
    field = model._meta.get_field(column)
    assert isinstance(field, Field)
    if field.choices:
        labels, value = dict(field.flatchoices), attrgetter(column)
        return lambda row: labels.get(value(row), value(row))
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


def _told(rows: Sequence[Any], entry: Any) -> str:
    """Rows that hang on an entry, in the words of its history."""
    if not rows:
        return ""
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
        return _told([consent for consent in person.their_consents if consent.purpose == purpose], person)

    label = f"同意：{purpose.label}"
    return Column(f"consent_{purpose.value}", label, value, fields.PARTS["consent"]["purpose"])


def _fields(row: Any) -> str:
    return "、".join(f"{number} {FIELDS[number]}" for number in row.fields_of_activity)


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
                key="register.organisations",
                label="団体の一覧",
                rows=_organisations,
                columns=_ORGANISATION,
                completed=_with_organisations,
            ),
            Export(
                key="register.people",
                label="人の一覧",
                rows=_people,
                columns=_PERSON,
                completed=_with_people,
                person=lambda row: row.pk,
            ),
        ]
    )
