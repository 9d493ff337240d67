"""Who saw or took out a person's data, when, for what: pages, files, mailings, deeds, as one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit.models import Event
from yoriai.web.audit.verbs import VERBS

from ..models import Affiliation, Consent, Correction, Person, Sight
from ..rules import privacy
from .privacy import whole_of

#: Rows on one page of the list.
PAGE = 100
#: The kinds to choose from: what was seen, what left the system, what was done.
KINDS = {"seen": "見た", "taken": "持ち出した・送った", "done": "書いた・直した"}
_SEEN = ("page", "edit", "sensitive", "watch", "copy", "correction", "import", "incident")


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    at: datetime
    who: str
    what: str
    purpose: str
    sensitive: bool
    kind: str


@dataclass(frozen=True)
class Watched:
    """One page of the list, and how many lines there are in all."""

    lines: list[Line]
    total: int


def watched(
    viewer: Viewer,
    person: Person,
    *,
    kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    start: int = 0,
    count: int = PAGE,
) -> Watched | None:
    """The lines `start` to `start + count`, newest first; None for who may not see them.

    Each source is asked for no more rows than the page can need, through its index, so that the length of
    the whole record does not matter.
    """
    if not privacy.may_watch(viewer):
        return None
    ids = [row.pk for row in whole_of(person)]
    sources = [_within(rows, since, until) for rows in _sources(ids, kind)]
    total = sum(rows.count() for rows in sources)
    found = [_line(row) for rows in sources for row in rows.order_by("-at", "-pk")[: start + count]]
    found.sort(key=lambda line: (line.at, line.what, line.who), reverse=True)
    return Watched(found[start : start + count], total)


def _sources(ids: Sequence[int], kind: str) -> list[QuerySet[Any]]:
    sights = Sight.objects.filter(person_id__in=ids).select_related("viewer")
    found: list[QuerySet[Any]] = []
    if kind in ("", "seen"):
        found.append(sights.filter(how__in=_SEEN))
    if kind in ("", "taken"):
        found.append(sights.exclude(how__in=_SEEN))
    if kind in ("", "done"):
        found += _deeds(ids)
    return found


def _deeds(ids: Sequence[int]) -> list[QuerySet[Any]]:
    """Audit events on the entry and on the rows that hang on it."""
    targets: list[tuple[type[Model], list[Any]]] = [(Person, list(ids))]
    for model in (Affiliation, Consent, Correction):
        targets.append(
            (model, list(model._default_manager.filter(person__in=ids).values_list("pk", flat=True)))
        )
    events = Event.objects.select_related("actor")
    return [
        events.filter(target_kind=model._meta.label_lower, target_id__in=[str(pk) for pk in pks])
        for model, pks in targets
        if pks
    ]


def _within(rows: QuerySet[Any], since: datetime | None, until: datetime | None) -> QuerySet[Any]:
    if since:
        rows = rows.filter(at__gte=since)
    return rows.filter(at__lt=until) if until else rows


def _line(row: Sight | Event) -> Line:
    if isinstance(row, Sight):
        kind = "seen" if row.how in _SEEN else "taken"
        who = row.viewer.email if row.viewer else "（だれでもない）"
        return Line(row.at, who, privacy.HOW.get(row.how, row.how), row.purpose, row.sensitive, kind)
    who = row.actor.email if row.actor else "システム"
    return Line(row.at, who, VERBS.get(row.verb, row.verb), "", False, "done")
