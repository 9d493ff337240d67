"""Reads a CSV file row by row; whatever is wrong becomes one sentence with the line it starts on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from yoriai.cli.errors import BadInput


class StrictTable:
    """The header and the rows of one CSV file (UTF-8, with or without BOM).

    Iterating gives (line, cells): the line of the file, from 1, on which the row starts, and as many
    cells as the header has, without blanks around them. Empty lines are passed over.
    Raises BadInput for a file that is missing, empty, not text, not UTF-8, or not CSV.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._data = _text_bytes(file)
        self._reader = csv.reader(self._lines(), strict=True)
        self.header = [name.strip() for name in self._next(1) or []]

    def _lines(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self._data), encoding="utf-8-sig", newline="")

    def place(self, column: str) -> int:
        """Where a column is, which must be there once."""
        if self.header.count(column) != 1:
            found = "、".join(self.header[:6])[:80]
            twice = column in self.header
            raise BadInput(
                self.file,
                (
                    f"見出しに「{column}」が{'重なっています' if twice else 'ありません'}（見出し: {found}）",
                    f"the header has {'more than one' if twice else 'no'} {column} (it reads: {found})",
                ),
                (f"見出しの行に {column} を1つ入れてください", f"one column {column} in the header"),
                row=1,
                column=column,
            )
        return self.header.index(column)

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        line = self._reader.line_num + 1
        width = len(self.header)
        while (cells := self._next(line)) is not None:
            if cells:
                if len(cells) != width:
                    raise self._ragged(line, len(cells))
                yield line, cells
            line = self._reader.line_num + 1

    def _next(self, line: int) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error as problem:
            raise self._broken(line, str(problem)) from None

    def _broken(self, line: int, problem: str) -> BadInput:
        start = next((text for number, text in enumerate(self._lines(), start=1) if number == line), "")
        if "unexpected end of data" in problem or ("limit" in problem and start.count('"') % 2):
            return BadInput(
                self.file,
                ('引用符（"）が閉じていません', 'a quotation mark (") is never closed'),
                (
                    "この行で開いた引用符を閉じてください",
                    "the quotation that starts in this row to be closed",
                ),
                row=line,
            )
        if "limit" in problem:
            return BadInput(
                self.file,
                ("1つの欄が長すぎて、表として読めません", "a cell is too long to belong to a table"),
                ("カンマで区切った表（CSV）にしてください", "a table with cells parted by commas (CSV)"),
                row=line,
            )
        return BadInput(
            self.file,
            ('引用符（"）の後ろに余分な文字があります', 'there is text behind a closing quotation mark (")'),
            ("引用符の直後はカンマか改行にしてください", "a comma or the end of the line behind it"),
            row=line,
        )

    def _ragged(self, line: int, cells: int) -> BadInput:
        width = len(self.header)
        return BadInput(
            self.file,
            (
                f"列が{cells}個しかありません" if cells < width else f"列が{cells}個あります",
                f"the row has {'only ' if cells < width else ''}{cells} columns",
            ),
            (f"見出しと同じ{width}個にしてください", f"{width} columns as in the header"),
            row=line,
            column=self.header[cells] if cells < width else None,
        )


def _text_bytes(file: Path) -> bytes:
    """The bytes of a file, which are known to be UTF-8."""
    data = _bytes(file)
    if not data.strip():
        raise BadInput(
            file,
            ("ファイルが空です", "the file is empty"),
            ("見出しの行と、1件以上の行を入れてください", "a header and at least one row"),
            row=1,
        )
    if b"\0" in data:
        raise BadInput(
            file,
            ("文字のファイルではありません", "this is not a text file"),
            ("カンマで区切った表（CSV）を指定してください", "a table with cells parted by commas (CSV)"),
            row=data.count(b"\n", 0, data.index(b"\0")) + 1,
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise BadInput(
            file,
            ("UTF-8 ではない文字があります", "there are characters that are not UTF-8"),
            ("文字コードを UTF-8 にして保存し直してください", "the file saved as UTF-8"),
            row=data.count(b"\n", 0, problem.start) + 1,
        ) from None
    return data


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise BadInput(
            file,
            ("ファイルがないか、開けません", "the file is missing or cannot be opened"),
            ("読めるファイルを指定してください", "a file that can be read"),
        ) from None
