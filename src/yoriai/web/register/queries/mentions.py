"""Where a person's name, address or number still stands: in the free texts of other rows."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.functions import Cast
from django.urls import reverse

from yoriai.web.audit.immutable import fixed_tables

from ..models import (
    FieldChange,
    ImportKind,
    ImportLine,
    ImportRun,
    Organisation,
    Person,
    Reach,
    SavedSearch,
    Sending,
)
from ..privacy import Subject, erasable_column
from ..rules.traces import Kind, Traces, is_sure, is_trace
from .places import place_name

#: So many places that are not sure are shown; more than that says that a name is too common.
LIMIT = 200
#: So many rows are read at a time, and so many looked up.
PORTION, FEW = 2_000, 500
#: Never searched: events hold no names, purposes of sights are blanked by the erasure itself, and search
#: entries are made anew from the rows they stand for.
_APART = {"audit.Event", "register.Sight", "register.SearchEntry"}
#: Whose a row is: a text that somebody wrote, an entry of somebody else, or an organisation's own datum.
Owner = Literal["text", "other", "organisation"]


@dataclass(frozen=True)
class Mention:
    """One row in which the person is still named, by what, and whose row it is."""

    model: type[models.Model]
    pk: Any
    columns: tuple[str, ...]
    excerpt: str
    fixed: bool
    kinds: frozenset[Kind]
    owner: Owner
    address: str = ""

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.model._meta.label_lower}:{self.pk}"

    @property
    def sure(self) -> bool:
        """Nobody else can be meant."""
        return is_sure(self.kinds)

    @property
    def what(self) -> str:
        """What of the person stands there, in words."""
        return "・".join(kind.value for kind in Kind if kind in self.kinds)

    @property
    def place(self) -> str:
        """The table as people know it, the row's number, and the columns."""
        table = place_name(self.model)
        labels = [
            str(getattr(self.model._meta.get_field(name), "verbose_name", name)) for name in self.columns
        ]
        return f"{table} {self.pk}（{'、'.join(labels)}）"


def mentions(subject: Subject) -> list[Mention]:
    """The rows of every table that name or reach the person, the sure ones first."""
    fixed = fixed_tables()
    found: list[Mention] = []
    for model in apps.get_models():
        columns = text_columns(model)
        if columns and subject.traces.texts:
            found += _in_model(model, columns, subject.traces, model._meta.db_table in fixed)
    return sorted(found, key=lambda mention: not mention.sure)


def to_show(places: list[Mention]) -> tuple[list[Mention], int]:
    """The places for a page, and how many more there are: all sure ones, LIMIT of the others."""
    sure = [place for place in places if place.sure]
    others = [place for place in places if not place.sure]
    return sure + others[:LIMIT], max(0, len(others) - LIMIT)


