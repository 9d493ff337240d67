"""One box that finds everything: every word must occur in the entry's folded text.

Entries are scanned: a Japanese word may be one letter long, which an index of letter triples does not
serve. The names are scanned first; they come first in the answer, so the rest is read only when names
do not fill it, and of the rest the few entries that come first: a word that many hold, as the name of the
prefecture in addresses, fills the answer from them and no more is read. Figures for 160,000 entries:
benchmarks/bench_register.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from yoriai.web.accounts.rules import Viewer

from .. import rules
from ..models import Municipality, Organisation, Person, SearchEntry
from ..models.search import EARLY
from ..rules import names, search
from .entries import organisations_visible_to, people_visible_to

#: What a line of hits shows.
_ORGANISATION = ("name", "kana", "legal_form", "municipality__name")
_PERSON = ("family_name", "given_name", "family_kana", "given_kana")
#: What tells people of the same name apart, for those who may read it.
_APART = ("birthday", "municipality__name")


Hits = QuerySet[SearchEntry, tuple[str, int]]


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
    needles = search.needles(words, _towns())
    kinds = [known for known in _kinds(viewer) if kind in {"", known}]
    if not needles or not kinds:
        return []
    entries = SearchEntry.objects.all() if len(kinds) == 2 else SearchEntry.objects.filter(kind=kinds[0])
    rest = ["open", "contact"] if rules.may_read_contacts(viewer) else ["open"]
    if len(needles) > 1:
        return _rows(viewer, list(_named(entries, words, needles, ["order", *rest])[:limit]))
    hits = [] if needles[0].typed.isdigit() else list(_named(entries, words, needles, ["order"])[:limit])
    if len(hits) < limit:
        hits = list(dict.fromkeys([*hits, *_holding(entries, needles, rest, limit)]))[:limit]
    return _rows(viewer, hits)


def _towns() -> dict[str, str]:
    """Names of towns and prefectures with the readings of towns, as keys."""
    found: dict[str, str] = {}
    for name, kana, prefecture in Municipality.objects.values_list("name", "kana", "prefecture"):
        found |= {names.key(name): names.key(kana), names.key(prefecture): ""}
    return found


def _kinds(viewer: Viewer) -> list[str]:
    kinds = ["organisation"] if rules.may_read(viewer) else []
    return [*kinds, "person"] if rules.may_read_people(viewer) else kinds


def _named(
    entries: QuerySet[SearchEntry], words: str, needles: list[search.Needle], columns: list[str]
) -> Hits:
    """Kind and number of the entries that hold every needle in one of the columns, best names first."""
    whole = f"{search.LINE}{search.whole(words)}"
    rank = Case(
        When(~_in("order", needles[0].typed), then=Value(3)),
        When(_in("order", f"{whole}{search.LINE}"), then=Value(0)),
        When(_in("order", whole), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = entries.filter(_conditions(needles, columns)).annotate(rank=rank)
    return found.order_by("rank", "order", "pk").values_list("kind", "row_id")


def _holding(
    entries: QuerySet[SearchEntry], needles: list[search.Needle], columns: list[str], limit: int
) -> list[tuple[str, int]]:
    """The same for what stands beside names, where no place is better than another: the first ones."""
    found = entries.filter(_conditions(needles, columns)).order_by("order", "pk")
    rows: Hits = found.values_list("kind", "row_id")
    early = list(rows.filter(order__lt=EARLY)[:limit])
    return early if len(early) == limit else list(rows[:limit])


def _conditions(needles: list[search.Needle], columns: list[str]) -> Q:
    """Every needle in one of the columns; what stands for it is never part of a name."""
    conditions = Q()
    for needle in needles:
        one = Q()
        for column in columns:
            one |= _in(column, needle.typed)
        for text, column in product(needle.texts[1:], columns):
            if column == "open" or (column == "contact" and not search.is_sign(text)):
                one |= _in(column, text)
        conditions &= one
    return conditions


def _in(column: str, text: str) -> Q:
    """Whether a column holds a text. Not LIKE: it needs no escaping and compares letters as they are."""
    return Q(GreaterThan(StrIndex(column, Value(text)), 0))


def _rows(viewer: Viewer, hits: list[tuple[str, int]]) -> list[Found]:
    groups = organisations_visible_to(viewer).only(*_ORGANISATION)
    organisations = groups.in_bulk([pk for kind, pk in hits if kind == "organisation"])
    people = _people(viewer).in_bulk([pk for kind, pk in hits if kind == "person"])
    sources: dict[str, dict[int, Organisation] | dict[int, Person]] = {
        "organisation": organisations,
        "person": people,
    }
    return [Found(kind, sources[kind][pk]) for kind, pk in hits if pk in sources[kind]]


def _people(viewer: Viewer) -> QuerySet[Person]:
    rows = people_visible_to(viewer)
    if rules.may_read_contacts(viewer):
        return rows.only(*_PERSON, *_APART)
    return rows.select_related(None).only(*_PERSON)
