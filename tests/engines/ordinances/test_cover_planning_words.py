# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""項, 号 and words: which are quoted, which are put anew, and the sentences a legal officer expects."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from tests.engines.ordinances.test_amending import LONG, sentences
from tests.engines.ordinances.test_cover_planning_articles import AIM, RULES, TOP, changed
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.compare.words import NotQuotable, changes, edits
from yoriai.engines.ordinances.explain import crossings, explained
from yoriai.engines.ordinances.operations import Change

G = texts.GRANT
KINDS = TOP + "（種類）\n第1条　種類は、次のとおりとする。\n"
COSTS = [
    "甲事業の費用",
    "乙施設の建設費",
    "丙会議の謝礼",
    "丁大会の会場費",
    "戊行事の印刷費",
    "己集会の通信費",
]


def items(*names: str) -> str:
    return KINDS + "".join(f"　({at})　{name}\n" for at, name in enumerate(names, 1))


def test_a_clause_becomes_the_head_of_a_first_list() -> None:
    new = changed(
        texts.COMMITTEE,
        "委員について、必要があると認めるとき",
        "委員について、次に掲げる場合に該当すると認めるとき",
        "申し出ることができる。\n",
        "申し出ることができる。\n　⑴　調査のとき。\n　⑵　研修のとき。\n",
        "第29条の規定は",
        "第29条第1項の規定は",
    )
    assert sentences(texts.COMMITTEE, new) == [
        "第13条の2第1項中「必要があると」を「次に掲げる場合に該当すると」に改め、同項に次の各号を加える。",
        "第13条の2第3項中「第29条」を「第29条第1項」に改める。",
    ]
    assert sentences(new, texts.COMMITTEE) == [
        (
            "第13条の2第1項中「次に掲げる場合に該当すると」を「必要があると」に改め、同項各号を削り、"
            "同条第3項中「第29条第1項」を「第29条」に改める。"
        )
    ]


def test_the_words_above_a_list_are_put_anew_and_the_list_stays() -> None:
    new = changed(
        G,
        "補助金の対象は、次の各号に掲げるものとする。",
        "市長が予算の範囲内で助成する事業は、次のとおりとする。",
    )
    assert sentences(G, new) == ["第2条各号列記以外の部分を次のように改める。"]
    old = changed(
        G,
        "前項の決定は、書面でする。\n",
        "前項の決定は、書面でする。その内容は、次のとおりとする。\n　(1)　氏名\n　(2)　住所\n",
    )
    new = changed(
        old,
        "前項の決定は、書面でする。その内容は、次のとおりとする。",
        "申請者が市役所に届け出なければならない事項は、以下の二つに限る。",
    )
    assert sentences(old, new) == ["第3条第2項各号列記以外の部分を次のように改める。"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            COSTS,
            ["新規の開拓費", *COSTS[:3], "海外の旅費", *COSTS[3:]],
            [
                "第1条中第6号を第8号とし、第5号を第7号とし、第4号を第6号とし、第3号を第4号とし、同号の次に次の1号を加える。",
                "第1条中第2号を第3号とし、第1号を第2号とし、同条に第1号として次の1号を加える。",
            ],
        ),
        (
            COSTS,
            ["新規の開拓費", *COSTS[:3], COSTS[5]],
            [
                "第1条中第4号及び第5号を削り、第3号を第4号とし、第2号を第3号とし、第1号を第2号とし、同条に第1号として次の1号を加える。",
                "第1条第6号を同条第5号とする。",
            ],
        ),
        (
            COSTS,
            [*COSTS[1:4], "新規の開拓費", "海外の旅費", *COSTS[4:]],
            [
                "第1条中第1号を削り、第2号を第1号とし、第3号を第2号とし、第4号を第3号とし、第6号を第7号とし、第5号を第6号とする。",
                "第1条第3号の次に次の2号を加える。",
            ],
        ),
        (COSTS, ["海外の都市との交流", "市民大学", "図書の貸出し"], ["第1条各号を次のように改める。"]),
        (COSTS[:1], ["海外の都市との交流"], ["第1条第1号を次のように改める。"]),
    ],
)
def test_items_of_a_list(old: list[str], new: list[str], expected: list[str]) -> None:
    assert sentences(items(*old), items(*new)) == expected


