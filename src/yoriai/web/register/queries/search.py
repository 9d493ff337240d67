"""One box that finds everything: every word must occur in the entry's folded text.

Entries are scanned: a Japanese word may be one letter long, which an index of letter triples does not
serve. The names are scanned first; they come first in the answer, so the rest is read only when names
do not fill it. Figures for 160,000 entries: benchmarks/bench_register.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Municipality, Organisation, Person, SearchEntry
from ..rules import names, search
from .entries import organisations_visible_to, people_visible_to

#: What a line of hits shows.
_ORGANISATION = ("name", "kana", "legal_form", "municipality__name")
_PERSON = ("family_name", "given_name", "family_kana", "given_kana")


@dataclass(frozen=True)
class Found:
    """One hit: its kind and the entry."""

    kind: str
    row: Organisation | Person


def find(viewer: Viewer, words: str, limit: int = 50, kind: str = "") -> list[Found]:
    """The entries in which every word occurs: first those called so, then those whose name begins so,
    then those with a word in their name, then the rest; each in the order of their readings.

    Only what the viewer may see is searched, so nothing out of sight is counted or suggested.
    """
    needles = search.needles(words, _everywhere())
    kinds = [known for known in _kinds(viewer) if kind in {"", known}]
    if not needles or not kinds:
        return []
    entries = SearchEntry.objects.all() if len(kinds) == 2 else SearchEntry.objects.filter(kind=kinds[0])
    columns = ["order", "open", "contact"] if rules.may_read_contacts(viewer) else ["order", "open"]
    hits: list[tuple[str, int]] = []
    if not any(needle.isdigit() for needle in needles):
        hits = _hits(entries, words, needles, ["order"], limit)
    if len(hits) < limit:
        hits = _hits(entries, words, needles, columns, limit)
    return _rows(viewer, hits)


def _everywhere() -> set[str]:
    """Words that very many entries hold: the names of towns and prefectures."""
    return {
        names.key(name) for pair in Municipality.objects.values_list("name", "prefecture") for name in pair
    }


def _kinds(viewer: Viewer) -> list[str]:
    kinds = ["organisation"] if rules.may_read(viewer) else []
    return [*kinds, "person"] if rules.may_read_people(viewer) else kinds


def _hits(
    entries: QuerySet[SearchEntry], words: str, needles: list[str], columns: list[str], limit: int
) -> list[tuple[str, int]]:
    """Kind and number of the first entries that hold every needle in one of the columns."""
    for needle in needles:
        condition = Q()
        for column in columns:
            condition |= _in(column, needle)
        entries = entries.filter(condition)
    whole = f"{search.LINE}{search.whole(words)}"
    rank = Case(
        When(~_in("order", needles[0]), then=Value(3)),
        When(_in("order", f"{whole}{search.LINE}"), then=Value(0)),
        When(_in("order", whole), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ranked = entries.annotate(rank=rank).order_by("rank", "order", "pk")
    return list(ranked.values_list("kind", "row_id")[:limit])


def _in(column: str, text: str) -> Q:
    """Whether a column holds a text. Not LIKE: it needs no escaping and compares letters as they are."""
    return Q(GreaterThan(StrIndex(column, Value(text)), 0))


def _rows(viewer: Viewer, hits: list[tuple[str, int]]) -> list[Found]:
    groups = organisations_visible_to(viewer).only(*_ORGANISATION)
    organisations = groups.in_bulk([pk for kind, pk in hits if kind == "organisation"])
    names_only = people_visible_to(viewer).select_related(None).only(*_PERSON)
    people = names_only.in_bulk([pk for kind, pk in hits if kind == "person"])
    sources: dict[str, dict[int, Organisation] | dict[int, Person]] = {
        "organisation": organisations,
        "person": people,
    }
    return [Found(kind, sources[kind][pk]) for kind, pk in hits if pk in sources[kind]]
