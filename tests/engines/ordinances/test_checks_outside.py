"""Other ordinances that cite what a draft moves, takes away or renames (the rules, section 9.5)."""

from __future__ import annotations

from tests.engines.ordinances.square import JOINED, RULES, SQUARE
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.checks import check_elsewhere

LEAD = "　見本市広場条例（平成12年条例第97号）の一部を次のように改正する。\n"


def said(draft: str | None, other: str = RULES, base: str = SQUARE) -> list[tuple[int, str, str]]:
    """Line, place and sentence of each finding in another ordinance."""
    found = check_elsewhere(base, draft, other)
    return [(each.line, each.place, each.sentence.split("。")[0]) for each in found]


def test_citations_of_moved_provisions_are_named_with_their_new_number() -> None:
    assert said(amend(SQUARE, JOINED).kaime) == [
        (8, "第2条第2項", "引いている「第3条」が「第2条第2項」に移ります"),
        (8, "第2条第2項", "引いている「第4条第2項」が「第3条第2項」に移ります"),
    ]


def test_citations_of_what_is_taken_away_are_named() -> None:
    draft = LEAD + "　第4条第2項を削り、同条第3項を同条第2項とする。\n"
    assert said(draft) == [(8, "第2条第2項", "引いている「第4条第2項」が、改正でなくなります")]


def test_citations_of_nothing_are_named_without_a_draft() -> None:
    other = RULES.replace("条例第2条の", "条例第2条第1号及び第1条第2項又は第8条の")
    assert [sentence for *_, sentence in said(None, other)] == [
        "「第2条第1号」に当たる規定が、引いている条例にありません",
        "「第1条第2項」に当たる規定が、引いている条例にありません",
        "「第8条」に当たる規定が、引いている条例にありません",
    ]
    assert said(None) == []


def test_items_are_followed() -> None:
    listed = SQUARE.replace(
        "前納しなければならない。",
        "次の各号のとおり前納しなければならない。\n　(1)　一般の使用\n　(2)　市の使用",
    )
    draft = LEAD + "　第4条第1項中第1号を削り、第2号を第1号とする。\n"
    other = RULES.replace("条例第2条の", "条例第4条第1項第2号の")
    assert ("引いている「第4条第1項第2号」が「第4条第1項第1号」に移ります") in [
        sentence for *_, sentence in said(draft, other, listed)
    ]


def test_a_new_title_is_told_to_those_that_name_the_old_one() -> None:
    draft = LEAD + "　題名を次のように改める。\n　　　見本市公園条例\n"
    found = said(draft)
    assert found[0] == (1, "題名", "「見本市広場条例」の題名が「見本市公園条例」に変わります")
    assert found[1][:2] == (5, "第1条")


def test_a_draft_that_does_not_fit_and_the_ordinance_itself_say_nothing_here() -> None:
    assert said(LEAD + "　第9条を削る。\n") == []
    assert said(amend(SQUARE, JOINED).kaime, SQUARE) == []
    assert said(None, RULES, "第1条　市は、緑を守る。\n") == []
