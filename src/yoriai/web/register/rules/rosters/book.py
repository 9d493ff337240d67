"""A file of tables as it is read: sheets of rows of texts, whatever format it came in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

#: Most bytes of a file, rows of all its sheets, filled cells, and columns of a sheet.
LARGEST = 10 * 1024 * 1024
MOST_ROWS = 5_000
MOST_CELLS = 400_000
MOST_COLUMNS = 200
#: Most columns of all sheets together: each is a field of one page.
MOST_FIELDS = 900
#: Most characters of one cell.
LONGEST = 3_000
_DIRECTION = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says why, in Japanese."""


@dataclass(frozen=True)
class Row:
    """One row: its number as the spreadsheet shows it, its cells, and what is wrong with which cell."""

    number: int
    cells: tuple[str, ...]
    bad: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One table of a file. A CSV has one without a name."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False

    @property
    def width(self) -> int:
        """Columns of the widest row."""
        return max((len(row.cells) for row in self.rows), default=0)


def clean(text: str) -> str:
    """A cell without blanks around it, signs that turn the direction of text, and control characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _DIRECTION.sub("", plain)).strip(" \t\n\u3000\u00a0")


def checked(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets that hold something. Raises Unreadable when none does, or when there is too much."""
    found = [sheet for sheet in sheets if sheet.rows]
    if not found:
        raise Unreadable("ファイルに中身がありません。")
    if sum(len(sheet.rows) for sheet in found) > MOST_ROWS:
        raise Unreadable(f"行が多すぎます。{MOST_ROWS:,}行までに分けてください。")
    if max(sheet.width for sheet in found) > MOST_COLUMNS:
        raise Unreadable(f"列が多すぎます。{MOST_COLUMNS}列までにしてください。")
    if sum(sheet.width + 2 for sheet in found) > MOST_FIELDS:
        raise Unreadable("シートか列が多すぎます。いくつかのファイルに分けてください。")
    return found
