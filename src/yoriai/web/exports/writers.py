"""Tables and bundles as bytes. Every file says who took it out, when and for what."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from .rules import neutral

#: All entries of a zip carry the same time, so that the same content gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


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


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[Any]], stamp: Stamp) -> bytes:
    """CSV for Excel: UTF-8 with BOM; the stamp stands in the last lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(cell) for cell in header])
    writer.writerows([[neutral(_plain(cell)) for cell in row] for row in rows])
    writer.writerow([])
    writer.writerows([[f"# {label}", neutral(text)] for label, text in stamp.lines()])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(header: Sequence[str], rows: Sequence[Sequence[Any]], stamp: Stamp) -> bytes:
    """A workbook: the table, and a sheet with the stamp. Nothing is ever written as a formula."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - a fixed time, for equal bytes
    sheet = book.add_worksheet("表")
    for number, row in enumerate([list(header), *rows]):
        for place, cell in enumerate(row):
            sheet.write(number, place, neutral(_plain(cell)))
    about = book.add_worksheet("この表について")
    for number, (label, text) in enumerate(stamp.lines()):
        about.write_row(number, 0, [label, neutral(text)])
    book.close()
    return out.getvalue()


def json_bytes(keys: Sequence[str], rows: Sequence[Sequence[Any]], stamp: Stamp) -> bytes:
    """JSON: the stamp and the rows, texts as they are."""
    content = {
        "about": dict(stamp.lines()),
        "rows": [dict(zip(keys, map(_plain, row), strict=True)) for row in rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def document_bytes(document: dict[str, Any], stamp: Stamp) -> bytes:
    """One JSON document with the stamp at its head."""
    content = {"about": dict(stamp.lines()), **document}
    return json.dumps(content, ensure_ascii=False, indent=1, default=str).encode()


def zip_bytes(files: dict[str, bytes], stamp: Stamp) -> bytes:
    """Several files and a note with the stamp."""
    note = "".join(f"{label}: {text}\n" for label, text in stamp.lines())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, "about.txt": note.encode("utf-8-sig")}.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content)
    return out.getvalue()


def _plain(cell: Any) -> Any:
    if isinstance(cell, bool) or cell is None:
        return {True: "はい", False: "いいえ", None: ""}[cell]
    if isinstance(cell, (datetime, date)):
        return cell.isoformat()
    return cell if isinstance(cell, (int, float)) else str(cell)
