"""Whether somebody may be contacted: one rule for mailings, matching and maps."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from tests import cast
from yoriai.web.register.models import Consent, Person, Reach
from yoriai.web.register.rules import recipients, wishes

DAY = date(2026, 10, 1)
ADULT = Person(pk=1, family_name="髙﨑", birthday=date(1970, 5, 5))
CHILD = Person(pk=2, family_name="髙﨑", birthday=date(2010, 10, 2), guardian=ADULT)
LETTERS = "newsletter"


def consent(person: Person = ADULT, given_by: int | None = None, **values: Any) -> Consent:
    base: dict[str, Any] = {"purpose": LETTERS, "given_on": date(2025, 4, 1)}
    return Consent(person_id=person.pk, given_by_id=given_by or person.pk, **(base | values))


def why(person: Person, *consents: Consent, day: date = DAY, purpose: str = LETTERS) -> str:
    reason = wishes.why_not(person, purpose, consents, day)
    assert wishes.may_contact(person, purpose, consents, day) is (reason == "")
    return reason


def test_who_consented_may_be_contacted_for_that_purpose_only() -> None:
    assert why(ADULT, consent()) == ""
    assert why(ADULT, consent(), purpose="matching") == "同意がない（活動を紹介してもらう）"
    assert why(ADULT) == "同意がない（お便りを受け取る）"


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
    row = consent(**values)
    for day, expected in [
        (date.fromordinal(first.toordinal() - 1), False),
        (first, True),
        (last, True),
        (date.fromordinal(last.toordinal() + 1), last.year == 2099),
    ]:
        assert wishes.may_contact(ADULT, LETTERS, [row], day) is expected, day


def test_do_not_ask_again_stands_above_every_consent() -> None:
    person = Person(pk=1, family_name="髙﨑", do_not_ask=True)
    assert why(person, consent(person)) == "今後の依頼を控える"


@pytest.mark.parametrize("gone", [{"erased_at": cast.NOW}, {"merged_into_id": 9}])
def test_who_is_no_longer_in_the_register_is_never_contacted(gone: dict[str, Any]) -> None:
    person = Person(pk=1, family_name="髙﨑", **gone)
    assert why(person, consent(person)) == "台帳にいない人"


def test_somebody_elses_consent_says_nothing() -> None:
    assert why(ADULT, consent(Person(pk=7))) == "同意がない（お便りを受け取る）"
    assert why(ADULT, consent(given_by=7)) == "同意がない（お便りを受け取る）"


def test_for_a_child_the_guardian_consents() -> None:
    assert why(CHILD, consent(CHILD, given_by=1)) == ""
    assert why(CHILD, consent(CHILD)) == "保護者の同意がない（お便りを受け取る）"
    assert why(CHILD, consent(CHILD, given_by=8)) == "保護者の同意がない（お便りを受け取る）"
    alone = Person(pk=3, family_name="小野", birthday=date(2015, 1, 1))
    assert why(alone, consent(alone)) == "子どもで、保護者が分からない"


def test_from_the_18th_birthday_on_the_person_is_asked() -> None:
    before, birthday = date(2028, 10, 1), date(2028, 10, 2)
    guardians = consent(CHILD, given_by=1)
    assert why(CHILD, guardians, day=before) == ""
    assert why(CHILD, guardians, day=birthday) == "18歳になった：本人の同意がまだない（お便りを受け取る）"
    own = consent(CHILD, given_on=birthday)
    assert why(CHILD, guardians, own, day=birthday) == ""
    assert not wishes.outgrown(guardians, CHILD, before) and wishes.outgrown(guardians, CHILD, birthday)


def test_a_withdrawal_takes_back_what_was_given_before_it() -> None:
    old, withdrawn = consent(), consent(given_on=date(2026, 1, 1), withdrawn_on=date(2026, 5, 1))
    assert why(ADULT, old, withdrawn) == "同意がない（お便りを受け取る）"
    assert why(ADULT, old, withdrawn, day=date(2026, 4, 30)) == ""
    assert why(ADULT, old, withdrawn, consent(given_on=date(2026, 6, 1))) == ""


def test_a_guardian_who_wishes_not_to_be_asked_is_not_asked_for_the_child() -> None:
    mother = Person(pk=1, family_name="髙﨑", do_not_ask=True)
    child = Person(pk=2, family_name="髙﨑", birthday=date(2010, 10, 2), guardian=mother)
    assert why(child, consent(child, given_by=1)) == "今後の依頼を控える"
    assert "本人の同意" in why(child, consent(child, given_by=1), day=date(2028, 10, 2))


def test_a_grown_up_may_have_a_guardian() -> None:
    person = Person(pk=4, family_name="小野", birthday=date(1940, 1, 1), guardian=ADULT)
    assert why(person, consent(person, given_by=1)) == why(person, consent(person)) == ""


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


@pytest.mark.parametrize("facts", AGREEMENTS)
def test_mailings_decide_as_this_rule_does(facts: Any) -> None:
    birthday, given_by, given_on, ends_on, withdrawn_on, do_not_ask = facts
    person = Person(pk=2, birthday=birthday, guardian=ADULT, do_not_ask=do_not_ask)
    row = consent(person, given_by, given_on=given_on, ends_on=ends_on, withdrawn_on=withdrawn_on)
    reach = recipients.Ways(do_not_ask=do_not_ask, emails=(recipients.Wish("a@x.jp"),))
    candidate = recipients.Candidate(
        pk=2,
        birthday=birthday,
        guardian=1,
        ways=reach,
        guardian_ways=recipients.Ways(emails=(recipients.Wish("b@x.jp"),)),
        consents=(recipients.Agreement(given_on, given_by, ends_on, withdrawn_on),),
    )
    left_out = recipients.against_person(candidate, recipients.Way.EMAIL, DAY)
    assert wishes.may_contact(person, LETTERS, [row], DAY) is (left_out == "")


def test_what_a_child_signed_alone_does_not_begin_to_count_at_18() -> None:
    early = consent(CHILD, given_on=date(2028, 10, 1))
    assert why(CHILD, early, day=date(2028, 10, 2)) == "同意がない（お便りを受け取る）"


def test_without_a_birthday_somebody_counts_as_grown_up() -> None:
    person = Person(pk=5, family_name="小野")
    assert why(person, consent(person)) == ""
    assert not wishes.outgrown(consent(person, given_by=1), person, DAY)


@pytest.mark.parametrize(
    ("birthday", "adult"),
    [(date(2008, 10, 2), date(2026, 10, 2)), (date(2008, 2, 29), date(2026, 3, 1))],
)
def test_the_day_of_coming_of_age(birthday: date, adult: date) -> None:
    assert wishes.of_age_on(birthday) == adult
    assert wishes.giver_of(Person(pk=2, birthday=birthday, guardian_id=1), adult) == 2
    assert (
        wishes.giver_of(
            Person(pk=2, birthday=birthday, guardian_id=1), date.fromordinal(adult.toordinal() - 1)
        )
        == 1
    )


def test_ways_to_reach_somebody_as_they_wish() -> None:
    first = Reach(pk=1, kind="phone", value="1")
    second = Reach(pk=2, kind="email", value="2", preferred=True)
    third = Reach(pk=3, kind="post", value="3", avoid=True)
    assert wishes.ways([first, second, third]) == [second, first]
