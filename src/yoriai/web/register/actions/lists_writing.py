"""The rows that taking a list writes, kind by kind, in few statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import (
    FieldChange,
    ImportLine,
    LegalForm,
    Organisation,
    Person,
)
from ..queries import rosters as queries
from ..rules import entries
from ..rules.rosters import deciding, guesses, stored
from . import lists_belongings as belongings
from .entries import index_organisations, index_people

Row = Organisation | Person
_BATCH = 500
MOVED_ON = "見たあとで台帳の記載が変わったので、取り込みませんでした。"
NUMBER_TAKEN = "同じ法人番号の団体がもう台帳にあるので、取り込みませんでした。"
TWIN_LEFT = "同じ人・団体のもとの行を取り込まないので、この行も取り込みませんでした。"


@dataclass
class _Change:
    """An entry that lines write into: what it held before, and the first of those lines."""

    row: Row
    line: ImportLine
    before: dict[str, str]
    raw: dict[str, Any]


@dataclass
class Writing:
    """One list while it is written. A place is a line's number in `lines`; `entries` says where it went."""

    actor: Viewer
    lines: list[ImportLine]
    source: str
    at: datetime
    today: date
    entries: dict[int, Row] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {"added": 0, "changed": 0, "roles": 0})

    def organisations(self) -> None:
        """New organisations, changed ones, their fields of activity."""
        self._leave_known_numbers()
        self._rows("organisation")
        belongings.fields(self.lines, self.entries)
        for chunk in self._to_index("organisation", "fields"):
            rows = Organisation.objects.filter(pk__in=chunk)
            index_organisations(rows.select_related("municipality"))

    def people(self) -> None:
        """New people, changed ones, ways to reach them."""
        self._rows("person")
        belongings.reaches(self.lines, self.entries)
        for chunk in self._to_index("person", "reaches"):
            index_people(Person.objects.filter(pk__in=chunk).prefetch_related("reaches"))

    def _to_index(self, kind: str, belonging: str) -> Iterator[list[int]]:
        """The numbers of entries that are new, changed or got something that they are found by."""
        numbers = sorted(
            {
                line.target_id
                for line in self.lines
                if line.target == kind and line.taken and line.target_id
                if any(line.values["undo"][key] for key in ("created", "after", belonging))
            }
        )
        for start in range(0, len(numbers), _BATCH):
            yield numbers[start : start + _BATCH]

    def roles(self) -> None:
        """What people of the list are in its organisations, where they are not that already."""
        self.counts["roles"] = belongings.roles(self.lines, self.entries, self.today)

    # --- entries ---------------------------------------------------------------------------------

    def _rows(self, kind: str) -> None:
        """The entries that lines of a kind go to: new ones inserted, changed ones saved."""
        lines = [
            (place, line)
            for place, line in enumerate(self.lines)
            if line.target == kind and line.chosen and "decision" in line.values
        ]
        there = self._there(kind, [line.target_id for _place, line in lines if line.target_id])
        new: list[Row] = []
        changes: dict[int, _Change] = {}
        for place, line in lines:
            decision = line.values["decision"]
            if decision == deciding.TWIN:
                self._as_twin(place, line)
            elif decision == deciding.NEW:
                new.append(self._take(place, line, self._new(kind, line), created=True))
            else:
                self._into(place, line, there, changes)
        stored.MODELS[kind]._default_manager.bulk_create(new, batch_size=_BATCH)  # type: ignore[arg-type]
        self.counts["added"] += len(new)
        self._save(kind, list(changes.values()))
        self._number(lines)

    def _there(self, kind: str, wanted: list[int]) -> dict[int, Row]:
        """The entries as they are now, held until the deed ends."""
        rows = stored.MODELS[kind]._default_manager.select_for_update()
        for start in range(0, len(wanted), _BATCH):
            list(rows.filter(pk__in=wanted[start : start + _BATCH]).values_list("pk"))
        return queries.entries_for(self.actor, kind, wanted)

    def _take(self, place: int, line: ImportLine, row: Row, *, created: bool) -> Row:
        line.taken = True
        line.values["undo"] = {"created": created, "before": {}, "after": {}, "version": row.version}
        line.values["undo"] |= {"reaches": [], "fields": [], "roles": [], "history": []}
        self.entries[place] = row
        return row

    def _as_twin(self, place: int, line: ImportLine) -> None:
        row = self.entries.get(line.values["twin"])
        if row is None:
            line.problem = TWIN_LEFT
        else:
            self._take(place, line, row, created=False)

    def _into(self, place: int, line: ImportLine, there: dict[int, Row], changes: dict[int, _Change]) -> None:
        row = there.get(line.target_id or 0)
        if row is None or (row.pk not in changes and row.version != line.values["version"]):
            line.problem = MOVED_ON
            return
        self._take(place, line, row, created=False)
        if line.changes:
            columns = rules.fields.TABLES[line.target]
            change = changes.setdefault(
                row.pk,
                _Change(
                    row, line, entries.snapshot(row), {column: stored.get(row, column) for column in columns}
                ),
            )
            for column in line.changes:
                stored.put(change.row, column, line.values[line.target][column])

    def _new(self, kind: str, line: ImportLine) -> Row:
        said = dict(line.values[kind])
        form, town = said.pop("guessed_form", ""), said.pop("guessed_town", "")
        row: Row = Person() if kind == "person" else Organisation()
        if isinstance(row, Organisation):
            row.legal_form = form or LegalForm.OTHER
            row.sector = guesses.sector_of(row.legal_form)
        row.municipality_id = town or None
        for column, value in said.items():
            stored.put(row, column, value)
        row.key = rules.search_key(row.name, row.kana)
        row.created_at = self.at
        return row

    def _save(self, kind: str, changes: list[_Change]) -> None:
        history: list[tuple[ImportLine, FieldChange]] = []
        for change in changes:
            row, undo = change.row, change.line.values["undo"]
            differences = entries.differences(change.before, entries.snapshot(row))
            undo["before"] = {column: change.raw[column] for column in differences}
            undo["after"] = {column: stored.get(row, column) for column in differences}
            row.key = rules.search_key(row.name, row.kana)
            row.version += 1
            row.save(update_fields=[*differences, "key", "version"])
            undo["version"] = row.version
            for column, (old, new) in differences.items():
                words = FieldChange(kind=kind, row_id=row.pk, field=column, old=old, new=new, at=self.at)
                words.by_id, words.source = self.actor.user_id, self.source
                history.append((change.line, words))
        FieldChange.objects.bulk_create([words for _line, words in history], batch_size=_BATCH)
        for line, words in history:
            line.values["undo"]["history"].append(words.pk)
        self.counts["changed"] += len(changes)

    def _number(self, lines: list[tuple[int, ImportLine]]) -> None:
        for place, line in lines:
            if place in self.entries:
                line.target_id = self.entries[place].pk

    def _leave_known_numbers(self) -> None:
        """A 法人番号 that another organisation of the register or of this list has is not written twice."""
        lines = [line for line in self.lines if line.target == "organisation" and line.chosen]
        lines = [line for line in lines if _writes_number(line)]
        numbers = {line.values["organisation"]["corporate_number"] for line in lines}
        rows = Organisation.objects.filter(merged_into__isnull=True, corporate_number__in=numbers)
        known = dict(rows.values_list("corporate_number", "pk"))
        for line in lines:
            number = line.values["organisation"]["corporate_number"]
            if number in known:
                line.chosen, line.problem = False, NUMBER_TAKEN
            known.setdefault(number, 0)


def _writes_number(line: ImportLine) -> bool:
    new = line.values["decision"] == deciding.NEW
    return "corporate_number" in (line.values["organisation"] if new else line.changes)
