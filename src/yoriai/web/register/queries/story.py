"""Everything that any area knows of an organisation, in time order. Areas register what they know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from yoriai.web.accounts.rules import Viewer

from ..models import FieldChange, Organisation, Person
from ..models.history import PARTS
from ..rules import fields, numbers, parts
from .entries import affiliations_visible_to
from .links import ids_of


@dataclass(frozen=True)
class Line:
    """One thing that happened: the day, the area that knows it, the words, and the page behind it."""

    day: date
    area: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class Deadline:
    """Something an organisation has to do, and by when."""

    day: date
    words: str
    since: date | None = None


Knows = Callable[[Viewer, Organisation], Iterable[Line]]
_AREAS: dict[str, Knows] = {}


def register(area: str, knows: Knows) -> None:
    """Add what an area knows of an organisation; registering again is harmless."""
    _AREAS[area] = knows


def story(viewer: Viewer, organisation: Organisation) -> list[Line]:
    """What every area knows and this viewer may see, newest first."""
    lines = [line for knows in _AREAS.values() for line in knows(viewer, organisation)]
    return sorted(lines, key=lambda line: (line.day, line.area, line.words), reverse=True)


def deadlines(viewer: Viewer, organisation: Organisation, day: date) -> list[Deadline]:
    """The next deadlines that follow from the entry: report, renewal of a 認定, user group, ends of terms."""
    found: list[Deadline] = []
    if organisation.dissolved_on:
        return found
    if organisation.fiscal_year_end and organisation.legal_form == "npo":
        due = numbers.filing_deadline(organisation.fiscal_year_end, day)
        found.append(Deadline(due, "事業報告書などの提出（所轄庁へ）"))
    if organisation.certified_until and organisation.certified_until >= day:
        opens, closes = numbers.renewal_window(organisation.certified_until)
        words = "認定の更新の申請" if day <= closes else "認定の満了（更新の申請期間は過ぎています）"
        found.append(Deadline(closes if day <= closes else organisation.certified_until, words, since=opens))
    newest = organisation.user_group_years.order_by("-fiscal_year").first()
    if newest:
        found.append(Deadline(date(newest.fiscal_year + 1, 3, 31), "利用団体の登録の更新"))
    for role in affiliations_visible_to(viewer).filter(organisation=organisation, until__gte=day):
        words = f"{role.get_kind_display()} {role.person.name}さんの任期の終わり"
        found.append(Deadline(role.until or day, words))
    return sorted(found, key=lambda deadline: (deadline.day, deadline.words))


def history(viewer: Viewer, kind: str, row_id: int) -> list[FieldChange]:
    """What every field held before, for the columns that the viewer may read, newest first; of entries
    that were merged into this one, too."""
    columns = [*fields.readable(viewer, kind), *parts.readable(viewer, kind)]
    return list(FieldChange.objects.filter(kind=kind, row_id__in=ids_of(kind, row_id), field__in=columns))


@dataclass(frozen=True)
class Past:
    """What a field held for a while: "代表者 … 2025-05まで"."""

    label: str
    value: str
    since: date | None
    until: date
    now: str
    source: str


def past(viewer: Viewer, row: Organisation | Person) -> list[Past]:
    """Every value that a field of the entry no longer holds, with the days between which it stood."""
    begun: dict[str, date] = {}
    found = []
    for change in reversed(history(viewer, fields.kind_of(row), row.pk)):
        day = timezone.localdate(change.at)
        since = begun.get(change.field) if change.field not in PARTS else None
        found.append(Past(change.label, change.old, since, day, change.new, change.source))
        begun[change.field] = day
    return found[::-1]
