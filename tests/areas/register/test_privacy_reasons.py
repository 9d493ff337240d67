"""A 要配慮 field opens with a reason, once a day, and the reason is kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import cast, factories
from yoriai.web.register.models import Person, Reach, Sight

pytestmark = pytest.mark.django_db
NEEDS = "大きな音が苦手"


def needy() -> Person:
    return factories.person(care_needs=NEEDS)


def test_the_field_is_folded_until_a_reason_is_given() -> None:
    person = needy()
    browser = cast.client("lead")
    page = reverse("register_person", args=[person.pk])
    shut = browser.get(page).content.decode()
    assert NEEDS not in shut
    assert "理由を選びます" in shut
    answer = browser.post(reverse("register_reason", args=[person.pk]), {"choice": "visit"})
    assert answer.headers["Location"] == page
    assert NEEDS in browser.get(page).content.decode()
    look = Sight.objects.get(how="sensitive")
    assert (look.purpose, look.sensitive, look.viewer_id) == (
        "来館・行事の準備",
        True,
        cast.make_user("lead").pk,
    )


def test_it_holds_for_one_person_in_one_session() -> None:
    person, other = needy(), needy()
    browser = cast.client("lead")
    browser.post(reverse("register_reason", args=[person.pk]), {"choice": "visit"})
    assert NEEDS not in browser.get(reverse("register_person", args=[other.pk])).content.decode()
    again = cast.client("lead").get(reverse("register_person", args=[person.pk])).content.decode()
    assert NEEDS not in again


def test_another_reason_needs_a_word() -> None:
    person = needy()
    browser = cast.client("director")
    address = reverse("register_reason", args=[person.pk])
    assert browser.post(address, {"choice": "other"}).status_code == 400
    assert browser.post(address, {}).status_code == 400
    assert browser.post(address, {"choice": "other", "words": "座席の相談"}).status_code == 302
    assert Sight.objects.get(how="sensitive").purpose == "そのほか（ひとことで）：座席の相談"


def test_saving_without_a_reason_leaves_the_field_as_it_was() -> None:
    person = needy()
    browser = cast.client("lead")
    address = reverse("register_change_person", args=[person.pk])
    form = browser.get(address).context["form"]
    assert "care_needs" not in form.fields
    typed = {"family_name": "髙﨑", "given_name": "澄恵", "version": person.version, "care_needs": ""}
    assert browser.post(address, typed).status_code == 302
    person.refresh_from_db()
    assert (person.given_name, person.care_needs) == ("澄恵", NEEDS)


def test_nothing_is_asked_where_there_is_nothing_to_see() -> None:
    page = cast.client("lead").get(reverse("register_person", args=[factories.person().pk]))
    assert "理由を選びます" not in page.content.decode()
    staff = cast.client("staff").get(reverse("register_person", args=[needy().pk]))
    assert "理由を選びます" not in staff.content.decode()


# --- one gate for every page and file -----------------------------------------------------------------


def child(**values: object) -> Person:
    mother = factories.person(given_name="節子")
    return factories.person(
        given_name="花", birthday=date(2018, 5, 1), guardian=mother, address="高梁市松山1", **values
    )


def test_a_childs_entry_is_folded_until_a_reason_is_given() -> None:
    person, browser = child(), cast.client("staff")
    address = reverse("register_person", args=[person.pk])
    shut = browser.get(address).content.decode()
    assert "子どもの記載です" in shut and "高梁市松山1" not in shut and "2018" not in shut
    assert "連絡先" not in browser.get(address).context["columns"]
    edit = reverse("register_change_person", args=[person.pk])
    assert "birthday" not in browser.get(edit).context["form"].fields
    assert "子どもの記載です" in browser.get(edit).content.decode()
    way = browser.post(reverse("register_reason", args=[person.pk]), {"choice": "visit", "next": edit})
    assert way.headers["Location"] == edit
    assert "birthday" in browser.get(edit).context["form"].fields
    assert "高梁市松山1" in browser.get(address).content.decode()


def test_who_sees_only_names_is_asked_nothing() -> None:
    page = cast.client("reception").get(reverse("register_person", args=[child().pk]))
    assert "理由を選びます" not in page.content.decode()


@pytest.mark.parametrize("way", ["https://example.com/", "//example.com", "javascript:alert(1)", ""])
def test_the_way_back_stays_in_the_house(way: str) -> None:
    person, browser = needy(), cast.client("lead")
    address = reverse("register_reason", args=[person.pk])
    home = reverse("register_person", args=[person.pk])
    assert f'value="{home}"' in browser.get(address, {"next": way}).content.decode()
    assert browser.post(address, {"choice": "visit", "next": way}).headers["Location"] == home


def gated(person: Person) -> dict[str, str]:
    """Pages and files about a child with needs, by what they are."""
    other = factories.person(given_name="華")
    reach = Reach.objects.create(person=person, kind="phone", value="086-231-0532", key="0862310532")
    copies = {f"file {key}": f"/exports/make/{key}/{person.pk}/" for key in COPIES}
    return copies | {
        "copy": reverse("register_copy", args=[person.pk]),
        "merging": reverse("register_merge", args=["person", other.pk, person.pk]),
        "a part": reverse("register_change_reach", args=[reach.pk]),
        "a new part": reverse("register_add_consent", args=[person.pk]),
        "corrections": reverse("register_correct", args=[person.pk]),
        "erasing": reverse("register_erase", args=[person.pk]),
    }


COPIES = ("register.copy", "register.copy-paper")
PAGES = [
    "copy",
    "merging",
    "a part",
    "a new part",
    "corrections",
    "erasing",
    *(f"file {key}" for key in COPIES),
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_and_file_asks_the_same_and_leads_back(page: str) -> None:
    person, browser = child(care_needs=NEEDS), cast.client("director")
    addresses = gated(person)
    assert sorted(addresses) == sorted(PAGES)
    asked = browser.get(addresses[page])
    question = reverse("register_reason", args=[person.pk])
    assert asked.status_code == 302 and asked.headers["Location"].startswith(f"{question}?next=")
    assert not Sight.objects.filter(person_id=person.pk).exists()
    form = browser.get(asked.headers["Location"])
    assert "見る理由を選ぶ" in form.content.decode()
    back = browser.post(question, {"choice": "update", "next": form.context["next"]})
    assert back.headers["Location"] == addresses[page]
    assert browser.get(addresses[page]).status_code == 200
    assert Sight.objects.filter(person_id=person.pk, how="sensitive", purpose="記載の確認・訂正").count() == 1


@pytest.mark.parametrize("page", ["a part", "corrections", "erasing"])
def test_pages_without_needs_ask_nothing_about_a_grown_up(page: str) -> None:
    person = factories.person(care_needs=NEEDS, birthday=date(1980, 1, 1))
    assert cast.client("director").get(gated(person)[page]).status_code == 200


def test_side_by_side_both_are_asked_for() -> None:
    one, two = needy(), needy()
    browser = cast.client("lead")
    address = reverse("register_merge", args=["person", one.pk, two.pk])
    for person in (one, two):
        assert f"/people/{person.pk}/reason/" in browser.get(address).headers["Location"]
        cast.reason(browser, person.pk)
    assert NEEDS in browser.get(address).content.decode()
