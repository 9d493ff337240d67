"""What is to be done with a line: taken as new, written into an entry, left out; and what that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...models import ImportLine, LineKind, Organisation, Person
from .. import entries, fields
from . import matching, stored
from .texts import DITTO

#: The decisions beside the number of an entry. TWIN: goes where an earlier line of the file goes.
#: UNDECIDED: somebody has to look first.
NEW, LEAVE, TWIN, UNDECIDED = "new", "leave", "twin", ""


def without_dittos(cells: Sequence[str], above: Sequence[str]) -> list[str]:
    """A row in which 「〃」 and 「同上」 are what stands in the row above."""
    return [
        (above[place] if place < len(above) else "") if cell in DITTO else cell
        for place, cell in enumerate(cells)
    ]


def shown_name(kind: str, values: Mapping[str, Any]) -> str:
    """What a line is called in the preview."""
    if kind == "person":
        return f"{values.get('family_name', '')} {values.get('given_name', '')}".strip()
    return str(values.get("name", ""))


def proposed(line: ImportLine) -> str:
    """What is proposed: the one entry that is surely meant; undecided when several or only the name
    speak for it; otherwise new. A line like an earlier one of the file goes where that one goes."""
    if "twin" in line.values:
        return TWIN
    found = line.values.get("candidates", [])
    strong = [pk for pk, _reasons, sure in found if sure]
    if len(strong) == 1:
        return str(strong[0])
    return UNDECIDED if found else NEW


def settle(line: ImportLine, decision: str, rows: Mapping[int, Organisation | Person]) -> None:
    """Write a decision onto a line: its kind, its target, and what would change there.

    A decision for an entry that is no candidate, or no longer there, leaves the line undecided.
    """
    known = {str(pk) for pk, _reasons, _sure in line.values.get("candidates", [])}
    row = rows.get(int(decision)) if decision in known else None
    fixed = (NEW, LEAVE, TWIN) if "twin" in line.values else (NEW, LEAVE)
    if decision not in fixed and row is None:
        decision = UNDECIDED
    line.values["decision"] = decision
    line.chosen = decision not in (LEAVE, UNDECIDED)
    line.target_id = row.pk if row else None
    line.changes, line.conflicts = {}, []
    line.kind = LineKind.SAME if decision == TWIN else LineKind.NEW
    if row is not None:
        _compare(line, row)


def _compare(line: ImportLine, row: Organisation | Person) -> None:
    said = line.values[line.target]
    line.values["version"] = row.version
    wanted = matching.changes(line.target, stored.raw(row, fields.TABLES[line.target]), said)
    by_hand = getattr(row, "checked_by_hand", [])
    line.conflicts = sorted(column for column in wanted if column in by_hand)
    line.changes = {
        column: [entries.text_of(getattr(row, column)), entries.text_of(wanted[column])]
        for column in wanted
        if column not in by_hand
    }
    adds = isinstance(row, Person) and bool(new_reaches(known_reaches(row), line.values.get("reaches", ())))
    line.kind = LineKind.CHANGED if line.changes or adds else LineKind.SAME


def known_reaches(row: Person) -> set[tuple[str, str]]:
    """What an entry is reached by, as `new_reaches` compares it."""
    return {(_family(reach.kind), reach.key) for reach in row.reaches.all()}


def new_reaches(known: set[tuple[str, str]], said: Sequence[Sequence[str]]) -> list[tuple[str, str, str]]:
    """(kind, value, key) of the ways to reach somebody that are not yet known, and knows them from then on;
    a number counts once, whether as telephone or as mobile."""
    found = []
    for kind, value in said:
        key = entries.reach_key(kind, value)
        if (_family(kind), key) not in known:
            known.add((_family(kind), key))
            found.append((kind, value, key))
    return found


def _family(kind: str) -> str:
    return "phone" if kind == "mobile" else kind
