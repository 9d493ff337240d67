"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.register.rules import dates


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024年03月31日", date(2024, 3, 31)),
        ("２０２４／３／３１", date(2024, 3, 31)),
        ("2024-03-31", date(2024, 3, 31)),
        ("2024-03-31 00:00:00", date(2024, 3, 31)),
        ("20240331", date(2024, 3, 31)),
        ("令和元年５月１日", date(2019, 5, 1)),
        ("R6.3.31", date(2024, 3, 31)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("S38.11.22", date(1963, 11, 22)),
        ("", None),
        ("　", None),
    ],
)
def test_read(text: str, day: date | None) -> None:
    assert dates.read_date(text) == day


@pytest.mark.parametrize("text", ["2024年13月1日", "令和6年2月30日", "きのう", "3/31"])
def test_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"日付|month|day"):
        dates.read_date(text)


@pytest.mark.parametrize(
    ("text", "stored"), [("3/31", "03-31"), ("０３月３１日", "03-31"), ("02/29", "02-29"), ("", "")]
)
def test_month_and_day(text: str, stored: str) -> None:
    assert dates.read_month_day(text) == stored


@pytest.mark.parametrize("text", ["13/1", "2/30", "三月"])
def test_no_month_and_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"月日|month|day"):
        dates.read_month_day(text)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1900, 1, 1), "明治33年1月1日"),
    ],
)
def test_japanese_calendar(day: date, text: str) -> None:
    assert dates.wareki(day) == text


@settings(derandomize=True, deadline=None)
@given(st.dates(date(1868, 1, 25), date(2099, 12, 31)))
def test_written_and_read_again(day: date) -> None:
    assert dates.read_date(dates.wareki(day)) == day