def text_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that can hold words of people: texts and JSON, neither chosen nor derived."""
    if not model._meta.managed or model._meta.proxy or model._meta.label in _APART:
        return []
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        and field.editable
        and not field.choices
    ]


def _in_model(
    model: type[models.Model], columns: list[str], traces: Traces, fixed: bool
) -> Iterator[Mention]:
    """One pass over the table, some rows at a time: what cannot name the person is not even taken apart."""
    rows = model._default_manager.order_by("pk").values_list("pk", *_as_texts(model, columns))
    read = rows.iterator(chunk_size=PORTION)
    while portion := list(islice(read, PORTION)):
        texts = [_raw(values) for _pk, *values in portion]
        wanted = [portion[place][0] for place in traces.places_in(texts)]
        for start in range(0, len(wanted), FEW):
            yield from _named(model, wanted[start : start + FEW], columns, traces, fixed)


def _as_texts(model: type[models.Model], columns: list[str]) -> list[Any]:
    """JSON as the text it is in the database: most rows are passed over, and need not be read as JSON."""
    json_ones = {field.name for field in model._meta.concrete_fields if isinstance(field, models.JSONField)}
    return [Cast(column, models.TextField()) if column in json_ones else F(column) for column in columns]


_ESCAPED = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


def _raw(values: list[str | None]) -> str:
    """All of a row as one text; letters that JSON writes as numbers are written as letters."""
    text = "\x1f".join([value for value in values if value])
    return _ESCAPED.sub(lambda found: str(json.loads(f'"{found[0]}"')), text) if "\\u" in text else text


def _named(
    model: type[models.Model], pks: Sequence[Any], columns: list[str], traces: Traces, fixed: bool
) -> Iterator[Mention]:
    """The rows of these that do name the person."""
    for _pk, row in sorted(model._default_manager.in_bulk(pks).items()):
        if is_trace(_kinds([getattr(row, column) for column in columns], traces)):
            yield _mention(row, columns, traces, fixed)


def again(subject: Subject, found: Iterable[tuple[type[models.Model], Any]]) -> list[Mention]:
    """The same for rows that are known to have named the person: those that still do."""
    fixed, by_model = fixed_tables(), defaultdict(list)
    for model, pk in found:
        by_model[model].append(pk)
    return [
        mention
        for model, pks in by_model.items()
        for start in range(0, len(pks), FEW)
        for mention in _named(
            model,
            pks[start : start + FEW],
            text_columns(model),
            subject.traces,
            model._meta.db_table in fixed,
        )
    ]


def named_by(keys: Iterable[str]) -> list[tuple[type[models.Model], Any]]:
    """The rows that keys of mentions (Mention.key) name; keys that name no table or row are left out."""
    tables = {model._meta.label_lower: model for model in apps.get_models() if text_columns(model)}
    found = []
    for key in sorted(set(keys)):
        label, _, number = key.partition(":")
        with suppress(ValidationError, ValueError):
            if label in tables and number:
                found.append((tables[label], tables[label]._meta.pk.to_python(number)))
    return found


def _kinds(values: list[Any], traces: Traces) -> frozenset[Kind]:
    """Each JSON by itself: a namesake's own name, in two columns, is no mention."""
    texts = "\n".join(value for value in values if isinstance(value, str))
    found = [traces.kinds(value) for value in values if value and not isinstance(value, str)]
    return traces.kinds(texts).union(*found)


def _mention(row: models.Model, columns: list[str], traces: Traces, fixed: bool) -> Mention:
    values = {column: getattr(row, column) for column in columns}
    kinds = {column: traces.kinds(value) for column, value in values.items()}
    hit = tuple(column for column in columns if kinds[column])
    return Mention(
        type(row),
        row.pk,
        hit,
        _excerpt([_plain(values[column]) for column in hit], traces),
        fixed and set(hit) != {erasable_column(row._meta.label)},
        frozenset().union(*kinds.values()),
        _owner(row),
        address_of(row),
    )


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _excerpt(texts: list[str], traces: Traces) -> str:
    """The words around the first hit."""
    for text in texts:
        word = traces.found_in(text)
        if word:
            start = max(0, text.index(word) - 12)
            return text[start : start + len(word) + 24]
    return "\n".join(texts)[:40]


def _owner(row: models.Model) -> Owner:
    if isinstance(row, Organisation):
        return "organisation"
    if isinstance(row, FieldChange):
        return "organisation" if row.kind == "organisation" else "other"
    if isinstance(row, ImportLine):
        return "organisation" if row.target == "organisation" else "text"
    return "other" if isinstance(row, (Person, Reach)) else "text"


def address_of(row: models.Model) -> str:
    """The page on which a row is read; empty when it has none of its own."""
    if isinstance(row, FieldChange):
        return reverse(f"register_{row.kind}", args=[row.row_id])
    if isinstance(row, (ImportLine, ImportRun)):
        run = row.run if isinstance(row, ImportLine) else row
        page = "register_list_run" if run.kind == ImportKind.LIST else "register_portal_run"
        return reverse(page, args=[run.pk])
    if isinstance(row, Reach):
        return reverse("register_person", args=[row.person_id])
    for model, page in _PAGES.items():
        if isinstance(row, model):
            return reverse(page, args=[row.pk])
    return ""


_PAGES: dict[type[models.Model], str] = {
    Organisation: "register_organisation",
    Person: "register_person",
    SavedSearch: "register_list",
    Sending: "register_sending",
}
