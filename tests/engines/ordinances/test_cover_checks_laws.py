"""Laws as they are cited, 罰則 and what they punish, changes that ask for 経過措置."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.checks import check_amendment, check_text

G = texts.GRANT
LAST = "この条例の施行に関し必要な事項は、規則で定める。"
NUMBER = "（昭和27年法律第180号）"
MORE = "（罰則）\n第5条　{}\n　　　附　則"


def found(words: str) -> list[tuple[str, str]]:
    """Place and sentence of each finding when the last provision of the base says `words`."""
    return [(each.place, each.sentence) for each in check_text(G.replace(LAST, words))]


@pytest.mark.parametrize(
    "words",
    [
        f"道路法{NUMBER}第3条及び同法第4条並びに道路法第5条の例による。",
        f"道路法{NUMBER}第3条及び当該道路法第4条の例による。",
        f"道路法{NUMBER[:-1]}。以下「道路の法」という。）第3条の道路の法による。",
        "日本国憲法第94条による。",
        "改正法第3条及び旧地方自治法第2条の例による。",
        f"民法{NUMBER}第709条及び民法第3条の例による。",
        "見本市文書条例（平成9年条例第3号）の例により、同条例第3条の書面とする。",
    ],
)
def test_laws_cited_in_order_are_sound(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("同法第3条の例による。", "「同法」より前に、それに当たる名前がありません。"),
        ("法人は、この方法により、同法の例による。", "「同法」より前に、それに当たる名前がありません。"),
        ("この条例のほか、同条例第3条の例による。", "「同条例」より前に、それに当たる名前がありません。"),
        ("道路法第3条及び道路法第4条の例による。", "「道路法」を初めて引用する所に、法律番号"),
        (f"道路法第3条の例により、道路法{NUMBER}第4条を用いる。", "「道路法」を初めて引用する所に、法律番号"),
        (
            f"道路法{NUMBER}第3条及び道路法{NUMBER}第4条の例による。",
            "「昭和27年法律第180号」は前にも書いてあります。番号は初めの引用にだけ付けます。",
        ),
    ],
)
def test_laws_cited_out_of_order_are_told_once(words: str, sentence: str) -> None:
    (only,) = found(words)
    assert only[0] == "第4条"
    assert only[1].startswith(sentence)


def punished(words: str, ban: str = "団体は、補助金を目的の外に使ってはならない。") -> list[str]:
    """Findings on 罰則 in the base with a duty in 第4条."""
    text = G.replace(LAST, ban).replace("　　　附　則", MORE.format(words))
    return [each.sentence for each in check_text(text) if each.rule == "罰則"]


@pytest.mark.parametrize(
    "words",
    [
        "第4条の規定に違反した者は、5万円以下の過料に処する。",
        "第4条又は前条の規定に違反した者は、5万円以下の罰金に処する。",
        "第3条第2項の規定による書面に偽りを書いた者は、5万円以下の過料に処する。",
        "道路法（昭和27年法律第180号）第3条の規定に違反した者は、5万円以下の過料に処する。",
        "市長は、第3条の規定に違反した者の補助金を取り消す。",
        "第9条の規定に違反した者は、5万円以下の過料に処する。",
    ],
)
def test_a_penalty_on_what_is_forbidden_is_sound(words: str) -> None:
    assert punished(words) == []


@pytest.mark.parametrize(
    "words",
    [
        "第3条第2項の規定に違反した者は、5万円以下の過料に処する。",
        "第3条第2項又は第4条の規定に違反した者は、5万円以下の過料に処する。",
    ],
)
def test_a_penalty_on_what_nobody_has_to_do(words: str) -> None:
    assert punished(words) == ["「第3条第2項」の違反を罰していますが、そこには禁止も義務もありません。"]


def test_a_breach_named_in_a_table_is_no_penalty() -> None:
    text = G.replace("1　この表の金額には", "1　第3条第2項の規定に違反した者の過料の金額には")
    assert check_text(text) == []


def test_the_penalty_that_a_new_paragraph_made_void() -> None:
    """The slip of 2018 in the election law: a 項 was put in, and the penalty kept citing the old number."""
    base = texts.ELECTION
    draft = (
        "　第百四十二条の四中第七項を第八項とし、第三項から第六項までを一項ずつ繰り下げ、"
        "第二項の次に次の一項を加える。\n３　政党は、略称を表示しなければならない。\n"
    )
    assert [each.rule for each in check_text(base) if each.rule == "罰則"] == []
    rules = {each.rule for each in check_amendment(base, draft)}
    assert {"ハネ", "罰則"} <= rules


def drafted(sentences: str, care: str = "") -> list[tuple[int, str]]:
    """Line and words of the findings on 経過措置 for a draft with these sentences."""
    draft = (
        "　　　見本市補助金条例の一部を改正する条例\n"
        "　見本市補助金条例（平成12年条例第97号）の一部を次のように改正する。\n"
        f"{sentences}"
        "　　　附　則\n"
        f"　この条例は、令和8年4月1日から施行する。{care}\n"
    )
    return [
        (each.line, each.sentence.split("が")[0])
        for each in check_amendment(G, draft)
        if each.rule == "経過措置"
    ]


@pytest.mark.parametrize(
    ("sentences", "what"),
    [
        ("　第3条第1項中「30日」を「14日」に改める。\n", "期限や期間"),
        ("　別表和室の項中「500円」を「700円」に改める。\n", "金額"),
        ("　第4条中「規則で定める」を「市長の許可を受けなければならない」に改める。\n", "許可や届出"),
    ],
)
def test_a_change_that_meets_what_is_under_way_asks_for_care(sentences: str, what: str) -> None:
    lines = 3 + sentences.count("\n")
    assert drafted(sentences) == [(lines, what)]
    assert drafted(sentences, "ただし、施行の日前の申請については、なお従前の例による。") == []


@pytest.mark.parametrize(
    "sentences",
    [
        "　第4条中「規則」を「規程」に改める。\n",
        "　第3条第1項中「を決定する」を「の可否を決定する」に改める。\n",
        "　第4条中「必要な事項」を「10日以内に必要な事項」に改める。\n",
    ],
)
def test_a_change_of_other_words_asks_for_none(sentences: str) -> None:
    assert drafted(sentences) == []


def test_a_draft_without_supplement_is_told_of_that_only() -> None:
    draft = "　別表和室の項中「500円」を「700円」に改める。\n"
    assert check_amendment(G, draft) == []
