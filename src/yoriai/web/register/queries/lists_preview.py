"""The lines of an import as its pages show them, in words, without what the viewer may not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from yoriai.web.accounts.rules import Viewer

from ..models import ImportLine, ImportRun, LineKind, Organisation, Person, ReachKind
from ..models.history import label_of
from ..rules import fields, numbers
from ..rules.rosters import columns, deciding, stored
from . import rosters

#: The heaps by which the preview can be narrowed.
HEAPS = {
    "undecided": "決めてほしい",
    "new": "新しい",
    "changed": "変わる",
    "same": "変わらない",
    "leave": "取り込まない",
    "broken": "読めない",
}
_DECIDED = ~Q(values__decision=deciding.LEAVE) & ~Q(values__decision=deciding.UNDECIDED)


@dataclass(frozen=True)
class Choice:
    """One thing that may be done with a line."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class Shown:
    """One line of the preview."""

    line: ImportLine
    place: str
    says: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]
    notes: list[str]
    choices: list[Choice]


def heap(run: ImportRun, name: str) -> QuerySet[ImportLine]:
    """The lines of one heap; any other name gives all entries and broken lines."""
    entries = run.lines.filter(Q(values__has_key="decision") | Q(kind=LineKind.BROKEN))
    entries = entries.order_by("pk")
    if name == "broken":
        return entries.filter(kind=LineKind.BROKEN)
    if name == "leave":
        return entries.filter(values__decision=deciding.LEAVE)
    if name == "undecided":
        return entries.filter(values__decision=deciding.UNDECIDED)
    return entries.filter(_DECIDED, kind=name) if name in HEAPS else entries


def heaps(run: ImportRun) -> list[tuple[str, str, int]]:
    """Every heap with its name and number of lines; empty ones are left out."""
    found = [(name, words, heap(run, name).count()) for name, words in HEAPS.items()]
    return [one for one in found if one[2]]


def results(run: ImportRun) -> dict[str, int]:
    """How many lines of a finished import were taken, and how many not."""
    taken = run.lines.filter(taken=True).count()
    return {"taken": taken, "left": run.lines.count() - taken}


def shown(viewer: Viewer, run: ImportRun, lines: Iterable[ImportLine]) -> list[Shown]:
    """Lines of an import in preview, in words. Of a broken line its cells, as far as the viewer may fill
    their columns."""
    found = list(lines)
    may = set(columns.allowed(viewer))
    plans = {plan["name"]: plan["columns"] for plan in run.options["sheets"]}
    towns = {code: name for name, code in rosters.towns().items()}
    known: dict[str, Mapping[int, Organisation | Person]] = {}
    for kind in ("person", "organisation"):
        ids = {one[0] for line in found if line.target == kind for one in line.values.get("candidates", ())}
        known[kind] = rosters.entries_for(viewer, kind, ids)
    return [
        _shown(viewer, line, towns, known[line.target], _cells(line, plans[line.sheet], may))
        for line in found
    ]


def _cells(line: ImportLine, keys: list[str], may: set[str]) -> list[tuple[str, str]]:
    if line.kind != LineKind.BROKEN:
        return []
    pairs = zip(keys, line.values["cells"], strict=False)
    return [(columns.COLUMNS[key].label, cell) for key, cell in pairs if key in may and cell]


def _shown(
    viewer: Viewer,
    line: ImportLine,
    towns: Mapping[str, str],
    known: Mapping[int, Organisation | Person],
    cells: list[tuple[str, str]],
) -> Shown:
    place = f"{line.sheet} {line.number}行目" if line.sheet else f"{line.number}行目"
    readable = set(fields.readable(viewer, line.target))
    may = readable - {"family_name", "given_name", "name"}  # these stand in the line's name
    words = _Words(line.target, towns)
    said = line.values.get(line.target, {})
    says = cells + [
        (words.label(column), words.of(column, value)) for column, value in said.items() if column in may
    ]
    says += [(str(ReachKind(kind).label), value) for kind, value in line.values.get("reaches", ())]
    if line.values.get("fields"):
        says.append(("活動分野", "、".join(numbers.FIELDS[one] for one in line.values["fields"])))
    changes = [
        (words.label(column), words.of(column, old), words.of(column, new))
        for column, (old, new) in line.changes.items()
        if column in readable
    ]
    return Shown(line, place, says, changes, _notes(line, words), _choices(line, known))


@dataclass(frozen=True)
class _Words:
    """Columns and their values as people read them."""

    kind: str
    towns: Mapping[str, str]

    def label(self, column: str) -> str:
        return label_of(stored.MODELS[self.kind], column)

    def of(self, column: str, value: Any) -> str:
        field = stored.MODELS[self.kind]._meta.get_field(column)
        if column == "municipality":
            return self.towns.get(value, str(value))
        if value is True:
            return "はい"
        choices = dict(getattr(field, "flatchoices", ()))
        return str(choices.get(value, value))


def _notes(line: ImportLine, words: _Words) -> list[str]:
    found = list(line.values.get("notices", ()))
    if "twin" in line.values:
        found.append("このファイルの前の行と同じ人・団体です。役割と連絡先だけを加えます")
    if line.conflicts:
        names = "、".join(words.label(column) for column in line.conflicts)
        found.append(f"{names}は手で直した欄なので、そのままにします")
    return found


def _choices(line: ImportLine, known: Mapping[int, Organisation | Person]) -> list[Choice]:
    now = line.values.get("decision")
    if now is None:
        return []
    found = [Choice("", "えらんでください", now == "")] if now == "" else []
    if "twin" in line.values:
        found.append(Choice(deciding.TWIN, "前の行と同じものにする", now == deciding.TWIN))
    for pk, reasons, _sure in line.values.get("candidates", ()):
        if pk in known:
            words = f"{known[pk].name}（番号{pk}）に書き込む：{'・'.join(reasons)}が同じ"
            found.append(Choice(str(pk), words, now == str(pk)))
    found.append(Choice(deciding.NEW, "新しく載せる", now == deciding.NEW))
    found.append(Choice(deciding.LEAVE, "取り込まない", now == deciding.LEAVE))
    return found


def seen_people(lines: Iterable[Shown]) -> list[int]:
    """The people of the register whose data these lines show."""
    found = {
        pk
        for one in lines
        if one.line.target == "person"
        for pk, _reasons, _sure in one.line.values.get("candidates", ())
    }
    return sorted(found)


def links(viewer: Viewer, lines: Iterable[ImportLine]) -> list[tuple[ImportLine, str, str]]:
    """Lines of a finished import with the name and address of the entry that each went to, if it is there."""
    found = list(lines)
    known = {
        kind: rosters.entries_for(
            viewer, kind, (line.target_id for line in found if line.target == kind and line.target_id)
        )
        for kind in ("person", "organisation")
    }
    return [(line, *_link(line, known[line.target])) for line in found]


def _link(line: ImportLine, known: Mapping[int, Organisation | Person]) -> tuple[str, str]:
    row = known.get(line.target_id or 0)
    return (row.name, reverse(f"register_{line.target}", args=[row.pk])) if row else ("", "")
