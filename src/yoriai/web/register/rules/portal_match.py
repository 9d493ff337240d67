"""Which entry of the register each row of the file is: by 法人番号, else by name, authority and place.

No two rows come onto one entry, and the answer does not depend on the order of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from . import names
from .portal_places import prefecture_of


class Light(NamedTuple):
    """What a row is recognised by. `digest` stands for the whole row."""

    line: int
    number: str
    name: str
    authority: str
    address: str
    dissolved: bool
    digest: bytes


class Known(NamedTuple):
    """What an entry is recognised by. A merged entry carries the one it was merged into."""

    pk: int
    number: str
    name_key: str
    authority: str
    address: str
    town: str
    merged_into: int | None = None


@dataclass
class Plan:
    """Line -> the entry it is (nothing: it is new), what is wrong with it, what staff should know of it."""

    entries: dict[int, int] = field(default_factory=dict)
    problems: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    #: Lines that say again what another line says: counted, not shown.
    repeats: set[int] = field(default_factory=set)


#: (entry, authority) pairs that the entry's history knows from before.
Former = frozenset[tuple[int, str]]


def match(rows: Iterable[Light], known: Iterable[Known], former: Former = frozenset()) -> Plan:
    """The plan for all rows against all entries."""
    plan, entries = Plan(), list(known)
    alive = {entry.pk: entry for entry in entries if entry.merged_into is None}
    by_number = _by_number(entries, alive)
    single = _without_twins(sorted(rows, key=lambda row: row.line), by_number, alive, former, plan)
    claimed: dict[int, int] = {}
    open_rows = []
    for row in single:
        pk = by_number.get(row.number) if row.number else None
        if pk is None:
            open_rows.append(row)
        elif pk in claimed:
            plan.problems[row.line] = (
                f"{row.line}行目「法人番号」: {claimed[pk]}行目と同じ団体です"
                "（台帳で1つにまとめられています）"
            )
        else:
            claimed[pk] = row.line
            plan.entries[row.line] = pk
    free = [entry for entry in alive.values() if entry.pk not in claimed]
    _by_name(open_rows, free, plan)
    return plan


def _by_number(entries: Sequence[Known], alive: dict[int, Known]) -> dict[str, int]:
    """法人番号 -> the entry; that of a merged one is its survivor."""
    into = {entry.pk: entry.merged_into for entry in entries}
    found = {}
    for entry in sorted(entries, key=lambda entry: (entry.merged_into is None, entry.pk)):
        pk, seen = entry.pk, {entry.pk}
        while (following := into.get(pk)) is not None and following not in seen:
            pk = following
            seen.add(pk)
        if entry.number and pk in alive:
            found[entry.number] = pk
    return found


def _without_twins(
    rows: list[Light], by_number: dict[str, int], alive: dict[int, Known], former: Former, plan: Plan
) -> list[Light]:
    """One row for each 法人番号, and for each name, authority and address where the number is missing."""
    groups: dict[tuple[str, ...], list[Light]] = {}
    for row in rows:
        group = (row.number,) if row.number else (row.name, row.authority, row.address)
        groups.setdefault(group, []).append(row)
    single = []
    for twins in groups.values():
        entry = alive.get(by_number.get(twins[0].number, 0))
        best = twins[0] if len(twins) == 1 else min(twins, key=_standing(entry, former))
        single.append(best)
        _tell_twins(best, [row for row in twins if row is not best], plan)
    return single


def _standing(entry: Known | None, former: Former) -> Callable[[Light], tuple[object, ...]]:
    """Of two rows with one number the one that stands: alive, at an authority that is not a former one,
    one whose place it is, and that the register does not know yet; else in an order of its own."""

    def order(row: Light) -> tuple[object, ...]:
        was_before = entry is not None and (entry.pk, row.authority) in former
        away = (
            not row.address.startswith((row.authority, prefecture_of(row.authority))) if row.address else True
        )
        old = entry is not None and entry.authority == row.authority
        return (row.dissolved, was_before, away, old, row.authority, row.digest, row.line)

    return order


def _tell_twins(best: Light, others: list[Light], plan: Plan) -> None:
    elsewhere = [row for row in others if row.authority != best.authority]
    if elsewhere:
        places = "、".join(f"{row.line}行目（{row.authority or '所轄庁なし'}）" for row in elsewhere)
        plan.notes[best.line] = (
            f"同じ法人番号の行が{places}にもあります。この行（{best.authority}）を使います。"
        )
    for row in others:
        if row.authority == best.authority and row.digest != best.digest:
            plan.problems[row.line] = (
                f"{row.line}行目「{'法人番号' if row.number else '法人名称'}」: "
                f"{best.line}行目と同じ法人で、中身が違います。{best.line}行目のほうを使います"
            )
        else:
            plan.repeats.add(row.line)


def _by_name(rows: list[Light], free: list[Known], plan: Plan) -> None:
    """Rows whose number is unknown, or missing: the one entry with the same name and authority, or place."""
    if not free or not rows:
        return
    by_key: dict[str, list[Known]] = {}
    for entry in free:
        by_key.setdefault(entry.name_key, []).append(entry)
    taken: set[int] = set()
    asked = [(row, by_key[key]) for row in rows if (key := names.key(row.name)) in by_key]
    for agree in (_same_authority, _same_address, _same_town):
        pairs = [
            (row, entry)
            for row, entries in asked
            if row.line not in plan.entries
            for entry in entries
            if entry.pk not in taken and not (row.number and entry.number) and agree(row, entry)
        ]
        for row, entry in _only(pairs):
            plan.entries[row.line] = entry.pk
            taken.add(entry.pk)
    for row, entries in asked:
        if row.line not in plan.entries:
            plan.notes[row.line] = (
                f"台帳に同じ名前の団体が{len(entries)}つありますが、所轄庁も住所も合わないので、新しい団体とみなします。"
            )


def _only(pairs: list[tuple[Light, Known]]) -> list[tuple[Light, Known]]:
    """Pairs that leave no choice on either side."""
    lines: dict[int, int] = {}
    pks: dict[int, int] = {}
    for row, entry in pairs:
        lines[row.line] = lines.get(row.line, 0) + 1
        pks[entry.pk] = pks.get(entry.pk, 0) + 1
    return [(row, entry) for row, entry in pairs if lines[row.line] == pks[entry.pk] == 1]


def _same_authority(row: Light, entry: Known) -> bool:
    return bool(row.authority) and row.authority == entry.authority


def _same_address(row: Light, entry: Known) -> bool:
    return bool(row.address) and names.key(row.address) == names.key(entry.address)


def _same_town(row: Light, entry: Known) -> bool:
    return not entry.authority and bool(entry.town) and entry.town in row.address
