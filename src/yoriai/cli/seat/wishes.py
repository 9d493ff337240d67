"""The wishes of a settings file, every person and table in them known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from yoriai.cli.seat.settings import Settings
from yoriai.engines.seating import Fixed, OnlyAt, Value, Wishes


@dataclass(frozen=True)
class WishReader:
    """Reads the wishes of `settings` for these people and this number of tables."""

    settings: Settings
    people: Mapping[str, Mapping[str, str]]
    tables: int

    def read(self) -> Wishes:
        """The wishes, every person and table in them known."""
        modes = self.settings.modes()

        def values(prefix: str) -> tuple[Value, ...]:
            found = [(c, m) for c, several in modes.items() for m in several if m.startswith(prefix)]
            return tuple(Value(column, mode.removeprefix(prefix)) for column, mode in found)

        return Wishes(
            diversify=tuple(column for column, several in modes.items() if "diversify" in several),
            cluster=values("cluster:"),
            cluster_first=self.settings.flag("cluster_first"),
            majority_limit=values("majority_limit:"),
            at_least_two=(*values("at_least_two:"), *self._every_value()),
            only_at=tuple(OnlyAt(value, self._tables_with(value.column)) for value in values("tables:")),
            keep_apart=self._apart(),
            keep_together=tuple(tuple(group) for group in self._groups("keep_together")),
            fixed=tuple(self._fixed()),
            hosts=self._hosts(),
            home_last_round=self.settings.flag("home_last_round"),
        )

    def _every_value(self) -> list[Value]:
        columns = [column for column, several in self.settings.modes().items() if "at_least_two" in several]
        return [Value(c, v) for c in columns for v in sorted({person[c] for person in self.people.values()})]

    def _tables_with(self, column: str) -> tuple[int, ...]:
        expected = (
            f"[table.番号] の下に「{column} = true」と書いてください（番号は1から{self.tables}まで）",
            f"{column} = true under [table.NUMBER], NUMBER from 1 to {self.tables}",
        )
        given = self.settings.typed("table", dict, expected, default={})
        for number, marks in given.items():
            if not number.isdigit() or not 1 <= int(number) <= self.tables or not isinstance(marks, dict):
                self.settings.wrong(f"table.{number}", ("この卓はありません", "no such table"), expected)
        found = tuple(sorted(int(n) for n, marks in given.items() if marks.get(column) is True))
        if not found:
            self.settings.wrong(column, ("使える卓が決まっていません", "no table is marked for it"), expected)
        return found

    def _apart(self) -> tuple[tuple[str, str], ...]:
        groups = self._groups("keep_apart")
        return tuple(pair for group in groups for pair in combinations(group, 2))

    def _groups(self, key: str) -> list[list[str]]:
        expected = (
            '[["p1", "p2"]] のようにIDを2つ以上ずつ並べてください',
            'lists of two ids or more, such as [["p1", "p2"]]',
        )
        groups = self.settings.typed(key, list, expected, default=[])
        for group in groups:
            if not isinstance(group, list) or len(set(map(str, group))) != len(group) or len(group) < 2:
                self.settings.wrong(key, (f"「{group}」は使えません", f"{group!r} is no group"), expected)
            for person in group:
                self._known(key, person)
        return groups

    def _hosts(self) -> tuple[str, ...]:
        expected = ('["p1", "p2"] のようにIDを並べてください', 'a list of ids, such as ["p1", "p2"]')
        hosts = self.settings.typed("hosts", list, expected, default=[])
        for host in hosts:
            self._known("hosts", host)
        if len(set(hosts)) != len(hosts):
            self.settings.wrong("hosts", ("同じ人が2回あります", "somebody twice"), expected)
        return tuple(hosts)

    def _fixed(self) -> list[Fixed]:
        last = self.settings.rounds
        expected = (
            f"p1 = 2（卓は1から{self.tables}）か p1 = {{ table = 2, rounds = [1] }}（回は1から{last}）の形で",
            f"p1 = 2 or p1 = {{ table = 2, rounds = [1] }}, tables 1 to {self.tables}, rounds 1 to {last}",
        )
        found = []
        for person, places in self.settings.typed("fixed", dict, expected, default={}).items():
            self._known("fixed", person)
            for place in places if isinstance(places, list) else [places]:
                fixed = _place(person, place)
                if (
                    fixed is None
                    or not 1 <= fixed.table <= self.tables
                    or not set(fixed.rounds) <= set(self._numbers())
                ):
                    self.settings.wrong(
                        person, (f"「{place}」は使えません", f"{place!r} is no place"), expected
                    )
                found.append(fixed)
        return found

    def _numbers(self) -> range:
        return range(1, self.settings.rounds + 1)

    def _known(self, key: str, person: object) -> None:
        if not isinstance(person, str) or person not in self.people:
            self.settings.wrong(
                key,
                (f"「{person}」は参加者の一覧にいません", f"{person!r} is not among the people"),
                ("参加者の一覧にあるIDを書いてください", "an id of the people file"),
                needle=str(person),
            )


def _place(person: str, place: object) -> Fixed | None:
    if type(place) is int:
        return Fixed(person, place)
    if (
        not isinstance(place, dict)
        or not set(place) <= {"table", "rounds"}
        or type(place.get("table")) is not int
    ):
        return None
    rounds = place.get("rounds", [])
    if not isinstance(rounds, list) or not all(type(r) is int for r in rounds):
        return None
    return Fixed(person, place["table"], tuple(sorted(set(rounds))))
