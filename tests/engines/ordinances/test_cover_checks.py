"""Checks: what a drafter is told, where, and what stays unsaid because it is sound."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.checks import check_amendment, check_text
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.profile import learn
from yoriai.engines.ordinances.taisho.rows import table
from yoriai.engines.ordinances.text.parser import parse

G = texts.GRANT
LAST = "この条例の施行に関し必要な事項は、規則で定める。"
TOC = """目次
　第1章　総則（第1条・第2条）
　　第1節　目的（第1条）
　　第2節　対象（第2条）
　第2章　交付（第3条―第4条）
　附則
"""


def chapters(contents: str = TOC) -> str:
    """The base with 章 and 節."""
    text = G.replace("（目的）", f"{contents}\n　　　第1章　総則\n　　　　第1節　目的\n（目的）", 1)
    text = text.replace("（対象）", "　　　　第2節　対象\n（対象）", 1)
    return text.replace("（交付）", "　　　第2章　交付\n（交付）", 1)


def said(text: str) -> list[tuple[str, str]]:
    """Place and rule of each finding."""
    return [(each.place, each.rule) for each in check_text(text)]


@pytest.mark.parametrize(
    "text",
    [
        G,
        chapters(),
        chapters(TOC.replace("（第1条）", "").replace("（第1条・第2条）", "")),
        G.replace(LAST, "道路法（昭和27年法律第180号）第3条第9項の例による。"),
        G.replace(LAST, "第3条中「書面」とあるのは「文書」とする。"),
        G.replace("（委任）", "（報告）\n第3条の2　団体は、報告する。\n（委任）"),
        G.replace(LAST, "次の各号の書類は、規則で定める。\n申請書\n報告書"),
        G.replace("補助金の交付に", "補助金（以下「補助金」という。）の交付に"),
        G.split("　　　附　則")[0],
    ],
)
def test_a_sound_text_has_no_finding(text: str) -> None:
    assert check_text(text) == []


@pytest.mark.parametrize(
    ("text", "place", "sentence"),
    [
        (
            G.replace(LAST, "書類は、次の各号のとおりとする。"),
            "第4条",
            "「次の各号」とありますが、号がありません。",
        ),
        (
            chapters(TOC.replace("　　第2節　対象（第2条）\n", "")),
            "目次",
            "目次には章や節が3、本則には4あります。",
        ),
        (
            chapters(TOC.replace("第1条・第2条", "第1条―第3条")),
            "目次",
            "「第1章　総則（第1条―第3条）」の条の範囲が、本則の第1条から第2条までと合いません。",
        ),
        (
            chapters(TOC.replace("対象（第2条）", "対象（第3条）")),
            "目次",
            "「第2節　対象（第3条）」の条の範囲が、本則の第2条から第2条までと合いません。",
        ),
        (
            G.replace("団体（委員７人", "団体（以下「団体」という。委員７人").replace(
                LAST, "市に属する者（以下「団体」という。）は、団体の規則で定める。"
            ),
            "第4条",
            "「団体」は第2条第2号でも定義しています。",
        ),
        (
            G.replace(LAST, "書類（以下この条において「書類等」という。）は、規則で定める。"),
            "第4条",
            "「書類等」を定義していますが、その後で使っていません。",
        ),
    ],
)
def test_a_finding_names_place_and_matter(text: str, place: str, sentence: str) -> None:
    assert (place, sentence) in [(each.place, each.sentence) for each in check_text(text)]


def test_a_term_of_one_article_may_be_defined_again_in_another() -> None:
    words = "（以下この条において「書類等」という。）は、書類等として扱う。"
    text = G.replace("決定は、書面でする。", f"書面{words}").replace(LAST, f"申請書{words}")
    assert check_text(text) == []


def test_numbers_that_do_not_fit_when_the_draft_is_through() -> None:
    draft = "　第3条を第4条とする。\n"
    found = check_amendment(G, draft)
    assert any(each.rule == "発射台" and "第4条" in each.sentence for each in found)


def test_what_the_base_had_already_is_not_held_against_the_draft() -> None:
    base = G.replace("次の各号に掲げる", "次の各号の一に該当する")
    draft = "　第4条中「規則」を「規程」に改める。\n"
    assert check_amendment(base, draft) == []


def test_a_draft_with_a_new_fault_is_told_of_the_new_text() -> None:
    draft = "　第4条中「規則で定める。」を「規則で定める」に改める。\n"
    (found,) = [each for each in check_amendment(G, draft) if each.rule == "句点"]
    assert found.place == "改正後の第4条"


def test_the_article_may_get_other_words_after_its_paragraph_moved() -> None:
    text = "　第3条第2項を同条第3項とし、同条中「甲」を「乙」に改める。\n"
    assert lint(text) == []


def test_a_removed_article_of_a_list_only_is_shown_with_its_number() -> None:
    old = parse("甲条例\n（定義）\n第1条\n　(1)　甲\n２　乙。\n第2条　丙。\n")
    new = parse("甲条例\n")
    rows = [row.old.text for row in table(old, new, learn(old))]
    assert rows[:4] == ["（定義）", "第1条", "(1)　甲", "２　乙。"]


def test_blank_lines_and_notes_of_the_edition_are_no_rows() -> None:
    old = parse("甲条例\n我々は、集う。\n\n我々は、話す。\n(平20条例22・一部改正)\n第1条　乙。\n")
    new = parse("甲条例\n第1条　乙。\n")
    left = [row.old.text for row in table(old, new, learn(old), everything=True)]
    assert left[:3] == ["甲条例", "我々は、集う。", "我々は、話す。"]
    assert not any("平20" in text for text in left)
