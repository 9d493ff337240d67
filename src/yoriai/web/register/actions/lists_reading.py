"""A list comes in: its cells are kept as lines until it is taken or stopped; the file itself never is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit

from ..models import ColumnMemory, ImportKind, ImportLine, ImportRun, ImportState, LineKind
from ..queries import rosters as queries
from ..rules.rosters import columns, header, upload
from ..rules.rosters.book import Row, Sheet
from ..rules.rosters.stages import PATIENCE, UNDOABLE, Stage
from .lists_parts import locked, must_import, rewrite

SheetPlan = dict[str, Any]


def read_list(actor: Viewer, *, file_name: str, content: bytes, at: datetime) -> ImportRun:
    """Read a file and propose what its columns hold; nothing of the register changes.

    Lists that nobody finished for a month are given up with it, and what old imports kept for undoing
    goes. Raises book.Unreadable, PermissionDenied.
    """
    must_import(actor)
    sheets = _named(upload.sheets_of(file_name, content))
    memory = queries.memory()
    plans = [_plan(actor, sheet, memory) for sheet in sheets]
    if not any(plan["take"] for plan in plans):
        plans[0]["take"] = True
    with transaction.atomic():
        given_up = _sweep(at)
        run = ImportRun.objects.create(
            kind=ImportKind.LIST,
            state=ImportState.PREVIEW,
            file_name=file_name[-200:],
            sha256=hashlib.sha256(content).hexdigest(),
            options={"stage": Stage.COLUMNS, "sheets": plans},
            started_at=at,
            started_by_id=actor.user_id or 0,
        )
        rewrite(run, [_line(sheet, row) for sheet in sheets for row in sheet.rows])
        audit.record(actor, "register.read_list", run, at=at, sheets=len(sheets), given_up=given_up)
    return run


def _named(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Sheets whose names are different, as Excel has them."""
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        name, number = sheet.name, 2
        while name in found:
            name, number = f"{sheet.name[:50]} ({number})", number + 1
        found[name] = Sheet(name, sheet.rows, sheet.hidden)
    return list(found.values())


def _plan(actor: Viewer, sheet: Sheet, memory: Mapping[str, str]) -> SheetPlan:
    number = header.find(sheet.rows, memory)
    keys = _proposed(actor, sheet.rows, number, sheet.width, memory)
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": len(sheet.rows),
        "width": sheet.width,
        "header": number,
        "columns": keys,
        "take": not sheet.hidden and any(key.endswith("name") for key in keys),
    }


def _proposed(
    actor: Viewer, rows: Iterable[Row], number: int, width: int, memory: Mapping[str, str]
) -> list[str]:
    titles = header.titles(list(rows), number, width)
    return columns.proposed(titles, memory, columns.allowed(actor))


def _line(sheet: Sheet, row: Row) -> ImportLine:
    values: dict[str, Any] = {"cells": list(row.cells)}
    if row.bad:
        values["bad"] = {str(place): words for place, words in row.bad.items()}
    return ImportLine(
        number=row.number, sheet=sheet.name, kind=LineKind.SAME, target="person", values=values, chosen=False
    )


def _sweep(at: datetime) -> int:
    """Give up what waits for too long; forget what undoing long ago would have needed."""
    lists = ImportRun.objects.filter(kind=ImportKind.LIST)
    old = lists.filter(state=ImportState.DONE, finished_at__lt=at - UNDOABLE)
    ImportLine.objects.filter(run__in=old).exclude(values={}).update(values={}, changes={})
    waiting = lists.filter(state=ImportState.PREVIEW, started_at__lt=at - PATIENCE)
    ImportLine.objects.filter(run__in=waiting).delete()
    return waiting.update(state=ImportState.STOPPED, finished_at=at, options={})


def choose_header(actor: Viewer, run: ImportRun, *, headers: Mapping[str, int], at: datetime) -> None:
    """Say in which row of which sheet the headers stand (0: nowhere); their columns are proposed anew.

    Raises NotNow, PermissionDenied.
    """
    must_import(actor)
    with transaction.atomic():
        row = locked(run, Stage.COLUMNS, Stage.PREVIEW)
        memory = queries.memory()
        for plan in row.options["sheets"]:
            number = headers.get(plan["name"], plan["header"])
            if number != plan["header"]:
                rows = queries.rows_of(row, plan["name"])
                plan["header"] = number
                plan["columns"] = _proposed(actor, rows, number, plan["width"], memory)
        row.options["stage"] = Stage.COLUMNS
        row.save(update_fields=["options"])
        audit.record(actor, "register.match_list", row, at=at, headers=len(headers))


def match_columns(
    actor: Viewer, run: ImportRun, *, chosen: Mapping[str, list[str]], role: str, at: datetime
) -> None:
    """Say what every column of the sheets that are taken holds, and remember it by the headers.

    `chosen`: sheet -> the key of each column, empty for what is left out; columns that the actor may not
    fill are left out whatever is asked. `role` is for people of whom no column tells it.
    Raises NotNow, PermissionDenied.
    """
    must_import(actor)
    may = set(columns.allowed(actor))
    with transaction.atomic():
        row = locked(run, Stage.COLUMNS, Stage.PREVIEW)
        for plan in row.options["sheets"]:
            keys = chosen.get(plan["name"])
            plan["take"] = keys is not None
            if keys is not None:
                plan["columns"] = [key if key in may else "" for key in keys]
                _remember(row, plan, may, at)
        row.options |= {"stage": Stage.COLUMNS, "role": role}
        row.save(update_fields=["options"])
        audit.record(actor, "register.match_list", row, at=at, sheets=sorted(map(len, chosen.values())))


def _remember(run: ImportRun, plan: SheetPlan, may: set[str], at: datetime) -> None:
    """Keep what was decided about each header; what looks like somebody's own data is no header, and who
    may not fill a column has not decided about it."""
    if not plan["header"]:
        return
    titles = header.titles(queries.rows_of(run, plan["name"]), plan["header"], plan["width"])
    memory = queries.memory()
    now = {columns.fold(title): key for title, key in zip(titles, plan["columns"], strict=True)}
    known = columns.memory_keys(titles, memory | now)
    decided = {
        remembered: key
        for remembered, title, key in zip(known, titles, plan["columns"], strict=True)
        if columns.is_memorable(title)
        and not _is_place(title)
        and (columns.meaning(title, memory) or "") in may | {""}
    }
    ColumnMemory.objects.bulk_create(
        [ColumnMemory(header=title, field=key, decided_at=at) for title, key in sorted(decided.items())],
        update_conflicts=True,
        unique_fields=["header"],
        update_fields=["field", "decided_at"],
    )


def _is_place(title: str) -> bool:
    """ "3列目" stands where there is no header."""
    return title.endswith("列目") and title[:-2].isdigit()


def stop_list(actor: Viewer, run: ImportRun, *, at: datetime) -> None:
    """Leave a list: nothing is taken, and what was read of it is deleted. Raises NotNow, PermissionDenied."""
    must_import(actor)
    with transaction.atomic():
        row = locked(run, Stage.COLUMNS, Stage.PREVIEW)
        row.lines.all().delete()
        row.state, row.finished_at, row.options = ImportState.STOPPED, at, {}
        row.save(update_fields=["state", "finished_at", "options"])
        audit.record(actor, "register.stop_list", row, at=at)
