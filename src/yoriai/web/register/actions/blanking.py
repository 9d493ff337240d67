"""The part of an erasure that reaches what imports and the machinery keep: waiting rows, remembered
headings, what workers wrote down."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps

from ..models import ColumnMemory, ImportKind, ImportLine, ImportState
from ..privacy import Subject
from ..queries.mentions import text_columns
from ..rules.rosters import blanking
from ..rules.traces import Traces, is_sure, is_trace

#: Tables that only the machinery writes and reads: a text in them is nobody's, and goes without a question.
TECHNICAL = ("django_tasks_database.DBTaskResult",)


def forget(subject: Subject) -> dict[str, int]:
    """Empty waiting rows that are surely the person's, forget headings that name them, and take them out of
    what workers wrote down. Rows that hold a name alone stay for somebody to decide (queries/mentions)."""
    return {
        "staged": _empty_waiting(subject),
        "heading": _forget_headings(subject.traces),
        "machinery": sum(_clean(label, subject.traces) for label in TECHNICAL),
    }


def empty(line: ImportLine) -> None:
    """Empty one row."""
    blanking.emptied(line, _keys(line)).save()


def _empty_waiting(subject: Subject) -> int:
    emptied = 0
    for line in _waiting():
        keys = _keys(line)
        meant = line.target == "person" and line.target_id in subject.person_ids
        if meant or is_sure(blanking.kinds_in(line, keys, subject.traces)):
            blanking.emptied(line, keys).save()
            emptied += 1
    return emptied


def _waiting() -> Iterator[ImportLine]:
    lines = ImportLine.objects.filter(run__kind=ImportKind.LIST, run__state=ImportState.PREVIEW)
    return lines.select_related("run").order_by("pk").iterator(chunk_size=2000)


def _keys(line: ImportLine) -> list[str]:
    """What the columns of a row's sheet hold, as it was proposed or decided."""
    sheets = line.run.options.get("sheets", ())
    return next((plan["columns"] for plan in sheets if plan["name"] == line.sheet), [])


def _forget_headings(traces: Traces) -> int:
    named = [row.pk for row in ColumnMemory.objects.all() if is_trace(traces.kinds(row.header))]
    return ColumnMemory.objects.filter(pk__in=named).delete()[0]


def _clean(label: str, traces: Traces) -> int:
    model, done = apps.get_model(label), 0
    columns = text_columns(model)
    for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
        values = {column: getattr(row, column) for column in columns}
        if is_trace(traces.kinds(list(values.values()))):
            for column, value in values.items():
                setattr(row, column, traces.without(value))
            row.save(update_fields=columns)
            done += 1
    return done
