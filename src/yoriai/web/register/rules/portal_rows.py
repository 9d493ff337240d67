"""The rows of the portal's file, many at a time: a column after the other, since most columns are blank."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from .portal import Header, Reader, Values, is_marked, one_line, text_of_lines
from .portal_file import Record

#: Where the dates of a 認定 and of a 特例認定 stand.
_CERTIFIED = ("certified_from", "certified_until", "certification_withdrawn_on")
_SPECIAL = ("special_from", "special_until", "special_withdrawn_on")


def read_rows(header: Header, records: Sequence[Record]) -> list[tuple[Values, str]]:
    """The values of each record by column, or what is wrong with it, by line and column.

    The records are as wide as the header (portal.problem_of).
    """
    return _Table(header, records).rows() if records else []


class _Table:
    def __init__(self, header: Header, records: Sequence[Record]) -> None:
        self.header, self.records, self.size = header, records, len(records)
        self.cells = list(zip(*[record.cells for record in records], strict=True))
        self.told: dict[str, list[Any]] = {
            column: [blank] * self.size for column, blank in header.blank.items()
        }
        self.problems: dict[int, str] = {}
        #: Days of a 認定 of which the file has no column, by row: they are not known, which is not blank.
        self.unsaid: list[tuple[int, str]] = []

    def rows(self) -> list[tuple[Values, str]]:
        """Every record, read."""
        for reader in self.header.readers:
            if any(self.cells[reader.place]):
                self.told[reader.column] = self._read(reader)
        self.told["legal_form"] = ["npo"] * self.size
        self._fields()
        self._dissolution()
        self._certification()
        names, problems = tuple(self.told), self.problems
        found = [(dict(zip(names, row, strict=True)), "") for row in zip(*self.told.values(), strict=True)]
        for place, column in self.unsaid:
            del found[place][0][column]
        for place, problem in problems.items():
            found[place] = ({}, problem)
        return found

    def _read(self, reader: Reader) -> list[Any]:
        """A column; a blank cell says nothing against one that was read before for the same column."""
        read, cells = reader.read, self.cells[reader.place]
        pairs = list(zip(cells, self.told[reader.column], strict=True))
        if read in (one_line, text_of_lines) and not _has_breaks(cells):
            values = [cell.strip() if cell else known for cell, known in pairs]
        else:
            try:
                values = [read(cell) if cell else known for cell, known in pairs]
            except ValueError:
                values = [
                    self._read_one(reader, place, cell) if cell else known
                    for place, (cell, known) in enumerate(pairs)
                ]
        if reader.longest:
            self._name_long(reader, values)
        return values

    def _read_one(self, reader: Reader, place: int, cell: str) -> Any:
        try:
            return reader.read(cell)
        except ValueError as problem:
            self._name(reader, place, str(problem))
            return self.header.blank[reader.column]

    def _name_long(self, reader: Reader, values: list[Any]) -> None:
        if max(map(len, values)) > reader.longest:
            for place, value in enumerate(values):
                if len(value) > reader.longest:
                    self._name(reader, place, f"長すぎます（{reader.longest}字まで）")

    def _name(self, reader: Reader, place: int, problem: str) -> None:
        """The first problem of a row is named."""
        line, column = self.records[place].line, self.header.names[reader.place]
        self.problems.setdefault(place, f"{line}行目「{column}」: {problem}")

    def _fields(self) -> None:
        places = [place for place, _number in self.header.fields]
        numbers = tuple(number for _place, number in self.header.fields)
        rows = zip(*[self.cells[place] for place in places], strict=True) if places else [()] * self.size
        self.told["fields_of_activity"] = [list(_marked(numbers, row)) for row in rows]

    def _dissolution(self) -> None:
        pairs = self.told.pop("dissolution", [("", "")] * self.size)
        self.told["dissolved_on"] = [day for day, _reason in pairs]
        self.told["dissolution_reason"] = [reason for _day, reason in pairs]

    def _certification(self) -> None:
        """認定 or 特例認定, by the file's marks; by the dates where it has none."""
        blank = [""] * self.size
        dates = [self.told.get(column, blank) for column in _CERTIFIED]
        dates += [self.told.pop(column, blank) for column in _SPECIAL]
        marks = [
            [is_marked(cell) for cell in self.cells[place]] if place is not None else None
            for place in (self.header.certified, self.header.special)
        ]
        certified = marks[0] or [
            bool(start) and end <= start for start, end in zip(dates[0], dates[2], strict=True)
        ]
        special = marks[1] or [False] * self.size
        if marks[0] is None:
            special = [bool(start) and end <= start for start, end in zip(dates[3], dates[5], strict=True)]
        rows = zip(certified, special, *dates, strict=True)
        found = [_BLANK if row == _NOTHING else _certified(*row) for row in rows]
        missing = [column for column in _CERTIFIED[1:] if column not in self.told]
        self.unsaid = [
            (place, column) for place, row in enumerate(found) if not row[-1] for column in missing
        ]
        for column, values in zip(("certification", *_CERTIFIED), zip(*found, strict=True), strict=False):
            self.told[column] = list(values)


_NOTHING = (False, False, *[""] * 6)
_BLANK = ("", "", "", "", True)


def _certified(certified: bool, special: bool, *dates: str) -> tuple[str | bool, ...]:
    """認定, 特例認定 or neither, the three days that count, and whether these are those of a 特例認定."""
    start, _until, withdrawn = dates[:3]
    kind = "certified" if certified else "special" if special else ""
    of_special = special > certified or not (certified or start or withdrawn)
    return (kind, *(dates[3:] if of_special else dates[:3]), of_special)


def _has_breaks(cells: Sequence[str]) -> bool:
    whole = "".join(cells)
    return "\n" in whole or "\r" in whole


@lru_cache(maxsize=65_536)
def _marked(numbers: tuple[int, ...], cells: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(number for number, cell in zip(numbers, cells, strict=True) if is_marked(cell))
