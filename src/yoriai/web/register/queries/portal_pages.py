"""What the pages of the portal's import show: counts by kind, and lines with before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from ..models import Certification, ImportLine, ImportRun, LegalForm, LineKind, Municipality
from ..models.history import label_of
from ..models.organisation import Organisation
from ..rules import imports as rules
from ..rules import portal, portal_history
from ..rules.portal import COLUMNS

_CHOICES = {"certification": dict(Certification.choices), "legal_form": dict(LegalForm.choices)}


@dataclass(frozen=True)
class KindCount:
    """A kind of news: how many lines, how many chosen, how many taken."""

    kind: LineKind
    lines: int
    chosen: int
    taken: int
    conflicts: int

    @property
    def applicable(self) -> bool:
        """Whether taking it changes the register."""
        return self.kind in rules.APPLICABLE


@dataclass(frozen=True)
class Cell:
    """One column of a line, before and after."""

    column: str
    label: str
    old: str
    new: str
    conflict: bool = False
    overwrite: bool = False


@dataclass(frozen=True)
class Shown:
    """A line as its page shows it."""

    line: ImportLine
    cells: list[Cell]


def counts(run: ImportRun) -> list[KindCount]:
    """Every kind with its numbers, in the order of the kinds; what is the same is only counted."""
    conflict = Q(lines__conflicts=[])
    rows = (
        ImportRun.objects.filter(pk=run.pk)
        .values("lines__kind")
        .annotate(
            lines_=Count("lines"),
            chosen=Count("lines", filter=Q(lines__chosen=True)),
            taken=Count("lines", filter=Q(lines__taken=True)),
            conflicts=Count("lines", filter=~conflict),
        )
    )
    by_kind = {row["lines__kind"]: row for row in rows}
    found = [
        KindCount(kind, row["lines_"], row["chosen"], row["taken"], row["conflicts"])
        for kind in LineKind
        if kind != LineKind.EXPIRING and (row := by_kind.get(kind.value))
    ]
    expiring = run.lines.filter(expires_on__isnull=False).count()
    return [*found, KindCount(LineKind.EXPIRING, expiring, 0, 0, 0)] if expiring else found


def shown(lines: Iterable[ImportLine]) -> list[Shown]:
    """Lines with their columns in words."""
    towns = Municipality.objects.in_bulk()
    return [Shown(line, list(_cells(line, towns))) for line in lines]


def _cells(line: ImportLine, towns: dict[str, Municipality]) -> Iterable[Cell]:
    row, overwrite = portal.unpacked(line.values.get("row", {})), line.values.get("overwrite", ())
    pairs = {column: ("", value) for column, value in row.items()} | line.changes
    for column in COLUMNS:
        if column in pairs:
            old, new = (_words(column, value, towns) for value in pairs[column])
            label = label_of(Organisation, column)
            yield Cell(column, label, old, new, column in line.conflicts, column in overwrite)


def _words(column: str, value: Any, towns: dict[str, Municipality]) -> str:
    if column in _CHOICES:
        return str(_CHOICES[column].get(value, value)) if value else ""
    return portal_history.words(column, value, towns) if value not in ("", None) else ""
