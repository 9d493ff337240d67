"""What a row of the file would change of an entry, and which kind of news that is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..models import LineKind
from .numbers import add_months
from .portal import BLANK_SAYS_NOTHING, COLUMNS, Values

Changes = dict[str, list[Any]]
#: Columns that decide where a corporation belongs.
_MOVES = ("authority", "delegated_to")


@dataclass(frozen=True)
class Difference:
    """The kind of a row, its changes (column -> old, new), and those that staff corrected by hand."""

    kind: LineKind
    changes: Changes
    conflicts: list[str]
    expires_on: str = ""


def compare(values: Values, entry: Values, by_hand: Collection[str], day: date, months: int) -> Difference:
    """A row against the entry it is; both as texts by column."""
    changes = differences(values, entry)
    conflicts = [column for column in changes if column in by_hand]
    free = changes.keys() - conflicts
    expires_on = expiring(values, day, months)
    return Difference(_kind(changes, free, bool(expires_on)), changes, conflicts, expires_on)


def differences(values: Values, entry: Values) -> Changes:
    """Column -> (old, new) where the row says something else than the entry holds."""
    changes = {}
    for column in COLUMNS:
        if column not in values:
            continue
        new, old = values[column], entry[column]
        if new != old and (new or column not in BLANK_SAYS_NOTHING):
            changes[column] = [old, new]
    if "municipality" in changes and "address" not in changes and entry["municipality"]:
        del changes["municipality"]  # staff chose a town; the address says nothing new
    return changes


def expiring(values: Values, day: date, months: int) -> str:
    """The day on which the 認定 ends, when that is within so many months; nothing for the dissolved."""
    until = str(values.get("certified_until", ""))
    if not until or values.get("dissolved_on") or not values.get("certification"):
        return ""
    return until if day.isoformat() <= until <= add_months(day, months).isoformat() else ""


def _kind(changes: Changes, free: Collection[str], expires: bool) -> LineKind:
    if "dissolved_on" in changes and changes["dissolved_on"][1]:
        return LineKind.DISSOLVED
    if any(column in free for column in _MOVES):
        return LineKind.MOVED
    if changes:
        return LineKind.CHANGED
    return LineKind.EXPIRING if expires else LineKind.SAME
