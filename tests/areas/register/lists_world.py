"""Lists for tests: workbooks and CSVs made in memory, taken through the actions."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from tests import cast
from yoriai.web.register.actions import lists_applying, lists_comparing, lists_reading, lists_undoing
from yoriai.web.register.models import ImportLine, ImportRun

NOW = cast.NOW
HEADER = ["氏名", "フリガナ", "生年月日", "電話番号", "E-mail", "団体名", "役職"]
SUMIE = ["髙﨑　澄江", "ﾀｶｻｷ ｽﾐｴ", "昭和50年４月１日", 862310532, "sumie@example.jp", "里山の会", "代表"]


def book(*sheets: Sequence[Sequence[Any]], merged: Iterable[str] = ()) -> bytes:
    """A workbook with these sheets."""
    made = Workbook()
    for number, rows in enumerate(sheets):
        sheet = made.active if number == 0 else made.create_sheet(f"シート{number + 1}")
        for row in rows:
            sheet.append(list(row))
        for area in merged if number == 0 else ():
            sheet.merge_cells(area)
    return saved(made)


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def csv_of(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    return "\r\n".join(",".join(row) for row in rows).encode(encoding)


def read(content: bytes, name: str = "名簿.xlsx", actor: str = "lead") -> ImportRun:
    return lists_reading.read_list(cast.viewer(actor), file_name=name, content=content, at=NOW)


def compared(content: bytes, name: str = "名簿.xlsx", role: str = "member") -> ImportRun:
    """A list in preview, with the columns that were proposed."""
    run = read(content, name)
    chosen = {plan["name"]: plan["columns"] for plan in run.options["sheets"] if plan["take"]}
    lists_reading.match_columns(cast.viewer("lead"), run, chosen=chosen, role=role, at=NOW)
    lists_comparing.compare(cast.viewer("lead"), fresh(run), at=NOW)
    return fresh(run)


def taken(content: bytes, name: str = "名簿.xlsx") -> ImportRun:
    run = compared(content, name)
    lists_applying.apply_list(cast.viewer("lead"), run, at=NOW)
    return fresh(run)


def undone(run: ImportRun) -> ImportRun:
    lists_undoing.undo_list(cast.viewer("lead"), run, at=NOW)
    return fresh(run)


def decide(run: ImportRun, line: ImportLine, decision: str) -> None:
    lists_applying.decide(cast.viewer("lead"), run, decisions={line.pk: decision}, at=NOW)


def fresh(run: ImportRun) -> ImportRun:
    return ImportRun.objects.get(pk=run.pk)


def lines(run: ImportRun) -> list[ImportLine]:
    """The lines that are entries or broken."""
    return [line for line in run.lines.order_by("pk") if "decision" in line.values or line.problem]
