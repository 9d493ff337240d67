"""Finding the row of headers: under title rows, over one line or over two with merged groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from .book import Row
from .columns import meaning

#: So many rows from the top may be titles.
LOOKED_AT = 30


def find(rows: Sequence[Row], memory: Mapping[str, str]) -> int:
    """The number of the row of headers: the one with most known headers; without any, the first row
    that fills at least half of the widest; 0 for a sheet of nothing."""
    first = rows[:LOOKED_AT]
    counted = [(len(_known(row, memory)), row) for row in first]
    best = max((count for count, _row in counted), default=0)
    if best:
        return next(row.number for count, row in counted if count == best)
    width = max((_filled(row) for row in first), default=0)
    return next((row.number for row in first if 2 * _filled(row) >= width), 0)


def _known(row: Row, memory: Mapping[str, str]) -> set[str]:
    """The different headers of a row that are known; a cell as long as a sentence is none."""
    return {cell for cell in row.cells if cell and len(cell) <= 30 and meaning(cell, memory) is not None}


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell)


def titles(rows: Sequence[Row], header: int, width: int) -> list[str]:
    """The header of every column; of two lines as 「連絡先／電話」; without one 「3列目」."""
    place = next((place for place, row in enumerate(rows) if row.number == header), None)
    names = _padded(rows[place], width) if place is not None else [""] * width
    groups = [""] * width
    if place and rows[place - 1].number == header - 1 and _groups(rows[place - 1], width):
        groups = _padded(rows[place - 1], width)
    return [
        _title(group, name) or f"{number}列目"
        for number, (group, name) in enumerate(zip(groups, names, strict=True), start=1)
    ]


def _padded(row: Row, width: int) -> list[str]:
    texts = [" ".join(cell.split()) for cell in row.cells]
    return texts + [""] * (width - len(texts))


def _title(group: str, name: str) -> str:
    return name if group in ("", name) else f"{group}／{name}".strip("／")


def _groups(row: Row, width: int) -> bool:
    """Whether a row carries merged groups: neighbours with the same text, but not one title for all."""
    cells = _padded(row, width)
    pairs = [one and one == other for one, other in pairwise(cells)]
    return any(pairs) and len({cell for cell in cells if cell}) > 1
