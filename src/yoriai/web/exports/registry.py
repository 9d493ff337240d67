"""The registry of exports: what can leave the system, for whom, in which columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .papers import Paper


@dataclass(frozen=True)
class Column:
    """One column of a table that leaves the system; with a `right`, only for those who have it."""

    key: str
    label: str
    value: Callable[[Any], Any]
    right: Right | None = None


@dataclass(frozen=True)
class Export:
    """A table that can be taken out.

    `rows(viewer, subject)` gives what this viewer may take of this subject (a conversation's key,
    or empty), or None when it is out of the viewer's sight. `bundle`, when given, makes a zip of
    several files instead of a table: name -> bytes. `paper`, when given, makes a PDF (several papers: a zip
    of several), and `rows` are the entries that stand on them. `data`, when given, makes one JSON document.
    `person` names, for each of the rows, the person (or the people) of the register whose data it holds;
    that they were taken out is then written down. `count` says how many rows there are where that is cheaper
    than asking `rows` (or, for a bundle, what makes it large): a large file is made by a worker.
    `completed` fetches, for some of the rows at a time, what hangs on them.
    """

    key: str
    label: str
    rows: Callable[[Viewer, str], Iterable[Any] | None]
    columns: tuple[Column, ...] = ()
    bundle: Callable[[Viewer, str], dict[str, bytes] | None] | None = None
    paper: Callable[[Viewer, str], Paper | Sequence[Paper] | None] | None = None
    data: Callable[[Viewer, str], dict[str, Any] | None] | None = None
    person: Callable[[Any], int | Iterable[int] | None] | None = None
    first: Callable[[Viewer, Mapping[str, Any], str], str | None] | None = None
    count: Callable[[Viewer, str], int | None] | None = None
    completed: Callable[[Sequence[Any]], None] | None = None

    def columns_for(self, viewer: Viewer) -> list[Column]:
        """The columns that this viewer may take."""
        return [column for column in self.columns if column.right is None or viewer.may(column.right)]

    def people(self, rows: Iterable[Any]) -> set[int]:
        """The people whose data stand in these rows."""
        found: set[int] = set()
        for row in rows if self.person else ():
            named = self.person(row) if self.person else None
            found |= {named} if isinstance(named, int) else set(named or ())
        return found

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats that somebody may choose from; empty when there is only one."""
        return () if self.bundle or self.paper or self.data else ("csv", "xlsx", "json")


EXPORTS: dict[str, Export] = {}
#: Called with actor, people, purpose, source and time whenever people's data leave in a file.
Watcher = Callable[..., None]
WATCHERS: list[Watcher] = []


def register(exports: Iterable[Export]) -> None:
    """Add exports of an area; a key stands for one export only (ValueError)."""
    for export in exports:
        if EXPORTS.setdefault(export.key, export) is not export:
            raise ValueError(f"export {export.key} is registered twice")


def startable(viewer: Viewer) -> list[Export]:
    """The exports that need no subject and that this viewer may take, in order of their names."""
    return sorted(
        (export for export in EXPORTS.values() if export.rows(viewer, "") is not None),
        key=lambda export: export.label,
    )
