"""Where a person's name, address or number still stands: in the free texts of other rows."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from yoriai.web.audit.immutable import fixed_tables

from ..privacy import Subject

#: So many places are shown; more than that says that a text is too common to be looked for.
LIMIT = 200
#: Never searched: events hold no names, purposes of sights are blanked by the erasure itself, and search
#: entries are made anew from the rows they stand for.
_APART = {"audit.Event", "register.Sight", "register.SearchEntry"}
#: Tables as people know them.
_PLACES = {
    "accounts.User": "アカウント",
    "exports.Download": "書き出しの記録",
    "notices.Notice": "メール",
    "register.FieldChange": "記載の移り変わり",
    "register.ImportLine": "取り込んだ行",
    "register.ImportRun": "取り込み",
    "register.Incident": "漏えい等の記録",
    "register.IncidentVersion": "漏えい等の記録の版",
    "register.Organisation": "団体",
    "register.Person": "人",
    "register.Reach": "ほかの人の連絡先",
    "register.SavedSearch": "保存したさがし方",
    "register.Sending": "発送",
}


@dataclass(frozen=True)
class Mention:
    """One row in which the person is still named."""

    model: type[models.Model]
    pk: Any
    columns: tuple[str, ...]
    excerpt: str
    fixed: bool

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.model._meta.label_lower}:{self.pk}"

    @property
    def place(self) -> str:
        """The table as people know it, the row's number, and the columns."""
        table = _PLACES.get(self.model._meta.label, str(self.model._meta.verbose_name))
        labels = [
            str(getattr(self.model._meta.get_field(name), "verbose_name", name)) for name in self.columns
        ]
        return f"{table} {self.pk}（{'、'.join(labels)}）"


def mentions(subject: Subject) -> list[Mention]:
    """The rows of every table that hold one of the person's texts, at most LIMIT."""
    fixed = fixed_tables()
    found: list[Mention] = []
    for model in apps.get_models():
        columns = text_columns(model)
        if columns and subject.texts and len(found) < LIMIT:
            there = _in_model(model, columns, subject, model._meta.db_table in fixed)
            found += itertools.islice(there, LIMIT - len(found))
    return found


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
    model: type[models.Model], columns: list[str], subject: Subject, fixed: bool
) -> Iterator[Mention]:
    """One pass over the table, read in portions; JSON is read as the texts it holds."""
    rows = model._default_manager.order_by("pk").values_list("pk", *columns)
    for pk, *values in rows.iterator(chunk_size=2000):
        texts = [value if isinstance(value, str) else _plain(value) for value in values]
        whole = "\n".join(texts)
        if any(word in whole for word in subject.texts):
            yield _mention(model, pk, dict(zip(columns, texts, strict=True)), subject, fixed)


def _plain(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _mention(
    model: type[models.Model], pk: Any, texts: dict[str, str], subject: Subject, fixed: bool
) -> Mention:
    hit, excerpt = [], ""
    for column, text in texts.items():
        word = next((word for word in subject.texts if word in text), None)
        if word:
            hit.append(column)
            start = max(0, text.index(word) - 12)
            excerpt = excerpt or text[start : start + len(word) + 24]
    return Mention(model, pk, tuple(hit), excerpt, fixed)
