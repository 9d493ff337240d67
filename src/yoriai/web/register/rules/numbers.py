"""Numbers with check digits, the statutory fields, and deadlines that follow from dates."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

#: The 20 fields of 特定非営利活動促進法 別表, by number. Key by number, never by position in a form.
FIELDS = {
    1: "保健、医療又は福祉の増進",
    2: "社会教育の推進",
    3: "まちづくりの推進",
    4: "観光の振興",
    5: "農山漁村又は中山間地域の振興",
    6: "学術、文化、芸術又はスポーツの振興",
    7: "環境の保全",
    8: "災害救援活動",
    9: "地域安全活動",
    10: "人権の擁護又は平和の推進",
    11: "国際協力の活動",
    12: "男女共同参画社会の形成の促進",
    13: "子どもの健全育成",
    14: "情報化社会の発展",
    15: "科学技術の振興",
    16: "経済活動の活性化",
    17: "職業能力の開発又は雇用機会の拡充の支援",
    18: "消費者の保護",
    19: "前各号の活動を行う団体の運営又は活動に関する連絡、助言又は援助",
    20: "条例で定める活動",
}
#: Legal majority (民法4条, since 2022-04-01).
MAJORITY = 18


def corporate_check_digit(base: str) -> int:
    """The first digit of a 法人番号 from the twelve base digits behind it.

    9 - (sum of P·Q mod 9), P counted from the right, Q 1 for odd and 2 for even places
    (法人番号の指定等に関する省令 2条). A number leaves the same rest by 9 as the sum of its digits.
    """
    return 9 - (int(base[1::2]) + 2 * int(base[::2])) % 9


def is_corporate_number(number: str) -> bool:
    """Thirteen digits whose first is the check digit of the rest."""
    return (
        len(number) == 13
        and number.isascii()
        and number.isdigit()
        and int(number[0]) == corporate_check_digit(number[1:])
    )


def municipality_check_digit(code: str) -> int:
    """The sixth digit of a 全国地方公共団体コード: weights 6,5,4,3,2; 11 minus the sum mod 11, last digit.

    A sum under 11 is taken from 11 itself.
    """
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return (11 - (total % 11 if total >= 11 else total)) % 10


def age_on(birthday: date, day: date) -> int:
    """Full years. Somebody grows a year older at the end of the day before the birthday
    (年齢計算ニ関スル法律); for what depends on the day itself, the birthday counts."""
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def is_child(birthday: date | None, day: date) -> bool:
    """Under the age of majority; unknown birthdays count as grown up."""
    return birthday is not None and age_on(birthday, day) < MAJORITY


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_fiscal_end(fiscal_year_end: str, day: date) -> date:
    """The newest fiscal-year end (MM-DD) that is not after a day; 02-29 is the end of February."""
    month, number = (int(part) for part in fiscal_year_end.split("-"))
    for year in (day.year, day.year - 1):
        end = date(year, month, min(number, calendar.monthrange(year, month)[1]))
        if (month, number) in {(2, 28), (2, 29)}:
            end = date(year, 2, calendar.monthrange(year, 2)[1])
        if end <= day:
            return end
    raise AssertionError("a year has an end")  # pragma: no cover - the loop always returns


def filing_deadline(fiscal_year_end: str, day: date) -> date:
    """The next day by which the yearly report is due: within three months of the fiscal year's end
    (特定非営利活動促進法 29条, condition of most 所轄庁)."""
    end = last_fiscal_end(fiscal_year_end, day)
    due = _three_months_after(end)
    if due < day:
        following = last_fiscal_end(fiscal_year_end, add_months(end, 12) + timedelta(days=2))
        due = _three_months_after(following)
    return due


def _three_months_after(end: date) -> date:
    """The last day of three months that begin on the day after (民法 140条, 143条): of a year that ends
    on 30 September this is 31 December."""
    return add_months(end + timedelta(days=1), 3) - timedelta(days=1)


def renewal_window(certified_until: date) -> tuple[date, date]:
    """From six to three months before a 認定 ends (特定非営利活動促進法 51条)."""
    return add_months(certified_until, -6), add_months(certified_until, -3)
