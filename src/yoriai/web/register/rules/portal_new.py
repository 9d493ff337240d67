"""New entries out of the portal's file: their columns and what they are found by, for many lines at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..models import Organisation
from ..models.statutory import bits_of
from . import names, search
from .portal import COLUMNS

#: Where a line keeps the 法人番号.
NUMBER = COLUMNS.index("corporate_number")
#: Column -> what an entry holds where the file says nothing.
_EMPTY = {
    field.name: None if field.null else field.get_default()
    for field in Organisation._meta.concrete_fields
    if field.name in COLUMNS and field.name != "fields_of_activity"
}
_signs = lru_cache(maxsize=65_536)(search.signs)
_bits = lru_cache(maxsize=65_536)(bits_of)
_digits = lru_cache(maxsize=65_536)(names.digits)


class News:
    """New entries by column; `towns` names the towns of the register by their codes."""

    def __init__(self, rows: Sequence[Sequence[Any]], towns: Mapping[str, str]) -> None:
        by_column = zip(*rows, strict=True) if rows else ([] for _ in COLUMNS)
        self.told = dict(zip(COLUMNS, by_column, strict=False))
        self.towns = towns
        kana = [text or "" for text in self.told["kana"]]
        folded = names.folded([*kana, *self.told["name"]])
        self.kana, self.names = folded[: len(kana)], folded[len(kana) :]

    def keys(self) -> list[str]:
        """What each is recognised by (rules.search_key)."""
        return [f"{name.key}\n{kana.key}" for name, kana in zip(self.names, self.kana, strict=True)]

    def stored(self) -> dict[str, list[Any]]:
        """Database column -> the value of each entry, as the database takes it."""
        found: dict[str, list[Any]] = {}
        for column, empty in _EMPTY.items():
            found[column] = [value or empty for value in self.told[column]]
        found["municipality_id"] = [
            code if code in self.towns else None for code in found.pop("municipality")
        ]
        fields = self.told["fields_of_activity"]
        return found | {"fields_of_activity": [_bits(tuple(numbers or ())) for numbers in fields]}

    def texts(self) -> list[tuple[str, str]]:
        """`order` and `open` of each entry's row in the search, from what entries.findable names."""
        told = self.told
        rest = (
            self._folded("representative"),
            self._folded("representative_kana"),
            self._folded("address"),
            self._towns(),
            [_signs(tuple(numbers or ())) for numbers in told["fields_of_activity"]],
            [number or "" for number in told["corporate_number"]],
            [_digits(code or "") for code in told["postal_code"]],
        )
        own = zip(self.kana, self.names, strict=True)
        return [
            search.texts_of(called, list(others))
            for called, others in zip(own, zip(*rest, strict=True), strict=True)
        ]

    def _folded(self, column: str) -> list[str]:
        return names.keys([text or "" for text in self.told[column]])

    def _towns(self) -> list[str]:
        """The name of each entry's town as a key, where its address does not hold it."""
        found = []
        for code, address in zip(self.told["municipality"], self.told["address"], strict=True):
            town = self.towns.get(code or "", "")
            found.append("" if town in (address or "") else names.key(town))
        return found
