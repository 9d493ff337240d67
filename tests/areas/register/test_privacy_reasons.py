"""A 要配慮 field opens with a reason, once a day, and the reason is kept."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import cast, factories
from yoriai.web.register.models import Person, Sight

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
