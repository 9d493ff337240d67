"""Reads CSV files with a header; every fault is one sentence with file, row and column."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from yoriai.cli.errors import BadInput

#: the same words in Japanese and English
Pair = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One line of a CSV file by column, with its line number."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A CSV file with a header."""

    path: Path
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def needs(self, column: str) -> None:
        """Raise BadInput when the column is missing."""
        if column not in self.header:
            raise BadInput(
                self.path,
                ("この列がありません", "this column is missing"),
                (f"見出しに「{column}」が必要です", f'a column "{column}" in the header'),
                row=1,
                column=column,
            )

    def fault(self, row: Row, column: str, wrong: Pair, expected: Pair) -> BadInput:
        """The sentence about one cell."""
        return BadInput(self.path, wrong, expected, row=row.line, column=column)


def _bytes(path: Path) -> bytes:
    """The file, or the sentence that it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        raise BadInput(
            path, ("読めません", "cannot be read"), ("ファイルの場所を確かめてください", "a file that exists")
        ) from None


def read_text(path: Path) -> str:
    """The file as text, UTF-8 (with or without BOM) or CP932."""
    content = _bytes(path)
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        path,
        ("文字コードがわかりません", "the encoding is not known"),
        ("UTF-8 か Shift_JIS（CP932）で保存してください", "UTF-8 or CP932"),
    )


def read_table(path: Path) -> Table:
    """A CSV file (UTF-8 or CP932). Cells lose outer spaces; empty lines are passed over."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((reader.line_num, [cell.strip() for cell in cells]))
    except csv.Error:
        raise BadInput(
            path,
            ('引用符（"）が閉じていないなど、CSVとして読めません', "not readable as CSV"),
            ("カンマ区切りのCSVにしてください", "comma-separated values"),
            row=reader.line_num,
        ) from None
    if not lines:
        raise BadInput(
            path, ("空のファイルです", "the file is empty"), ("見出しの行が必要です", "a header row")
        )
    return _table(path, lines)


def _table(path: Path, lines: list[tuple[int, list[str]]]) -> Table:
    header = lines[0][1]
    doubled = [name for name, times in Counter(header).items() if times > 1 and name]
    if doubled:
        raise BadInput(
            path,
            ("同じ名前の列が2つあります", "two columns have this name"),
            ("列の名前は1つずつにしてください", "column names that occur once"),
            row=1,
            column=doubled[0],
        )
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            raise BadInput(
                path,
                (f"列が{len(cells)}個あります", f"{len(cells)} columns"),
                (f"見出しと同じ{len(header)}個にしてください", f"{len(header)}, as in the header"),
                row=line,
            )
    rows = (Row(line, dict(zip(header, cells, strict=True))) for line, cells in lines[1:])
    return Table(path, tuple(header), tuple(rows))
