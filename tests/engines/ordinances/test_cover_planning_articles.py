# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""条, 章 and 附則: what comes, goes and moves, and the sentences a legal officer expects."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from tests.engines.ordinances.test_amending import LONG, sentences
from yoriai.engines.ordinances.amend import amend

TOP = "見本市条例\n平成2年条例第3号\n"
AIM = "（目的）\n第1条　この条例は、交流の推進を目的とする。\n"


def article(number: int, heading: str, text: str) -> str:
    return f"（{heading}）\n第{number}条　{text}\n"


PLAIN = TOP + AIM + article(2, "会議", "市に交流会議を置く。") + article(3, "委任", "細目は、規則で定める。")
CHAPTERS = (
    TOP
    + "　　　第1章　総則\n"
    + AIM
    + "　　　第2章　会議\n"
    + article(2, "会議", "市に交流会議を置く。")
    + article(3, "公開", "会議は、公開する。")
    + "　　　第3章　雑則\n"
    + article(4, "委任", "細目は、規則で定める。")
)
RULES = (
    TOP + AIM + "　　　附　則\n（施行期日）\n１　この条例は、公布の日から施行する。\n"
    "（特例）\n２　市長は、特例を設ける。\n（検討）\n３　市長は、5年ごとに見直しをする。\n"
    "４　前項の見直しは、公表する。\n５　丙町の条例は、廃止する。\n６　丁町の職員は、市の職員とする。\n"
)


def changed(text: str, *pairs: str) -> str:
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    return text


def test_a_heading_alone_of_the_first_article() -> None:
    assert sentences(PLAIN, changed(PLAIN, "（目的）", "（趣旨）")) == [
        "第1条の見出しを「（趣旨）」に改める。"
    ]


def test_a_new_first_article() -> None:
    new = changed(PLAIN, "第3条", "第4条", "第2条", "第3条", "第1条", "第2条").replace(
        "（目的）", article(1, "宣言", "市は、平和を守ることを宣言する。") + "（目的）"
    )
    assert sentences(PLAIN, new) == [
        "第3条を第4条とし、第2条を第3条とし、第1条を第2条とし、同条の前に次の1条を加える。"
    ]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (("　　　第3章　雑則\n", ""), ["第3章の章名を削る。"]),
        (
            ("　　　第2章　会議\n", "", "第3章", "第2章"),
            ["第2章の章名を削り、第3章を第2章とする。"],
        ),
        (
            (
                "　　　第2章　会議\n（会議）\n第2条　市に交流会議を置く。\n",
                "",
                "第3章",
                "第2章",
                "第3条",
                "第2条",
                "第4条",
                "第3条",
            ),
            [
                "第2条を削り、第3条を第2条とし、第4条を第3条とする。",
                "第2章の章名を削り、第3章を第2章とする。",
            ],
        ),
        (("第1章　総則", "第1章　通則"), ["第1章の章名を次のように改める。"]),
        (
            ("第2章　会議", "第2章　交流会議の設置", "第1章　総則", "第1章　総則及び用語の定義"),
            [
                "第1章の章名中「総則」の次に「及び用語の定義」を加える。",
                "第2章の章名を次のように改める。",
            ],
        ),
        (
            (
                "規則で定める。\n",
                "規則で定める。\n　　　第4章　罰則\n（過料）\n第5条　反した者は、過料に処する。\n",
            ),
            ["第3章の次に次の1章を加える。"],
        ),
        (
            (
                "規則で定める。\n",
                (
                    "規則で定める。\n　　　第4章　罰則\n（過料）\n第5条　反した者は、過料に処する。\n"
                    "　　　第5章　補則\n（見直し）\n第6条　市長は、五年ごとに検討を加える。\n"
                ),
            ),
            ["第3章の次に次の2章を加える。"],
        ),
        (
            (
                "　　　第3章　雑則\n",
                "　　　第3章　雑則\n（調査）\n第4条　市長は、必要な調査をする。\n",
                "第4条　細",
                "第5条　細",
            ),
            ["第4条を第5条とし、同条の前に次の1条を加える。"],
        ),
        (
            ("規則で定める。\n", "規則で定める。\n（補則）\n第5条　別に定める事項は、市長が決める。\n"),
            ["第3章に次の1条を加える。"],
        ),
        (
            (
                "　　　第3章　雑則\n",
                "　　　第3章　補助\n（公開）\n第4条　会議の記録は、公開する。\n　　　第4章　雑則\n",
                "第4条　細",
                "第5条　細",
                "第3条　会議は、公開する。",
                "第3条　会議は、毎月開く。",
            ),
            [
                "第4条を第5条とし、第3条中「会議」の次に「の記録」を加え、同条を第4条とし、第2条の次に次の1条を加える。",
                "第3章を第4章とし、第4条の前に次の章名を付する。",
            ],
        ),
    ],
)
def test_chapters(pairs: tuple[str, ...], expected: list[str]) -> None:
    assert sentences(CHAPTERS, changed(CHAPTERS, *pairs)) == expected


def test_chapters_are_set_over_articles_and_taken_off_again() -> None:
    new = changed(PLAIN, "（目的）", "　　　第1章　総則\n（目的）", "（会議）", "　　　第2章　会議\n（会議）")
    assert sentences(PLAIN, new) == ["第1条の前に次の章名を付する。", "第2条の前に次の章名を付する。"]
    assert sentences(new, PLAIN) == ["第1章の章名を削り、第2章の章名を削る。"]