def test_a_list_goes_and_the_words_above_it_change() -> None:
    assert sentences(items(*COSTS), changed(KINDS, "次のとおりとする", "別に定める")) == [
        "第1条中「次のとおりとする」を「別に定める」に改め、同条各号を削る。"
    ]


def test_what_is_below_an_item() -> None:
    old = items("住民の組織\n　　ア　町内会\n　　イ　自治会", "事業者")
    new = changed(old, "町内会", "特定非営利活動法人", "自治会", "社会福祉協議会")
    assert sentences(old, new) == ["第1条第1号を次のように改める。"]
    new = changed(old, "　　ア　町内会\n　　イ　自治会\n", "", "住民", "地域住民")
    assert sentences(old, new) == ["第1条第1号中「住民」を「地域住民」に改め、同号ア及びイを削る。"]
    assert sentences(new, old) == ["第1条第1号中「地域住民」を「住民」に改め、同号に次のように加える。"]


RULE = TOP + AIM + "（決定）\n第2条　市長は、申請を審査し、決定する。\n"


def test_a_proviso_that_says_something_else_is_put_anew() -> None:
    old = RULE + "２　市長は、前項の決定を通知する。ただし、緊急の場合は、この限りでない。\n"
    new = changed(
        old,
        "緊急の場合は、この限りでない。",
        "申請者の所在が知れないときその他通知できない事情のあるものについては、公告をもって代える。",
    )
    assert sentences(old, new) == ["第2条第2項ただし書を次のように改める。"]


def test_a_third_sentence_has_no_name_and_the_paragraph_is_put_anew() -> None:
    old = RULE + "２　申請は、書面でする。書面には、印を押す。\n"
    new = changed(old, "印を押す。", "印を押す。印は、登録したものに限る。")
    assert sentences(old, new) == ["第2条第2項を次のように改める。"]


def test_one_word_that_becomes_two_is_quoted_with_its_neighbours() -> None:
    old = changed(RULE, "市長は、申請を審査し、決定する", "市長は申請を受け、市長が決定する")
    new = changed(old, "市長は申請を受け、市長が", "町長は申請を受け、会長が")
    assert sentences(old, new) == ["第2条中「市長は」を「町長は」に、「、市長」を「、会長」に改める。"]


def test_words_above_the_list_that_stand_in_the_list_too() -> None:
    old = items("事業の種類は甲", "事業の種類は乙").replace("種類は、次", "事業の種類は、次")
    new = old.replace("第1条　事業の", "第1条　業務の")
    assert sentences(old, new) == ["第1条各号列記以外の部分中「事業」を「業務」に改める。"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("（種類）", "（市長及び市長の代理）", "第1条の見出しを「（市長及び市長の代理）」に改める。"),
        (
            "（市長及び市長の代理）",
            "（市長及び町長の代理）",
            "第1条の見出し中「市長の」を「町長の」に改める。",
        ),
        (
            "（甲の会議及び乙の会議）",
            "（丙の会議及び丁の会議）",
            "第1条の見出しを「（丙の会議及び丁の会議）」に改める。",
        ),
    ],
)
def test_headings(old: str, new: str, expected: str) -> None:
    base = items("甲").replace("（種類）", old)
    assert sentences(base, base.replace(old, new)) == [expected]


def test_lines_without_a_number_inside_a_paragraph() -> None:
    old = (
        TOP
        + "（会議）\n第1条　会議を置く。\n２　期間は、次の表による。\n甲\t1年\n乙\t1年\n３　会議は、公開する。\n"
    )
    assert sentences(old, changed(old, "甲\t1年", "甲\t2年")) == [
        "第1条第2項中「甲\t1年」を「甲\t2年」に改める。"
    ]
    twice = changed(old, "乙\t1年", "甲\t1年")
    assert sentences(twice, twice.replace("甲\t1年", "甲\t2年", 1)) == ["第1条第2項を次のように改める。"]


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ("町内会、", "第1条中「町内会、」を削る。"),
        ("自治会、", "第1条中「、自治会」を削る。"),
    ],
)
def test_a_comma_goes_with_its_word(gone: str, expected: str) -> None:
    old = TOP + "（団体）\n第1条　町内会、自治会、婦人会及び子供会とする。\n"
    assert sentences(old, changed(old, gone, "")) == [expected]


