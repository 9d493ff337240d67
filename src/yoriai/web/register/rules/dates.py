"""Dates as people write them: western and Japanese years, any width."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

#: Era -> the year before its first (令和1年 = 2019).
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_SHORT = {"r": "令和", "h": "平成", "s": "昭和", "t": "大正", "m": "明治"}
_ERA = re.compile(r"^(令和|平成|昭和|大正|明治|[rhstm])\.?(\d{1,2}|元)[年./-](\d{1,2})[月./-](\d{1,2})日?$")
_WEST = re.compile(r"^(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?(?:t?\d\d:\d\d.*)?$")
_SOLID = re.compile(r"^(\d{4})(\d{2})(\d{2})$")


def read_date(text: str) -> date | None:
    """The day that a text names, or None when the text is empty.

    Raises ValueError for anything that is not a day of the calendar.

    >>> read_date("令和元年５月１日")
    datetime.date(2019, 5, 1)
    >>> read_date("H8.4.1")
    datetime.date(1996, 4, 1)
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).casefold()
    if not plain:
        return None
    if match := _WEST.match(plain) or _SOLID.match(plain):
        return date(*(int(part) for part in match.groups()[:3]))
    if match := _ERA.match(plain):
        era = ERAS[_SHORT.get(match[1], match[1])]
        year = 1 if match[2] == "元" else int(match[2])
        return date(era + year, int(match[3]), int(match[4]))
    raise ValueError(f"日付として読めません：{text}")


def read_month_day(text: str) -> str:
    """A day of the year as MM-DD ("3/31" -> "03-31"); empty stays empty.

    Raises ValueError for what is no day of a leap year.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return ""
    match = re.match(r"^(\d{1,2})[月/.-](\d{1,2})日?$", plain)
    if not match:
        raise ValueError(f"月日として読めません：{text}")
    return date(2024, int(match[1]), int(match[2])).strftime("%m-%d")


def wareki(day: date) -> str:
    """The day in the Japanese calendar (令和元年5月1日); an era begins on its first day."""
    starts = {
        "令和": date(2019, 5, 1),
        "平成": date(1989, 1, 8),
        "昭和": date(1926, 12, 25),
        "大正": date(1912, 7, 30),
    }
    era = next((name for name, start in starts.items() if day >= start), "明治")
    year = day.year - ERAS[era]
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
