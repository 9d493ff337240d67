"""What a deed did to rows, one after the other, so that it can be taken back exactly.

Values are kept as their columns write and read them (`value_to_string`, `to_python`), times to the
microsecond; JSON columns as they are.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Field, ForeignKey, JSONField, Model

from ..rules.merging import CannotMerge

#: One row: which, what stood in the columns before (None: there was no row) and after (None: none is left).
Line = dict[str, Any]
#: Columns that follow from the others or only count: that they moved on is not worth a word.
_FOLLOWING = {"version", "key", "checked_by_hand"}


class Journal:
    """Writes rows and keeps what they were."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def update(self, row: Model, **values: Any) -> None:
        """Set columns (by attname) of a row."""
        was = _pack(row, list(values))
        for name, value in values.items():
            setattr(row, name, value)
        type(row)._base_manager.filter(pk=row.pk).update(**values)
        self.lines.append(_line(row, was, _pack(row, list(values))))

    def delete(self, row: Model) -> None:
        """Delete a row to which nothing points."""
        self.lines.append(_line(row, _pack(row), None))
        row.delete()

    def made(self, row: Model) -> None:
        """Keep that a row was added."""
        self.lines.append(_line(row, None, _pack(row)))

    def changed(self, before: Model | None, after: Model) -> None:
        """Keep what another function did to a row."""
        self.lines.append(_line(after, _pack(before) if before else None, _pack(after)))


def take_back(lines: list[Line]) -> list[tuple[str, list[str]]]:
    """Set rows back to what they were, last first.

    A column that somebody changed meanwhile stays as it is now, and so does a row that is gone: these are
    given back as (model, columns), with no columns for a row that is gone. Raises CannotMerge when a row
    cannot come back.
    """
    stays = [_take_back(line) for line in reversed(lines)]
    return [found for found in stays if found]


def _take_back(line: Line) -> tuple[str, list[str]] | None:
    model = apps.get_model(line["model"])
    row = model._base_manager.select_for_update().filter(pk=line["pk"]).first()
    if line["now"] is None:
        _bring_back(model, line)
        return None
    if row is None:
        return line["model"], []
    names = list(line["now"])
    now = _pack(row, names)
    later = [name for name in names if now[name] != line["now"][name]]
    if line["was"] is None:
        if not later:
            row.delete()
    else:
        _set_back(row, {name: value for name, value in line["was"].items() if name not in later})
    later = [name for name in later if name not in _FOLLOWING]
    return (line["model"], later) if later else None


def _set_back(row: Model, was: dict[str, Any]) -> None:
    values = {name: _unpack(_field(type(row), name), value) for name, value in was.items()}
    if not values:
        return
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError as taken:
        raise CannotMerge(
            "まとめたあとに、同じ番号やアカウントを使う登録が別にできたので、このままでは元に戻せません。"
        ) from taken


def _bring_back(model: type[Model], line: Line) -> None:
    values = {name: _unpack(_field(model, name), value) for name, value in line["was"].items()}
    try:
        with transaction.atomic():
            model(**values).save(force_insert=True)
    except IntegrityError as taken:
        raise CannotMerge(
            "まとめたときに片づけた記録と同じものが、そのあとに書き足されています。"
            "先にそれを消してから、元に戻してください。"
        ) from taken


def _line(row: Model, was: dict[str, Any] | None, now: dict[str, Any] | None) -> Line:
    return {"model": row._meta.label_lower, "pk": row.pk, "was": was, "now": now}


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _pack(row: Model, names: list[str] | None = None) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if names is None or field.attname in names]
    return {field.attname: _packed(row, field) for field in fields}


def _packed(row: Model, field: Field[Any, Any]) -> Any:
    value = field.value_from_object(row)
    return value if value is None or isinstance(field, JSONField) else field.value_to_string(row)


def _unpack(field: Field[Any, Any], value: Any) -> Any:
    if value is None or isinstance(field, JSONField):
        return value
    return field.target_field.to_python(value) if isinstance(field, ForeignKey) else field.to_python(value)
