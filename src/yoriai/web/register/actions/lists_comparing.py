"""Every row of a list is read with its columns and compared with the register: new, changed, same, broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.work.loop import Progress

from ..models import ImportLine, ImportRun, LineKind
from ..queries import rosters as queries
from ..rules.rosters import deciding, entry, header, matching
from ..rules.rosters.matching import Known
from ..rules.rosters.stages import Stage
from .lists_parts import locked, must_import, rewrite, silent, worked


@dataclass
class _One:
    """A person or an organisation of one row, on its way to becoming a line."""

    line: ImportLine
    kind: str
    said: dict[str, Any]
    name: str = ""
    signs: frozenset[str] = frozenset()


@dataclass
class _Found:
    """Everything read so far, in the order of the file; places are numbers in `lines`."""

    lines: list[ImportLine] = field(default_factory=list)
    ones: list[_One] = field(default_factory=list)

    def add(self, one: _One) -> None:
        self.ones.append(one)
        self.lines.append(one.line)


def compare(actor: Viewer, run: ImportRun, *, at: datetime, progress: Progress = silent) -> None:
    """Read all rows with the chosen columns and find the entries that they are about.

    Raises NotNow, Stopped, PermissionDenied.
    """
    must_import(actor)
    progress(0.05, "行を読んでいます")
    found = _read(run, at)
    progress(0.4, "台帳に同じ人や団体がないか、調べています")
    _match(actor, found)
    progress(0.9, "結果をまとめています")
    with transaction.atomic():
        row = locked(run, Stage.COLUMNS, at_work=True)
        rewrite(row, found.lines)
        row.options = worked(row.options) | {"stage": Stage.PREVIEW}
        row.save(update_fields=["options"])
        audit.record(actor, "register.compare_list", row, at=at, lines=len(found.ones))


def _read(run: ImportRun, at: datetime) -> _Found:
    """Rows kept from the file are read; lines made of them by an earlier comparison are left aside."""
    context = entry.Context(timezone.localdate(at), queries.towns())
    found = _Found()
    kept = [line for line in run.lines.order_by("number", "pk") if "cells" in line.values]
    for plan in run.options["sheets"]:
        lines = [line for line in kept if line.sheet == plan["name"]]
        if not plan["take"]:
            found.lines += [_untouched(line) for line in lines]
            continue
        rows = [queries.row_of(line) for line in lines]
        titles = header.titles(rows, plan["header"], plan["width"])
        above: list[str] = []
        for line, row in zip(lines, rows, strict=True):
            cells = deciding.without_dittos(row.cells, above)
            if row.number <= plan["header"] or entry.is_total(cells):
                found.lines.append(_untouched(line))
                continue
            above = cells
            said = entry.read(cells, row.bad, plan["columns"], titles, context)
            _add(found, line, said, plan, run.options.get("role", ""))
    return found


def _untouched(line: ImportLine) -> ImportLine:
    """A row that is no entry: titles, totals, sheets that are not taken."""
    raw = {key: line.values[key] for key in ("cells", "bad") if key in line.values}
    return ImportLine(
        number=line.number, sheet=line.sheet, kind=LineKind.SAME, target="person", values=raw, chosen=False
    )


def _add(found: _Found, line: ImportLine, said: entry.Said, plan: dict[str, Any], role: str) -> None:
    """The lines of one row: its person first, which keeps the cells, then its organisation."""
    first = _untouched(line)
    if said.problem:
        first.kind, first.problem = LineKind.BROKEN, said.problem[:300]
        first.target = (
            "person" if any(key.startswith("person") for key in plan["columns"]) else "organisation"
        )
        found.lines.append(first)
        return
    notices: dict[str, Any] = {"notices": said.notices}
    organisation: dict[str, Any] = {"organisation": said.organisation, "fields": said.fields}
    if not said.person:
        found.add(_one(first, "organisation", organisation | notices))
        return
    person: dict[str, Any] = {
        "person": said.person,
        "reaches": said.reaches,
        "role": said.role or role,
        "since": said.since,
    }
    if said.organisation:
        person["at"] = len(found.lines) + 1
    found.add(_one(first, "person", person | notices))
    if said.organisation:
        second = _untouched(line)
        second.values = {}
        found.add(_one(second, "organisation", organisation))


def _one(line: ImportLine, kind: str, said: dict[str, Any]) -> _One:
    line.target = kind
    line.values |= said
    own = said[kind]
    line.name = deciding.shown_name(kind, own)[:200]
    return _One(
        line, kind, said, matching.name_of(kind, own), matching.signs(kind, own, said.get("reaches", ()))
    )


def _match(actor: Viewer, found: _Found) -> None:
    places = {id(line): place for place, line in enumerate(found.lines)}
    organisations = [one for one in found.ones if one.kind == "organisation"]
    people = [one for one in found.ones if one.kind == "person"]
    numbers = [one.said["organisation"].get("corporate_number", "") for one in organisations]
    _decide(
        actor,
        organisations,
        queries.known_organisations((one.name for one in organisations), numbers),
        places,
    )
    for one in people:
        at = one.line.values.get("at")
        if at is not None:
            one.signs |= {f"at:{matching.name_of('organisation', found.lines[at].values['organisation'])}"}
    _decide(actor, people, queries.known_people(one.name for one in people), places)


def _decide(actor: Viewer, ones: Sequence[_One], known: Iterable[Known], places: dict[int, int]) -> None:
    """Find the entry, or the earlier line, that each is about, and propose what to do."""
    by_name = _by_name(known)
    earlier: dict[str, list[Known]] = {}
    numbers = {
        sign: one
        for entries in by_name.values()
        for one in entries
        for sign in one.signs
        if sign[:7] == "number:"
    }
    for one in ones:
        own = [*by_name.get(one.name, ()), *(numbers[sign] for sign in one.signs if sign in numbers)]
        own = list({entry.pk: entry for entry in own}.values())
        enough = one.kind == "organisation"
        one.line.values["candidates"] = [
            [best.pk, list(best.reasons), best.strong]
            for best in matching.candidates(one.name, one.signs, own, name_is_enough=enough)[:5]
        ]
        twins = matching.candidates(one.name, one.signs, earlier.get(one.name, ()), name_is_enough=enough)
        twin = next((twin.pk for twin in twins if twin.strong), None)
        if twin is not None:
            one.line.values["twin"] = twin
        else:
            place = places[id(one.line)]
            earlier.setdefault(one.name, []).append(Known(place, one.name, one.signs))
    _propose(actor, ones)


def _by_name(known: Iterable[Known]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for one in known:
        found.setdefault(one.name, []).append(one)
    return found


def _propose(actor: Viewer, ones: Sequence[_One]) -> None:
    for kind in {one.kind for one in ones}:
        own = [one for one in ones if one.kind == kind]
        wanted = {pk for one in own for pk, _reasons, _strong in one.line.values["candidates"]}
        rows = queries.entries_for(actor, kind, wanted)
        for one in own:
            deciding.settle(one.line, deciding.proposed(one.line), rows)
