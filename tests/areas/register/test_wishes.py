"""The one rule of contact: whether somebody may be written to, on pages as in mailings."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from tests import cast, factories
from tests.areas.register.mailings_world import consent as consented
from yoriai.web.register import queries
from yoriai.web.register.models import Consent, LeftOut, Person, Reach
from yoriai.web.register.queries import contact
from yoriai.web.register.queries import recipients as reads
from yoriai.web.register.rules import recipients, wishes
from yoriai.web.register.rules.recipients import Agreement, Candidate, Way, Ways, Wish

DAY = date(2026, 10, 1)
GUARDIAN, PERSON, STRANGER = 1, 2, 9
CHILD = {"birthday": date(2010, 10, 2), "guardian": GUARDIAN}
ADULT = {"birthday": date(1970, 5, 5)}
MAIL = Ways(emails=(Wish("a@x.jp"),))


def agreement(given_by: int = PERSON, given_on: date = date(2025, 4, 1), **values: Any) -> Agreement:
    return Agreement(given_on, given_by, **values)


def why(who: dict[str, Any], *consents: Agreement, day: date = DAY, way: Way = Way.EMAIL) -> str:
    facts = {"ways": MAIL, "guardian_ways": MAIL} | who
    return recipients.against_person(Candidate(pk=PERSON, consents=consents, **facts), way, day)


def test_who_consented_may_be_written_to() -> None:
    assert why(ADULT, agreement()) == ""
    assert why(ADULT) == LeftOut.NO_CONSENT


@pytest.mark.parametrize(
    ("values", "first", "last"),
    [
        ({}, date(2025, 4, 1), date(2099, 1, 1)),
        ({"ends_on": date(2026, 3, 31)}, date(2025, 4, 1), date(2026, 3, 31)),
        ({"withdrawn_on": date(2026, 3, 31)}, date(2025, 4, 1), date(2026, 3, 30)),
        (
            {"withdrawn_on": date(2026, 3, 31), "ends_on": date(2025, 12, 31)},
            date(2025, 4, 1),
            date(2025, 12, 31),
        ),
    ],
)
def test_a_consent_counts_from_its_day_to_its_end_or_withdrawal(
    values: dict[str, Any], first: date, last: date
) -> None:
    for day, expected in [
        (date.fromordinal(first.toordinal() - 1), False),
        (first, True),
        (last, True),
        (date.fromordinal(last.toordinal() + 1), last.year == 2099),
    ]:
        assert (why(ADULT, agreement(**values), day=day) == "") is expected, day


def test_do_not_ask_again_stands_above_every_consent() -> None:
    asked_not = Ways(do_not_ask=True, emails=(Wish("a@x.jp"),))
    assert why(ADULT | {"ways": asked_not}, agreement()) == LeftOut.DO_NOT_ASK
    child = CHILD | {"guardian_ways": asked_not}
    assert why(child, agreement(GUARDIAN)) == LeftOut.DO_NOT_ASK
    assert why(child, agreement(GUARDIAN), day=date(2028, 10, 2)) == LeftOut.OF_AGE


def test_who_is_no_longer_in_the_register_is_never_written_to() -> None:
    assert why(ADULT | {"gone": True}, agreement()) == LeftOut.GONE


def test_for_a_child_the_guardian_consents() -> None:
    assert why(CHILD, agreement(GUARDIAN)) == ""
    assert why(CHILD, agreement()) == LeftOut.NO_GUARDIAN
    assert why(CHILD, agreement(STRANGER)) == LeftOut.NO_GUARDIAN
    assert why({"birthday": date(2015, 1, 1)}, agreement()) == LeftOut.NO_GUARDIAN


def test_from_the_18th_birthday_on_the_person_is_asked() -> None:
    before, birthday = date(2028, 10, 1), date(2028, 10, 2)
    guardians = agreement(GUARDIAN)
    assert why(CHILD, guardians, day=before) == ""
    assert why(CHILD, guardians, day=birthday) == LeftOut.OF_AGE
    assert why(CHILD, guardians, agreement(given_on=birthday), day=birthday) == ""


def test_what_a_child_signed_alone_does_not_begin_to_count_at_18() -> None:
    early = agreement(given_on=date(2028, 10, 1))
    assert why(CHILD, early, day=date(2028, 10, 2)) == LeftOut.NO_CONSENT


def test_a_withdrawal_takes_back_what_was_given_before_it() -> None:
    old, withdrawn = agreement(), agreement(given_on=date(2026, 1, 1), withdrawn_on=date(2026, 5, 1))
    assert why(ADULT, old, withdrawn) == why(ADULT, withdrawn, old) == LeftOut.WITHDRAWN
    assert why(ADULT, old, withdrawn, day=date(2026, 4, 30)) == ""
    assert why(ADULT, old, withdrawn, agreement(given_on=date(2026, 6, 1))) == ""


def test_a_grown_up_may_have_a_guardian() -> None:
    ward = {"birthday": date(1940, 1, 1), "guardian": GUARDIAN}
    assert why(ward, agreement(GUARDIAN)) == why(ward, agreement()) == ""


def test_without_a_birthday_somebody_counts_as_grown_up() -> None:
    assert why({}, agreement()) == ""
    assert why({}, agreement(GUARDIAN)) == LeftOut.NO_CONSENT


AGREEMENTS = list(
    product(
        (None, date(1970, 5, 5), date(2010, 10, 2), date(2007, 4, 1)),  # birthdays
        (1, 2, 9),  # who gave: the guardian, the person, somebody else
        (date(2024, 4, 1), date(2026, 9, 30), date(2026, 10, 2)),  # when
        (None, date(2026, 9, 30), date(2026, 10, 1)),  # until when
        (None, date(2026, 10, 1), date(2026, 10, 2)),  # withdrawn
        (False, True),  # do not ask
    )
)


def _is_18(birthday: date | None, day: date) -> bool:
    """Full years counted on the fingers; nobody of these was born on 29 February."""
    years = day.year - birthday.year if birthday else 99
    return years > 18 or (years == 18 and (day.month, day.day) >= (birthday.month, birthday.day))  # type: ignore[union-attr]


def _may(facts: Any) -> bool:
    """What people are told: in plain words, without the order of reasons."""
    birthday, given_by, given_on, ends_on, withdrawn_on, do_not_ask = facts
    if do_not_ask or given_on > DAY or (ends_on and ends_on < DAY) or (withdrawn_on and withdrawn_on <= DAY):
        return False
    if not _is_18(birthday, DAY):
        return bool(given_by == GUARDIAN)
    return given_by in (GUARDIAN, PERSON) and _is_18(birthday, given_on)


@pytest.mark.parametrize("facts", AGREEMENTS)
def test_who_may_be_written_to(facts: Any) -> None:
    birthday, given_by, given_on, ends_on, withdrawn_on, do_not_ask = facts
    who = {"birthday": birthday, "guardian": GUARDIAN}
    who["ways"] = Ways(do_not_ask=do_not_ask, emails=(Wish("a@x.jp"),))
    row = agreement(given_by, given_on, ends_on=ends_on, withdrawn_on=withdrawn_on)
    assert (why(who, row) == "") is _may(facts)


def test_these_cases_hold_both_answers() -> None:
    assert len(AGREEMENTS) == 648
    assert 0 < sum(map(_may, AGREEMENTS)) < 648


@pytest.mark.parametrize(
    ("birthday", "adult"),
    [(date(2008, 10, 2), date(2026, 10, 2)), (date(2008, 2, 29), date(2026, 3, 1))],
)
def test_the_day_of_coming_of_age(birthday: date, adult: date) -> None:
    child = Person(pk=2, birthday=birthday, guardian_id=1)
    assert wishes.of_age_on(birthday) == adult
    assert wishes.giver_of(child, adult) == 2
    assert wishes.giver_of(child, date.fromordinal(adult.toordinal() - 1)) == 1


# --- on the person's page --------------------------------------------------------------------------


def told(person: Person, day: date = DAY, name: str = "staff") -> dict[str, list[str]]:
    found = contact.may_be_written_to(cast.viewer(name), person, day)
    return {
        line.purpose.value: [reason.value if reason else "" for _way, reason in line.ways] for line in found
    }


@pytest.mark.django_db
def test_the_page_says_for_what_and_how_somebody_may_be_written_to() -> None:
    person = factories.person(birthday=date(1980, 1, 1), address="倉敷市中央1")
    consented(person)
    assert told(person)["newsletter"] == ["no_email", ""]
    assert set(map(tuple, (ways for key, ways in told(person).items() if key != "newsletter"))) == {
        ("no_consent", "no_consent")
    }
    Reach.objects.create(person=person, kind="email", value="a@x.jp", key="a@x.jp")
    assert told(person)["newsletter"] == ["", ""]
    (line, other, *_rest) = contact.may_be_written_to(cast.viewer("staff"), person, DAY)
    assert line.told == [("メール・郵便", None)]
    assert other.told == [("メール・郵便", LeftOut.NO_CONSENT)]
    page = cast.client("staff").get(f"/register/people/{person.pk}/").content.decode()
    assert page.count("送れます") == 1 and "この目的への同意がありません" in page
    assert (
        "送ってよいか" not in cast.client("reception").get(f"/register/people/{person.pk}/").content.decode()
    )
    assert told(person, name="reception") == {}


@pytest.mark.django_db
def test_the_page_and_the_mailing_say_the_same(django_assert_max_num_queries: Any) -> None:
    mother = factories.person(birthday=date(1980, 1, 1))
    Reach.objects.create(person=mother, kind="email", value="m@x.jp", key="m@x.jp")
    child = factories.person(birthday=date(2015, 1, 1), guardian=mother)
    consented(child, given_by=mother)
    consented(child, given_by=mother, purpose="photo", withdrawn_on=date(2025, 5, 1))
    consented(child, given_by=child, purpose="matching")
    viewer = cast.viewer("staff")
    with django_assert_max_num_queries(6):
        contact.may_be_written_to(viewer, child, DAY)
    found = told(child)
    for purpose, (by_mail, by_post) in found.items():
        for way, reason in ((Way.EMAIL, by_mail), (Way.POST, by_post)):
            rows = queries.people_visible_to(cast.viewer("staff")).filter(pk=child.pk)
            plan = reads.plan_for_people(rows, purpose=purpose, way=way, households=False, day=DAY)
            assert [code for _pk, code in plan.left_out] == ([reason] if reason else []), (purpose, way)
    assert found["newsletter"] == ["", "no_address"]
    assert (found["photo"][0], found["matching"][0]) == ("withdrawn", "no_guardian")


@pytest.mark.django_db
def test_the_consents_on_the_page_hold_by_the_same_rule() -> None:
    person = factories.person(birthday=date(1980, 1, 1))
    consented(person)
    consented(person, given_on=date(2026, 1, 1), withdrawn_on=date(2026, 5, 1))
    found = contact.consents_with_standing(cast.viewer("staff"), person, DAY)
    assert [(holds, why) for _row, holds, why in found] == [(False, LeftOut.WITHDRAWN)] * 2
    assert Consent.objects.count() == 2
    page = cast.client("staff").get(f"/register/people/{person.pk}/").content.decode()
    assert "有効" not in page and "同意が取り消されています" in page
