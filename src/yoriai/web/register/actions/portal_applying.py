"""Writing what was chosen of the portal's file into the register, in a worker.

Some hundred rows at a time, each time in one short transaction that also marks them as taken: others can
work meanwhile, and a worker that is lost leaves nothing half done and nothing twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.work import loop

from .. import rules as register_rules
from ..models import (
    FieldChange,
    ImportLine,
    ImportRun,
    ImportState,
    LineKind,
    Municipality,
    Organisation,
    OrganisationField,
    SearchEntry,
    Sector,
)
from ..queries import portal as queries
from ..rules import entries as entry_rules
from ..rules import imports as rules
from ..rules import names, portal_history, search
from . import bulk
from .entries import index_organisations
from .portal_parts import Clock, Reporter

register_verbs({"register.apply_portal": "NPOポータルのファイルを取り込んだ"})

#: Rows of one transaction: of entries that are there, and of new ones, which are written in one go.
CHUNK, CHUNK_OF_NEW = 900, 2_500
_CHANGING = tuple(kind for kind in rules.APPLICABLE if kind != LineKind.NEW)
SOURCE = "NPOポータル"
GONE = "この団体は、確認のあとで台帳から動きました。取り込みませんでした。"
STALE = "確認のあとで、だれかがこの団体を直しました。取り込みませんでした。もう一度ファイルを比べてください。"
TAKEN_NUMBER = "同じ法人番号の団体が、確認のあとで台帳に載りました。取り込みませんでした。"


@task()
def apply_portal(run_id: int, user_id: int) -> None:
    """Take what was chosen of a run."""
    work_on(run_id, user_id)


def work_on(run_id: int, user_id: int, *, clock: Clock = timezone.now) -> None:
    """Take the chosen lines of a confirmed run; what stops it leaves the rest untaken, and says so."""
    if not ImportRun.objects.filter(pk=run_id, state=ImportState.APPLYING).exists():
        return
    actor = Viewer(user_id=user_id)
    name, sentences, stopped = f"applying of import {run_id}", rules.sentences(""), rules.STOPPED_BY_HAND
    with loop.to_its_end(name, partial(_end, run_id, actor, clock), sentences, stopped=stopped):
        with bulk.without_cycles():
            _take_all(run_id, actor, clock)
        _end(run_id, actor, clock)


def _take_all(run_id: int, actor: Viewer, clock: Clock) -> None:
    report, at = Reporter(run_id, ImportState.APPLYING, clock), clock()
    waiting = ImportLine.objects.filter(chosen=True, taken=False, problem="")
    rows = waiting.filter(run=run_id)
    new, old = (_numbers(rows.filter(kind__in=kinds)) for kinds in ([LineKind.NEW], _CHANGING))
    towns, whole = Municipality.objects.in_bulk(), len(new) + len(old)
    for start in range(0, len(new), CHUNK_OF_NEW):
        report(start, whole)
        drafts = _drafts(waiting, new[start : start + CHUNK_OF_NEW], towns)
        _add_all(drafts, at)
    for start in range(0, len(old), CHUNK):
        report(len(new) + start, whole)
        lines = list(waiting.filter(pk__in=old[start : start + CHUNK]).order_by("number", "pk"))
        with transaction.atomic():
            taken = _change(lines, actor, towns, at)
            ImportLine.objects.filter(pk__in=taken).update(taken=True)


def _numbers(rows: QuerySet[ImportLine]) -> list[int]:
    return sorted(rows.order_by().values_list("pk", flat=True))


def _end(run_id: int, actor: Viewer, clock: Clock, problem: str = "") -> None:
    at = clock()
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state != ImportState.APPLYING:
            return
        run.state, run.problem, run.finished_at = ImportState.DONE, problem, at
        run.progress = run.progress if problem else 100
        run.save(update_fields=["state", "problem", "finished_at", "progress"])
        taken = run.lines.filter(taken=True).count()
        audit.record(actor, "register.apply_portal", run, at=at, lines=taken, whole=not problem)


# --- new entries -------------------------------------------------------------------------------


class _Draft:
    """A new entry before it has a number: its columns, and what it is found by."""

    def __init__(self, line: int, row: dict[str, Any], towns: dict[str, Municipality]) -> None:
        self.line = line
        self.values = row
        self.fields: list[int] = row.pop("fields_of_activity", [])
        self.number = str(row.get("corporate_number", ""))
        town = towns.get(row.pop("municipality", ""))
        self.town = town.pk if town else None
        self.findable = entry_rules.findable(row, town, self.fields)
        self.written_key = f"{row['name']}\n{row.get('kana', '')}"


def _drafts(
    waiting: QuerySet[ImportLine], lines: Sequence[int], towns: dict[str, Municipality]
) -> list[_Draft]:
    """Drafts of these lines, asked for as a range: lines of one file mostly lie together."""
    rows = waiting.filter(pk__range=(lines[0], lines[-1])).order_by("pk").values_list("pk", "values")
    wanted = frozenset(lines)
    return [_Draft(pk, values["row"], towns) for pk, values in rows if pk in wanted]


def _add_all(drafts: list[_Draft], at: datetime) -> None:
    """Insert new entries; those whose 法人番号 came into the register since are named on their lines.

    The database's own rule says whether there are any: to ask first would double what a chunk costs.
    """
    try:
        with transaction.atomic():
            _add(drafts, frozenset(), at)
    except IntegrityError:
        with transaction.atomic():
            _add(drafts, queries.numbers_taken(draft.number for draft in drafts if draft.number), at)


def _add(drafts: list[_Draft], known: Collection[str], at: datetime) -> None:
    """Insert new entries with their fields of activity and search entries, and mark their lines as taken."""
    _name_problem([draft.line for draft in drafts if draft.number in known], TAKEN_NUMBER)
    fresh = [draft for draft in drafts if draft.number not in known]
    added = list(zip(bulk.new_ids(Organisation, len(fresh)), fresh, strict=True))
    _insert(added, at)
    bulk.insert(
        OrganisationField,
        ["organisation_id", "number"],
        [(pk, number) for pk, draft in added for number in draft.fields],
    )
    found = search.texts([draft.findable for draft in fresh])
    bulk.insert(
        SearchEntry,
        ["kind", "row_id", "order", "open", "contact"],
        [("organisation", pk, *texts, "") for (pk, _draft), texts in zip(added, found, strict=True)],
    )
    bulk.mark_taken([(draft.line, pk) for pk, draft in added])


def _insert(added: list[tuple[int, _Draft]], at: datetime) -> None:
    base: dict[str, Any] = {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in Organisation._meta.concrete_fields
        if not field.primary_key
    }
    base |= {"sector": Sector.CITIZEN.value, "created_at": bulk.moment(at), "checked_by_hand": "[]"}
    keys = names.keys([draft.written_key for _pk, draft in added])
    bulk.insert(
        Organisation,
        ["id", *base],
        [
            (pk, *(base | draft.values | {"municipality_id": draft.town, "key": key}).values())
            for (pk, draft), key in zip(added, keys, strict=True)
        ],
    )


def _name_problem(lines: Collection[int], problem: str) -> None:
    if lines:
        ImportLine.objects.filter(pk__in=lines).update(problem=problem)


# --- entries that are there ------------------------------------------------------------------------


def _change(
    lines: list[ImportLine], actor: Viewer, towns: dict[str, Municipality], at: datetime
) -> list[int]:
    """Change entries that are as they were when they were compared; gives the lines taken."""
    wanted = [line.target_id for line in lines if line.target_id]
    rows = Organisation.objects.filter(merged_into__isnull=True).select_for_update().in_bulk(wanted)
    _name_problem([line.pk for line in lines if line.target_id not in rows], GONE)
    found = [(line, rows[line.target_id]) for line in lines if line.target_id in rows]
    _name_problem([line.pk for line, row in found if row.version != line.values["version"]], STALE)
    fresh = [(line, row) for line, row in found if row.version == line.values["version"]]
    history = []
    for line, row in fresh:
        changes = portal_history.taken(line)
        history += [
            portal_history.change(row.pk, column, old, new, towns) for column, (old, new) in changes.items()
        ]
        update(
            row, {column: new for column, (_old, new) in changes.items()}, line.values.get("overwrite", ())
        )
    keep_history(history, actor, at, SOURCE)
    index_organisations(
        Organisation.objects.select_related("municipality").filter(pk__in=[row.pk for _, row in fresh])
    )
    return [line.pk for line, _row in fresh]


def update(row: Organisation, values: dict[str, Any], checked_no_more: Collection[str]) -> None:
    """Give an entry new values and a new version; columns stop counting as corrected by hand."""
    columns = {_ATTRIBUTES.get(column, column): value for column, value in values.items()}
    fields = columns.pop("fields_of_activity", None)
    for column in _EMPTY_IS_NULL & columns.keys():
        columns[column] = columns[column] or None
    name, kana = columns.get("name", row.name), columns.get("kana", row.kana)
    by_hand = [column for column in row.checked_by_hand if column not in checked_no_more]
    Organisation.objects.filter(pk=row.pk).update(
        **columns,
        key=register_rules.search_key(name, kana),
        checked_by_hand=by_hand,
        version=row.version + 1,
    )
    if fields is not None:
        OrganisationField.objects.filter(organisation=row.pk).exclude(number__in=fields).delete()
        known = set(OrganisationField.objects.filter(organisation=row.pk).values_list("number", flat=True))
        OrganisationField.objects.bulk_create(
            OrganisationField(organisation_id=row.pk, number=number)
            for number in fields
            if number not in known
        )


_ATTRIBUTES = {"municipality": "municipality_id"}
_EMPTY_IS_NULL = {field.attname for field in Organisation._meta.concrete_fields if field.null}


def keep_history(
    changes: Iterable[tuple[int, str, str, str]], actor: Viewer, at: datetime, source: str
) -> None:
    """Write (entry, column, old, new) into the entries' history."""
    bulk.insert(
        FieldChange,
        ["kind", "row_id", "field", "old", "new", "at", "by_id", "source"],
        [("organisation", *change, bulk.moment(at), actor.user_id, source) for change in changes],
    )
