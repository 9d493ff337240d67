# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""The manner of 法制執務: one small change each, and the sentence a legal officer expects."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.profile import Profile, learn, settle
from yoriai.engines.ordinances.text.parser import parse

G = texts.GRANT


def sentences(old: str, new: str, profile: Profile | None = None) -> list[str]:
    """The sentences of the amendment, which has to prove itself and to keep the rules of order."""
    found = amend(old, new, profile)
    assert found.round_trip
    assert found.identical
    assert lint(found.kaime) == []
    return [each.text for each in found.sentences]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("７人以内", "５人以内", "第2条第2号中「７人」を「５人」に改める。"),
        ("市民が行う", "市民又は学生が行う", "第2条第1号中「市民」の次に「又は学生」を加える。"),
        ("30日以内に交付", "交付", "第3条第1項中「30日以内に」を削る。"),
        ("ただし、急ぐときは、この限りでない。", "", "第3条第1項ただし書を削る。"),
        ("（委任）", "（規則への委任）", "第4条の見出し中「委任」を「規則への委任」に改める。"),
        ("（交付）", "（決定の方法）", "第3条の見出しを「（決定の方法）」に改める。"),
        ("\t500円", "\t550円", "別表和室の項中「500円」を「550円」に改める。"),
        ("洋室\t1時間\t600円\n", "", "別表洋室の項を削る。"),
        ("消費税を", "消費税の額を", "別表備考1中「消費税」の次に「の額」を加える。"),
        (
            "平成12年4月1日から",
            "平成13年4月1日から",
            "附則中「平成12年4月1日」を「平成13年4月1日」に改める。",
        ),
        ("　　イ　自治会\n", "　　イ　自治会\n　　ウ　子供会\n", "第2条第2号イの次に次のように加える。"),
        ("○見本市補助金条例", "○見本市補助金交付条例", "題名を次のように改める。"),
        ("（第2条関係）", "（第3条関係）", "別表中「第2条」を「第3条」に改める。"),
        ("２　前項の決定は、書面でする。\n", "", "第3条第2項を削る。"),
        (
            "規則で定める。",
            "規則で定める。この場合において、市民の意見を聴く。",
            "第4条に後段として次のように加える。",
        ),
        (
            "必要な事項を定める。",
            "必要な事項を定める。ただし、別に定めるものを除く。",
            "第1条に次のただし書を加える。",
        ),
    ],
)
def test_one_change(old: str, new: str, sentence: str) -> None:
    assert old in G
    assert sentences(G, G.replace(old, new)) == [sentence]


def test_a_word_that_stands_twice_is_quoted_with_its_neighbour() -> None:
    old = G.replace("規則で定める。", "市長が市長の規則で定める。")
    new = G.replace("規則で定める。", "市長が教育長の規則で定める。")
    assert sentences(old, new) == ["第4条中「市長の」を「教育長の」に改める。"]


def test_all_of_them_change_at_once() -> None:
    old = G.replace("規則で定める。", "市長及び市長の職員が定める。")
    new = G.replace("規則で定める。", "町長及び町長の職員が定める。")
    assert sentences(old, new) == ["第4条中「市長」を「町長」に改める。"]


def test_moves_go_from_the_back_and_room_is_made() -> None:
    new = G.replace("第4条　この", "第5条　この").replace(
        "（委任）\n", "（報告）\n第4条　団体は、報告する。\n（委任）\n"
    )
    assert sentences(G, new) == ["第4条を第5条とし、第3条の次に次の1条を加える。"]


def test_moves_up_go_from_the_front() -> None:
    new = G.replace("（対象）\n", "").split("第2条　")[0] + "（交付）\n第2条　" + G.split("第3条　")[1]
    new = new.replace("第4条　この", "第3条　この").replace("（第2条関係）", "（第1条関係）")
    assert sentences(G, new)[0] == "第2条を削り、第3条を第2条とし、第4条を第3条とする。"


def test_a_branch_number_moves_nothing() -> None:
    new = G.replace("（委任）\n", "（報告）\n第3条の2　団体は、報告する。\n（委任）\n")
    assert sentences(G, new) == ["第3条の次に次の1条を加える。"]


