"""Columns as they are kept with an import (JSON), and as they stand in a row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from ...models import Organisation, Person

MODELS: dict[str, type[Organisation] | type[Person]] = {"person": Person, "organisation": Organisation}


def _field(row: Organisation | Person, column: str) -> models.Field[Any, Any]:
    field = row._meta.get_field(column)
    assert isinstance(field, models.Field)
    return field


def get(row: Organisation | Person, column: str) -> Any:
    """A column's value as JSON keeps it: days as 2026-10-01, a town as its code, None as None."""
    value = getattr(row, _field(row, column).attname)
    return value.isoformat() if isinstance(value, date) else value


def put(row: Organisation | Person, column: str, value: Any) -> None:
    """Set a column from what `get` gave."""
    field = _field(row, column)
    if isinstance(field, models.DateField) and isinstance(value, str):
        value = date.fromisoformat(value)
    setattr(row, field.attname, value)


def raw(row: Organisation | Person, columns: Iterable[str]) -> dict[str, Any]:
    """Several columns; an empty day or town is an empty text, as rows of a list have it."""
    return {column: "" if (value := get(row, column)) is None else value for column in columns}
