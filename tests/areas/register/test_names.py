"""One key for all the ways in which a name is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.register.rules import names


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("髙﨑", "高崎"),
        ("ﾀｶｻｷ", "たかさき"),
        ("タカサキ", "たかさき"),
        ("澤田", "沢田"),
        ("渡邊", "渡辺"),
        ("㈱", "株式会社"),
        ("（株）", "株式会社"),
        ("ＮＰＯ法人", "特定非営利活動法人"),
        ("一般社団法人", "(一社)"),
        ("大森　健", "大森健"),
        ("おおもり", "おーもり"),
        ("おうもり", "おーもり"),
        ("コーヒー", "こおひい"),
        ("関ヶ原", "関が原"),
        ("葛\U000e0100城", "葛城"),
        ("\u202eabc", "ABC"),
    ],
)
def test_variants_have_one_key(written: str, asked: str) -> None:
    assert names.key(written) == names.key(asked)


@pytest.mark.parametrize(("one", "other"), [("高梁", "高松"), ("たかはし", "たけはし"), ("三宅", "三家")])
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)


def test_line_breaks_stay_so_that_texts_do_not_run_together() -> None:
    assert names.key("山\n川") == "山\n川"


@settings(derandomize=True, deadline=None, max_examples=300)
@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    once = names.key(text)
    assert names.key(once) == names.key(names.key(once))


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("０８６-２３１（0532）", "0862310532"),
        ("+81 86 231 0532", "0862310532"),
        ("内線なし", ""),
    ],
)
def test_digits_of_a_number(typed: str, digits: str) -> None:
    assert names.digits(typed) == digits


TEXTS = st.lists(
    st.text("おうえい特定非営利活動法人認株式会社(npoNPO福)ー-\n\r\u2028 ｶﾞ㈱㍿髙﨑ßé\u200b", max_size=12)
)


@settings(derandomize=True, deadline=None, max_examples=300)
@given(TEXTS)
def test_many_texts_in_one_go_have_the_keys_of_each(texts: list[str]) -> None:
    assert names.keys(texts) == [names.key(text) for text in texts]
    lines = [text.replace("\n", " ") for text in texts]
    assert names.folded(lines) == [(names.key(line), *names.without_form(line)) for line in lines]


def test_a_line_break_does_not_put_two_halves_of_a_legal_form_together() -> None:
    assert names.key("株式\n会社") == "株式\n会社"
    assert names.without_form("株式\n会社") == ("株式会社", [])
