"""Picking another entry in a form: a few suggestions for what was typed, within what the viewer may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yoriai.web.accounts.rules import Viewer

from ..models import Organisation, Person
from ..rules import names
from .entries import organisations_visible_to, people_visible_to
from .search import find

#: So many suggestions fit under a box on the phone.
SUGGESTIONS = 12


def pickable(viewer: Viewer, kind: str) -> QuerySet[Organisation] | QuerySet[Person]:
    """The entries of a kind that the viewer may name in a form."""
    return people_visible_to(viewer) if kind == "person" else organisations_visible_to(viewer)


def suggest(viewer: Viewer, kind: str, words: str) -> list[Organisation | Person]:
    """The first entries of a kind in which every word occurs."""
    return [found.row for found in find(viewer, words, SUGGESTIONS, kind=kind)]


def only_exact(viewer: Viewer, kind: str, words: str) -> Organisation | Person | None:
    """The one entry that bears exactly this name, if there is no other like it."""
    found = suggest(viewer, kind, words)
    if len(found) == 1 and names.key(found[0].name) == names.key(words):
        return found[0]
    return None


def alike(viewer: Viewer, kind: str, name: str, kana: str) -> list[Organisation | Person]:
    """Entries with the same name or the same reading, so that nobody is entered twice."""
    rows = pickable(viewer, kind)
    same = Q(key__startswith=f"{names.key(name)}\n")
    if kana_key := names.key(kana):
        same |= Q(key__endswith=f"\n{kana_key}")
    return list(rows.filter(same)[:SUGGESTIONS])