def test_a_dead_number_stays() -> None:
    new = G.split("（交付）")[0] + "第3条　削除\n（委任）" + G.split("（委任）")[1]
    assert sentences(G, new) == ["第3条を次のように改める。"]


def test_several_places_of_one_article_are_one_sentence() -> None:
    new = G.replace("30日", "40日").replace("書面でする", "文書でする")
    expected = "第3条第1項中「30日」を「40日」に改め、同条第2項中「書面」を「文書」に改める。"
    assert sentences(G, new) == [expected]


def test_a_first_paragraph_comes_in_before_the_only_one() -> None:
    new = G.replace("第4条　この条例の", "第4条　市長は、公表する。\n２　この条例の")
    expected = "第4条を同条第2項とし、同条に第1項として次の1項を加える。"
    assert sentences(G, new) == [expected]


def test_the_same_change_in_several_articles_is_said_once() -> None:
    old = (
        G.replace("書面で", "市長が")
        .replace("規則で定める", "市長が定める")
        .replace("市長は、30日", "町は、30日")
    )
    new = old.replace("市長", "町長")
    assert "第3条第2項及び第4条中「市長」を「町長」に改める。" in sentences(old, new)


def test_vertical_text_has_its_own_words_and_numerals() -> None:
    old = texts.LEASE
    new = old.replace("あらかじめ説明", "あらかじめ書面で説明")
    assert sentences(old, new) == ["第三十八条第二項中「あらかじめ」の下に「書面で」を加える。"]


def test_the_profile_is_learnt_and_can_be_set() -> None:
    old = G.replace("、", "，").replace("附　則", "付　則")
    profile = learn(parse(old))
    assert (profile.comma, profile.supplement, profile.insert) == ("，", "付則", "の次に")
    changed = settle(profile, {"insert": "の下に"})
    new = old.replace("市民が行う", "市民又は学生が行う")
    assert sentences(old, new, changed) == ["第2条第1号中「市民」の下に「又は学生」を加える。"]


def test_four_in_a_row_are_batched() -> None:
    items = "".join(f"　({at})　事業{name}\n" for at, name in enumerate("甲乙丙丁戊", 1))
    more = "　(1)　事業新\n" + "".join(f"　({at})　事業{name}\n" for at, name in enumerate("甲乙丙丁戊", 2))
    base = G.split("　(1)　")[0] + "{}（交付）" + G.split("（交付）")[1]
    expected = (
        "第2条中第5号を第6号とし、第1号から第4号までを1号ずつ繰り下げ、同条に第1号として次の1号を加える。"
    )
    assert sentences(base.format(items), base.format(more)) == [expected]


def test_when_nothing_stays_the_ordinance_is_made_anew() -> None:
    new = (
        "見本市交流条例\n平成30年条例第5号\n1　交流を進める。\n2　費用は、別に定める。\n"
        "　　　附　則\n　公布の日から施行する。\n"
    )
    found = amend(G, new)
    assert found.whole
    assert found.round_trip
    assert "見本市補助金条例（平成12年条例第97号）の全部を改正する。" in found.kaime


def test_the_supplement_of_the_amending_ordinance_goes_into_it() -> None:
    new = G.replace(
        "別表（", "　　　附　則（令和5年条例第3号）\n　この条例は、令和5年4月1日から施行する。\n別表（"
    ).replace("30日", "40日")
    found = amend(G, new)
    assert found.kaime.endswith("　　　附　則\n　この条例は、令和5年4月1日から施行する。\n")


def test_front_matter_is_left_out_with_a_word() -> None:
    found = amend(G, G.replace("3月25日", "3月26日").replace("30日", "40日"))
    assert any("公布年月日" in sentence for sentence in found.left_out)


def test_nothing_to_amend_is_said() -> None:
    found = amend(G, G)
    assert found.sentences == []
    assert found.left_out == ["旧と新の条文に、改め文にする違いはありません。"]


