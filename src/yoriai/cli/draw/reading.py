"""Reads people, features and settings; every fault is one sentence with file, row and column."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yoriai.cli.draw.tables import Pair, Row, Table, read_table, read_text
from yoriai.cli.errors import BadInput
from yoriai.engines.sortition import PER_SEAT, Person, Pool, Quota


@dataclass(frozen=True)
class Settings:
    """The settings file."""

    id_column: str
    panel_size: int
    household_columns: tuple[str, ...] = ()
    reserves_per_seat: int = PER_SEAT
    letters: dict[str, Any] = field(default_factory=dict)


def read_settings(path: Path) -> Settings:
    """SETTINGS.toml. Keys and tables of other tools are passed over."""
    try:
        values = tomllib.loads(read_text(path))
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
    if not persons:
        raise BadInput(
            people,
            ("名簿に人がいません", "nobody is in the file"),
            ("1行以上書いてください", "at least one row"),
        )
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
