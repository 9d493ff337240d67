"""Tables and bundles written row by row. Every file says who took it out, when and for what."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from .rules import MARKED, TOO_LONG, neutral

#: All entries of a zip carry the same time, so that the same content gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
#: Rows of a sheet below the header.
SHEET = 1_048_575

Row = Sequence[Any]


class TooLong(Exception):
    """More rows than a spreadsheet holds; its text says what to do instead."""


@dataclass(frozen=True)
class Stamp:
    """Who took it out, for what, when: goes into every file."""

    who: str
    purpose: str
    at: datetime

    def lines(self) -> list[tuple[str, str]]:
        return [
            ("書き出した人", self.who),
            ("使いみち", self.purpose),
            ("日時", self.at.strftime("%Y-%m-%d %H:%M")),
        ]


def write_csv(out: BinaryIO, header: Sequence[str], rows: Iterable[Row], stamp: Stamp) -> None:
    """CSV for Excel: UTF-8 with BOM; the stamp stands in the last lines."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutral(cell) for cell in header])
    writer.writerows(map(_cells, rows))
    writer.writerow([])
    writer.writerows([[f"# {label}", neutral(words)] for label, words in stamp.lines()])
    text.detach()  # the file stays open


def write_xlsx(out: BinaryIO, header: Sequence[str], rows: Iterable[Row], stamp: Stamp) -> None:
    """A workbook: the table, and a sheet with the stamp. Nothing is ever written as a formula.

    What is not yet in the workbook waits in files beside `out`, not in memory. Raises TooLong.
    """
    folder = Path(out.name).parent
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "tmpdir": str(folder)})
    book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - a fixed time, for equal bytes
    try:
        _write_table(book.add_worksheet("表"), header, rows)
        about = book.add_worksheet("この表について")
        for number, line in enumerate(stamp.lines()):
            _write_row(about, number, line)
    except BaseException:  # stopped, perhaps: let go of the waiting rows, which closing would still pack
        for sheet in book.worksheets():
            sheet.row_data_fh.close()
        raise
    book.close()


def _write_table(sheet: Any, header: Sequence[str], rows: Iterable[Row]) -> None:
    _write_row(sheet, 0, header)
    for number, row in enumerate(rows, start=1):
        if number > SHEET:
            raise TooLong(TOO_LONG)
        _write_row(sheet, number, row)


def _write_row(sheet: Any, number: int, row: Row) -> None:
    for place, cell in enumerate(_cells(row)):
        if cell.__class__ is not str:
            sheet.write_number(number, place, cell)
        elif cell:
            sheet.write_string(number, place, cell)


def write_json(out: BinaryIO, keys: Sequence[str], rows: Iterable[Row], stamp: Stamp) -> None:
    """JSON: the stamp and the rows, a row on each line, texts as they are."""
    out.write(f'{{"about": {_json(dict(stamp.lines()))},\n "rows": ['.encode())
    comma = "\n"
    for row in rows:
        out.write((comma + _json(dict(zip(keys, map(_plain, row), strict=True)))).encode())
        comma = ",\n"
    out.write(b"\n]}\n")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_document(out: BinaryIO, document: dict[str, Any], stamp: Stamp) -> None:
    """One JSON document with the stamp at its head."""
    content = {"about": dict(stamp.lines()), **document}
    out.write(json.dumps(content, ensure_ascii=False, indent=1, default=str).encode())


def write_zip(out: BinaryIO, files: Iterable[tuple[str, bytes]], stamp: Stamp) -> None:
    """Several files, each written as it comes, and a note with the stamp."""
    note = "".join(f"{label}: {text}\n" for label, text in stamp.lines())
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in chain(files, [("about.txt", note.encode("utf-8-sig"))]):
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content)


def _cells(row: Row) -> list[Any]:
    """A row as a spreadsheet may read it; most cells are harmless texts, and there are millions."""
    return [
        cell if cell.__class__ is str and cell[:1] not in MARKED else neutral(_plain(cell)) for cell in row
    ]


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool) or cell is None:
        return {True: "はい", False: "いいえ", None: ""}[cell]
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return cell if isinstance(cell, (int, float, str)) else str(cell)
