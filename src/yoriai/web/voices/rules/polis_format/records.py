"""CSV as records that remember their own text, so that an unchanged record prints as it came."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .problem import PolisProblem

_BOM = "\ufeff"
_QUOTES = '引用符（"）の使い方が正しくありません。引用符は欄の前後に付けてください。'


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, its text with the line end, and the line on which it begins.

    A blank line is a record without cells.
    """

    cells: tuple[str, ...]
    raw: str
    row: int


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: header cells, all records with the header first, and its line end."""

    header: tuple[str, ...]
    records: tuple[Record, ...]
    line_end: str

    @property
    def body(self) -> Iterator[Record]:
        """The records below the header that have cells."""
        return (record for record in self.records[1:] if record.cells)


def table(name: str, content: bytes) -> Table:
    """The file as records. Raises PolisProblem for what is not CSV in UTF-8."""
    records = tuple(_records(name, _decoded(name, content)))
    if not records or not records[0].cells:
        raise PolisProblem(name, "見出しの行がありません。1行目に列の名前を書いてください。", row=1)
    line_end = "\r\n" if records[0].raw.endswith("\r\n") else "\n"
    return Table(records[0].cells, records, line_end)


def printed(cells: Sequence[str], line_end: str) -> str:
    """One record as Polis prints it: quoted only where a comma, a quote or a line end asks for it."""
    out = io.StringIO()
    csv.writer(out, lineterminator=line_end).writerow(cells)
    return out.getvalue()


def _decoded(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        row = content[: problem.start].count(b"\n") + 1
        raise PolisProblem(
            name, "文字コードがUTF-8ではありません。Polisから出したままのファイルを選んでください。", row=row
        ) from problem
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        raise PolisProblem(name, "文字ではないデータが入っています。CSVファイルを選んでください。", row=row)
    if not text.strip(_BOM + "\r\n "):
        raise PolisProblem(name, "中身がありません。")
    return text


def _records(name: str, text: str) -> Iterator[Record]:
    for row, raw in _raw_records(name, text):
        bare = raw.rstrip("\r\n").removeprefix(_BOM)
        yield Record(_cells(name, bare, row), raw, row)


def _raw_records(name: str, text: str) -> Iterator[tuple[int, str]]:
    start, held, quotes = 1, "", 0
    for row, line in enumerate(_lines(text), start=1):
        quotes += line.count('"')
        if not held and quotes % 2 == 0:
            yield row, line
            continue
        start = start if held else row
        held += line
        if quotes % 2 == 0:
            yield start, held
            held = ""
    if held:
        raise PolisProblem(name, '引用符（"）が閉じていません。', row=start)


def _lines(text: str) -> Iterable[str]:
    pieces = text.split("\n")
    last = pieces.pop()
    return [piece + "\n" for piece in pieces] + ([last] if last else [])


def _cells(name: str, bare: str, row: int) -> tuple[str, ...]:
    if not bare:
        return ()
    if '"' not in bare:
        return tuple(bare.split(","))
    try:
        cells = next(csv.reader(io.StringIO(bare, newline=""), strict=True))
    except csv.Error as problem:
        message = "欄が長すぎます。" if "field limit" in str(problem) else _QUOTES
        raise PolisProblem(name, message, row=row) from problem
    return tuple(cells)
