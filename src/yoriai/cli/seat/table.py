"""Reads the CSV files of `yoriai seat`, and says which line is wrong."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from yoriai.cli.errors import BadInput

Rows = list[tuple[int, dict[str, str]]]


def read_text(path: Path) -> str:
    """A text file in UTF-8, with or without byte order mark, or CP932."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise BadInput(
            path,
            ("読めません", "cannot be read"),
            ("ファイルの名前と場所を確かめてください", "an existing file"),
        ) from problem
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(
        path,
        ("文字コードが分かりません", "unknown character encoding"),
        ("UTF-8 か Shift_JIS（CP932）で保存してください", "UTF-8 or CP932"),
    )


def read_rows(path: Path, needed: list[str]) -> Rows:
    """The rows of a CSV file with their line numbers; `needed` columns must be there."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    header = _header(path, reader, needed)
    rows: Rows = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            raise BadInput(
                path,
                (f"列が{len(cells)}個あります", f"{len(cells)} cells"),
                (f"見出しと同じ{len(header)}個にしてください", f"{len(header)} cells, as in the header"),
                row=reader.line_num,
            )
        rows.append((reader.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    return rows


def _header(path: Path, reader: object, needed: list[str]) -> list[str]:
    assert hasattr(reader, "__next__")
    header = [cell.strip() for cell in next(reader, [])]
    twice = next((name for k, name in enumerate(header) if name in header[:k]), None)
    if twice is not None:
        raise BadInput(
            path,
            (f"見出し「{twice}」が2つあります", f"the heading {twice!r} occurs twice"),
            ("列ごとにちがう見出しにしてください", "a different heading for each column"),
            row=1,
            column=twice,
        )
    missing = next((name for name in needed if name not in header), None)
    if missing is not None:
        raise BadInput(
            path,
            ("この列がありません", "no such column"),
            (
                f"見出しの行に「{missing}」が必要です（今あるのは {'、'.join(header) or 'なし'}）",
                f"a heading {missing!r} (found: {', '.join(header) or 'none'})",
            ),
            row=1,
            column=missing,
        )
    return header


def read_people(path: Path, id_column: str, columns: list[str]) -> dict[str, dict[str, str]]:
    """People by id, with the given columns only."""
    people: dict[str, dict[str, str]] = {}
    for row, cells in read_rows(path, [id_column, *columns]):
        person = cells[id_column]
        if not person or person in people:
            raise BadInput(
                path,
                (f"「{person}」は2回目です", f"{person!r} occurs a second time")
                if person
                else ("空です", "empty"),
                ("一人ひとりちがうIDを入れてください", "an id for each person, each once"),
                row=row,
                column=id_column,
            )
        people[person] = {column: cells[column] for column in columns}
    if not people:
        raise BadInput(
            path,
            ("参加者がいません", "nobody in it"),
            ("見出しの下に1人1行で書いてください", "one person a line below the header"),
        )
    return people
