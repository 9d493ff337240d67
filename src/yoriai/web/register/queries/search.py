"""One box that finds everything: every word must occur in the entry's folded text."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Organisation, Person, SearchEntry
from ..rules import names
from .entries import organisations_visible_to, people_visible_to

#: From so many digits on, a word of digits is looked for among telephone numbers too.
DIGITS = 4


@dataclass(frozen=True)
class Found:
    """One hit: its kind and the entry."""

    kind: str
    row: Organisation | Person


def find(viewer: Viewer, words: str, limit: int = 50, kind: str = "") -> list[Found]:
    """The entries in which every word occurs, those that begin with the first word first.

    Only what the viewer may see is searched, so nothing out of sight is counted or suggested.
    """
    keys = [key for key in (names.key(word) for word in words.split()) if key]
    kinds = [known for known in _kinds(viewer) if kind in {"", known}]
    if not keys or not kinds:
        return []
    entries = SearchEntry.objects.filter(kind__in=kinds)
    for key, word in zip(keys, words.split(), strict=False):
        entries = _holding(entries, key, names.digits(word), rules.may_read_contacts(viewer))
    first = Case(When(open__startswith=keys[0], then=Value(0)), default=Value(1), output_field=IntegerField())
    hits = entries.annotate(first=first).order_by("first", "order", "pk").values_list("kind", "row_id")
    return _rows(viewer, list(hits[:limit]))


def _kinds(viewer: Viewer) -> list[str]:
    kinds = ["organisation"] if rules.may_read(viewer) else []
    return [*kinds, "person"] if rules.may_read_people(viewer) else kinds


def _holding(entries: QuerySet[SearchEntry], key: str, digits: str, contacts: bool) -> QuerySet[SearchEntry]:
    """StrIndex, not LIKE: it needs no escaping and compares bytes as they are."""
    entries = entries.annotate(place=StrIndex("open", Value(key)))
    condition = Q(place__gt=0)
    if contacts and len(digits) >= DIGITS:
        entries = entries.annotate(place2=StrIndex("contact", Value(digits)))
        condition |= Q(place2__gt=0)
    return entries.filter(condition)


def _rows(viewer: Viewer, hits: list[tuple[str, int]]) -> list[Found]:
    organisations = organisations_visible_to(viewer).in_bulk(
        [pk for kind, pk in hits if kind == "organisation"]
    )
    people = people_visible_to(viewer).in_bulk([pk for kind, pk in hits if kind == "person"])
    sources: dict[str, dict[int, Organisation] | dict[int, Person]] = {
        "organisation": organisations,
        "person": people,
    }
    return [Found(kind, sources[kind][pk]) for kind, pk in hits if pk in sources[kind]]
