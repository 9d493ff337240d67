"""Comparing the portal's file with the register, in a worker: what it would change, line by line."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs
from yoriai.web.work import loop

from ..models import ImportLine, ImportRun, ImportState, LineKind, PortalFile
from ..queries import portal as queries
from ..rules import imports as rules
from ..rules import portal, portal_compare, portal_file, portal_match
from ..rules.portal_file import BadFile, Record
from ..rules.portal_filter import Filter
from ..rules.portal_rows import read_rows
from . import bulk
from .portal_parts import Aside, Clock, Reporter, Stopped

register_verbs(
    {
        "register.compare_portal": "NPOポータルのファイルを台帳と比べた",
        "register.end_reading": "NPOポータルのファイルを読まずに終えた",
    }
)

_COLUMNS = (
    "run_id", "number", "sheet", "kind", "target", "target_id", "name", "values", "changes", "conflicts",
    "expires_on", "problem", "chosen", "taken",
)  # fmt: skip


@task()
def read_portal(run_id: int) -> None:
    """Compare a file that somebody brought."""
    work_on(run_id)


def work_on(run_id: int, *, clock: Clock = timezone.now) -> None:
    """Read a waiting file to its end: preview, stopped, or failed with a sentence.

    Does nothing when it is no longer waiting.
    """
    waiting = ImportRun.objects.filter(pk=run_id, state=ImportState.READING, heard_at__isnull=True)
    if not waiting.update(heard_at=clock()):
        return
    run = ImportRun.objects.select_related("portal_file").get(pk=run_id)
    name, sentences = f"reading of import {run_id}", rules.sentences("もう一度ファイルを選んでください。")
    with loop.to_its_end(name, partial(_end, run, clock), sentences, known=(BadFile,)):
        with bulk.without_cycles():
            counts = _Comparison(run, Reporter(run_id, ImportState.READING, clock)).work()
        _keep(run, counts, clock())


def _keep(run: ImportRun, counts: dict[str, int], at: datetime) -> None:
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if row.state != ImportState.READING or row.stop_requested:
            raise Stopped
        PortalFile.objects.filter(run=row).delete()
        row.options = {**row.options, "counts": counts}
        row.state, row.progress = ImportState.PREVIEW, 100
        row.save(update_fields=["options", "state", "progress"])
        audit.record(Viewer(user_id=row.started_by_id), "register.compare_portal", row, at=at, **counts)


def _end(run: ImportRun, clock: Clock, problem: str) -> None:
    state, at = ImportState.FAILED if problem else ImportState.STOPPED, clock()
    with transaction.atomic():
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        row.lines.all().delete()
        PortalFile.objects.filter(run=row).delete()
        if row.state != ImportState.READING:
            return
        row.state, row.problem, row.finished_at = state, problem[:300], at
        row.save(update_fields=["state", "problem", "finished_at"])
        actor = Viewer(user_id=row.started_by_id)
        audit.record(actor, "register.end_reading", row, at=at, state=str(state))


class _Comparison:
    """One file against the register, in two steps: who is who, then what changed."""

    def __init__(self, run: ImportRun, report: Reporter) -> None:
        self.run, self.report = run, report
        self.packed = io.BytesIO(bytes(run.portal_file.packed))
        self.filter = Filter.of(run.options)
        self.day, self.months = timezone.localdate(run.started_at), int(run.options.get("months", 6))
        self.towns = queries.towns()
        self.counts: Counter[str] = Counter()

    def work(self) -> dict[str, int]:
        with Aside() as aside:
            self.plan, self.wanted = self._recognise(aside)
            self._compare_all(aside)
        if not self.counts:
            raise BadFile(
                "このファイルには、法人の行がありません。ポータルから落としたままのファイルを選んでください。"
            )
        return {str(kind): count for kind, count in sorted(self.counts.items())}

    def _compare_all(self, aside: Aside) -> None:
        waiting: list[Record] = []
        lines: list[tuple[Any, ...]] = []
        for number, (record, problem) in enumerate(aside):
            if number % 2_000 == 0:
                self.report(len(aside) + number, 2 * len(aside))
            if problem:
                lines.append(self._broken(record, problem))
            elif self._is_asked(record):
                waiting.append(record)
            if len(waiting) >= queries.BATCH or len(lines) >= queries.BATCH:
                self._write(lines + self._compared(waiting))
                waiting, lines = [], []
        self._write(lines + self._compared(waiting))

    def _records(self) -> Iterator[Record]:
        """Every record behind the header; reports half of the way."""
        table, size = portal_file.open_table(self.packed)
        read = 0

        def counted() -> Iterator[bytes]:
            nonlocal read
            for line in portal_file.physical_lines(table):
                read += len(line)
                yield line

        records = portal_file.records(counted())
        self.header = portal.read_header(next(records, Record(1, [])))
        for number, record in enumerate(records):
            if number % 2_000 == 0:
                self.report(read, 2 * size)
            yield record

    def _recognise(self, aside: Aside) -> tuple[portal_match.Plan, set[int]]:
        """Which entry each row is, and the lines that the filter or the register asks for; puts every row
        aside with what is wrong with it as a whole."""
        rows, inside = [], set()
        for record in self._records():
            problem = portal.problem_of(self.header, record)
            aside.put(record, problem)
            if problem:
                continue
            row = self._light(record)
            rows.append(row)
            if self.filter.takes(row.authority, row.address):
                inside.add(row.line)
        plan = portal_match.match(rows, queries.known(), queries.former_authorities())
        return plan, inside | set(plan.entries)

    def _light(self, record: Record) -> portal_match.Light:
        number, name, authority, address, dissolution = self.header.light(record.cells)
        return portal_match.Light(
            record.line,
            portal.plain_number(number),
            name.strip(),
            authority.strip(),
            address.strip(),
            bool(dissolution.strip()),
            hashlib.blake2b("\0".join(record.cells).encode(), digest_size=8).digest(),
        )

    def _is_asked(self, record: Record) -> bool:
        """Whether a row is to be compared; the others are counted."""
        if record.line in self.plan.repeats:
            self.counts["repeated"] += 1
            return False
        if record.line not in self.wanted:
            self.counts["outside"] += 1
            return False
        return True

    def _broken(self, record: Record, problem: str) -> tuple[Any, ...]:
        name = record.cells[place] if (place := self.header.places["name"]) < len(record.cells) else ""
        name = portal_file.UNREADABLE.sub("?", name).strip()[:200]
        return self._line(record.line, LineKind.BROKEN, name, problem=problem[:300], chosen=False)

    def _compared(self, records: list[Record]) -> list[tuple[Any, ...]]:
        """Lines for rows: broken ones first, then what is new or changed."""
        entries = queries.entries([pk for one in records if (pk := self.plan.entries.get(one.line))])
        broken, found = [], []
        for record, (values, problem) in zip(records, read_rows(self.header, records), strict=True):
            line, pk = record.line, self.plan.entries.get(record.line)
            if problem := problem or self.plan.problems.get(line, ""):
                broken.append(self._broken(record, problem))
                continue
            values["municipality"] = self.towns.code(values["authority"], values["address"])
            made = self._changed(line, values, pk, entries[pk]) if pk else self._new(line, values)
            found += [made] if made else []
        return broken + found

    def _new(self, line: int, values: portal.Values) -> tuple[Any, ...]:
        expires_on = portal_compare.expiring(values, self.day, self.months)
        kept = {"row": portal.packed(values)}
        return self._line(line, LineKind.NEW, values["name"], kept, expires_on=expires_on)

    def _changed(
        self,
        line: int,
        values: portal.Values,
        pk: int,
        known: tuple[int, list[str], portal.Values],
    ) -> tuple[Any, ...] | None:
        version, by_hand, entry = known
        found = portal_compare.compare(values, entry, by_hand, self.day, self.months)
        if found.kind == LineKind.SAME:
            self.counts[LineKind.SAME] += 1
            return None
        return self._line(
            line,
            found.kind,
            values["name"],
            {"version": version},
            pk=pk,
            changes=found.changes,
            conflicts=found.conflicts,
            expires_on=found.expires_on,
            chosen=len(found.changes) > len(found.conflicts),
        )

    def _line(
        self,
        line: int,
        kind: LineKind,
        name: str,
        values: portal.Values | None = None,
        *,
        pk: int | None = None,
        changes: portal_compare.Changes | None = None,
        conflicts: list[str] | None = None,
        expires_on: str = "",
        problem: str = "",
        chosen: bool = True,
    ) -> tuple[Any, ...]:
        self.counts[kind] += 1
        if expires_on and kind != LineKind.EXPIRING:
            self.counts[LineKind.EXPIRING] += 1
        kept = values or {}
        if note := self.plan.notes.get(line):
            kept["note"] = note
        json = bulk.as_json
        return (
            self.run.pk, line, "", kind.value, "organisation", pk, name, json(kept), json(changes or {}),
            json(conflicts or []), expires_on or None, problem, chosen, False,
        )  # fmt: skip

    def _write(self, lines: list[tuple[Any, ...]]) -> None:
        if lines:
            with transaction.atomic():
                bulk.insert(ImportLine, _COLUMNS, lines)
