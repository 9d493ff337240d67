"""The house form of the base stays, whatever the paper looks like: ends of lines, commas, notes, marks."""

from __future__ import annotations

import pytest

from tests.engines.ordinances.hall import HALL, changes
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.operations import Unfit

WHOLE = """　　　見本市会館条例
　見本市会館条例（平成15年条例第4号）の全部を改正する。
（目的）
第1条　甲。
"""
NO_TABLES = HALL.split("別表第1（第6条関係）")[0]
#: 号 that are marked ア, イ themselves
KATAKANA = "第1条　甲は、次による。\n　ア　申請\n　イ　届出\n"
BRANCHES = "第5条の2　甲。\n第5条の3　乙。\n第5条の4　丙。\n"
#: notes that are indented, one over two lines
NOTES = HALL.replace(
    "\n1　消費税を含む。\n2　端数は、切り上げる。",
    "\n　1 消費税を含む。\n　　市の税を除く。\n　2 端数は、切り上げる。",
)


def test_a_text_put_anew_keeps_byte_order_mark_and_last_line() -> None:
    assert apply("\ufeff" + HALL, WHOLE).startswith("\ufeff　　　見本市会館条例\n")
    assert apply(HALL.rstrip("\n"), WHOLE).endswith("第1条　甲。")
    assert apply(HALL, WHOLE).endswith("第1条　甲。\n")


def test_the_byte_order_mark_stays() -> None:
    assert apply("\ufeff" + HALL, "　第1条中「会館」を「館」に改める。\n").startswith("\ufeff○見本市")


def test_a_table_behind_a_text_without_last_line_end() -> None:
    kaime = "　附則の次に次の別表を加える。\n別表（第7条関係）\n甲\t乙\n"
    new = apply(NO_TABLES.rstrip("\n"), kaime)
    assert new.endswith("２　経過措置は、規則で定める。\n別表（第7条関係）\n甲\t乙")


def test_line_ends_of_the_house() -> None:
    new = apply(HALL.replace("\n", "\r\n"), "　第8条に次の1項を加える。\n２　甲。\n")
    assert "規則で定める。\r\n２　甲。\r\n" in new
    assert new.count("\n") == new.count("\r\n")


def test_a_paper_with_wide_commas_on_a_base_with_others() -> None:
    kaime = "　第1条中「会館」を「館」に改め，第8条に次の1項を加える。\n２　市長は，公表する。\n"
    assert changes(HALL, kaime)[-1] == "+２　市長は、公表する。"


def test_numbers_with_branches_are_shifted_in_their_last_part() -> None:
    kaime = "　第5条の2から第5条の4までを1条ずつ繰り下げる。\n"
    assert apply(BRANCHES, kaime) == "第5条の3　甲。\n第5条の4　乙。\n第5条の5　丙。\n"


def test_items_that_are_marked_with_katakana() -> None:
    assert changes(KATAKANA, "　第1条ア中「申請」を「願い」に改める。\n") == ["-　ア　申請", "+　ア　願い"]
    kaime = "　第1条中イをウとし、アの次に次のように加える。\nイ　電話\n"
    assert changes(KATAKANA, kaime) == ["-　イ　届出", "+　イ　電話", "+　ウ　届出"]


def test_a_note_takes_its_own_lines_and_no_other() -> None:
    assert changes(NOTES, "　別表第1備考1を削る。\n") == ["-　1 消費税を含む。", "-　　市の税を除く。"]
    with pytest.raises(Unfit):
        apply(NOTES, "　別表第1備考2中「税」を「租税」に改める。\n")


def test_a_heading_for_a_text_that_has_none() -> None:
    assert changes(BRANCHES, "　第5条の3に見出しとして「（乙）」を付する。\n") == ["+　（乙）"]
    assert changes(BRANCHES, "　第5条の3に見出しとして「乙」を付する。\n") == ["+　（乙）"]


def test_a_quotation_that_can_be_read_in_too_many_ways_is_refused() -> None:
    words = "、".join(f"「{each}」" for each in "甲乙丙丁戊己庚")
    with pytest.raises(Unfit, match="「甲」が見当たりません"):
        apply(HALL, f"　第1条中{words}を削る。\n")


def test_a_missing_block_of_a_table_is_named_in_one_line() -> None:
    with pytest.raises(Unfit) as caught:
        apply(HALL, "　別表第1中\n「茶室\t1時間\t500円\n　\t1日\t900円」を\n「和室\t1時間\t1円」に改める。\n")
    assert caught.value.line == 1
    assert "\n" not in caught.value.reason