def test_a_chapter_goes_with_its_articles() -> None:
    old = "見本市条例\n　　　第1章　総則\n（目的）\n第1条　協働を進める。\n　　　第2章　雑則\n（委任）\n第2条　細目は、別に定める。\n"
    new = "見本市条例\n　　　第1章　雑則\n（委任）\n第1条　細目は、別に定める。\n"
    assert sentences(old, new) == ["第1章を削り、第2条を第1条とする。", "第2章を第1章とする。"]


def test_a_new_chapter_and_its_contents() -> None:
    old = "見本市条例\n　　　第1章　総則\n（目的）\n第1条　協働を進めることを目的とする。\n　　　第2章　雑則\n（委任）\n第2条　細目は、規則で定める。\n"
    new = old.replace("第2章　雑則", "第3章　雑則").replace("第2条　細目", "第3条　細目")
    new = new.replace(
        "　　　第3章", "　　　第2章　交流\n（交流）\n第2条　市長は、交流の場を設ける。\n　　　第3章"
    )
    assert sentences(old, new) == ["第2条を第3条とする。", "第2章を第3章とし、第1章の次に次の1章を加える。"]


def test_a_heading_that_covers_two_articles_is_set_again() -> None:
    old = "見本市条例\n（目的）\n第1条　目的を定める。\n（会議）\n第2条　会議を開くものとする。\n第3条　会議は、公開するものとする。\n"
    new = (
        old.replace("第3条", "第4条")
        .replace("第2条", "第3条")
        .replace("（会議）", "（定義）\n第2条　用語を定める。\n（会議）")
    )
    expected = (
        "第3条を第4条とし、第2条の前の見出しを削り、同条を第3条とし、同条の前に見出しとして「（会議）」を付し、"
        "第1条の次に次の1条を加える。"
    )
    assert sentences(old, new) == [expected]


def test_a_supplement_that_gains_a_second_paragraph() -> None:
    new = G.replace(
        "　この条例は、平成12年4月1日から施行する。\n",
        "（施行期日）\n１　この条例は、平成12年4月1日から施行する。\n（特例）\n２　別に定める。\n",
    )
    assert sentences(G, new) == [
        "附則を附則第1項とし、同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。"
    ]


