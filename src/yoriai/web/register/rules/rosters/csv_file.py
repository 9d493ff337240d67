"""CSV files: UTF-8 with or without BOM, UTF-16 with BOM (Excel's Unicode text), or CP932."""

from __future__ import annotations

import csv
import io

from yoriai.web.exports.rules import restored

from .book import LONGEST, MOST_CELLS, MOST_ROWS, Row, Sheet, Unreadable, clean


def decoded(content: bytes) -> str:
    """The text of a file. Raises Unreadable for bytes that are none of the encodings."""
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable(_place_of_the_trouble(content))


def _place_of_the_trouble(content: bytes) -> str:
    """The line of the first byte that is no CP932, since that is what such files mostly are."""
    line = next((line for line, part in enumerate(content.split(b"\n"), start=1) if not _is_cp932(part)), 1)
    return f"{line}行目の文字を読み取れません。UTF-8かShift_JIS（CP932）のCSVにしてください。"


def _is_cp932(part: bytes) -> bool:
    try:
        part.decode("cp932")
    except UnicodeDecodeError:
        return False
    return True


def sheets_of(content: bytes) -> list[Sheet]:
    """The one table of the file. Raises Unreadable."""
    text = decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    filled = number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            row = _row(number, cells)
            filled += len(cells)
            rows += [row] if row.cells else []
            if len(rows) > MOST_ROWS or filled > MOST_CELLS:
                raise Unreadable(f"行か列が多すぎます。{MOST_ROWS:,}行までに分けてください。")
    except csv.Error as problem:
        raise Unreadable(
            f'{number + 1}行目：引用符（"）が閉じていないか、使い方が正しくありません。'
        ) from problem
    return [Sheet("", tuple(rows))]


def _row(number: int, cells: list[str]) -> Row:
    texts = [clean(restored(cell)) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    bad = {place: "長すぎます" for place, text in enumerate(texts) if len(text) > LONGEST}
    return Row(number, tuple(text[:LONGEST] for text in texts), bad)
