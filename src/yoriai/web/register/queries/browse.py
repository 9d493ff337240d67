"""Long lists a page at a time: from the entry where the last page ended, so that each page costs the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Q, QuerySet

from ..models import Organisation, Person

Row = TypeVar("Row", Organisation, Person)
SIZE = 50
ORGANISATIONS = ("kana", "pk")
PEOPLE = ("family_kana", "given_kana", "pk")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some entries of a list, and the numbers of the entries before and after which the neighbours lie."""

    rows: Sequence[Row]
    total: int
    before: int | None = None
    after: int | None = None


def page(rows: QuerySet[Row], columns: tuple[str, ...], *, after: str = "", before: str = "") -> Page[Row]:
    """The entries after one (or before one), in the order of the columns; the last column is unique.

    A number that is no longer in sight begins the list anew.
    """
    back = not after and bool(before)
    here = rows.filter(pk=int(after or before)).first() if (after or before).isdecimal() else None
    ordered = rows.order_by(*(f"-{column}" if back else column for column in columns))
    found = list((ordered.filter(_beyond(columns, here, back)) if here else ordered)[: SIZE + 1])
    more = len(found) > SIZE
    shown = found[:SIZE][::-1] if back else found[:SIZE]
    if here and back:
        before_them, after_them = more, True
    else:
        before_them, after_them = here is not None, more
    return Page(
        rows=shown,
        total=rows.order_by().count(),
        before=shown[0].pk if shown and before_them else None,
        after=shown[-1].pk if shown and after_them else None,
    )


def _beyond(columns: tuple[str, ...], here: Organisation | Person, back: bool) -> Q:
    """Later in the order than an entry (earlier, when going back). The first column is compared by itself
    too: databases read the index from there."""
    than = "lt" if back else "gt"
    first = columns[0]
    beyond, same = Q(), Q()
    for column in columns:
        value = getattr(here, column)
        beyond |= same & Q(**{f"{column}__{than}": value})
        same &= Q(**{column: value})
    return Q(**{f"{first}__{than}e": getattr(here, first)}) & beyond
