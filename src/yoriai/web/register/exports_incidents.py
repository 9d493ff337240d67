"""What can be taken out of an incident: the sheet as a paper, and the people to be told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.papers import Paper
from yoriai.web.exports.registry import Column, Export, register

from .models import Incident, IncidentPerson
from .models.history import label_of
from .queries import incidents as queries
from .rules import leaks

#: The items of 規則8条1項, in order.
ITEMS = (
    "overview",
    "data_items",
    "people_count",
    "cause",
    "secondary_damage",
    "response_to_people",
    "publication",
    "prevention",
    "other",
)
_PAPER = Path(__file__).parent / "papers" / "incident.typ"


def _incident(viewer: Viewer, subject: str) -> Incident | None:
    found = queries.incidents_visible_to(viewer)
    return found.filter(pk=int(subject)).first() if subject.isascii() and subject.isdigit() else None


def _rows(viewer: Viewer, subject: str) -> list[Incident] | None:
    found = _incident(viewer, subject)
    return [found] if found else None


def _paper(viewer: Viewer, subject: str) -> Paper | None:
    found = _incident(viewer, subject)
    if found is None:
        return None
    items = []
    for name in ITEMS:
        value = getattr(found, name)
        items.append([label_of(Incident, name), "" if value is None else str(value)])
    data = {
        "number": found.pk,
        "version": found.version,
        "known": f"{timezone.localtime(found.known_at):%Y-%m-%d %H:%M}",
        "items": items,
        "sentences": leaks.sentences(queries.facts_of(found)),
        "reports": [
            ["速報をした日", str(found.first_reported_on or "まだ")],
            ["確報をした日", str(found.final_reported_on or "まだ")],
        ],
    }
    return Paper(_PAPER, data)


def _people(viewer: Viewer, subject: str) -> Iterable[IncidentPerson] | None:
    found = _incident(viewer, subject)
    return queries.concerned(found) if found else None


def _reaches(line: IncidentPerson) -> str:
    return "、".join(
        f"{reach.get_kind_display()} {reach.value}" for reach in line.person.reaches.all() if not reach.avoid
    )


def load() -> None:
    """Register the exports of this part."""
    register(
        [
            Export(key="register.incident", label="漏えい等の報告の控え（PDF）", rows=_rows, paper=_paper),
            Export(
                key="register.incident-people",
                label="漏えい等を知らせる人の一覧",
                rows=_people,
                person=lambda line: line.person_id,
                columns=(
                    Column("id", "番号", lambda line: line.person_id),
                    Column("name", "名前", lambda line: line.person.name),
                    Column("postal_code", "郵便番号", lambda line: line.person.postal_code),
                    Column("address", "住所", lambda line: line.person.address),
                    Column("reaches", "連絡先", _reaches),
                    Column("told_on", "知らせた日", lambda line: line.told_on),
                ),
            ),
        ]
    )
