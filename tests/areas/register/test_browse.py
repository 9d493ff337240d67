"""Lists a page at a time: nobody is left out and nobody comes twice, whichever way one turns."""

from __future__ import annotations

import re

import pytest

from tests import cast, factories
from yoriai.web.register import queries
from yoriai.web.register.models import Person
from yoriai.web.register.queries import browse

pytestmark = pytest.mark.django_db


def rows() -> object:
    return queries.people_visible_to(cast.viewer("staff"))


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 120])
def test_forwards_and_back_again(count: int) -> None:
    for number in range(count):  # many share a reading, so that the later columns decide
        factories.person(family_kana=f"か{number % 3}", given_kana=f"き{number % 7}")
    everybody = list(rows())
    pages = [browse.page(rows(), browse.PEOPLE)]
    while pages[-1].after:
        pages.append(browse.page(rows(), browse.PEOPLE, after=str(pages[-1].after)))
    assert [row for page in pages for row in page.rows] == everybody
    assert {page.total for page in pages} == {count}
    back = pages[-1]
    for earlier in reversed(pages[:-1]):
        back = browse.page(rows(), browse.PEOPLE, before=str(back.before))
        assert back.rows == earlier.rows
    assert back.before is None or count == 0


@pytest.mark.parametrize("place", ["0", "x", "-1", "９", "99999999999999999999", "'"])
def test_a_place_that_is_not_there_begins_anew(place: str) -> None:
    row = factories.person()
    for turn in ("after", "before"):
        assert list(browse.page(rows(), browse.PEOPLE, **{turn: place}).rows) == [row]
        address = f"/register/people/?{turn}={place}"
        assert cast.client("staff").get(address).status_code == 200


def test_an_entry_that_is_gone_begins_anew() -> None:
    kept, gone = factories.person(), factories.person()
    Person.objects.filter(pk=gone.pk).update(erased_at=cast.NOW)
    assert list(browse.page(rows(), browse.PEOPLE, after=str(gone.pk)).rows) == [kept]


def test_the_pages_turn_with_the_words_kept() -> None:
    for number in range(60):
        factories.organisation(name=f"川の会{number:02d}", kana=f"かわのかい{number:02d}")
    factories.organisation(name="山の会", kana="やまのかい")
    browser = cast.client("staff")
    page = browser.get("/register/organisations/?q=川").content.decode()
    assert "60団体" in page and "前の50件" not in page
    [after] = re.findall(r'href="\?(q=[^"]*after=\d+)"', page)
    second = browser.get(f"/register/organisations/?{after.replace('&amp;', '&')}").content.decode()
    assert "川の会59" in second and "川の会49" not in second and "山の会" not in second
    assert "前の50件" in second and "次の50件" not in second
