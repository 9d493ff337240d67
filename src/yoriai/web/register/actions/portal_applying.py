"""Writing what was chosen of the portal's file into the register, in a worker.

Some hundred rows at a time, each time in one short transaction that also marks them as taken: others can
work meanwhile, and a worker that is lost leaves nothing half done and nothing twice.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
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
    SearchEntry,
    Sector,
)
from ..queries import portal as queries
from ..rules import imports as rules
from ..rules import portal, portal_history
from ..rules.portal_new import NUMBER, News
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
        _add_all(_news(waiting, new[start : start + CHUNK_OF_NEW]), towns, at)
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


def _news(waiting: QuerySet[ImportLine], lines: Sequence[int]) -> dict[int, list[Any]]:
    """What these lines say, asked for as a range: lines of one file mostly lie together."""
    rows = waiting.filter(pk__range=(lines[0], lines[-1])).order_by("pk")
    wanted = frozenset(lines)
    texts = {pk: text for pk, text in rows.values_list("pk", Cast("values", TextField())) if pk in wanted}
    told = json.loads(f"[{','.join(texts.values())}]")  # in one go
    found = zip(texts, (values["row"] for values in told), strict=True)
    return {pk: portal.packed(row) if isinstance(row, dict) else row for pk, row in found}


def _add_all(news: dict[int, list[Any]], towns: Mapping[str, Municipality], at: datetime) -> None:
    """Insert new entries; those whose 法人番号 came into the register since are named on their lines.

    The database's own rule says whether there are any: to ask first would double what a chunk costs.
    """
    try:
        with transaction.atomic():
            _add(news, towns, at)
    except IntegrityError:
        with transaction.atomic():
            known = queries.numbers_taken(row[NUMBER] for row in news.values() if row[NUMBER])
            _name_problem([line for line, row in news.items() if row[NUMBER] in known], TAKEN_NUMBER)
            _add({line: row for line, row in news.items() if row[NUMBER] not in known}, towns, at)


def _add(news: dict[int, list[Any]], towns: Mapping[str, Municipality], at: datetime) -> None:
    """Insert new entries with their search entries, and mark their lines as taken."""
    found = News(list(news.values()), {code: town.name for code, town in towns.items()})
    pks = bulk.new_ids(Organisation, len(news))
    same = _defaults() | {
        "sector": Sector.CITIZEN.value,
        "created_at": bulk.moment(at),
        "checked_by_hand": "[]",
    }
    columns = {"id": pks, **found.stored(), "key": found.keys()}
    same = {column: value for column, value in same.items() if column not in columns}
    bulk.insert(Organisation, list(columns), zip(*columns.values(), strict=True), same)
    searched = [("organisation", pk, *texts, "") for pk, texts in zip(pks, found.texts(), strict=True)]
    bulk.insert(SearchEntry, ["kind", "row_id", "order", "open", "contact"], searched)
    bulk.mark_taken(list(zip(news, pks, strict=True)))


def _defaults() -> dict[str, Any]:
    """Database column -> what a new entry holds in it."""
    return {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in Organisation._meta.concrete_fields
        if not field.primary_key
    }


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
