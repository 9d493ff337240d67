# ruff: noqa: E501 - the sentences are kept whole
"""The published sentences of the rules (section 10), on short bases of our own with their structure."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.hane import hane
from yoriai.engines.ordinances.operations import Unfit


def test_paragraphs_make_room_and_two_come_in() -> None:
    new = apply(
        texts.CONTRACT,
        "　第41条中第3項を第5項とし、第2項を第4項とし、第1項の次に次の2項を加える。\n"
        "２　電子契約は、記録でする。\n３　前項の記録は、保存する。\n"
        "　第52条ただし書中「第41条第2項」を「第41条第4項」に改める。\n",
    )
    assert "２　電子契約は、記録でする。\n３　前項の記録は、保存する。\n４　前項の書面には" in new
    assert "５　前２項の規定は" in new
    assert "ただし、第41条第4項の書面は" in new


def test_items_are_moved_in_a_batch_and_an_article_is_added() -> None:
    new = apply(
        texts.ROAD,
        "　第33条中第9号を第10号とし、第2号から第8号までを1号ずつ繰り下げ、第1号の次に次の1号を加える。\n"
        "　⑵　自動運行補助施設\n　本則に次の1条を加える。\n　（委任）\n第44条　その他は、市長が定める。\n",
    )
    assert "　⑴　歩道\n　⑵　自動運行補助施設\n　⑶　街路樹\n" in new
    assert "　⑽　待避所\n" in new
    assert "（委任）\n第44条　その他は、市長が定める。\n　　　附　則" in new


def test_a_clause_becomes_the_head_of_a_first_list() -> None:
    new = apply(
        texts.COMMITTEE,
        "　第13条の2第1項中「委員について、必要があると認めるとき」を「委員について、次に掲げる場合に該当すると"
        "認めるとき」に改め、同項に次の各号を加える。\n　⑴　調査のとき。\n　⑵　研修のとき。\n"
        "　第13条の2第3項中「第29条」を「第29条第1項」に改める。\n",
    )
    assert (
        "該当すると認めるときは、議長に申し出ることができる。\n　⑴　調査のとき。\n　⑵　研修のとき。\n２"
        in new
    )
    assert "３　第29条第1項の規定は" in new


def test_brackets_inside_a_quotation_and_a_blank_number() -> None:
    base = texts.GRANT.replace("補助金の交付について", "補助金の交付のため、その手続について")
    words = "、見本市条例（平成28年見本市条例第　号。以下「条例」という。）第4条の規定に基づき"
    new = apply(base, f"　第1条中「ため」の次に「{words}」を加える。\n")
    assert f"交付のため{words}、その手続について" in new


def test_nine_paragraphs_of_seven() -> None:
    new = apply(
        texts.LEASE,
        "　第三十八条中第七項を第九項とし、第四項から第六項までを二項ずつ繰り下げ、同条第三項中「前項」を「第三項」に改め、"
        "同項を同条第五項とし、同条第二項中「前項」を「第一項」に改め、同項を同条第三項とし、同項の次に次の一項を加える。\n"
        "４　説明は、電磁的方法でできる。\n"
        "　第三十八条第一項の次に次の一項を加える。\n２　電磁的記録による契約は、書面による契約とみなす。\n",
    )
    heads = [line[:2] for line in new.splitlines() if line[:1] in "２３４５６７８９"]
    assert heads == [f"{digit}　" for digit in "２３４５６７８９"]
    assert "３　第一項の契約をしようとする者" in new
    assert "５　第三項の説明をしないとき" in new
    assert "８　前二項の規定に反する特約" in new


def test_ours_is_the_published_amendment_of_the_whole_lease_article() -> None:
    sentence = (
        "第三十八条中第七項を第九項とし、第四項から第六項までを二項ずつ繰り下げ、同条第三項中「前項」を「第三項」に改め、"
        "同項を同条第五項とし、同条第二項中「前項」を「第一項」に改め、同項を同条第三項とし、同項の次に次の一項を加える。"
    )
    new = apply(
        texts.LEASE,
        f"　{sentence}\n４　説明は、電磁的方法でできる。\n　第三十八条第一項の次に次の一項を加える。\n"
        "２　電磁的記録による契約は、書面による契約とみなす。\n",
    )
    found = amend(texts.LEASE, new)
    assert [each.text for each in found.sentences] == [sentence, "第三十八条第一項の次に次の一項を加える。"]


def test_the_penalty_of_the_election_law_is_found_alone() -> None:
    new = texts.ELECTION
    for number, digit in ((7, "８"), (6, "７"), (5, "６"), (4, "５"), (3, "４")):
        new = new.replace("２３４５６７"[number - 2] + "　", digit + "　")
    new = new.replace("４　団体は", "３　推薦人は、氏名を表示しなければならない。\n４　団体は")
    found = amend(texts.ELECTION, new)
    (finding,) = hane(found.old, found.new, found).findings
    assert finding.sentence == "第二百四十四条第一号中「第六項」を「第七項」に改める。"


def test_a_word_with_a_single_bracket_inside() -> None:
    base = texts.GRANT.replace("規則で定める。", "「選定する」とあるのは「決定する」と読み替える。")
    new = apply(base, "　第4条中「選定する」と」を「認定する」と」に改める。\n")
    assert "「認定する」とあるのは「決定する」と読み替える。" in new


@pytest.mark.parametrize(
    ("kaime", "reason", "line"),
    [
        ("　第9条中「甲」を「乙」に改める。\n", "元の条例に「第9条」がありません", 1),
        ("　第3条第1項中「無い字句」を「乙」に改める。\n", "「無い字句」が見当たりません", 1),
        ("　第3条に次の2項を加える。\n３　一つだけ。\n", "加える規定は1あります", 1),
        ("　第3条に次の1項を加える。\n", "加える規定の文がありません", 1),
        ("　同条中「甲」を「乙」に改める。\n", "何を指すか分かりません", 1),
        ("　第4条を第3条とする。\n", "番号が「第3条」「第3条」の順", 0),
        ("これは改め文ではありません。\n", "改正規定が見つかりません", 1),
        ("　第4条を削る。\nよけいな行\n", "改正規定として読めません", 2),
        ("　第4条を次のように改める。\n第5条　ずれた番号。\n", "新しい規定の番号（第5条）が合いません", 1),
        ("　第1条ただし書を削る。\n", "「第1条ただし書」が見つかりません", 1),
        ("　別の条例（平成1年条例第1号）の一部を次のように改正する。\n　第4条を削る。\n", "「別の条例」", 1),
    ],
)
def test_what_does_not_fit_says_where_and_why(kaime: str, reason: str, line: int) -> None:
    with pytest.raises(Unfit) as caught:
        apply(texts.GRANT, kaime)
    assert reason in caught.value.reason
    assert caught.value.line == line
