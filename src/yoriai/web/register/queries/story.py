"""Everything that any area knows of an organisation, in time order. Areas register what they know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from yoriai.web.accounts.rules import Viewer

from ..models import FieldChange, Organisation
from ..rules import fields, numbers
from .entries import affiliations_visible_to


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


def deadlines(organisation: Organisation, day: date) -> list[Deadline]:
    """The next deadlines that follow from the entry: yearly report, renewal of a 認定, user group."""
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
    return sorted(found, key=lambda deadline: deadline.day)


def history(viewer: Viewer, kind: str, row_id: int) -> list[FieldChange]:
    """What every field held before, for the columns that the viewer may read, newest first."""
    columns = fields.readable(viewer, kind)
    return list(FieldChange.objects.filter(kind=kind, row_id=row_id, field__in=columns))


def _register_knows(viewer: Viewer, organisation: Organisation) -> Iterable[Line]:
    """What the register itself knows: roles begun and ended, ties, years as a user group."""
    for role in affiliations_visible_to(viewer).filter(organisation=organisation):
        name, kind = role.person.name, role.get_kind_display()
        yield Line(role.since, "台帳", f"{name}さんが{kind}になりました")
        if role.until:
            yield Line(role.until, "台帳", f"{name}さんの{kind}が終わりました（{role.until:%Y-%m}まで）")
    for year in organisation.user_group_years.all():
        yield Line(year.registered_on, "台帳", f"{year.fiscal_year}年度の利用団体に登録しました")
    if organisation.dissolved_on:
        yield Line(
            organisation.dissolved_on, "台帳", f"解散しました {organisation.dissolution_reason}".strip()
        )


register("register", _register_knows)
