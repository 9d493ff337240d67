"""The settings file of `yoriai seat`: tables and rounds, each key checked and named when wrong."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from yoriai.cli.errors import BadInput
from yoriai.cli.seat.table import read_text
from yoriai.engines.seating import even_sizes

KEYS = (
    "id_column",
    "table_size",
    "tables",
    "sizes",
    "rounds",
    "seed",
    "keep_apart",
    "keep_together",
    "hosts",
    "home_last_round",
    "cluster_first",
    "fixed",
    "table",
    "attributes",
)
MODES = ("diversify", "cluster:", "at_least_two", "majority_limit:", "tables:", "ignore")
WISHES = (
    '"diversify" か "cluster:値"、"at_least_two:値"、"majority_limit:値"、"tables:値"、"ignore" のどれかを',
    '"diversify", "cluster:VALUE", "at_least_two:VALUE", "majority_limit:VALUE", "tables:VALUE", "ignore"',
)
Two = tuple[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class Settings:
    """A settings file as read, and where it came from (for sentences about it)."""

    path: Path
    data: Mapping[str, Any]
    text: str = ""

    @property
    def id_column(self) -> str:
        return self.typed(
            "id_column", str, ("列の名前を書いてください", "the name of a column"), default="id"
        )

    @property
    def rounds(self) -> int:
        return self._count("rounds", default=1)

    @property
    def seed(self) -> int:
        seed = self.typed("seed", int, ("0以上の整数を書いてください", "a whole number from 0"), default=1)
        if seed < 0:
            self.wrong(
                "seed",
                (f"{seed} です", f"it is {seed}"),
                ("0以上の整数を書いてください", "a whole number from 0"),
            )
        return seed

    def columns(self) -> list[str]:
        """The columns that the wishes read."""
        used = [column for column, modes in self.modes().items() if set(modes) != {"ignore"}]
        return sorted(used)

    def check_keys(self) -> None:
        """Refuse a key that means nothing, because it is most likely a slip."""
        for key in self.data:
            if key not in KEYS:
                self.wrong(
                    key,
                    ("知らない項目です", "unknown key"),
                    (f"使えるのは {'、'.join(KEYS)}", f"one of {', '.join(KEYS)}"),
                )

    def sizes(self, people: int) -> tuple[int, ...]:
        """Heads at each table."""
        given = [key for key in ("table_size", "tables", "sizes") if key in self.data]
        if len(given) != 1:
            self.wrong(
                given[1] if given else "table_size",
                (
                    "卓の決め方が" + ("重なっています" if given else "ありません"),
                    f"{len(given)} ways to set the tables",
                ),
                ("table_size、tables、sizes のどれか1つを書いてください", "one of table_size, tables, sizes"),
            )
        if given == ["sizes"]:
            return self._listed_sizes(people)
        if given == ["tables"]:
            return self._even(people, self._count("tables"))
        return self._even(people, -(-people // self._count("table_size")))

    def _even(self, people: int, tables: int) -> tuple[int, ...]:
        if tables > people:
            self.wrong(
                "tables",
                (f"{tables}卓に対して参加者が{people}人です", f"{tables} tables for {people} people"),
                (f"{people}卓までにしてください", f"at most {people}"),
            )
        return even_sizes(people, tables)

    def _listed_sizes(self, people: int) -> tuple[int, ...]:
        expected = (
            "1卓ずつの人数を [6, 6, 5] のように書いてください",
            "heads for each table, such as [6, 6, 5]",
        )
        sizes = self.typed("sizes", list, expected)
        if not sizes or not all(type(size) is int and size > 0 for size in sizes):
            self.wrong("sizes", (f"{sizes} です", f"it is {sizes}"), expected)
        if sum(sizes) != people:
            self.wrong(
                "sizes",
                (
                    f"席は合わせて{sum(sizes)}、参加者は{people}人です",
                    f"{sum(sizes)} seats for {people} people",
                ),
                (f"合わせて{people}になるようにしてください", f"{people} seats in all"),
            )
        return tuple(sizes)

    def modes(self) -> dict[str, list[str]]:
        """For each column its wishes."""
        expected = ('列 = "diversify" のように書いてください', 'lines such as column = "diversify"')
        given = self.typed("attributes", dict, expected, default={})
        modes = {column: [mode] if isinstance(mode, str) else mode for column, mode in given.items()}
        for column, several in modes.items():
            if not isinstance(several, list) or not several or not all(_is_mode(mode) for mode in several):
                self.wrong(
                    column,
                    (f"「{given[column]}」は使えません", f"{given[column]!r} is no wish"),
                    WISHES,
                )
        return modes

    def flag(self, key: str) -> bool:
        """A key that is true or false, false when absent."""
        return self.typed(key, bool, ("true か false を書いてください", "true or false"), default=False)

    def _count(self, key: str, default: int | None = None) -> int:
        expected = ("1以上の整数を書いてください", "a whole number from 1")
        number = self.typed(key, int, expected, default=default)
        if number < 1:
            self.wrong(key, (f"{number} です", f"it is {number}"), expected)
        return number

    def typed(self, key: str, kind: type[T], expected: Two, default: T | None = None) -> T:
        """The value of a key, of one type."""
        value = self.data.get(key, default)
        if type(value) is not kind:
            self.wrong(key, (f"{_shown(value)} です", f"it is {_shown(value)}"), expected)
        return value

    def wrong(self, key: str, wrong: Two, expected: Two, needle: str = "") -> NoReturn:
        """Refuse a key, naming its line in the file."""
        raise BadInput(self.path, wrong, expected, row=self._row(key, needle), column=key)

    def _row(self, key: str, needle: str) -> int | None:
        """The line of the text in which the key stands, from its name on the line with `needle`."""
        last = key.rpartition(".")[2]
        start = re.compile(rf'^\s*(\[.*)?["\']?{re.escape(last)}["\']?\s*[=\].]')
        lines = self.text.splitlines()
        found = next((k for k, line in enumerate(lines) if start.match(line)), None)
        if found is None:
            return None
        return next((k for k in range(found, len(lines)) if needle in lines[k]), found) + 1


def read_settings(path: Path) -> Settings:
    """The settings of a TOML file."""
    text = read_text(path)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"at line (\d+)", str(problem))
        raise BadInput(
            path,
            ("設定として読めません", "not valid TOML"),
            ('名前 = 値 の形で書き、文字は " " で囲んでください', "lines of name = value, text in quotes"),
            row=int(line[1]) if line else None,
        ) from problem
    settings = Settings(path, data, text)
    settings.check_keys()
    return settings


def _is_mode(mode: object) -> bool:
    """Whether a wish for a column is one that exists; those with a colon need a value behind it."""
    if not isinstance(mode, str):
        return False
    kind, colon, value = mode.partition(":")
    takes_value = f"{kind}:" in MODES or kind == "at_least_two"
    return takes_value and bool(value) if colon else kind in MODES


def _shown(value: object) -> str:
    return "空" if value is None else str(value)
