"""Cells as people write them: names, telephones, days, numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from yoriai.web.register.rules.rosters import guesses, texts
from yoriai.web.register.rules.rosters.texts import Wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("髙﨑　澄江", ("髙﨑", "澄江")),
        ("髙﨑 澄江 様", ("髙﨑", "澄江")),
        ("マリア ダ シルバ", ("マリア", "ダ シルバ")),
        ("髙﨑澄江", ("髙﨑澄江", "")),
    ],
)
def test_names_are_parted_at_the_first_blank(text: str, expected: tuple[str, str]) -> None:
    assert texts.split_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "notice"),
    [
        ("０８６－２３１－０５３２", "086-231-0532", ""),
        ("0862310532", "0862310532", ""),
        ("862310532", "0862310532", texts.ZERO),
        ("9012345678", "09012345678", texts.ZERO),
        ("(086)231-0532 内線12", "0862310532", ""),
        ("+81 86 231 0532", "0862310532", ""),
    ],
)
def test_telephones_with_or_without_dashes_and_their_lost_zero(text: str, expected: str, notice: str) -> None:
    assert texts.telephone(text) == (expected, notice)


WRONG: list[tuple[Any, str]] = [
    (texts.telephone, "123"),
    (texts.telephone, "123456789012"),
    (texts.email, "sumie at example"),
    (texts.postal_code, "71"),
    (texts.day, "昭和99年99月"),
    (texts.month_day, "年度末"),
    (texts.month_day, "13月"),
    (texts.corporate_number, "7000012050003"),
    (texts.url, "ht!tp"),
    (texts.yes, "たぶん"),
    (texts.field_numbers, "21"),
    (texts.field_numbers, "福祉"),
]


@pytest.mark.parametrize(("read", "text"), WRONG)
def test_what_is_wrong_is_said_without_repeating_it(read: Any, text: str) -> None:
    with pytest.raises(Wrong) as problem:
        read(text)
    assert text not in str(problem.value)


def test_days_in_every_writing() -> None:
    for text in ("昭和50年４月１日", "S50.4.1", "1975/4/1", "19750401", "1975-04-01", "1975年4月1日(火)"):
        assert texts.day(text) == date(1975, 4, 1), text
    with pytest.raises(Wrong, match="表示形式を日付に"):
        texts.day("27485")


def test_birthdays_are_not_in_the_future() -> None:
    assert texts.birthday("2026-10-01", date(2026, 10, 1)) == date(2026, 10, 1)
    for text in ("2026-10-02", "1879-12-31"):
        with pytest.raises(Wrong, match="生年月日"):
            texts.birthday(text, date(2026, 10, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("3月", "03-31"), ("2", "02-29"), ("６月末", "06-30"), ("3/31", "03-31"), ("2026-03-31", "03-31")],
)
def test_the_end_of_a_fiscal_year(text: str, expected: str) -> None:
    assert texts.month_day(text) == expected


def test_other_cells() -> None:
    assert texts.postal_code("〒710－0051") == ("710-0051", "")
    assert texts.postal_code("600041") == ("060-0041", texts.ZERO)
    assert texts.email("ｓｕｍｉｅ＠example.jp") == "sumie@example.jp"
    assert texts.corporate_number("T1000012160153") == "1000012160153"
    assert texts.url("example.jp/a") == "https://example.jp/a"
    assert texts.url("http://example.jp") == "http://example.jp"
    assert (texts.yes("○"), texts.yes("0")) == (True, False)
    assert texts.field_numbers("2、3・１３ 3") == [2, 3, 13]
    assert texts.parts("a@b.jp\nc@d.jp／なし、 e@f.jp") == ["a@b.jp", "c@d.jp", "e@f.jp"]
    assert texts.is_mobile("090-1234-5678") and not texts.is_mobile("0862310532")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NPO法人", "npo"),
        ("特定非営利活動法人さとやま", "npo"),
        ("㈱里山", "company"),
        ("倉敷市立東小学校", "school"),
        ("駅前町内会", "neighbourhood"),
        ("倉敷市市民活動推進課", "town"),
        ("任意団体", "voluntary"),
        ("里山の会", None),
    ],
)
def test_legal_forms_from_words(text: str, expected: str | None) -> None:
    assert guesses.legal_form(text) == expected


def test_sectors_roles_and_towns_from_words() -> None:
    assert (guesses.sector_of("company"), guesses.sector_of("npo")) == ("business", "citizen")
    assert (guesses.sector("行政"), guesses.sector("宇宙")) == ("government", None)
    roles = {"理事長": "representative", "副会長": "officer", "会計担当": "accountant", "事務局": "staff"}
    assert {text: guesses.role(text) for text in roles} == roles and guesses.role("仙人") is None
    towns = {"倉敷市": "33202", "倉": "1"}
    assert guesses.town_in("岡山県倉敷市阿知1-1", towns) == "33202"
    assert guesses.town_in("高梁市", towns) is None
