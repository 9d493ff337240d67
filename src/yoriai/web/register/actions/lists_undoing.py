"""The import of a list is undone whole: exactly back, save what others built on since, which is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import models, transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.work.loop import Progress

from .. import rules
from ..models import (
    Affiliation,
    FieldChange,
    ImportLine,
    ImportRun,
    ImportState,
    Organisation,
    Person,
    Reach,
    SearchEntry,
)
from ..queries.lists_ties import tied
from ..rules.rosters import stored
from ..rules.rosters.stages import Stage
from .entries import index_organisations, index_people
from .lists_parts import locked, must_import, rewrite, silent, worked

_BATCH = 400
CHANGED_SINCE = "あとで直されたので、残しました。"
TIED_SINCE = "あとでほかの記録とつながったので、残しました。"
FORGOTTEN = "元に戻すための控えがないので、そのままです。"


class TooLate(Exception):
    """What undoing needs was forgotten after its time."""

    def __str__(self) -> str:
        return "元に戻すための控えは、もう残っていません。"


def undo_list(actor: Viewer, run: ImportRun, *, at: datetime, progress: Progress = silent) -> None:
    """Remove what an import added and put back what it changed, in one transaction.

    An entry that was changed or tied to something since stays and its line says so; so does a column that
    was changed since. Versions of entries count on, so that no form opened meanwhile saves over them.
    Raises NotNow, Stopped, TooLate, PermissionDenied.
    """
    must_import(actor)
    progress(0.3, "台帳を元に戻します")
    with transaction.atomic():
        row = locked(run, Stage.DONE, at_work=True)
        lines = list(row.lines.order_by("pk"))
        taken = [line for line in lines if line.taken]
        if taken and not any(line.values for line in taken):
            raise TooLate
        counts = _undo(row, taken)
        rewrite(row, lines)
        row.state, row.finished_at = ImportState.UNDONE, at
        row.options = worked(row.options)
        row.save(update_fields=["state", "finished_at", "options"])
        audit.record(actor, "register.undo_list", row, at=at, **counts)


def _undo(run: ImportRun, taken: list[ImportLine]) -> dict[str, int]:
    """People first: an organisation to which one of them stays tied stays too."""
    for line in taken:
        line.problem = "" if line.values else FORGOTTEN
    lines = [line for line in taken if line.values]
    roles = _unchanged(Affiliation, lines, "roles", until__isnull=True)
    reaches = _unchanged(Reach, lines, "reaches", preferred=False, avoid=False)
    people = _staying("person", lines, {Affiliation: roles, Reach: reaches}, run)
    roles -= _of(Affiliation, roles, person__in=people)
    reaches -= _of(Reach, reaches, person__in=people)
    organisations = _staying("organisation", lines, {Affiliation: roles}, run)
    for model, ids in ((Affiliation, roles), (Reach, reaches)):
        _delete(model, ids)
    _drop_fields(lines, organisations)
    removed = _remove("person", lines, people) + _remove("organisation", lines, organisations)
    put_back = _put_back("person", lines) + _put_back("organisation", lines)
    _index(lines)
    for line in taken:
        line.taken, line.values, line.changes = bool(line.problem), {}, {}
    return {"removed": removed, "put_back": put_back, "kept": sum(line.taken for line in taken)}


def _ids(lines: Iterable[ImportLine], key: str) -> Iterator[int]:
    for line in lines:
        yield from line.values["undo"][key]


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    found = sorted(ids)
    for start in range(0, len(found), _BATCH):
        yield found[start : start + _BATCH]


def _of(model: type[models.Model], ids: Iterable[int], **condition: Any) -> set[int]:
    rows = model._default_manager.filter(**condition)
    return {pk for chunk in _chunks(ids) for pk in rows.filter(pk__in=chunk).values_list("pk", flat=True)}


def _unchanged(model: type[models.Model], lines: list[ImportLine], key: str, **as_made: Any) -> set[int]:
    """What the import added and is as it was made; lines of what was changed since say so."""
    made = set(_ids(lines, key))
    found = _of(model, made, **as_made)
    changed = _of(model, made) - found
    for line in lines:
        if changed & set(line.values["undo"][key]):
            line.problem = CHANGED_SINCE
    return found


def _created(kind: str, lines: list[ImportLine]) -> dict[int, ImportLine]:
    found = (line for line in lines if line.target == kind and line.values["undo"]["created"])
    return {line.target_id: line for line in found if line.target_id}


def _staying(
    kind: str, lines: list[ImportLine], own: dict[type[models.Model], set[int]], run: ImportRun
) -> set[int]:
    """Entries that the import added and that stay, with the reason on their lines."""
    created = _created(kind, lines)
    found: set[int] = set()
    for chunk in _chunks(created):
        for row in stored.MODELS[kind]._default_manager.select_for_update().filter(pk__in=chunk):
            if _is_changed(row, created[row.pk].values["undo"]["version"]):
                created[row.pk].problem = CHANGED_SINCE
                found.add(row.pk)
        for pk in tied(kind, chunk, own=own, run=run.pk) - found:
            created[pk].problem = TIED_SINCE
            found.add(pk)
    return found


def _is_changed(row: Organisation | Person, version: int) -> bool:
    gone = row.merged_into_id or getattr(row, "erased_at", None)
    return bool(gone) or row.version != version


def _delete(model: type[models.Model], ids: Collection[int]) -> None:
    for chunk in _chunks(ids):
        model._default_manager.filter(pk__in=chunk).delete()


def _drop_fields(lines: list[ImportLine], staying: set[int]) -> None:
    """Fields of activity that the import added, save those of new entries that stay."""
    added: dict[int, set[int]] = {}
    for line in lines:
        if line.values["undo"]["fields"] and line.target_id not in staying:
            added.setdefault(line.target_id or 0, set()).update(line.values["undo"]["fields"])
    for chunk in _chunks(added):
        rows = list(Organisation.objects.select_for_update().filter(pk__in=chunk))
        for row in rows:
            row.fields_of_activity = tuple(n for n in row.fields_of_activity if n not in added[row.pk])
            row.version += 1
        Organisation.objects.bulk_update(rows, ["fields_of_activity", "version"])


def _remove(kind: str, lines: list[ImportLine], staying: set[int]) -> int:
    gone = set(_created(kind, lines)) - staying
    for chunk in _chunks(gone):
        SearchEntry.objects.filter(kind=kind, row_id__in=chunk).delete()
    _delete(stored.MODELS[kind], gone)
    return len(gone)


def _put_back(kind: str, lines: list[ImportLine]) -> int:
    """Columns to what they held, where nobody changed them since; gives the number of entries."""
    changed = [line for line in lines if line.target == kind and line.values["undo"]["before"]]
    by_entry = {line.target_id: line for line in changed if line.target_id}
    since = _changed_since(kind, changed)
    found = 0
    for chunk in _chunks(by_entry):
        for row in stored.MODELS[kind]._default_manager.select_for_update().filter(pk__in=chunk):
            found += _put_back_row(row, by_entry[row.pk], since.get(row.pk, set()))
    return found


def _changed_since(kind: str, lines: list[ImportLine]) -> dict[int, set[str]]:
    """Entry -> columns whose history goes on after the import."""
    own = {line.target_id: max(line.values["undo"]["history"], default=0) for line in lines}
    found: dict[int, set[str]] = {}
    for chunk in _chunks(pk for pk in own if pk):
        for words in FieldChange.objects.filter(kind=kind, row_id__in=chunk):
            if words.pk > own[words.row_id]:
                found.setdefault(words.row_id, set()).add(words.field)
    return found


def _put_back_row(row: Organisation | Person, line: ImportLine, since: set[str]) -> bool:
    undo = line.values["undo"]
    if row.merged_into_id or getattr(row, "erased_at", None):
        line.problem = CHANGED_SINCE
        return False
    columns = [
        column
        for column, after in undo["after"].items()
        if column not in since and stored.get(row, column) == after
    ]
    if len(columns) < len(undo["after"]):
        line.problem = CHANGED_SINCE
    for column in columns:
        stored.put(row, column, undo["before"][column])
    row.key = rules.search_key(row.name, row.kana)
    row.version += 1
    row.save(update_fields=[*columns, "key", "version"])
    FieldChange.objects.filter(pk__in=undo["history"], field__in=columns).delete()
    return True


def _index(lines: list[ImportLine]) -> None:
    people = {line.target_id for line in lines if line.target == "person" and line.target_id}
    organisations = {line.target_id for line in lines if line.target == "organisation" and line.target_id}
    for chunk in _chunks(pk for pk in people if pk):
        index_people(Person.objects.filter(pk__in=chunk).prefetch_related("reaches"))
    for chunk in _chunks(pk for pk in organisations if pk):
        index_organisations(Organisation.objects.filter(pk__in=chunk).select_related("municipality"))
