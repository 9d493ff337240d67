"""What can be taken out about one person: who saw them, and the copy as JSON and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.papers import Paper
from yoriai.web.exports.registry import WATCHERS, Column, Export, register

from . import privacy, queries
from .actions import taken
from .models import Person
from .queries import sights
from .rules import gate
from .rules import privacy as rules

PAPERS = Path(__file__).parent / "papers"
#: More lines than this stand on no list: the file is for reading, not for keeping.
MANY = 100_000


def person_of(viewer: Viewer, subject: str) -> Person | None:
    """The person whose number stands in the address."""
    found = queries.people_visible_to(viewer)
    return found.filter(pk=int(subject)).first() if subject.isascii() and subject.isdigit() else None


def _sights(viewer: Viewer, subject: str) -> Iterable[sights.Line] | None:
    person = person_of(viewer, subject)
    found = sights.watched(viewer, person, count=MANY) if person else None
    return found.lines if found else None


def _number_of_sights(viewer: Viewer, subject: str) -> int | None:
    person = person_of(viewer, subject)
    found = sights.watched(viewer, person, count=1) if person else None
    return min(MANY, found.total) if found else None


def _copied(viewer: Viewer, subject: str) -> list[Person] | None:
    person = person_of(viewer, subject) if rules.may_copy(viewer) else None
    return [person] if person else None


def _first(viewer: Viewer, session: Mapping[str, Any], subject: str) -> str | None:
    """The copy holds everything: it is behind the same gate as the page."""
    for person in _copied(viewer, subject) or []:
        if gate.closed(viewer, person, session.get(gate.KEY, {}), timezone.localdate()):
            return reverse("register_reason", args=[person.pk])
    return None


def _document(viewer: Viewer, subject: str) -> dict[str, Any] | None:
    people = _copied(viewer, subject)
    return {"parts": _parts(people[0])} if people else None


def _paper(viewer: Viewer, subject: str) -> Paper | None:
    people = _copied(viewer, subject)
    if not people:
        return None
    parts = [
        {**part, "rows": [[[label, _words(value)] for label, value in row.items()] for row in part["rows"]]}
        for part in _parts(people[0])
    ]
    return Paper(PAPERS / "copy.typ", {"name": people[0].name, "parts": parts})


def _parts(person: Person) -> list[dict[str, Any]]:
    found = privacy.sections(queries.subject_of(person))
    return [{"area": area, "title": section.title, "rows": section.rows} for area, section in found]


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "、".join(f"{label}：{_words(one)}" for label, one in value.items())
    return {True: "はい", False: "いいえ"}[value] if isinstance(value, bool) else str(value)


def _left(actor: Viewer, people: set[int], *, purpose: str, source: str, at: datetime) -> None:
    taken(actor, people, how="export", purpose=purpose, source=source, at=at)


def load() -> None:
    """Register the exports of this part; and that people's data in any export are written down."""
    if _left not in WATCHERS:
        WATCHERS.append(_left)
    register(
        [
            Export(
                key="register.sights",
                label="だれが見たか",
                rows=_sights,
                count=_number_of_sights,
                columns=(
                    Column("at", "いつ", lambda line: line.at),
                    Column("who", "だれが", lambda line: line.who),
                    Column("what", "どのように", lambda line: line.what),
                    Column("sensitive", "要配慮・子ども", lambda line: line.sensitive),
                    Column("purpose", "なんのために", lambda line: line.purpose),
                ),
            ),
            Export(
                key="register.copy",
                label="開示用の写し（JSON）",
                rows=_copied,
                data=_document,
                person=lambda person: person.pk,
                first=_first,
            ),
            Export(
                key="register.copy-paper",
                label="開示用の写し（PDF）",
                rows=_copied,
                paper=_paper,
                person=lambda person: person.pk,
                first=_first,
            ),
        ]
    )
