"""The registry of what is kept about a person: who holds it, who erases it, what stands in the way.

The foundation knows no area. Each area names the columns it answers for (`app.Model.column`); a test
fails when a column that points to a person or an account is named by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from .rules.traces import Traces

#: So many rows of a table stand on the page of a copy; the files hold all of them.
SHOWN = 100


@dataclass(frozen=True)
class Subject:
    """The person a copy or an erasure is about.

    `person_ids`: the entry and every entry that was merged into it; `user_ids`: their accounts; `traces`:
    what names or reaches the person (names, kana, mail, telephone, address, birthday), in any writing;
    `mails`: their addresses in small letters.
    """

    person_ids: tuple[int, ...]
    user_ids: tuple[int, ...] = ()
    traces: Traces = field(default_factory=Traces)
    mails: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A table of the copy: its heading, and rows of label -> value."""

    title: str
    rows: list[dict[str, Any]]

    @cached_property
    def labels(self) -> list[str]:
        """All labels of its rows, in the order in which they come."""
        return list(dict.fromkeys(label for row in self.rows for label in row))

    @property
    def cells(self) -> list[list[Any]]:
        """The first rows under these labels; what a row has not is empty."""
        return [[row.get(label, "") for label in self.labels] for row in self.rows[:SHOWN]]

    @property
    def more(self) -> int:
        """How many rows do not stand on the page."""
        return max(0, len(self.rows) - SHOWN)


Holds = Callable[[Subject], Iterable[Section]]
Erases = Callable[[Subject, datetime], Mapping[str, int]]
Hinders = Callable[[Subject, datetime], Iterable[str]]
Leaves = Callable[[Subject], Mapping[str, Sequence[str]]]
Clears = Callable[[Sequence[str]], None]


@dataclass
class Area:
    """What one area answers for."""

    label: str
    holds: Holds | None = None
    erases: Erases | None = None
    hinders: Hinders | None = None
    leaves: Leaves | None = None
    clears: Clears | None = None
    copied: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    erasable: dict[str, str] = field(default_factory=dict)


AREAS: dict[str, Area] = {}


def register(
    name: str,
    label: str,
    *,
    holds: Holds,
    copied: Iterable[str],
    erases: Erases,
    erased: Iterable[str],
    kept: Mapping[str, str],
    hinders: Hinders | None = None,
    leaves: Leaves | None = None,
    clears: Clears | None = None,
    tables: Mapping[str, str] | None = None,
    erasable: Mapping[str, str] | None = None,
) -> None:
    """Add an area: what it copies and erases, and which columns stay, with the reason.

    `leaves` names what lies outside the database and has to be cleared once an erasure is committed: marks
    by the words under which they are counted; `clears` clears marks, and does nothing for what is gone.
    `tables` names the area's tables in Japanese (app.Model -> name); `erasable` the one column of a table of
    which the database lets nothing else change (a text is replaced whole). Registering again under the same
    name replaces it.
    """
    AREAS[name] = Area(
        label,
        holds,
        erases,
        hinders,
        leaves,
        clears,
        set(copied),
        set(erased),
        dict(kept),
        dict(tables or {}),
        dict(erasable or {}),
    )


def sections(subject: Subject) -> list[tuple[str, Section]]:
    """Everything that any area holds about the person; empty tables are left out."""
    found = []
    for area in AREAS.values():
        rows = area.holds(subject) if area.holds else ()
        found += [(area.label, section) for section in rows if section.rows]
    return found


def hindrances(subject: Subject, at: datetime) -> list[str]:
    """Why the person cannot be erased today, as sentences."""
    return [text for area in AREAS.values() if area.hinders for text in area.hinders(subject, at)]


def erase(subject: Subject, at: datetime) -> dict[str, int]:
    """Let every area erase its part, inside the caller's transaction; gives counts by area and table.

    Areas above the register first: what points to an entry goes before the entry itself.
    """
    done: dict[str, int] = {}
    for name, area in reversed(AREAS.items()):
        counts = area.erases(subject, at) if area.erases else {}
        done |= {f"{name}.{table}": count for table, count in counts.items() if count}
    return done


def leaves(subject: Subject) -> dict[str, dict[str, list[str]]]:
    """Area -> words -> marks of what lies outside the database and names the person."""
    found = {}
    for name, area in AREAS.items():
        marks = {words: list(ones) for words, ones in area.leaves(subject).items()} if area.leaves else {}
        if any(marks.values()):
            found[name] = marks
    return found


def erasable_column(label: str) -> str | None:
    """The column of an otherwise unchangeable table out of which a name can be taken."""
    return next((area.erasable[label] for area in AREAS.values() if label in area.erasable), None)
