# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""Each check of section 9 on a text that breaks it; a sound text has none (see the property tests)."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.checks import check_amendment, check_text

G = texts.GRANT


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("第4条　", "第6条　", "第6条", "番号が続いていません。第4条となるはずです"),
        ("第4条　", "第3条　", "第3条", "同じ番号が重なっています"),
        ("　(2)　団体", "　(3)　団体", "第2条第3号", "番号が続いていません。第2号となるはずです"),
        ("　　イ　自治会", "　　エ　自治会", "第2条第2号エ", "直前の記号の次の記号"),
        ("前項の決定", "前条第2項の決定", "第3条第2項", "「前条第2項」に当たる規定がありません"),
        ("（委任）", "（交付）", "第4条", "見出しが直前の条と同じです"),
        ("（目的）\n", "", "第1条", "この条にはありません"),
        (
            "　(2)　団体（委員７人以内のものに限る。）が行う事業\n　　ア　町内会\n　　イ　自治会\n",
            "",
            "第2条",
            "号が一つ",
        ),
        ("対象は、次の各号に掲げるもの", "対象は、次の各号に掲げるもの（以下「事業」という。）", "第2条", ""),
        ("規則で定める。", "規則（以下「細目」という。）で定める。", "第4条", "「細目」を定義していますが"),
        ("施行する", "適用する", "附則", "適用の日だけ"),
        ("から施行する", "とする", "附則", "施行期日の定めがありません"),
        ("次の各号に掲げるものとする", "次の各号の一に該当するものとする", "第2条", "各号のいずれかに"),
        ("この限りでない", "この限りではない", "第3条第1項", "「この限りでない」と書きます"),
        ("規則で定める。", "規則で定める", "第4条", "句点がありません"),
        ("規則で定める。", "規則，規程で定める。", "第4条", "混ざっています"),
        ("規則で定める。", "第3条中「警察」とあるのは「消防」とする。", "第4条", "その字句がありません"),
        ("規則で定める。", "規則及び規程及び要綱で定める。", "第4条", "「及び」が続いています"),
    ],
)
def test_a_breach_is_found_in_its_place(old: str, new: str, place: str, words: str) -> None:
    assert old in G
    found = check_text(G.replace(old, new))
    if words:
        assert any(each.place == place and words in each.sentence for each in found), found
    else:
        assert found == []


def test_a_reference_to_a_dead_number() -> None:
    text = G.replace(
        "第3条　市長は、30日以内に交付を決定する。ただし、急ぐときは、この限りでない。\n２　前項の決定は、書面でする。",
        "第3条　削除",
    )
    text = text.replace("（交付）\n", "").replace("規則で定める", "第3条の規定による")
    assert any("削除された規定" in each.sentence for each in check_text(text))


def test_contents_against_the_chapters() -> None:
    text = G.replace("（目的）", "目次\n　第1章　総則（第1条―第9条）\n　附則\n　　　第1章　通則\n（目的）", 1)
    sentences = [each.sentence for each in check_text(text)]
    assert any("本則の「第1章　通則」と合いません" in sentence for sentence in sentences)
    assert any("第1条から第4条まで" in sentence for sentence in sentences)


def test_both_spellings_of_supplement() -> None:
    text = G.replace("別表（", "　　　付　則\nこの条例は、公布の日から施行する。\n別表（")
    assert any("「附則」と「付則」が混ざっています" in each.sentence for each in check_text(text))


def test_a_draft_is_read_against_its_base() -> None:
    draft = (
        "　　　見本市補助金条例の一部を改正する条例\n"
        "　見本市補助金条例（平成12年条例第97号）の一部を次のように改正する。\n"
        "　第4条中「規則」を「規程」に改める。\n　第1条中「目的」を「趣旨」に改める。\n"
        "　　　附　則\n　この条例は、令和6年4月1日から適用する。\n"
    )
    found = [(each.line, each.rule) for each in check_amendment(G, draft)]
    assert (
        found == [(3, "前から順に"), (4, "発射台"), (4, "前から順に"), (5, "附則")] or (4, "発射台") in found
    )
    assert (5, "附則") in found


def test_a_draft_that_is_none() -> None:
    (finding,) = check_amendment(G, "こんにちは。\n")
    assert finding.rule == "発射台"


def test_a_draft_of_the_whole_ordinance() -> None:
    draft = "　　　見本市補助金条例\n　見本市補助金条例（平成12年条例第97号）の全部を改正する。\n第1条　甲とする。\n"
    assert check_amendment(G, draft) == []


def test_a_draft_that_leaves_the_contents_behind() -> None:
    text = G.replace("（目的）", "目次\n　第1章　総則（第1条―第4条）\n　附則\n　　　第1章　総則\n（目的）", 1)
    draft = "　第4条の次に次の1条を加える。\n　（報告）\n第5条　団体は、報告する。\n"
    assert any("目次" in each.place and "第5条" in each.sentence for each in check_amendment(text, draft))
