"""What the second applier refuses: wordings it does not know, places and words that are not there."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.second.clauses import Unreadable

G = texts.GRANT


def test_a_quotation_that_never_closes_is_refused() -> None:
    with pytest.raises(Unreadable):
        apply_second(G, "　第4条中「規則で定めるを削る。\n")


@pytest.mark.parametrize("sentence", ["第4条は、第5条とする。", "第4条は、これを削る。"])
def test_an_unknown_wording_is_refused_and_not_passed_over(sentence: str) -> None:
    with pytest.raises(Unreadable):
        apply_second(G, f"　{sentence}\n")
    with pytest.raises(Unreadable):
        apply_second(G, f"　第3条を削る。\n　{sentence}\n")


def test_a_list_in_two_paragraphs_needs_the_number_of_the_paragraph() -> None:
    listed = "第3条　次の書面を出す。\n　(1)　甲\n２　次の書面を添える。\n　(1)　乙\n"
    with pytest.raises(Unreadable):
        apply_second("見本市条例\n" + listed, "　第3条第1号を削る。\n")


def test_a_text_without_a_title_has_none_to_change() -> None:
    with pytest.raises(Unreadable):
        apply_second("第1条　交流を進める。\n", "　題名を次のように改める。\n　　　見本市条例\n")


def test_an_article_without_a_heading_has_none_to_change() -> None:
    with pytest.raises(Unreadable):
        apply_second("見本市条例\n第1条　交流を進める。\n", "　第1条の見出し中「目的」を「趣旨」に改める。\n")


@pytest.mark.parametrize(
    "kaime",
    [
        "第9条中「甲」を「乙」に改める。",
        "第3条第二の項目中「甲」を「乙」に改める。",
        "第3条第2号アを第3条第2号イとする。",
        "同章を削る。",
        "第3条第1項中「無い字句」を「乙」に改める。",
        "第1章を削る。",
        "別表茶室の項を削る。",
        "別表第7を削る。",
        "第2条第2号ア中「自治会」を「町会」に改める。",
    ],
)
def test_what_is_not_there_is_refused(kaime: str) -> None:
    with pytest.raises(Unreadable):
        apply_second(G, f"　{kaime}\n")
