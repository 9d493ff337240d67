"""Who a copy or an erasure is about, and what the register itself holds about them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, Q
from django.utils import timezone

from ..models import (
    Affiliation,
    Consent,
    Correction,
    Erasure,
    ErasureRequest,
    FieldChange,
    ImportLine,
    IncidentPerson,
    Merge,
    Person,
    Reach,
    RetentionHold,
    SendingLine,
    Sight,
    TwinPair,
)
from ..privacy import Section, Subject
from ..rules import fields, parts, privacy, traces
from ..rules.entries import reach_key, text_of
from .places import place_name

#: Columns whose own names say too little.
_LABELS = {"municipality": "市町村", "organisation": "団体", "viewer__email": "だれが"}


def whole_of(person: Person) -> list[Person]:
    """The entry that stands, and every entry that was merged into it, however long the chain."""
    while person.merged_into_id:
        person = Person.objects.get(pk=person.merged_into_id)
    found, newest = [person], [person.pk]
    while newest:
        rows = list(Person.objects.filter(merged_into_id__in=newest).order_by("pk"))
        found += rows
        newest = [row.pk for row in rows]
    return found


def subject_of(person: Person) -> Subject:
    """The person with all entries, accounts and what names or reaches them, now or before."""
    people = whole_of(person)
    reaches = list(Reach.objects.filter(person__in=people))
    users = [row.user for row in people if row.user_id and row.user]
    past = _past_reaches(people)
    written = {reach.value for reach in [*reaches, *past] if reach.kind == "email"}
    mails = {reach_key("email", value) for value in written} | {user.email for user in users}
    return Subject(
        person_ids=tuple(row.pk for row in people),
        user_ids=tuple(user.pk for user in users),
        traces=traces.of([*people, *_earlier(people)], [*reaches, *past], mails),
        mails=tuple(sorted(mails)),
    )


#: Columns that name or reach somebody, of which a former value still stands in other rows.
_NAMING = ("family_name", "given_name", "family_kana", "given_kana", "former_names", "address")


def _earlier(people: Sequence[Person]) -> list[Person]:
    """The entries as they were named before: one for each former value of a column."""
    by_number = {row.pk: row for row in people}
    found = []
    changes = FieldChange.objects.filter(kind="person", row_id__in=by_number, field__in=_NAMING)
    for change in changes.exclude(old="").order_by("pk"):
        row = copy.copy(by_number[change.row_id])
        setattr(row, change.field, change.old)
        found.append(row)
    return found


def _past_reaches(people: Sequence[Person]) -> list[Reach]:
    """Ways by which they could be reached before."""
    rows = FieldChange.objects.filter(kind="person", row_id__in=[row.pk for row in people], field="reaches")
    told = (parts.reach_told(words) for words in rows.exclude(old="").values_list("old", flat=True))
    return [reach for reach in told if reach]


def authored(subject: Subject, columns: Iterable[str]) -> Section:
    """How many rows of each table the person wrote with their account; `columns` are app.Model.column."""
    rows = []
    for column in sorted(columns):
        label, name, field = column.split(".")
        model = apps.get_model(label, name)
        count = model._default_manager.filter(**{f"{field}__in": subject.user_ids}).count()
        if count:
            rows.append({"記録": place_name(model), "件数": count})
    return Section("このアカウントが書いた記録の数", rows)


def held(subject: Subject) -> list[Section]:
    """What the register holds: entries, ways to reach, consents, roles, wishes, history, sights."""
    ids = subject.person_ids
    people = Person.objects.filter(pk__in=ids).order_by("pk")
    return [
        Section("台帳の記載", [_entry(row) for row in people]),
        _table("連絡先", Reach.objects.filter(person__in=ids), ("kind", "value", "preferred", "avoid")),
        _table(
            "同意",
            Consent.objects.filter(Q(person__in=ids) | Q(given_by__in=ids)),
            ("purpose", "scope", "given_on", "given_by", "ends_on", "withdrawn_on"),
        ),
        _table(
            "団体での役割",
            Affiliation.objects.filter(person__in=ids),
            ("organisation", "kind", "since", "until"),
        ),
        *_wishes(ids),
        *_traces(ids),
    ]


def _entry(row: Person) -> dict[str, Any]:
    found = {
        _LABELS.get(column) or fields.label_of(Person, column): text_of(getattr(row, column))
        for column in fields.PERSON
    }
    found["被保護者"] = "、".join(str(ward) for ward in row.wards.order_by("pk"))
    return {label: text for label, text in found.items() if text}


def _wishes(ids: Sequence[int]) -> list[Section]:
    return [
        _table(
            "訂正の申し出",
            Correction.objects.filter(person__in=ids),
            ("asked_on", "asked_by", "column", "wish", "outcome", "reason", "decided_on"),
        ),
        _table(
            "漏えい等の対応", IncidentPerson.objects.filter(person__in=ids), ("incident__known_at", "told_on")
        ),
        _table("保存を延ばす決定", RetentionHold.objects.filter(person__in=ids), ("reason", "until", "at")),
        _table("消去の記録", Erasure.objects.filter(person__in=ids), ("wished_by", "at")),
        _table(
            "消去の求め",
            ErasureRequest.objects.filter(person__in=ids),
            ("wished_by", "asked_at", "state", "decided_at"),
        ),
    ]


def _traces(ids: Sequence[int]) -> list[Section]:
    merged = Q(kept_id__in=ids) | Q(gone_id__in=ids)
    return [
        _table(
            "記載の移り変わり",
            FieldChange.objects.filter(kind="person", row_id__in=ids),
            ("at", "field", "old", "new", "source"),
        ),
        _table(
            "取り込んだ名簿の行",
            ImportLine.objects.filter(target="person", target_id__in=ids),
            ("run__file_name", "sheet", "number", "values"),
        ),
        _table(
            "同じ人の記載をまとめた記録",
            Merge.objects.filter(merged, kind="person"),
            ("at", "before", "undone_at"),
        ),
        _table(
            "同じ人かもしれない記載",
            TwinPair.objects.filter(Q(first_id__in=ids) | Q(second_id__in=ids), kind="person"),
            ("level", "reasons"),
        ),
        _table(
            "送ったもの",
            SendingLine.objects.filter(person__in=ids),
            ("sending__sent_at", "sending__kind", "sending__subject", "left_out"),
        ),
        _table(
            "だれが見たか",
            Sight.objects.filter(person_id__in=ids).order_by("pk"),
            ("at", "how", "purpose", "viewer__email"),
        ),
    ]


def _table(title: str, rows: Any, columns: Sequence[str]) -> Section:
    """Rows of a query set with the columns' Japanese names; a choice is shown in its words."""
    ways = {column.rpartition("__")[0] for column in columns}
    ways |= {field.name for field in rows.model._meta.concrete_fields if field.is_relation} & set(columns)
    found = rows.select_related(*sorted(ways - {""})) if ways - {""} else rows
    return Section(title, [_cells(row, columns) for row in found.order_by("pk")])


def _cells(row: Model, columns: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in columns:
        *path, name = column.split("__")
        at: Any = row
        for step in path:
            at = getattr(at, step)
        if at is None:
            continue
        value = _words(at, name)
        if value not in ("", {}, []):
            found[_LABELS.get(column) or fields.label_of(type(at), name)] = value
    return found


def _words(row: Any, name: str) -> Any:
    """A value as people read it; JSON stays as it is."""
    if isinstance(row, Sight) and name == "how":
        return privacy.HOW.get(row.how, row.how)
    if (isinstance(row, FieldChange) and name == "field") or (
        isinstance(row, Correction) and name == "column"
    ):
        return row.label
    words = getattr(row, f"get_{name}_display", None)
    value = words() if words else getattr(row, name)
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return value if isinstance(value, (dict, list)) else text_of(value)
