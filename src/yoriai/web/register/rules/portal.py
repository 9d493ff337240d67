"""The portal file of the Cabinet Office: a zip with one CP932 CSV of 60 columns, read by its header."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from . import numbers
from .dates import read_date, read_month_day

#: A file that unpacks to more than this is refused before it is unpacked.
LARGEST = 400 * 1024 * 1024


class BadFile(ValueError):
    """The file as a whole cannot be read; the message says why, in Japanese."""


@dataclass
class Row:
    """One corporation as the file has it, or what is wrong with its line."""

    line: int
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


def _text(value: str) -> str:
    return "\n".join(line.strip(" \u3000") for line in value.splitlines()).strip()


def _flag(value: str) -> bool:
    return _text(value) not in {"", "0", "×", "無", "なし"}


def _number(value: str) -> str:
    plain = _text(value)
    if plain and not numbers.is_corporate_number(plain):
        raise ValueError("法人番号の検査数字が合いません")
    return plain


def _dissolution(value: str) -> tuple[date | None, str]:
    """ "2024年03月31日 社員総会の決議 (…)" -> the day and the reason."""
    day, _, reason = _text(value).partition(" ")
    return read_date(day), reason.strip()


#: header -> our column and how its cell is read
COLUMNS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "法人名称": ("name", _text),
    "法人名称カナ": ("kana", _text),
    "所轄庁": ("authority", _text),
    "権限移譲先市町村": ("delegated_to", _text),
    "主たる事務所の所在地": ("address", _text),
    "郵便番号": ("postal_code", _text),
    "従たる事務所の所在地": ("branches", _text),
    "代表者氏名": ("representative", _text),
    "代表者カナ": ("representative_kana", _text),
    "設立認証年月日": ("established_on", read_date),
    "法人設立登記年月日": ("registered_on", read_date),
    "定款に記載された目的": ("purpose", _text),
    "認定開始日": ("certified_from", read_date),
    "認定満了日": ("certified_until", read_date),
    "認定取消日": ("certification_withdrawn_on", read_date),
    "特例認定開始日": ("special_from", read_date),
    "特例認定満了日": ("special_until", read_date),
    "監督情報": ("supervision", _text),
    "解散情報": ("dissolution", _dissolution),
    "URL": ("url", _text),
    "法人番号": ("corporate_number", _number),
    "その他の事業": ("other_business", _flag),
    "事業年度終了日": ("fiscal_year_end", read_month_day),
}
FIELD_COLUMNS = {f"活動分野{number}": number for number in numbers.FIELDS}
REQUIRED = ("法人名称", "所轄庁", "主たる事務所の所在地")


def rows_of_zip(file: BinaryIO) -> Iterator[Row]:
    """Every line of the one CSV in a zip. Raises BadFile when there is none or it is too large."""
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as broken:
        raise BadFile(
            "zipファイルとして開けません。ポータルから落としたままのファイルを選んでください。"
        ) from broken
    tables = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
    if len(tables) != 1:
        raise BadFile(f"zipの中のCSVが{len(tables)}個です。1個だけ入ったファイルを選んでください。")
    if tables[0].file_size > LARGEST:
        raise BadFile("中のCSVが大きすぎます（400MBまで）。")
    with archive.open(tables[0]) as table:
        yield from rows_of_csv(table)


def rows_of_csv(table: Any) -> Iterator[Row]:
    """Every line of the CSV, in order; a broken one carries its problem and the rest goes on."""
    text = io.TextIOWrapper(table, encoding="cp932", errors="surrogateescape", newline="")
    reader = csv.reader(text)
    header = [cell.strip() for cell in next(reader, [])]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise BadFile(f"見出しに「{'」「'.join(missing)}」がありません。NPOポータルのCSVではないようです。")
    line = reader.line_num
    for cells in reader:
        start, line = line + 1, reader.line_num
        yield _row(start, header, cells)


def _row(line: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        return Row(line, problem=f"{line}行目: 列が{len(cells)}個あります（{len(header)}個のはずです）")
    by_name = dict(zip(header, cells, strict=True))
    row = Row(line)
    for name, cell in by_name.items():
        if problem := _unreadable(cell):
            row.problem = f"{line}行目「{name}」: {problem}"
            return row
    for name, (column, read) in COLUMNS.items():
        try:
            row.values[column] = read(by_name.get(name, ""))
        except ValueError as problem:
            row.problem = f"{line}行目「{name}」: {problem}"
            return row
    row.values["fields"] = [number for name, number in FIELD_COLUMNS.items() if _flag(by_name.get(name, ""))]
    if not row.name:
        row.problem = f"{line}行目「法人名称」: 空です"
    return row


def _unreadable(cell: str) -> str:
    """Bytes that are no CP932."""
    if any("\udc80" <= character <= "\udcff" for character in cell):
        return "文字として読めないところがあります（Shift_JISではないようです）"
    return ""
