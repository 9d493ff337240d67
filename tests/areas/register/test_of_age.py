"""Who became of age, or soon will, and has consents that a guardian gave."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests import cast, factories
from yoriai.web.register import queries
from yoriai.web.register.models import Consent, Person, Sight
from yoriai.web.register.rules import numbers

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


def pupil(birthday: date, name: str = "花", **values: Any) -> Person:
    """Somebody with a consent of the mother."""
    mother = Person.objects.filter(given_name="節子").first() or factories.person(given_name="節子")
    row: Person = factories.person(given_name=name, birthday=birthday, guardian=mother, **values)
    consent(row, given_by=mother)
    return row


def consent(person: Person, **values: Any) -> Consent:
    base = {"given_by": person, "purpose": "photo", "given_on": date(2024, 4, 1)} | values
    return Consent.objects.create(person=person, **base)


def listed(day: date = DAY) -> list[tuple[str, date, bool]]:
    return [
        (line.person.given_name, line.day, line.come) for line in queries.of_age(cast.viewer("staff"), day)
    ]


def test_the_list_holds_who_is_of_age_and_who_will_be_within_90_days() -> None:
    pupil(date(2008, 9, 30), "来")
    pupil(date(2008, 12, 30), "近")
    pupil(date(2008, 12, 31), "遠")
    assert listed() == [("近", date(2026, 12, 30), False), ("来", date(2026, 9, 30), True)]


def test_the_birthday_itself_is_of_age() -> None:
    pupil(date(2008, 10, 1))
    assert listed() == [("花", date(2026, 10, 1), True)]


@pytest.mark.parametrize(
    "values",
    [{"withdrawn_on": date(2026, 1, 1)}, {"ends_on": date(2026, 9, 30)}],
)
def test_a_consent_that_is_over_is_not_asked_again(values: dict[str, Any]) -> None:
    row = pupil(date(2008, 9, 30))
    Consent.objects.filter(person=row).update(**values)
    assert listed() == []


def test_who_answered_is_off_the_list_also_after_a_no() -> None:
    row = pupil(date(2008, 9, 30))
    consent(row, purpose="newsletter", given_on=DAY)
    assert len(listed()) == 1, "another purpose says nothing"
    consent(row, given_on=DAY, withdrawn_on=DAY)
    assert listed() == []


def test_who_wishes_not_to_be_asked_is_not_asked() -> None:
    pupil(date(2008, 9, 30), do_not_ask=True)
    assert listed() == []


def test_what_a_guardian_of_a_grown_up_gave_is_not_asked_again() -> None:
    row = pupil(date(2000, 1, 1))
    assert row.consents.get().given_on > date(2018, 1, 1) and listed() == []


def test_several_consents_of_one_person_stand_in_one_line() -> None:
    row = pupil(date(2008, 9, 30))
    consent(row, purpose="participation", given_by=row.guardian)
    [line] = queries.of_age(cast.viewer("staff"), DAY)
    assert [found.purpose for found in line.consents] == ["participation", "photo"]


@pytest.mark.parametrize("name", ["reception", "partner", "supervisor", "member", "citizen", "visitor"])
def test_others_see_nobody(name: str) -> None:
    pupil(date(2008, 9, 30))
    assert queries.of_age(cast.viewer(name), DAY) == []


def test_the_page_says_whom_to_ask_and_records_that_children_were_looked_at() -> None:
    today = timezone.localdate()
    child = pupil(numbers.add_months(today, -12 * 18 + 1))
    browser = cast.client("staff")
    grown = pupil(numbers.add_months(today, -12 * 18 - 1), "太郎")
    shut = browser.get("/register/of-age/").content.decode()
    assert "もうすぐ18歳になる人が1人います" in shut and "髙﨑 花" not in shut and "髙﨑 太郎" in shut
    assert not Sight.objects.filter(person_id=child.pk).exists()
    assert browser.post("/register/of-age/", {"choice": "other"}).status_code == 400
    assert browser.post("/register/of-age/", {"choice": "update"}).status_code == 302
    look = Sight.objects.get(person_id=child.pk)
    assert (look.how, look.purpose) == ("sensitive", "記載の確認・訂正")
    assert not Sight.objects.filter(person_id=grown.pk, how="sensitive").exists()
    page = browser.get("/register/of-age/").content.decode()
    assert "髙﨑 花" in page and "もうすぐ" in page and "写真を載せる" in page
    assert Sight.objects.filter(person_id=child.pk).exists()
    Consent.objects.all().delete()
    assert "聞きなおす人はいません" in browser.get("/register/of-age/").content.decode()
