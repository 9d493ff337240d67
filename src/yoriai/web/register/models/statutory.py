"""A column that holds some of the 20 statutory fields of activity (特定非営利活動促進法 別表)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import models

LAST = 20


def bits_of(numbers: Iterable[int]) -> int:
    """Numbers of fields as one integer, number n as bit n - 1. Raises ValueError for one outside 1 to 20."""
    bits = 0
    for number in numbers:
        if not 1 <= number <= LAST:
            raise ValueError(f"no statutory field has the number {number}")
        bits |= 1 << (number - 1)
    return bits


@lru_cache(maxsize=4096)
def numbers_of(bits: int) -> tuple[int, ...]:
    """The numbers that `bits_of` packed, in order."""
    return tuple(number for number in range(1, LAST + 1) if bits >> (number - 1) & 1)


class StatutoryFields(models.Field[Any, Any]):
    """Numbers of statutory fields: a sorted tuple in Python, an integer with a bit for each in the database.

    `filter(column__any=[1, 7])` finds the rows that hold at least one of them. A table with a row for each
    number would make half of the rows that an import of the portal's file writes.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        given: dict[str, Any] = {"default": tuple, "editable": False, "blank": True}
        super().__init__(*args, **(given | kwargs))

    def get_internal_type(self) -> str:
        """Stored as any integer."""
        return "PositiveIntegerField"

    def from_db_value(self, value: int | None, _expression: Any, _connection: Any) -> tuple[int, ...] | None:
        """What the database holds, as numbers."""
        return None if value is None else numbers_of(value)

    def to_python(self, value: Any) -> tuple[int, ...]:
        """Numbers from any way to write them: a list, or the text of `value_to_string`."""
        if isinstance(value, str):
            value = [int(number) for number in value.split(",") if number]
        return numbers_of(bits_of(value or ()))

    def get_prep_value(self, value: Any) -> int | None:
        """Numbers as the database holds them."""
        return None if value is None else bits_of(value)

    def value_to_string(self, obj: models.Model) -> str:
        """Numbers with commas between, for journals and files."""
        return ",".join(map(str, self.value_from_object(obj)))


@StatutoryFields.register_lookup
class HoldsAny(models.Lookup[Any]):
    """`column__any=numbers`: at least one of the numbers is in the column."""

    lookup_name = "any"

    def get_prep_lookup(self) -> int:
        """The wanted numbers, as the column holds them."""
        return bits_of(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Both databases know the bitwise AND."""
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"({left} & {right}) <> 0", (*left_params, *right_params)
