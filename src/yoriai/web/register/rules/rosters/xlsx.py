"""Workbooks: every sheet with its rows; merged cells carry their value to each cell of the area."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field

from yoriai.web.exports.rules import restored

from . import xlsx_parts as parts
from .book import LONGEST, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Row, Sheet, Unreadable, clean
from .xlsx_parts import Attributes
from .xlsx_values import day_styles, day_text, number_text, shared_texts, unescaped

#: Most cells that are looked at, blank ones with a border or colour too.
MOST_LOOKED_AT = 3_000_000
_PLACE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
NO_RESULT = "式の結果が保存されていません（Excelで開いて保存しなおしてください）"
_TOO_MANY = f"行か列が多すぎます。{MOST_ROWS:,}行、{MOST_COLUMNS}列までに分けてください。"


@dataclass(frozen=True)
class Cell:
    """The text of a cell, or what is wrong with it; `carried` from the first cell of a merged area."""

    text: str
    bad: str = ""
    carried: bool = False


@dataclass
class _Book:
    texts: list[str]
    days: set[int]
    from_1904: bool


def sheets_of(content: bytes) -> list[Sheet]:
    """Every sheet of a workbook in its order. Raises Unreadable."""
    archive = parts.archive_of(content)
    known = parts.relations(archive)
    listed, from_1904 = _listed(parts.needed(archive, "xl/workbook.xml"))
    book = _Book(
        shared_texts(_first(archive, known, "sharedStrings") or b"<sst/>"),
        day_styles(_first(archive, known, "styles") or b"<styleSheet/>"),
        from_1904,
    )
    found = []
    for name, relation, hidden in listed:
        kind, target = known.get(relation, ("", ""))
        if kind == "worksheet":
            found.append(Sheet(name[:60], _rows(parts.needed(archive, target), book), hidden))
    return found


def _first(archive: zipfile.ZipFile, known: dict[str, tuple[str, str]], kind: str) -> bytes | None:
    target = next((target for one, target in known.values() if one == kind), "")
    return parts.part(archive, target) if target else None


def _listed(content: bytes) -> tuple[list[tuple[str, str, bool]], bool]:
    """(name, relation, hidden) of every sheet, and whether days are counted from 1904."""
    sheets: list[tuple[str, str, bool]] = []
    from_1904 = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal from_1904
        if name == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append((attributes.get("name", ""), parts.attribute(attributes, "id"), hidden))

    parts.walk(content, start)
    return sheets, from_1904


def _rows(content: bytes, book: _Book) -> tuple[Row, ...]:
    reader = _Reader(book)
    parts.walk(content, reader.start, reader.end, reader.text)
    return tuple(_row(number, cells) for number, cells in sorted(_with_merged(reader).items()) if _own(cells))


def _own(cells: dict[int, Cell]) -> bool:
    """Whether a row holds anything of its own, not only what a merged area carries into it."""
    return any(not cell.carried for cell in cells.values())


def _row(number: int, cells: dict[int, Cell]) -> Row:
    width = max(cells) + 1
    texts = tuple(cells[place].text if place in cells else "" for place in range(width))
    return Row(number, texts, {place: cell.bad for place, cell in sorted(cells.items()) if cell.bad})


def _with_merged(reader: _Reader) -> dict[int, dict[int, Cell]]:
    grid = reader.grid
    last_column = max((max(cells) for cells in grid.values()), default=0)
    filled = reader.filled
    for top, left, bottom, right in reader.merged:
        cell = grid.get(top, {}).get(left)
        if cell is None:
            continue
        for number in grid.keys() & range(top, bottom + 1):
            for place in range(left, min(right, last_column) + 1):
                grid[number].setdefault(place, Cell(cell.text, cell.bad, carried=number > top))
                filled += 1
        if filled > MOST_CELLS:
            raise Unreadable(_TOO_MANY)
    return grid


@dataclass
class _Reader:
    """Gathers the cells of one sheet while its XML goes by."""

    book: _Book
    grid: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    filled: int = 0
    looked_at: int = 0
    row: int = 0
    column: int = -1
    kind: str = "n"
    style: int = 0
    formula: bool = False
    value: str | None = None
    collecting: bool = False
    reading: bool = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._begin(attributes)
        elif name == "row":
            self.row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self.row + 1
            self.column = -1
        elif name == "rPh":
            self.reading = True
        elif name in ("v", "t"):
            self.collecting, self.value = not self.reading, self.value or ""
        elif name == "f":
            self.formula = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.collecting = False
        elif name == "rPh":
            self.reading = False
        elif name == "c":
            self._finish()

    def text(self, words: str) -> None:
        if self.collecting:
            self.value = (self.value or "") + words

    def _begin(self, attributes: Attributes) -> None:
        self.looked_at += 1
        if self.looked_at > MOST_LOOKED_AT:
            raise Unreadable(_TOO_MANY)
        place = _place(attributes.get("r", ""))
        self.row, self.column = place or (max(self.row, 1), self.column + 1)
        self.kind = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self.style = int(style) if style.isdigit() else 0
        self.formula, self.value = False, None

    def _finish(self) -> None:
        cell = self._cell()
        if not cell.text and not cell.bad:
            return
        self.filled += 1
        self.grid.setdefault(self.row, {})[self.column] = cell
        if self.filled > MOST_CELLS or len(self.grid) > MOST_ROWS or self.column >= MOST_COLUMNS:
            raise Unreadable(_TOO_MANY)

    def _cell(self) -> Cell:
        value = self.value or ""
        if not value and self.kind != "str":  # a formula whose result is an empty text has one
            return Cell("", NO_RESULT if self.formula else "")
        if self.kind == "e":
            return Cell("", f"式の誤り（{value[:10]}）です")
        try:
            text = self._text(value)
        except (ValueError, IndexError):
            return Cell("", "値を読み取れません")
        return Cell(text[:LONGEST], "長すぎます" if len(text) > LONGEST else "")

    def _text(self, value: str) -> str:
        if self.kind == "s":
            return clean(restored(self.book.texts[int(value)]))
        if self.kind in ("str", "inlineStr"):
            return clean(restored(unescaped(value)))
        if self.kind == "b":
            return "はい" if value.strip() in ("1", "true") else "いいえ"
        if self.kind == "d" or not value.strip():
            return value.strip()
        if self.style in self.book.days:
            return day_text(value, self.book.from_1904)
        return number_text(value.strip())

    def _merge(self, area: str) -> None:
        first, _, last = area.partition(":")
        top, bottom = _place(first), _place(last)
        if top and bottom:
            self.merged.append((*top, *bottom))


def _place(name: str) -> tuple[int, int] | None:
    """ "C12" -> (12, 2): the row from 1, the column from 0."""
    match = _PLACE.match(name)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1
