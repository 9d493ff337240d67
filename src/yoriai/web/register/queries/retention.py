"""Who is past the time of keeping: the last use for each purpose, computed from the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, DateField, F, Max, QuerySet, Value, When
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer

from ..models import (
    Affiliation,
    Consent,
    FieldChange,
    Person,
    RetentionHold,
    RetentionRule,
    SendingLine,
    Sight,
)
from ..rules import privacy, retention
from .entries import people_visible_to

#: So many people are weighed at a time; what is read at once stays small.
PORTION = 2000
#: Looks that belong to protecting the data are no use of them.
_NO_USE = ("watch", "copy", "incident")
_EVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Over:
    """Somebody whose time of keeping is over, and why."""

    person: Person
    due: retention.Due


def months() -> dict[str, int]:
    """Months for each purpose: as decided, or as usual."""
    decided = dict(RetentionRule.objects.values_list("purpose", "months"))
    return {purpose: decided.get(purpose, known.months) for purpose, known in retention.PURPOSES.items()}


def over(viewer: Viewer, day: date, limit: int | None = None) -> list[Over] | None:
    """The people past their time on a day who are not held, by number; None for who may not ask."""
    if not privacy.may_erase(viewer):
        return None
    kept = RetentionHold.objects.filter(until__gte=day).values("person")
    guardians = Person.objects.filter(guardian__isnull=False, erased_at__isnull=True).values("guardian")
    people = people_visible_to(viewer).exclude(pk__in=kept).exclude(pk__in=guardians).order_by("pk")
    found: list[Over] = []
    for portion in _portions(people, _earliest(day)):
        found += _over(portion, day)
        if limit and len(found) >= limit:
            return found[:limit]
    return found


def _earliest(day: date) -> datetime:
    """Nobody who was entered after this instant can be past the time of keeping."""
    shortest = months()["entry"]
    year, month = divmod(day.year * 12 + day.month - 1 - shortest, 12)
    return timezone.make_aware(datetime(year, month + 1, min(day.day, 28)))  # noqa: DTZ001


def _portions(people: QuerySet[Person], before: datetime) -> Iterable[list[Person]]:
    people, last = people.filter(created_at__lt=before), 0
    while portion := list(people.filter(pk__gt=last)[:PORTION]):
        last = portion[-1].pk
        yield portion


def _over(people: list[Person], day: date) -> list[Over]:
    uses, known = _uses(people, day), months()
    found = []
    for person in people:
        due = retention.kept_until(uses[person.pk], known)
        if due and retention.is_over(due, day):
            found.append(Over(person, due))
    return found


def _uses(people: list[Person], day: date) -> dict[int, list[retention.Use]]:
    """Every purpose's last use for these people; one query for each source."""
    ids = [person.pk for person in people]
    found: dict[int, list[retention.Use]] = defaultdict(list)
    for person in people:
        found[person.pk].append(retention.Use("entry", timezone.localdate(person.created_at)))
    sources: list[tuple[str, QuerySet[Any]]] = [
        ("entry", _last(FieldChange.objects.filter(kind="person", row_id__in=ids), "row_id", "at")),
        ("role", _ends(Affiliation.objects.filter(person__in=ids), F("until"))),
        ("consent", _ends(Consent.objects.filter(person__in=ids), _consent_end())),
        (
            "sending",
            _last(SendingLine.objects.filter(person__in=ids, left_out=""), "person", "sending__sent_at"),
        ),
        ("use", _last(Sight.objects.filter(person_id__in=ids).exclude(how__in=_NO_USE), "person_id", "at")),
    ]
    for purpose, rows in sources:
        for pk, last in rows:
            on = timezone.localdate(last) if isinstance(last, datetime) else last
            found[pk].append(retention.Use(purpose, None if on > day else on))
    return found


def _last(rows: QuerySet[Any], person: str, at: str) -> QuerySet[Any]:
    found: QuerySet[Any] = rows.order_by().values_list(person).annotate(last=Max(at))
    return found


def _ends(rows: QuerySet[Any], end: Any) -> QuerySet[Any]:
    """The latest end of each person's rows; what has no end goes on for ever."""
    ever = Value(_EVER, output_field=DateField())
    ending = Case(When(ends_at__isnull=True, then=ever), default=F("ends_at"), output_field=DateField())
    found: QuerySet[Any] = rows.order_by().annotate(ends_at=end).values_list("person")
    latest: QuerySet[Any] = found.annotate(last=Max(ending))
    return latest


def _consent_end() -> Any:
    """A consent ends when it was withdrawn, or on its last day."""
    return Case(
        When(withdrawn_on__isnull=False, then=F("withdrawn_on")),
        default=F("ends_on"),
        output_field=DateField(),
    )
