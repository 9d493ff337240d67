# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""Reading and writing the 改め文: every wording that a paper may use, and what is refused."""

from __future__ import annotations

import difflib

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.kaime.document import read_kaime
from yoriai.engines.ordinances.kaime.grammar import readings
from yoriai.engines.ordinances.operations import Change, Place, Step, Unfit, Words

G = texts.GRANT
CHAPTERS = """見本市交流条例
令和2年条例第3号
　　　第1章　総則
（目的）
第1条　市長は、交流を進める。
（場）
第2条　市長は、場を設ける。
（会議）
第3条　市長は、会議を開く。
　　　第2章　雑則
（委任）
第4条　細目は、次のとおりとする。ただし、急ぐときは、この限りでない。
　(1)　書面
　(2)　期日
　(3)　場所
　　　附　則
１　この条例は、公布の日から施行する。
２　この条例は、5年ごとに見直す。
"""


def changed(old: str, kaime: str) -> list[str]:
    """The lines that went (-) and came (+)."""
    new = apply(old, f"　{kaime}\n")
    found = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def sentences(old: str, new: str) -> list[str]:
    """The sentences of the amendment, which has to prove itself."""
    found = amend(old, new)
    assert found.round_trip
    return [each.text for each in found.sentences]


@pytest.mark.parametrize(
    ("old", "kaime", "expected"),
    [
        (
            G,
            "第3条（見出しを含む。）中「決定」を「決裁」に改める。",
            [
                "-第3条　市長は、30日以内に交付を決定する。ただし、急ぐときは、この限りでない。",
                "-２　前項の決定は、書面でする。",
                "+第3条　市長は、30日以内に交付を決裁する。ただし、急ぐときは、この限りでない。",
                "+２　前項の決裁は、書面でする。",
            ],
        ),
        (
            G,
            "第3条第1項中「30日」、「交付を」及び「ただし、」を削る。",
            [
                "-第3条　市長は、30日以内に交付を決定する。ただし、急ぐときは、この限りでない。",
                "+第3条　市長は、以内に決定する。急ぐときは、この限りでない。",
            ],
        ),
        (
            G,
            "第2条第2号ア及びイを同号イ及びウとする。",
            ["-　　ア　町内会", "-　　イ　自治会", "+　　イ　町内会", "+　　ウ　自治会"],
        ),
        (
            G,
            "別表和室の項から洋室の項までを削る。",
            ["-和室\t1時間\t500円", "-洋室\t1時間\t600円"],
        ),
        (
            G,
            "附則中「4月」を「5月」に改め、同附則に次の1項を加える。\n２　この条例は、見直す。",
            [
                "-　この条例は、平成12年4月1日から施行する。",
                "+　この条例は、平成12年5月1日から施行する。",
                "+２　この条例は、見直す。",
            ],
        ),
        (
            CHAPTERS,
            "第3条及び同条の前の見出しを削る。",
            ["-（会議）", "-第3条　市長は、会議を開く。"],
        ),
    ],
)
def test_a_published_wording(old: str, kaime: str, expected: list[str]) -> None:
    assert changed(old, kaime) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "「甲」を「乙」に改める。",
        "これを削る。",
        "第3条を削るものとする。",
        "第3条を削り、よく分からない。",
        "第3条中「甲」を「乙」とする。",
        "第3条中「甲」の次に「乙」を入れる。",
        "第3条中「甲を削る。",
        "第3条中「甲」及び「乙」を「丙」とする。",
        "第3条中「甲」を、「乙」を改める。",
        "第3条中第1項を改める。",
        "第3条を第4条に改める。",
        "第3条及び第4条を第5条とする。",
        "第3条及び第4条に改める。",
        "第3条に見出しとして付する。",
        "第3条に見出しとして「甲」を置く。",
        "第3条の見出しを「甲」とする。",
        "第3条に第4号として加える。",
        "第1項から第4号までを削る。",
        "別表和室の項から洋室までを削る。",
        "第3条に次の1項を置いて加える。",
    ],
)
def test_no_sentence_of_an_amendment(sentence: str) -> None:
    assert list(readings(sentence)) == []


def test_a_quotation_can_be_read_in_more_than_one_way() -> None:
    found = list(readings("第4条中「A」を「B」に、「C」を「D」に改める。"))
    place = (Place((Step("article", (4,)),)),)
    assert found[0] == (Words(place, (Change("改", ("A",), "B"), Change("改", ("C",), "D"))),)
    assert (Words(place, (Change("改", ("A",), "B」に、「C」を「D"),)),) in found