def test_a_later_supplement_is_left_out_with_a_word() -> None:
    later = "　　　附　則（平成15年条例第3号）\n　この条例は、平成15年4月1日から施行する。\n"
    old = G.replace("別表（", later + "別表（")
    found = amend(old, changed(old, "平成15年4月1日", "平成15年5月1日"))
    assert any("改正条例の附則は、元の条例とは別の条例の一部" in each for each in found.left_out)
    found = amend(old, G)
    assert any("改正条例の附則が、新の条文にはありません" in each for each in found.left_out)
    assert found.sentences == []


def test_a_text_without_a_title_is_amended_without_a_lead() -> None:
    old = changed(G, "○見本市補助金条例\n平成12年3月25日\n条例第97号\n", "")
    found = amend(old, changed(old, "30日", "40日"))
    assert found.kaime.startswith("　第3条第1項中「30日」を「40日」に改める。\n　　　附　則\n　この条例は、")


UP = (
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
)


def told(old: str, new: str) -> list[str]:
    return [each.meaning for each in explained(amend(old, new))]


def test_each_operation_is_told_in_plain_words() -> None:
    assert told(LONG, changed(LONG, "（検討）", "（見直し）")) == [
        "附則第2項の見出しを「（見直し）」にします。"
    ]
    new = changed(RULE, "（決定）\n", "")
    assert told(RULE, new) == ["第2条の見出しをなくします。"]
    assert told(new, RULE) == ["第2条に見出し「（決定）」を付けます。"]
    assert told(RULES, changed(RULES, *UP)) == [
        "附則第2項をなくします。",
        "附則第3項の番号を「附則第2項」に変えます。",
        "附則第4項から第6項までの番号を1つ前へ送ります。",
    ]
    assert told(items("甲"), items("乙の事業の費用")) == ["第1条第1号を新しい文に置き換えます。"]
    assert told(RULE, changed(RULE, "審査し", "調査し")) == ["第2条の字句を1か所改めます。"]


def test_an_ordinance_made_anew_has_no_provisions_that_cross() -> None:
    found = amend(RULE, TOP + "　申請は、市長が決定する。\n")
    assert found.whole
    assert explained(found) == []
    assert crossings(found) == []


def test_words_that_cannot_be_told_apart_are_not_quoted() -> None:
    text = "".join(f"第{at}号の申請は、市長が決める。" for at in range(1, 30))
    with pytest.raises(NotQuotable):
        changes(text, edits(text, text.replace("第20号", "第99号")), [text, text])


def test_quotations_that_grow_into_each_other_become_one() -> None:
    old = "甲及び乙の会、甲及び丙の会、丁及び乙の会"
    new = "戊及び己の会、甲及び丙の会、丁及び乙の会"
    found = changes(old, edits(old, new), [old])
    assert found == [Change("改", ("甲及び乙の会",), "戊及び己の会")]


def test_a_word_of_kana_alone_is_quoted_as_it_is() -> None:
    assert changes("なし", edits("なし", "あり"), ["なし"]) == [Change("改", ("なし",), "あり")]


def test_a_third_sentence_above_a_list() -> None:
    old = items("甲事業の費用", "乙施設の建設費").replace(
        "次のとおりとする。", "次のとおりとする。細目は、別表による。"
    )
    new = changed(old, "別表による。", "別表による。額は、予算による。")
    assert sentences(old, new) == ["第1条各号列記以外の部分を次のように改める。"]


def test_marks_of_items_are_the_manner_of_an_edition() -> None:
    old = KINDS + "　一　甲事業の費用\n　二　乙施設の建設費\n"
    found = amend(old, KINDS + "　(1)　甲事業の費用\n　(2)　丙施設の建設費\n")
    assert [each.text for each in found.sentences] == ["第1条第2号中「乙施設」を「丙施設」に改める。"]
    assert "　二　丙施設の建設費" in found.result
