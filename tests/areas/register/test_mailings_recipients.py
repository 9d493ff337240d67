"""Who may be written to for a purpose, this way, on this day; and the reason for everybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from yoriai.web.register.models import LeftOut
from yoriai.web.register.rules.recipients import (
    Agreement,
    Body,
    Candidate,
    Target,
    Way,
    Ways,
    Wish,
    against_organisation,
    against_person,
    target_of,
    target_of_organisation,
    way_of,
)

DAY = date(2026, 10, 1)
EMAIL, POST = Way.EMAIL, Way.POST
OWN = Agreement(given_on=date(2025, 4, 1), given_by=1)
HOME = Ways(emails=(Wish("a@example.jp"),), postal_code="7100824", address="倉敷市白楽町249")
ADULT = Candidate(pk=1, birthday=date(1980, 5, 5), ways=HOME, consents=(OWN,))
#: Eighteen on 2 October 2026.
CHILD = Candidate(
    pk=1,
    birthday=date(2008, 10, 2),
    guardian=2,
    ways=Ways(emails=(Wish("child@example.jp"),)),
    guardian_ways=replace(HOME, emails=(Wish("parent@example.jp"),)),
    consents=(replace(OWN, given_by=2),),
)


def person(**changes: Any) -> Candidate:
    return replace(ADULT, **changes)


def agreed(**changes: Any) -> tuple[Agreement, ...]:
    return (replace(OWN, **changes),)


def test_who_consented_is_written_to() -> None:
    assert against_person(ADULT, EMAIL, DAY) == ""
    assert against_person(ADULT, POST, DAY) == ""
    assert target_of(ADULT, EMAIL, DAY) == Target(email="a@example.jp")
    assert target_of(ADULT, POST, DAY) == Target(postal_code="7100824", address="倉敷市白楽町249")


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (person(gone=True), LeftOut.GONE),
        (person(ways=replace(HOME, do_not_ask=True)), LeftOut.DO_NOT_ASK),
        (person(consents=()), LeftOut.NO_CONSENT),
        (person(consents=agreed(withdrawn_on=DAY)), LeftOut.WITHDRAWN),
        (person(consents=agreed(ends_on=date(2026, 9, 30))), LeftOut.ENDED),
        (person(consents=agreed(given_on=date(2026, 10, 2))), LeftOut.NOT_YET),
        (person(consents=agreed(given_by=9)), LeftOut.NO_CONSENT),
        (person(birthday=date(2008, 9, 1), guardian=2, consents=agreed(given_by=2)), LeftOut.OF_AGE),
        (person(birthday=date(2010, 1, 1)), LeftOut.NO_GUARDIAN),
        (replace(CHILD, consents=(OWN,)), LeftOut.NO_GUARDIAN),
        (replace(CHILD, consents=agreed(given_by=9)), LeftOut.NO_GUARDIAN),
    ],
)
@pytest.mark.parametrize("way", [EMAIL, POST])
def test_the_reason_is_named(candidate: Candidate, reason: str, way: Way) -> None:
    assert against_person(candidate, way, DAY) == reason


@pytest.mark.parametrize(
    "consents",
    [
        agreed(ends_on=DAY),
        agreed(given_on=DAY),
        agreed(withdrawn_on=date(2026, 10, 2)),
        (replace(OWN, withdrawn_on=date(2026, 1, 1)), replace(OWN, given_on=date(2026, 1, 1))),
        (OWN, replace(OWN, given_on=date(2027, 1, 1))),
    ],
)
def test_a_consent_that_runs_today_is_enough(consents: tuple[Agreement, ...]) -> None:
    assert against_person(person(consents=consents), POST, DAY) == ""


def test_a_withdrawal_takes_back_what_was_given_before_it() -> None:
    older = replace(OWN, given_on=date(2020, 1, 1))
    newer = replace(OWN, given_on=date(2022, 1, 1), withdrawn_on=date(2023, 1, 1))
    assert against_person(person(consents=(newer, older)), POST, DAY) == LeftOut.WITHDRAWN


def test_a_guardian_of_a_grown_up_may_consent() -> None:
    assert against_person(person(guardian=2, consents=agreed(given_by=2)), POST, DAY) == ""
    assert against_person(person(birthday=None, guardian=2, consents=agreed(given_by=2)), POST, DAY) == ""


def test_a_childs_mail_goes_to_the_guardian_until_the_birthday() -> None:
    assert against_person(CHILD, EMAIL, DAY) == ""
    assert target_of(CHILD, EMAIL, DAY) == Target(email="parent@example.jp")
    assert target_of(CHILD, POST, DAY) == Target(postal_code="7100824", address="倉敷市白楽町249")
    assert against_person(CHILD, EMAIL, date(2026, 10, 2)) == LeftOut.OF_AGE


def test_the_guardians_wish_not_to_be_asked_holds_for_the_child() -> None:
    asked = replace(CHILD, guardian_ways=replace(HOME, do_not_ask=True))
    assert against_person(asked, POST, DAY) == LeftOut.DO_NOT_ASK


@pytest.mark.parametrize(
    ("ways", "way", "reason"),
    [
        (Ways(address="倉敷市"), EMAIL, LeftOut.NO_EMAIL),
        (Ways(emails=(Wish("a@example.jp", avoid=True),)), EMAIL, LeftOut.AVOID),
        (Ways(emails=(Wish("a@example.jp"),), address="　 "), POST, LeftOut.NO_ADDRESS),
        (Ways(address="倉敷市", post=(Wish("", avoid=True),)), POST, LeftOut.AVOID),
    ],
)
def test_the_way_is_missing_or_not_wished(ways: Ways, way: Way, reason: str) -> None:
    assert against_person(person(ways=ways), way, DAY) == reason


@pytest.mark.parametrize(
    ("ways", "way", "target"),
    [
        (
            Ways(emails=(Wish("a@example.jp", avoid=True), Wish("b@example.jp"))),
            EMAIL,
            Target(email="b@example.jp"),
        ),
        (
            Ways(emails=(Wish("a@example.jp"), Wish("b@example.jp", preferred=True))),
            EMAIL,
            Target(email="b@example.jp"),
        ),
        (Ways(address="自宅", post=(Wish("勤め先", preferred=True),)), POST, Target(address="勤め先")),
        (Ways(address="自宅", post=(Wish("勤め先"),)), POST, Target(address="自宅")),
        (Ways(post=(Wish("勤め先"),)), POST, Target(address="勤め先")),
    ],
)
def test_the_way_that_is_wished_comes_first(ways: Ways, way: Way, target: Target) -> None:
    assert target_of(person(ways=ways), way, DAY) == target


def test_letters_and_labels_go_by_post() -> None:
    assert [way_of(kind) for kind in ("email", "letter", "label12", "label24")] == [EMAIL, POST, POST, POST]


PUBLIC = Body(pk=1, ways=HOME, profile_consent_on=date(2025, 4, 1))


def body(**changes: Any) -> Body:
    return replace(PUBLIC, **changes)


@pytest.mark.parametrize(
    ("organisation", "way", "reason"),
    [
        (PUBLIC, EMAIL, ""),
        (body(profile_consent_on=None, user_group=True), EMAIL, ""),
        (body(profile_consent_on=None, legal_form="npo", authority="岡山県"), POST, ""),
        (body(profile_consent_on=None, legal_form="npo", authority="岡山県"), EMAIL, LeftOut.NOT_PUBLISHED),
        (body(profile_consent_on=None, legal_form="npo"), POST, LeftOut.NOT_PUBLISHED),
        (body(profile_consent_on=None), POST, LeftOut.NOT_PUBLISHED),
        (body(profile_consent_on=date(2026, 10, 2)), POST, LeftOut.NOT_PUBLISHED),
        (body(gone=True), POST, LeftOut.GONE),
        (body(dissolved_on=DAY), POST, LeftOut.DISSOLVED),
        (body(dissolved_on=date(2026, 10, 2)), POST, ""),
        (body(refused=True), POST, LeftOut.REFUSED),
        (body(ways=Ways(address="倉敷市")), EMAIL, LeftOut.NO_EMAIL),
        (body(ways=Ways()), POST, LeftOut.NO_ADDRESS),
    ],
)
def test_an_organisation_is_written_to_where_it_published_itself(
    organisation: Body, way: Way, reason: str
) -> None:
    found = against_organisation(organisation, "newsletter", way, DAY, to_representative=False)
    assert found == reason


@pytest.mark.parametrize("purpose", ["sharing", "photo", "participation"])
def test_an_organisation_gets_nothing_for_a_persons_purpose(purpose: str) -> None:
    found = against_organisation(PUBLIC, purpose, POST, DAY, to_representative=False)
    assert found == LeftOut.NOT_FOR_ORGANISATIONS


@pytest.mark.parametrize(
    ("organisation", "reason"),
    [
        (PUBLIC, LeftOut.NO_REPRESENTATIVE),
        (body(reported_representative="平松 直樹"), ""),
        (body(representative=Ways()), ""),
        (body(representative=Ways(do_not_ask=True)), LeftOut.DO_NOT_ASK),
    ],
)
def test_a_representative_must_be_known_and_want_to_be_asked(organisation: Body, reason: str) -> None:
    assert against_organisation(organisation, "invitations", POST, DAY, to_representative=True) == reason


def test_where_an_organisations_mail_goes() -> None:
    assert target_of_organisation(PUBLIC, EMAIL) == Target(email="a@example.jp")
    assert target_of_organisation(PUBLIC, POST) == Target("", "7100824", "倉敷市白楽町249")
