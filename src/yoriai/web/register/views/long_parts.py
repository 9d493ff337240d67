"""Long parts of an entry's page, some rows at a time: each part has a pager of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from yoriai.web.accounts.request import Request

#: Rows of one part on the page.
SIZE = 50


@dataclass(frozen=True)
class Part:
    """The rows of a part that are shown now, and where the rows before and after them are."""

    name: str
    page: Page[Any]
    before: str
    after: str

    def __iter__(self) -> Iterator[Any]:
        return iter(self.page.object_list)

    def __len__(self) -> int:
        return len(self.page.object_list)


def part(request: Request, name: str, rows: QuerySet[Any] | Sequence[Any]) -> Part:
    """Some rows, by the page's number that stands under the part's name in the address."""
    page = Paginator(rows, SIZE).get_page(request.GET.get(name))
    before = _address(request, name, page.number - 1) if page.has_previous() else ""
    after = _address(request, name, page.number + 1) if page.has_next() else ""
    return Part(name, page, before, after)


def _address(request: Request, name: str, number: int) -> str:
    """The same page with another page of this part; the other parts stay where they are."""
    query = request.GET.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}#{name}-head"
