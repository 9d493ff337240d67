"""Reads people, features and settings; every fault is one sentence with file, row and column."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yoriai.cli.errors import BadInput
from yoriai.engines.sortition import PER_SEAT, Person, Pool, Quota

Pair = tuple[str, str]


@dataclass(frozen=True)
class Settings:
    """The settings file."""

    id_column: str
    panel_size: int
    household_columns: tuple[str, ...] = ()
    reserves_per_seat: int = PER_SEAT
    letters: dict[str, Any] = field(default_factory=dict)


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


def read_bytes(path: Path) -> bytes:
    """The file, or the sentence that it is not there."""
    try:
        return path.read_bytes()
    except OSError:
        raise BadInput(
            path, ("読めません", "cannot be read"), ("ファイルの場所を確かめてください", "a file that exists")
        ) from None


def _text(path: Path) -> str:
    content = read_bytes(path)
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
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
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


def read_settings(path: Path) -> Settings:
    """SETTINGS.toml. Keys and tables of other tools are passed over."""
    try:
        values = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise BadInput(
            path,
            (f"TOMLとして読めません（{problem}）", f"not readable as TOML ({problem})"),
            ("「名前 = 値」の形で書いてください", "lines of the form: name = value"),
        ) from None
    homes = values.get("household_columns", [])
    if not isinstance(homes, list) or not all(isinstance(name, str) for name in homes):
        raise _setting(
            path, "household_columns", ('["address"] のような列名の並び', 'a list such as ["address"]')
        )
    column = values.get("id_column")
    if not isinstance(column, str) or not column.strip():
        raise _setting(path, "id_column", ("番号の列の名前", "the name of the id column"))
    extra = values.get("letters", {})
    if not isinstance(extra, dict):
        raise _setting(path, "letters", ("[letters] という表", "a table [letters]"))
    return Settings(
        id_column=column.strip(),
        panel_size=_whole(path, values, "panel_size", least=1, default=None),
        household_columns=tuple(name.strip() for name in homes),
        reserves_per_seat=_whole(path, values, "reserves_per_seat", least=0, default=PER_SEAT),
        letters=extra,
    )


def _setting(path: Path, name: str, expected: Pair) -> BadInput:
    return BadInput(
        path,
        ("設定がないか、形が違います", "this setting is missing or has another form"),
        (f"{expected[0]}を書いてください", expected[1]),
        column=name,
    )


def _whole(path: Path, values: dict[str, Any], name: str, *, least: int, default: int | None) -> int:
    value = values.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise _setting(path, name, (f"{least}以上の整数", f"a whole number of at least {least}"))
    return value


def read_quotas(path: Path) -> list[Quota]:
    """FEATURES.csv: columns feature (or category), value (or name), min, max and optionally flex bounds."""
    table = read_table(path)
    feature = "category" if "category" in table.header and "feature" not in table.header else "feature"
    value = "name" if feature == "category" and "value" not in table.header else "value"
    for column in (feature, value, "min", "max"):
        table.needs(column)
    quotas = [_quota(table, row, feature, value) for row in table.rows]
    seen: set[Pair] = set()
    for row, quota in zip(table.rows, quotas, strict=True):
        if (quota.feature, quota.value) in seen:
            raise table.fault(
                row,
                value,
                (
                    f"「{quota.feature}・{quota.value}」が2回あります",
                    f"{quota.feature} / {quota.value} occurs twice",
                ),
                ("1つの値は1行にしてください", "one row for each value"),
            )
        seen.add((quota.feature, quota.value))
    if not quotas:
        raise BadInput(
            path, ("枠が1つもありません", "no quotas"), ("1行以上書いてください", "at least one row")
        )
    return quotas


def _quota(table: Table, row: Row, feature: str, value: str) -> Quota:
    for column in (feature, value):
        if not row.cells[column]:
            raise table.fault(row, column, ("空欄です", "empty"), ("名前を書いてください", "a name"))
    low, high = (_seats(table, row, column) for column in ("min", "max"))
    if low > high:
        raise table.fault(
            row,
            "max",
            (f"最大{high}が最小{low}より小さいです", f"max {high} is below min {low}"),
            ("最小以上の数にしてください", "a number not below min"),
        )
    flex = [_seats(table, row, name) if row.cells.get(name) else None for name in ("min_flex", "max_flex")]
    for name, widest, wrong in (
        ("min_flex", flex[0], (flex[0] or 0) > low),
        ("max_flex", flex[1], (flex[1] or high) < high),
    ):
        if widest is not None and wrong:
            raise table.fault(
                row,
                name,
                (f"{widest}は枠（{low}〜{high}）より狭いです", f"{widest} is narrower than {low} to {high}"),
                ("ゆるめてよい限度は枠より広くしてください", "a limit wider than min and max"),
            )
    return Quota(row.cells[feature], row.cells[value], low, high, flex[0], flex[1])


def _seats(table: Table, row: Row, column: str) -> int:
    word = row.cells[column]
    if not word.isdecimal():
        raise table.fault(
            row,
            column,
            (f"「{word}」は人数として読めません", f'"{word}" is not a number of seats'),
            ("0以上の整数を書いてください", "a whole number from 0"),
        )
    return int(word)


def read_pool(people: Path, features: Path, settings: Path) -> tuple[Pool, Settings]:
    """All three files as a pool."""
    options = read_settings(settings)
    quotas = read_quotas(features)
    table = read_table(people)
    names = list(dict.fromkeys(quota.feature for quota in quotas))
    for column in (options.id_column, *names, *options.household_columns):
        table.needs(column)
    persons = [_person(table, row, options, names, quotas) for row in table.rows]
    seen: set[str] = set()
    for row, person in zip(table.rows, persons, strict=True):
        if person.id in seen:
            raise table.fault(
                row,
                options.id_column,
                (f"「{person.id}」が2回あります", f'"{person.id}" occurs twice'),
                ("番号は1人に1つにしてください", "an id of its own for each person"),
            )
        seen.add(person.id)
    return Pool(tuple(persons), tuple(quotas), options.panel_size), options


def _person(
    table: Table, row: Row, options: Settings, names: Sequence[str], quotas: Sequence[Quota]
) -> Person:
    identity = row.cells[options.id_column]
    if not identity or len(identity.split()) > 1:
        raise table.fault(
            row,
            options.id_column,
            ("番号が空か、空白を含んでいます", "the id is empty or has a space in it"),
            ("空白のない番号を書いてください", "an id without spaces"),
        )
    for name in names:
        known = [quota.value for quota in quotas if quota.feature == name]
        if row.cells[name] not in known:
            raise table.fault(
                row,
                name,
                (f"「{row.cells[name]}」は枠の表にありません", f'"{row.cells[name]}" has no quota'),
                (f"{'、'.join(known)}のどれかにしてください", f"one of {', '.join(known)}"),
            )
    return Person(identity, tuple(row.cells[name] for name in names), _household(table, row, options))


def _household(table: Table, row: Row, options: Settings) -> str | None:
    parts = [row.cells[column] for column in options.household_columns]
    if not parts:
        return None
    if not any(parts):
        raise table.fault(
            row,
            options.household_columns[0],
            ("住所の列がすべて空欄です", "all household columns are empty"),
            (
                "同じ世帯の人を見分けられるように書いてください",
                "an address, so that households can be told apart",
            ),
        )
    return "\n".join(parts)
