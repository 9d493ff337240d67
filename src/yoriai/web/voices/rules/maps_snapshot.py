"""The parts of a snapshot: plain values from the engine's result, rounded and in canonical order."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from ..models import Statement
from .maps_composition import PRIVACY_MINIMUM
from .maps_computing import Triple
from .maps_slate import Members, with_reasons

Row = Mapping[str, Any]
#: Statements that are quoted for everybody, and for each group.
QUOTED = 5
PEOPLE_COLUMNS = ("participant", "x", "y", "group", "p_group", "sd_x", "sd_y")


class Result(Protocol):
    """What the engine hands over."""

    @property
    def summary(self) -> dict[str, Any]: ...
    @property
    def participants(self) -> list[dict[str, Any]]: ...
    @property
    def statements(self) -> list[dict[str, Any]]: ...


def summary(result: Result, votes: Iterable[Triple], groups: Members) -> dict[str, Any]:
    """The engine's summary, with the statements that the page quotes under names of their own.

    `shared` are those on which all groups lean the same way; `distinct` are, for each group, those
    that it holds more than the others. Both are lists of statement and side, the clearest first.
    The entries of the slate carry the counts behind them; groups of a few people carry none.
    """
    found = result.summary
    guarantees = found["guarantees"]
    return {
        **found,
        "slate": with_reasons(found["slate"], votes, groups),
        "guarantees": {**guarantees, "distinctive": _nameless(guarantees["distinctive"])},
        "shared": _sides(found["consensus"]),
        "distinct": {str(group["id"]): _sides(group["representative"]) for group in found["groups"]},
    }


def _sides(rows: Iterable[Row]) -> list[dict[str, Any]]:
    quoted = [{"statement": int(row["statement"]), "side": row["side"]} for row in rows]
    return quoted[:QUOTED]


def _nameless(rows: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Without any figure about a declared group so small that it could point at somebody."""
    hidden = {"quota": 0, "given": 0, "holds": None, "note": "", "note_en": "", "size": None, "votes": None}
    return {
        name: hidden if "=" in name and row["size"] < PRIVACY_MINIMUM else row for name, row in rows.items()
    }


def people(rows: Iterable[Row]) -> dict[str, Any]:
    """Positions as one table: `columns`, and `rows` in the order of participant numbers."""
    table = [[int(row["participant"]), *(_plain(row[name]) for name in PEOPLE_COLUMNS[1:])] for row in rows]
    return {"columns": list(PEOPLE_COLUMNS), "rows": sorted(table, key=lambda row: row[0])}


def statements(
    rows: Iterable[Statement], votes: Iterable[Triple], groups: Mapping[int, str], found: Iterable[Row]
) -> list[dict[str, Any]]:
    """Each statement with its wording at this moment, its votes by group, and the engine's figures."""
    counts: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for person, about, value in votes:
        for group in {"", groups.get(person, "")}:
            counts[about][group][1 - value] += 1
    figures = {int(row["statement"]): row for row in found}
    return [_statement(row, counts[row.number], figures.get(row.number, {})) for row in rows]


def _statement(row: Statement, counts: Mapping[str, list[int]], figures: Row) -> dict[str, Any]:
    """Votes are written as [agree, pass, disagree]; group "" is everybody."""
    return {
        "statement": row.number,
        "text": {"ja": row.text, "easy": row.text_easy, "en": row.text_en},
        "votes": {group: counts[group] for group in sorted({"", *counts})},
        "figures": {name: _plain(value) for name, value in figures.items() if name != "statement"},
    }


def _plain(value: Any) -> Any:
    """JSON knows no "not a number"; four decimals are more than the figures carry."""
    if not isinstance(value, float):
        return value
    return round(value, 4) if math.isfinite(value) else None
