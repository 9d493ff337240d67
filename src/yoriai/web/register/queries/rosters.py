"""Imports of lists: which a viewer sees, their rows, and the entries that their rows may be about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from django.db.models import Prefetch, QuerySet, Value
from django.db.models.functions import Concat, StrIndex, Substr

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import (
    Affiliation,
    ColumnMemory,
    ImportKind,
    ImportLine,
    ImportRun,
    Municipality,
    Organisation,
    Person,
)
from ..rules.rosters import matching, stages, stored
from ..rules.rosters.book import Row
from ..rules.rosters.matching import Known

_CHUNK = 400
Entry = TypeVar("Entry", Organisation, Person)


def runs_visible_to(viewer: Viewer) -> QuerySet[ImportRun]:
    """Imports of lists, the newest first, for those who import and may see people."""
    rows = ImportRun.objects.filter(kind=ImportKind.LIST).select_related("started_by").order_by("-pk")
    return rows if rules.may_import_lists(viewer) else rows.none()


def is_long(run: ImportRun) -> bool:
    """Whether working on a list takes longer than a page should."""
    return run.lines.count() > stages.LONG


def memory() -> dict[str, str]:
    """Header -> what somebody decided about it last time."""
    return dict(ColumnMemory.objects.values_list("header", "field"))


def towns() -> dict[str, str]:
    """Name -> code of every town; of two with one name, neither (a list does not say which)."""
    found: dict[str, str] = {}
    for name, code in Municipality.objects.order_by("code").values_list("name", "code"):
        found[name] = "" if name in found else code
    return {name: code for name, code in found.items() if code}


def rows_of(run: ImportRun, sheet: str) -> list[Row]:
    """The rows of one sheet as they were read."""
    lines = run.lines.filter(sheet=sheet, values__has_key="cells").order_by("number")
    return [row_of(line) for line in lines]


def row_of(line: ImportLine) -> Row:
    """A kept line as the row that it was."""
    bad = {int(place): words for place, words in line.values.get("bad", {}).items()}
    return Row(line.number, tuple(line.values["cells"]), bad)


def known_people(names: Iterable[str]) -> list[Known]:
    """Everybody in the register who has one of these names (folded), with what else is known of them."""
    at_work = Affiliation.objects.filter(until__isnull=True).select_related("organisation")
    roles = Prefetch("affiliations", queryset=at_work)
    people = Person.objects.filter(merged_into__isnull=True, erased_at__isnull=True)
    return [_person(row) for row in _named(people.prefetch_related("reaches", roles), names)]


def _person(row: Person) -> Known:
    values = stored.raw(row, ("family_name", "given_name", "birthday", "address"))
    reaches = [(reach.kind, reach.value) for reach in row.reaches.all()]
    own = matching.signs("person", values, reaches)
    at = {f"at:{rules.search_key(role.organisation.name)}" for role in row.affiliations.all()}
    return Known(row.pk, matching.name_of("person", values), own | at)


def known_organisations(names: Iterable[str], numbers: Iterable[str]) -> list[Known]:
    """Every organisation of the register that has one of these names (folded) or 法人番号."""
    rows = Organisation.objects.filter(merged_into__isnull=True)
    found = {row.pk: row for row in _named(rows, names)}
    for chunk in _chunks(numbers):
        found |= {row.pk: row for row in rows.filter(corporate_number__in=chunk)}
    return [_organisation(row) for _pk, row in sorted(found.items())]


def _organisation(row: Organisation) -> Known:
    values = stored.raw(row, ("name", "phone", "email", "corporate_number", "address"))
    return Known(row.pk, matching.name_of("organisation", values), matching.signs("organisation", values))


def _named(rows: QuerySet[Entry], names: Iterable[str]) -> Iterator[Entry]:
    """The first line of a key is the folded name."""
    rows = rows.annotate(head=Substr("key", 1, StrIndex(Concat("key", Value("\n")), Value("\n")) - 1))
    for chunk in _chunks(names):
        yield from rows.filter(head__in=chunk).order_by("pk")


def _chunks(values: Iterable[str]) -> Iterator[list[str]]:
    found = sorted({value for value in values if value})
    for start in range(0, len(found), _CHUNK):
        yield found[start : start + _CHUNK]


def entries_for(viewer: Viewer, kind: str, ids: Iterable[int]) -> dict[int, Organisation | Person]:
    """Current entries by number, with their ways to be reached."""
    found: dict[int, Organisation | Person] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        if kind == "person":
            people = Person.objects.filter(merged_into__isnull=True, erased_at__isnull=True, pk__in=chunk)
            found |= {row.pk: row for row in people.prefetch_related("reaches")}
        else:
            rows = Organisation.objects.filter(merged_into__isnull=True, pk__in=chunk)
            found |= {row.pk: row for row in rows}
    return found if rules.may_import_lists(viewer) else {}
