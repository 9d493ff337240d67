"""Reads for the import of the portal's file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Func, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from yoriai.web.accounts.rules import Viewer

from ..models import (
    FieldChange,
    ImportLine,
    ImportRun,
    LineKind,
    Municipality,
    Organisation,
)
from ..rules import imports as rules
from ..rules.portal import COLUMNS, Values
from ..rules.portal_match import Former, Known
from ..rules.portal_places import Towns

#: Rows that one query asks for.
BATCH = 900
_DAYS = tuple(
    field.name for field in Organisation._meta.concrete_fields if field.get_internal_type() == "DateField"
)


def runs_visible_to(viewer: Viewer) -> QuerySet[ImportRun]:
    """Every import, newest first, for those who may import."""
    rows = ImportRun.objects.select_related("started_by").order_by("-pk")
    return rows if rules.may_import(viewer) else rows.none()


def lines(run: ImportRun, kind: str) -> QuerySet[ImportLine]:
    """The lines of one kind; what runs out soon is shown whatever else changed."""
    rows = run.lines.order_by("number", "pk")
    return rows.filter(expires_on__isnull=False) if kind == LineKind.EXPIRING else rows.filter(kind=kind)


def left_standing(run: ImportRun) -> QuerySet[ImportLine]:
    """Lines that could not be taken, or not be undone, with the reason."""
    return run.lines.exclude(problem="").exclude(kind=LineKind.BROKEN).order_by("number", "pk")


def prefectures() -> list[str]:
    """The prefectures of the register's towns."""
    return sorted(set(Municipality.objects.values_list("prefecture", flat=True)))


def towns() -> Towns:
    """Every town, to find an address's."""
    return Towns.of(Municipality.objects.values_list("code", "name", "prefecture"))


def known() -> Iterable[Known]:
    """What every entry is recognised by."""
    rows = Organisation.objects.order_by("pk").values_list(
        "pk", "corporate_number", "key", "authority", "address", "municipality__name", "merged_into_id"
    )
    for pk, number, key, authority, address, town, merged_into in rows.iterator(chunk_size=5_000):
        yield Known(pk, number, key.split("\n")[0], authority, address, town or "", merged_into)


def numbers_taken(wanted: Iterable[str]) -> set[str]:
    """Of these 法人番号, those that an entry holds."""
    # the empty text stands in the query itself: only so does SQLite use the index of numbers that are not
    blank = Func(template="''", output_field=CharField())
    rows = Organisation.objects.filter(merged_into__isnull=True).exclude(corporate_number=blank)
    return set(rows.filter(corporate_number__in=list(wanted)).values_list("corporate_number", flat=True))


def former_authorities() -> Former:
    """Authorities that entries had before."""
    rows = FieldChange.objects.filter(kind="organisation", field="authority").exclude(old="")
    return frozenset(rows.values_list("row_id", "old"))


def entries(pks: list[int]) -> dict[int, tuple[int, list[str], Values]]:
    """Entry -> its version, what staff corrected by hand, and its columns as the file would write them."""
    columns = [column for column in COLUMNS if column != "municipality"]
    days = {f"{column}_text": _text_of_day(column) for column in columns if column in _DAYS}
    asked = [f"{column}_text" if column in _DAYS else column for column in columns]
    found: dict[int, tuple[int, list[str], Values]] = {}
    rows: Any = Organisation.objects.annotate(**days).filter(pk__in=pks)
    for row in rows.values_list("pk", "version", "checked_by_hand", "municipality_id", *asked):
        values = dict(zip(columns, row[4:], strict=True))
        values["municipality"] = row[3] or ""
        values["fields_of_activity"] = list(values["fields_of_activity"])
        found[row[0]] = (row[1], row[2], values)
    return found


def _text_of_day(column: str) -> Coalesce:
    return Coalesce(Cast(F(column), CharField()), Value(""))


def town_names() -> dict[str, str]:
    """Code -> name, to show what a change is."""
    return dict(Municipality.objects.values_list("code", "name"))
