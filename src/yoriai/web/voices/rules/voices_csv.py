"""Tables of voices: find the columns, read the rows, say what is wrong with which cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from yoriai.web.exports.rules import neutral

from .similar import fold

#: Most lines and bytes that one table may have.
MOST_ROWS = 20_000
LARGEST = 10 * 1024 * 1024
LONGEST = 1000
_JAPAN = ZoneInfo("Asia/Tokyo")
_TEXT = (
    "声",
    "意見",
    "ご意見",
    "本文",
    "コメント",
    "内容",
    "自由記述",
    "回答",
    "text",
    "voice",
    "comment",
    "opinion",
    "comment-body",
)
_PERSON = ("参加者", "番号", "回答者", "id", "participant", "voter-id", "author-id", "person")
_TIME = ("日時", "日付", "受付日", "受付日時", "タイムスタンプ", "date", "datetime", "time")
_FORMATS = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
)


class Unreadable(ValueError):
    """The file as a whole cannot be read; the message says what is expected."""


@dataclass(frozen=True)
class Columns:
    """Which column (from 0) holds what; None where the table has no such column."""

    text: int
    header: bool
    person: int | None = None
    time: int | None = None
    answers: Mapping[str, int] = field(default_factory=dict)  # key of the asked attribute -> column


@dataclass(frozen=True)
class Line:
    """One record of the table: the line on which it begins (from 1) and its cells."""

    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Broken:
    """A record that cannot be taken: where, and what is wrong."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Found:
    """A record that can be taken. `twin` is the line of the same text further up in the table."""

    row: int
    text: str
    person: str
    at: datetime | None
    answers: Mapping[str, str]
    twin: int | None


@dataclass(frozen=True)
class Asked:
    """An asked attribute as the table sees it: its key, label, and what counts as which value."""

    key: str
    label: str
    values: Mapping[str, str]


def decoded(content: bytes) -> str:
    """The text: UTF-8 with or without BOM, or CP932. Raises Unreadable."""
    if len(content) > LARGEST:
        raise Unreadable(f"ファイルが大きすぎます。{LARGEST // 1024**2}MBまでです。")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        if not text.strip():
            raise Unreadable("ファイルに中身がありません。")
        return text
    raise Unreadable("文字を読み取れません。UTF-8かShift_JIS（CP932）のCSVファイルにしてください。")


def lines(text: str) -> list[Line]:
    """The records that are not blank; cells are parted by commas, or by tabs. Raises Unreadable."""
    first = text.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[Line] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append(Line(start, tuple(_own(cell) for cell in cells)))
            start = reader.line_num + 1
            if len(found) > MOST_ROWS + 1:
                raise Unreadable(f"行が多すぎます。{MOST_ROWS}行までに分けてください。")
    except csv.Error as problem:
        raise Unreadable(f'{start}行目：引用符（"）が閉じていないか、使い方が正しくありません。') from problem
    if not found:
        raise Unreadable("ファイルに中身がありません。")
    return found


def guessed(rows: Sequence[Line], asked: Sequence[Asked]) -> Columns:
    """The likely columns: by the names in the first line, otherwise the longest texts."""
    names = [fold(cell) for cell in rows[0].cells]
    text = _named(names, _TEXT)
    header = text is not None
    if text is None:
        text = _longest(rows)
        return Columns(text=text, header=False)
    answers = {one.key: place for one in asked if (place := _named(names, (one.key, one.label))) is not None}
    return Columns(text, header, _named(names, _PERSON), _named(names, _TIME), answers)


def read(rows: Sequence[Line], columns: Columns, asked: Sequence[Asked]) -> tuple[list[Found], list[Broken]]:
    """The records that can be taken, and those that cannot, in the order of the table."""
    width = len(rows[0].cells)
    names = [cell.strip() or f"{place}列目" for place, cell in enumerate(rows[0].cells, start=1)]
    if not columns.header:
        names = [f"{place}列目" for place in range(1, width + 1)]
    found: list[Found] = []
    broken: list[Broken] = []
    first: dict[str, int] = {}
    for line in rows[1:] if columns.header else rows:
        try:
            row = _row(line, columns, asked, names)
        except _Wrong as wrong:
            broken.append(Broken(line.row, wrong.column, wrong.message))
            continue
        same = fold(row.text)
        found.append(Found(row.row, row.text, row.person, row.at, row.answers, first.get(same)))
        first.setdefault(same, line.row)
    return found, broken


class _Wrong(Exception):
    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(message)


def _row(line: Line, columns: Columns, asked: Sequence[Asked], names: Sequence[str]) -> Found:
    if len(line.cells) != len(names):
        raise _Wrong("", f"欄が{len(line.cells)}個あります。ほかの行と同じ{len(names)}個にしてください。")
    text = line.cells[columns.text].strip()
    if not text:
        raise _Wrong(names[columns.text], "声が空です。")
    if len(text) > LONGEST:
        raise _Wrong(names[columns.text], f"声が{len(text)}字あります。{LONGEST}字までにしてください。")
    return Found(
        row=line.row,
        text=text,
        person=line.cells[columns.person].strip() if columns.person is not None else "",
        at=_time(line.cells[columns.time], names[columns.time]) if columns.time is not None else None,
        answers=_answers(line, columns, asked, names),
        twin=None,
    )


def _answers(line: Line, columns: Columns, asked: Sequence[Asked], names: Sequence[str]) -> dict[str, str]:
    found = {}
    for one in asked:
        place = columns.answers.get(one.key)
        typed = line.cells[place].strip() if place is not None else ""
        if place is None or not typed:
            continue
        value = one.values.get(fold(typed))
        if value is None:
            raise _Wrong(names[place], f"「{typed[:30]}」は「{one.label}」の選択肢にありません。")
        found[one.key] = value
    return found


def _time(cell: str, column: str) -> datetime | None:
    typed = cell.strip()
    if not typed:
        return None
    for pattern in _FORMATS:
        try:
            return datetime.strptime(typed, pattern).replace(tzinfo=_JAPAN)
        except ValueError:
            continue
    raise _Wrong(
        column, f"「{typed[:30]}」を日時として読み取れません。2026-10-01 13:30 のように書いてください。"
    )


def _own(cell: str) -> str:
    """A cell as it was before our own export put an apostrophe in front of it."""
    return cell[1:] if cell.startswith("'") and neutral(cell[1:]) == cell else cell


def _named(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    folded = {fold(name) for name in wanted}
    return next((place for place, name in enumerate(names) if name in folded), None)


def _longest(rows: Sequence[Line]) -> int:
    totals: dict[int, int] = {}
    for line in rows:
        for place, cell in enumerate(line.cells):
            totals[place] = totals.get(place, 0) + len(cell)
    return max(sorted(totals), key=lambda place: totals[place])