def test_sections_inside_a_chapter() -> None:
    new = changed(
        CHAPTERS,
        "　　　第2章　会議\n",
        "　　　第2章　会議\n　　　　第1節　設置\n",
        "（公開）",
        "　　　　第2節　運営\n（公開）",
    )
    found = amend(CHAPTERS, new)
    assert [each.text for each in found.sentences] == [
        "第2条の前に次の節名を付する。",
        "第3条の前に次の節名を付する。",
    ]
    assert sentences(new, CHAPTERS) == ["第2章第1節の節名を削り、第2章第2節の節名を削る。"]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            (
                "（特例）\n２　市長は、特例を設ける。\n",
                "",
                "３　",
                "２　",
                "４　",
                "３　",
                "５　丙",
                "４　丙",
                "６　丁",
                "５　丁",
            ),
            ["附則第2項を削り、附則第3項を附則第2項とし、附則第4項から第6項までを1項ずつ繰り上げる。"],
        ),
        (
            (
                "（特例）\n",
                "（準備）\n２　準備のための行為は、施行前にすることができる。\n（特例）\n",
                "３　",
                "４　",
                "２　市",
                "３　市",
                "４　前",
                "５　前",
                "５　丙",
                "６　丙",
                "６　丁",
                "７　丁",
                "5年",
                "4年",
            ),
            [
                (
                    "附則第6項を附則第7項とし、附則第5項を附則第6項とし、附則第4項を附則第5項とし、附則第3項中「5年」を「4年」に改め、"
                    "同項を附則第4項とし、附則第2項を附則第3項とし、附則第1項の次に次の1項を加える。"
                )
            ],
        ),
        (
            (
                "２　市長は、特例を設ける。",
                "２　旧条例の規定によりされた処分は、新条例によるものとみなす。",
                "丙町",
                "甲町",
            ),
            ["附則第2項を次のように改める。", "附則第5項中「丙町」を「甲町」に改める。"],
        ),
    ],
)
def test_items_of_the_supplement(pairs: tuple[str, ...], expected: list[str]) -> None:
    assert sentences(RULES, changed(RULES, *pairs)) == expected


def test_words_of_the_only_paragraph_change_before_it_becomes_the_first() -> None:
    new = changed(
        texts.GRANT,
        "　この条例は、平成12年4月1日から施行する。\n",
        "（施行期日）\n１　この条例は、平成13年4月1日から施行する。\n（特例）\n２　別に定める。\n",
    )
    assert sentences(texts.GRANT, new) == [
        (
            "附則中「平成12年4月1日」を「平成13年4月1日」に改め、附則を附則第1項とし、"
            "同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。"
        )
    ]


def test_a_body_without_articles() -> None:
    old = (
        TOP
        + "１　市に会議を置く。\n２　会議は、委員5人で組織する。\n３　会議は、公開する。\n４　細目は、別に定める。\n"
    )
    assert sentences(old, changed(old, "5人", "7人")) == ["第2項中「5人」を「7人」に改める。"]
    shorter = changed(old, "３　会議は、公開する。\n", "", "４　細", "３　細")
    assert sentences(old, shorter) == ["第3項を削り、第4項を第3項とする。"]
    assert sentences(shorter, old) == ["第3項を第4項とし、第2項の次に次の1項を加える。"]


def test_a_dead_article_comes_alive() -> None:
    new = changed(PLAIN, "（会議）\n第2条　市に交流会議を置く。\n", "第2条　削除\n")
    assert sentences(new, PLAIN) == ["第2条を次のように改める。"]
    assert amend(new, PLAIN).rewritten == ["第2条"]
    assert amend(PLAIN, new).rewritten == []


def test_an_article_of_which_no_paragraph_stays_is_put_anew() -> None:
    old = TOP + AIM + "（会議）\n第2条　市に交流会議を置く。\n２　会長は、会務を総理する。\n"
    new = TOP + AIM + "（補助）\n第2条　補助金の額は、予算で決まる。\n２　請求には、領収書を添えること。\n"
    assert sentences(old, new) == ["第2条を次のように改める。"]


def test_articles_that_become_paragraphs_are_an_ordinance_anew() -> None:
    old = TOP + AIM
    new = TOP + "　この条例は、交流の推進を目的とする。\n"
    assert amend(old, new).whole
    assert amend(new, old).whole


def test_a_text_that_gains_its_body_is_an_ordinance_anew() -> None:
    empty = TOP + "　　　附　則\n　この条例は、公布の日から施行する。\n"
    full = changed(empty, "　　　附　則", AIM + "　　　附　則")
    assert amend(empty, full).whole
    assert sentences(empty, changed(empty, "公布の日", "令和2年4月1日")) == [
        "附則中「公布の日」を「令和2年4月1日」に改める。"
    ]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            ("　第2章　雑則（第4条）\n　附則", "　第2章　罰則（第5条―第9条）\n　付則"),
            "目次を次のように改める。",
        ),
        (
            ("　第2章　雑則（第4条）\n", "　第2章　補則（第4条・第5条）\n"),
            "目次中「雑則」を「補則」に改め、「第4条」の次に「・第5条」を加える。",
        ),
        (
            (
                "　ここに、この条例を制定することとした。\n　",
                "　よって我々は、新たな規範を打ち立てるものである。\n　",
            ),
            "前文を次のように改める。",
        ),
    ],
)
def test_contents_and_preamble(pairs: tuple[str, ...], expected: str) -> None:
    assert sentences(LONG, changed(LONG, *pairs)) == [expected]
