"""The rows that taking a list writes, kind by kind, in few statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import (
    Affiliation,
    AffiliationKind,
    FieldChange,
    ImportLine,
    LegalForm,
    Organisation,
    OrganisationField,
    Person,
    Reach,
)
from ..queries import lists as queries
from ..rules import entries
from ..rules.lists import deciding, guesses, stored
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
        touched = self._rows("organisation")
        self._fields()
        index_organisations(row for row in touched if isinstance(row, Organisation))

    def people(self) -> None:
        """New people, changed ones, ways to reach them."""
        touched = self._rows("person")
        self._reaches([row for row in touched if isinstance(row, Person)])
        numbers = sorted(row.pk for row in touched)
        for start in range(0, len(numbers), _BATCH):
            chunk = Person.objects.filter(pk__in=numbers[start : start + _BATCH])
            index_people(chunk.prefetch_related("reaches"))

    def roles(self) -> None:
        """What people of the list are in its organisations, where they are not that already."""
        wanted = list(self._wanted_roles())
        people = {role.person_id for _line, role in wanted}
        current = Affiliation.objects.filter(until__isnull=True, person__in=people)
        known = set(current.values_list("person_id", "organisation_id", "kind"))
        new = []
        for line, role in wanted:
            sign = (role.person_id, role.organisation_id, str(role.kind))
            if sign not in known:
                known.add(sign)
                new.append((line, role))
        Affiliation.objects.bulk_create([role for _line, role in new], batch_size=_BATCH)
        for line, role in new:
            line.values["undo"]["roles"].append(role.pk)
        self.counts["roles"] = len(new)

    def _wanted_roles(self) -> Iterator[tuple[ImportLine, Affiliation]]:
        for place, line in enumerate(self.lines):
            person, organisation = self.entries.get(place), self.entries.get(line.values.get("at", -1))
            if line.target == "person" and person and organisation:
                since = line.values.get("since")
                yield (
                    line,
                    Affiliation(
                        person_id=person.pk,
                        organisation_id=organisation.pk,
                        kind=line.values.get("role") or AffiliationKind.MEMBER,
                        since=date.fromisoformat(since) if since else self.today,
                    ),
                )

    # --- entries ---------------------------------------------------------------------------------

    def _rows(self, kind: str) -> list[Row]:
        """Every entry that lines of a kind go to, new ones inserted and changed ones saved."""
        lines = [
            (place, line) for place, line in enumerate(self.lines) if line.target == kind and line.chosen
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
            elif line.target_id is not None:
                self._into(place, line, there, changes)
        stored.MODELS[kind]._default_manager.bulk_create(new, batch_size=_BATCH)  # type: ignore[arg-type]
        self.counts["added"] += len(new)
        self._save(kind, list(changes.values()))
        self._number(lines)
        return list({id(row): row for place, _line in lines if (row := self.entries.get(place))}.values())

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

    # --- what belongs to entries -----------------------------------------------------------------

    def _leave_known_numbers(self) -> None:
        """A new organisation whose 法人番号 came into the register since the preview is left out."""
        new = [
            line
            for line in self.lines
            if line.target == "organisation" and line.chosen and line.values["decision"] == deciding.NEW
        ]
        numbers = {line.values["organisation"].get("corporate_number", "") for line in new} - {""}
        known = {
            sign.partition(":")[2]
            for one in queries.known_organisations((), numbers)
            for sign in one.signs
            if sign.startswith("number:")
        }
        for line in new:
            number = line.values["organisation"].get("corporate_number", "")
            if number in known:
                line.chosen, line.problem = False, NUMBER_TAKEN
            elif number:
                known.add(number)

    def _fields(self) -> None:
        wanted = [
            (line, row.pk, number)
            for place, line in enumerate(self.lines)
            if isinstance(row := self.entries.get(place), Organisation)
            for number in line.values.get("fields", ())
        ]
        rows = OrganisationField.objects.filter(organisation__in={pk for _line, pk, _number in wanted})
        known = set(rows.values_list("organisation_id", "number"))
        new = []
        for line, pk, number in wanted:
            if (pk, number) not in known:
                known.add((pk, number))
                new.append((line, OrganisationField(organisation_id=pk, number=number)))
        OrganisationField.objects.bulk_create([row for _line, row in new], batch_size=_BATCH)
        for line, row in new:
            line.values["undo"]["fields"].append(row.pk)

    def _reaches(self, people: list[Person]) -> None:
        fresh = {row.pk for row in people if not hasattr(row, "_prefetched_objects_cache")}
        known = {row.pk: deciding.known_reaches(row) if row.pk not in fresh else set() for row in people}
        new = []
        for place, line in enumerate(self.lines):
            row = self.entries.get(place)
            if line.target != "person" or row is None:
                continue
            for kind, value, key in deciding.new_reaches(known[row.pk], line.values.get("reaches", ())):
                new.append((line, Reach(person_id=row.pk, kind=kind, value=value, key=key)))
        Reach.objects.bulk_create([reach for _line, reach in new], batch_size=_BATCH)
        for line, reach in new:
            line.values["undo"]["reaches"].append(reach.pk)
