# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""Published wordings in their variety, applied to a base in its own house form."""

from __future__ import annotations

import difflib

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.operations import Unfit

G = texts.GRANT
#: the same in the form of another house: narrow brackets, no indents
NARROW = (
    G.replace("（", "(")
    .replace("）", ")")
    .replace("　(1)", "(1)")
    .replace("　(2)", "(2)")
    .replace("　　ア", "ア")
    .replace("　　イ", "イ")
)


def changes(old: str, kaime: str) -> list[str]:
    """The lines that went (-) and came (+)."""
    found = difflib.unified_diff(old.splitlines(), apply(old, kaime).splitlines(), lineterm="", n=0)
    return [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def test_a_whole_paper_with_promulgation_and_two_paragraphs_of_supplement() -> None:
    kaime = """見本市条例第12号
見本市補助金条例の一部を改正する条例をここに公布する。
　令和5年3月20日
　　　　　　　　見本市長　見　本　太　郎
　　　見本市補助金条例の一部を改正する条例
　見本市補助金条例（平成12年見本市条例第97号）の一部を次のように改正する。
　第１条の見出しを「（趣旨）」に改め、同条中「補助金の交付」を「補助金の交付及び返還」に改める。
　第２条に次の１号を加える。
　　⑶　学校が行う事業
　第３条第１項中「３０日」を「４０日」に改め、同項ただし書を削り、同条に次の１項を加える。
３　市長は、公表する。
　第４条を第６条とし、第３条の次に次の２条を加える。
　（返還）
第４条　補助金は、返還させることができる。
　（報告）
第５条　団体は、報告する。
　　　附　則
（施行期日）
１　この条例は、令和５年４月１日から施行する。
（見本市手数料条例の一部改正）
２　見本市手数料条例（平成12年見本市条例第1号）の一部を次のように改正する。
　第９条中「甲」を「乙」に改める。
"""
    found = changes(G, kaime)
    assert "+（趣旨）" in found
    assert "+　(3)　学校が行う事業" in found
    assert "+第3条　市長は、40日以内に交付を決定する。" in found
    assert "+３　市長は、公表する。" in found
    assert "+第4条　補助金は、返還させることができる。" in found
    assert "+第6条　この条例の施行に関し必要な事項は、規則で定める。" in found


@pytest.mark.parametrize(
    ("kaime", "expected"),
    [
        ("第2条第2号ア及びイを削る。", ["-　　ア　町内会", "-　　イ　自治会"]),
        ("題名を次のように改める。\n　　　見本市交付金条例", ["-○見本市補助金条例", "+○見本市交付金条例"]),
        ("第3条の見出しを削り、同条の前に見出しとして「（決定）」を付する。", ["-（交付）", "+（決定）"]),
        (
            "別表備考中2を3とし、1の次に次のように加える。\n2　新しい注",
            ["+2　新しい注", "-2　端数は、切り上げる。", "+3　端数は、切り上げる。"],
        ),
        ("別表の和室の項を削る。", ["-和室\t1時間\t500円"]),
        ("別表和室の項の次に次のように加える。\n茶室\t1時間\t800円", ["+茶室\t1時間\t800円"]),
        ("別表に次のように加える。\n茶室\t1時間\t800円", ["+茶室\t1時間\t800円"]),
        ("本則中「市長」を「町長」に改める。", ["-第3条　市長は", "+第3条　町長は"]),
        (
            "第3条第2項を削り、同条第1項に後段として次のように加える。\n　この場合において、書面でする。",
            ["この場合"],
        ),
        ("第3条第1項本文中「30日」を「40日」に改める。", ["-第3条　市長は、30日", "+第3条　市長は、40日"]),
        ("第4条に次の各号を加える。\n　(1)　甲\n　(2)　乙", ["+　(1)　甲", "+　(2)　乙"]),
        ("第2条各号を削る。", ["-　(1)　市民が行う事業"]),
        (
            "第2条第2号を同条第3号とし、同条第1号の次に次の1号を加える。\n　(2)　学校が行う事業",
            ["+　(2)　学校が行う事業"],
        ),
        ("題名の次に次の前文を加える。\n　市民は、力を合わせる。", ["+　市民は、力を合わせる。"]),
        (
            "附則の次に次の別表を加える。\n様式第1号（第3条関係）\n申請書",
            ["+様式第1号（第3条関係）", "+申請書"],
        ),
        ("第3条第1項を第4項とする。\n　第3条中第2項を第1項とする。", ["-２　前項の決定は、書面でする。"]),
        ("第4条を第3条第3項とする。", ["+３　この条例の施行に関し必要な事項は、規則で定める。"]),
        ("第3条第2項を第3条の2とする。", ["+第3条の2　前項の決定は、書面でする。"]),
        (
            "附則を附則第1項とし、同項に見出しとして「（施行期日）」を付し、附則に次の1項を加える。\n２　従前の例による。",
            ["+２　従前の例による。"],
        ),
    ],
)
def test_one_wording(kaime: str, expected: list[str]) -> None:
    found = changes(G, f"　{kaime}\n")
    for line in expected:
        assert any(line in each for each in found), found


def test_the_words_of_a_wide_amendment_go_into_a_narrow_base() -> None:
    kaime = """　見本市補助金条例（平成12年見本市条例第97号）の一部を次のように改正する。
　第２条に次の１号を加える。
　　⑶　学校（１０人以上のものに限る。）が行う事業
"""
    assert changes(NARROW, kaime) == ["+(3)　学校(10人以上のものに限る。)が行う事業"]


def test_commas_follow_the_house() -> None:
    base = G.replace("、", "，")
    found = changes(
        base,
        "　第3条第2項中「前項の決定は、書面」を「前項の決定は、文書」に改め、同条に次の1項を加える。\n３　市長は、公表する。\n",
    )
    assert found[-2:] == ["+２　前項の決定は，文書でする。", "+３　市長は，公表する。"]


def test_a_block_of_a_table_over_several_lines() -> None:
    kaime = """　別表中
「和室\t1時間\t500円
洋室\t1時間\t600円」を
「和室\t1時間\t700円
洋室\t1時間\t800円
茶室\t1時間\t900円」に改める。
"""
    assert [line for line in changes(G, kaime) if line[0] == "+"] == [
        "+和室\t1時間\t700円",
        "+洋室\t1時間\t800円",
        "+茶室\t1時間\t900円",
    ]


def test_a_sentence_that_the_paper_breaks_into_lines() -> None:
    kaime = "　第3条第1項中「30日」を「40\n日」に改め、同条第2項中「書面」\nを「文書」に改める。\n"
    assert changes(G, kaime)[-1] == "+２　前項の決定は、文書でする。"


def test_an_amending_ordinance_for_several() -> None:
    kaime = """　　　見本市手数料条例等の一部を改正する条例
　（見本市手数料条例の一部改正）
第1条　見本市手数料条例（平成12年見本市条例第1号）の一部を次のように改正する。
　第9条中「甲」を「乙」に改める。
　（見本市補助金条例の一部改正）
第2条　見本市補助金条例（平成12年見本市条例第97号）の一部を次のように改正する。
　第4条中「規則」を「規程」に改める。
"""
    assert changes(G, kaime)[-1] == "+第4条　この条例の施行に関し必要な事項は、規程で定める。"


@pytest.mark.parametrize(
    "kaime",
    [
        "　第4条中「規則」を「規程」に改める。\n　第3条の所の文を次のように改める。\n甲\n",
        "　第2条第1号を次のように改める。\n　(2)　甲\n",
        "　第3条第1項を第3項とし、第2項を第3項とする。\n",
        "　第3条第3項中「甲」を「乙」に改める。\n",
        "　第3条から第2条までを削る。\n",
        "　第3条ただし書中「急ぐ」を「早い」に改める。\n",
        "　第4条の見出しを削り、第4条の見出しを「（甲）」に改める。\n",
        "　第1条の見出し中「無」を「有」に改める。\n",
        "　前文中「甲」を「乙」に改める。\n",
        "　別表茶室の項を削る。\n",
        "　第4条に次の1号を加える。\n２　甲。\n",
        "　別表を次のように改める。\n表ではない\n",
        "　第3条に第1項として次の1項を加える。\n　甲。\n",
        "　第3条第1項ウを削る。\n",
        "　第2条第2号アを同号一とする。\n",
    ],
)
def test_what_does_not_fit_is_refused(kaime: str) -> None:
    with pytest.raises(Unfit) as caught:
        apply(G, kaime)
    assert caught.value.reason
