"""Check digits, ages and deadlines, with published examples."""

from __future__ import annotations

from datetime import date

import pytest
from seed.places import MUNICIPALITIES

from yoriai.web.register.rules import numbers


@pytest.mark.parametrize("number", ["7000012050002", "8700110005901"])
def test_published_corporate_numbers_pass(number: str) -> None:
    """国税庁 itself, and the worked example of its specification."""
    assert numbers.is_corporate_number(number)


def test_every_single_wrong_digit_is_noticed() -> None:
    good = "7000012050002"
    for place in range(13):
        for digit in "0123456789":
            wrong = good[:place] + digit + good[place + 1 :]
            if wrong != good and int(wrong[place]) % 9 != int(good[place]) % 9:
                assert not numbers.is_corporate_number(wrong), wrong


@pytest.mark.parametrize("number", ["", "123", "７000012050002", "700001205000a", "70000120500021"])
def test_what_is_no_number_is_refused(number: str) -> None:
    assert not numbers.is_corporate_number(number)


@pytest.mark.parametrize(("code", "digit"), [("33100", 7), ("01100", 2), ("13101", 6), ("33202", 0)])
def test_municipality_check_digit(code: str, digit: int) -> None:
    assert numbers.municipality_check_digit(code) == digit


def test_municipality_check_digit_for_a_small_sum() -> None:
    assert numbers.municipality_check_digit("00001") == (11 - 2) % 10


def test_codes_of_the_demo_region_are_five_digits() -> None:
    assert all(len(code) == 5 and code.startswith("33") for code, *_rest in MUNICIPALITIES)


@pytest.mark.parametrize(
    ("birthday", "day", "age"),
    [
        (date(2008, 10, 1), date(2026, 10, 1), 18),
        (date(2008, 10, 2), date(2026, 10, 1), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age(birthday: date, day: date, age: int) -> None:
    assert numbers.age_on(birthday, day) == age
    assert numbers.is_child(birthday, day) == (age < 18)


def test_unknown_birthday_is_no_child() -> None:
    assert not numbers.is_child(None, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("end", "day", "due"),
    [
        ("03-31", date(2026, 4, 1), date(2026, 6, 30)),
        ("03-31", date(2026, 6, 30), date(2026, 6, 30)),
        ("03-31", date(2026, 7, 1), date(2027, 6, 30)),
        ("12-31", date(2026, 1, 15), date(2026, 3, 31)),
        ("02-28", date(2028, 3, 1), date(2028, 5, 31)),
        ("02-29", date(2027, 3, 1), date(2027, 5, 31)),
        ("09-30", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_yearly_report_is_due_within_three_months(end: str, day: date, due: date) -> None:
    assert numbers.filing_deadline(end, day) == due


def test_renewal_window_is_six_to_three_months_before_the_end() -> None:
    assert numbers.renewal_window(date(2027, 8, 31)) == (date(2027, 2, 28), date(2027, 5, 31))


def test_all_twenty_fields_by_number() -> None:
    assert sorted(numbers.FIELDS) == list(range(1, 21))
    assert numbers.FIELDS[5] == "農山漁村又は中山間地域の振興"