LONG = (
    "見本市交流条例\n令和2年3月1日\n条例第3号\n目次\n　前文\n　第1章　総則（第1条―第3条）\n　第2章　雑則（第4条）\n　附則\n"
    "　私たちは、力を合わせてまちをつくる。\n　ここに、この条例を制定することとした。\n"
    "　　　第1章　総則\n（目的）\n第1条　この条例は、交流の推進について必要な事項を定める。\n"
    "（用語）\n第2条　用語の意義は、次に掲げるところによる。\n　(1)　市民　市内に住む者\n　(2)　団体　次に掲げるもの\n"
    "　　ア　町内会\n　　イ　自治会\n　　ウ　子供会\n　　エ　婦人会\n　　オ　老人会\n"
    "（会議）\n第3条　市長は、会議を開くものとする。\n２　会議は、公開とする。\n３　会議の記録は、保存する。\n"
    "区分\t期間\n甲\t1年\n"
    "　　　第2章　雑則\n（委任）\n第4条　細目は、規則で定める。\n"
    "　　　附　則\n（施行期日）\n1　この条例は、公布の日から施行する。\n（検討）\n2　市長は、5年ごとに見直す。\n"
    "別表第1（第2条関係）\n区分\t額\n大\t10円\n小\t20円\n備考\n1　税を含む。\n2　端数は、切り捨てる。\n"
    "別表第2（第3条関係）\n区分\t額\n甲\t30円\n乙\t40円\n"
    "様式第1号（第3条関係）\n申請書\n氏名\n"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "　第2章　雑則（第4条）\n",
            "　第2章　雑則（第4条）\n　第3章　罰則（第5条）\n",
            "目次を次のように改める。",
        ),
        ("力を合わせて", "心を合わせて", "前文中「力」を「心」に改める。"),
        ("　ここに、この条例を制定することとした。\n", "", "前文を次のように改める。"),
        (
            "　私たちは、力を合わせてまちをつくる。\n　ここに、この条例を制定することとした。\n",
            "",
            "前文を削る。",
        ),
        ("　　エ　婦人会\n　　オ　老人会\n", "", "第2条第2号エ及びオを削る。"),
        (
            "　　ア　町内会\n　　イ　自治会\n　　ウ　子供会\n　　エ　婦人会\n　　オ　老人会\n",
            "",
            "第2条第2号アからオまでを削る。",
        ),
        (
            "　(1)　市民　市内に住む者\n",
            "　(1)　市民　市内に住む者\n　　ア　成人\n　　イ　未成年\n",
            "第2条第1号に次のように加える。",
        ),
        ("甲\t1年", "甲\t2年", "第3条第3項中「1年」を「2年」に改める。"),
        ("甲\t1年\n", "甲\t1年\n乙\t2年\n", "第3条第3項を次のように改める。"),
        (
            "２　会議は、公開とする。",
            "２　議事は、多数で決し、可否同数のときは議長が決める。",
            "第3条第2項を次のように改める。",
        ),
        ("大\t10円", "特大\t10円", "別表第1大の項を次のように改める。"),
        ("1　税を含む。\n", "", "別表第1を次のように改める。"),
        (
            "2　端数は、切り捨てる。",
            "2　端数は、切り上げる。",
            "別表第1備考2中「切り捨てる」を「切り上げる」に改める。",
        ),
        ("甲\t30円\n乙\t40円\n", "甲\t30円\n乙\t40円\n丙\t50円\n", "別表第2乙の項の次に次のように加える。"),
        ("様式第1号（第3条関係）\n申請書\n氏名\n", "", "様式第1号を削る。"),
        (
            "申請書\n氏名\n",
            "申請書\n氏名\n様式第2号（第4条関係）\n届\n",
            "様式第1号の次に次の1様式を加える。",
        ),
        (
            "2　市長は、5年ごとに見直す。",
            "2　市長は、4年ごとに見直す。",
            "附則第2項中「5年」を「4年」に改める。",
        ),
        ("（検討）", "（見直し）", "附則第2項の見出しを「（見直し）」に改める。"),
        ("（委任）\n", "", "第4条の見出しを削る。"),
        ("第2章　雑則\n（委任）", "第2章　補則\n（委任）", "第2章の章名を次のように改める。"),
    ],
)
def test_one_change_in_a_longer_text(old: str, new: str, expected: str) -> None:
    assert old in LONG
    found = amend(LONG, LONG.replace(old, new))
    assert found.round_trip
    assert [each.text for each in found.sentences] == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "　　ア　町内会\n　　イ　自治会\n　　ウ　子供会\n　　エ　婦人会\n　　オ　老人会\n",
            "　　ア　新会\n　　イ　町内会\n　　ウ　自治会\n　　エ　子供会\n　　オ　婦人会\n　　カ　老人会\n",
        ),
        ("別表第2（第3条関係）", "別表第3（第3条関係）"),
        ("様式第1号（第3条関係）\n申請書\n氏名\n", "別表第3（第4条関係）\n区分\t額\n丙\t1円\n"),
        (
            "（施行期日）\n1　この条例は、公布の日から施行する。\n（検討）\n2　市長は、5年ごとに見直す。\n",
            "　この条例は、別に定める日から施行する。\n",
        ),
        (
            "　　　附　則\n（施行期日）\n1　この条例は、公布の日から施行する。\n（検討）\n2　市長は、5年ごとに見直す。\n",
            "",
        ),
        (
            "　(1)　市民　市内に住む者\n　(2)　団体",
            "　(1)　事業者　商いをする人\n　(2)　法人　登記を経たもの\n　(3)　団体",
        ),
        (
            "第4条　細目は、規則で定める。",
            "第4条　細目は、規則で定める。\n２　前項の規則は、公表する。\n３　規則は、毎年見直す。",
        ),
        ("目次\n　前文\n　第1章　総則（第1条―第3条）\n　第2章　雑則（第4条）\n　附則\n", ""),
    ],
)
def test_larger_changes_prove_themselves(old: str, new: str) -> None:
    assert old in LONG
    found = amend(LONG, LONG.replace(old, new))
    assert found.round_trip
    back = amend(LONG.replace(old, new), LONG)
    assert back.round_trip