@pytest.mark.parametrize(
    ("kaime", "reason", "line"),
    [
        ("　第3条（見出しを含む。）中「無い字句」を削る。\n", "第3条（見出しを含む。）", 1),
        (
            "　見本市補助金条例（平成12年条例第97号）の一部を次のように改正する。\n　これは何か。\n",
            "「これは何か。」",
            2,
        ),
        ("　第4条を削る。\n　第3条第1項中\n", "「第3条第1項中」", 2),
        ("　第4条を削る。\n　第3条中「30日を「40日」に改める。\n", "第3条中「30日を", 2),
    ],
)
def test_what_cannot_be_read_says_where(kaime: str, reason: str, line: int) -> None:
    with pytest.raises(Unfit) as caught:
        apply(G, kaime)
    assert reason in caught.value.reason
    assert caught.value.line == line


def test_one_paper_for_two_ordinances() -> None:
    kaime = read_kaime(
        "　　　見本市補助金条例及び見本市交流条例の一部を改正する条例\n（見本市補助金条例の一部改正）\n"
        "第1条　見本市補助金条例（平成12年条例第97号）の一部を次のように改正する。\n　第4条を削る。\n"
        "（見本市交流条例の一部改正）\n"
        "第2条　見本市交流条例（令和2年条例第3号）の一部を次のように改正する。\n　第3条を削る。\n"
        "　　　附　則\n　この条例は、公布の日から施行する。\n"
    )
    assert [section.name for section in kaime.sections] == ["見本市補助金条例", "見本市交流条例"]
    assert [[each.text for each in section.sentences] for section in kaime.sections] == [
        ["第4条を削る。"],
        ["第3条を削る。"],
    ]


def test_three_articles_in_a_row_are_named_as_a_range() -> None:
    new = CHAPTERS.replace("市長", "町長")
    assert sentences(CHAPTERS, new) == ["第1条から第3条までの規定中「市長」を「町長」に改める。"]
    apart = CHAPTERS.replace("第3条　市長は、会議", "第3条の2　市長は、会議")
    assert sentences(apart, apart.replace("市長", "町長")) == [
        "第1条、第2条及び第3条の2中「市長」を「町長」に改める。"
    ]
    gap = CHAPTERS.replace("第4条　細目", "第5条　市長が細目").replace("第3条　市", "第4条　市")
    assert sentences(gap, gap.replace("市長", "町長")) == [
        "第1条、第2条、第4条及び第5条中「市長」を「町長」に改める。"
    ]


def test_new_text_may_speak_of_amending() -> None:
    kaime = "　第4条を次のように改める。\n　（委任）\n第4条　細目を定める。\n　必要があれば、これを次のように改める。\n"
    assert "　必要があれば、これを次のように改める。" in apply(G, kaime)


def test_neighbouring_paragraphs_share_the_name_of_their_article() -> None:
    assert sentences(G, G.replace("決定", "決裁")) == ["第3条第1項及び第2項中「決定」を「決裁」に改める。"]


def test_rows_of_a_table_are_named_one_by_one() -> None:
    new = G.replace("500円", "550円").replace("600円", "650円")
    assert sentences(G, new) == [
        "別表和室の項中「500円」を「550円」に改め、同表洋室の項中「600円」を「650円」に改める。"
    ]


def test_words_of_a_paragraph_and_of_its_table_are_one_change() -> None:
    old = G.replace("書面でする。\n", "書面でする。\n区分\t期間\n甲\t1年\n")
    new = old.replace("書面で", "文書で").replace("1年", "2年")
    assert sentences(old, new) == ["第3条第2項中「書面」を「文書」に、「1年」を「2年」に改める。"]


def test_what_comes_in_behind_a_moved_unit_waits_for_its_new_mark() -> None:
    old = "見本市条例\n第1条　次のとおりとする。\n　(1)　次の団体\n　　ア　町内会\n　　イ　自治会\n　　ウ　子供会\n"
    new = old.replace("ア　町内会", "ア　自治会").replace("イ　自治会", "イ　学生会")
    assert sentences(old, new) == [
        "第1条第1号中アを削り、イをアとする。",
        "第1条第1号アの次に次のように加える。",
    ]


def test_a_proviso_goes_and_the_items_close_up() -> None:
    new = CHAPTERS.replace("ただし、急ぐときは、この限りでない。\n　(1)　書面\n", "\n")
    new = new.replace("(2)　期日", "(1)　期日").replace("(3)　場所", "(2)　場所")
    assert sentences(CHAPTERS, new) == [
        "第4条ただし書を削り、同条第1号を削り、同条第2号を同条第1号とし、同条第3号を同条第2号とする。"
    ]


def test_a_section_title_comes_in_and_changes() -> None:
    old = CHAPTERS.replace("（場）", "　　　第1節　通則\n（場）")
    assert sentences(CHAPTERS, old) == ["第2条の前に次の節名を付する。"]
    assert sentences(old, old.replace("第1節　通則", "第1節　会議の通則")) == [
        "第1章第1節の節名中「通則」を「会議の通則」に改める。"
    ]
