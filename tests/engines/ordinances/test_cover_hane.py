# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""References of every kind are followed; those whose target moves are mended in their own form."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.amend import amend
from yoriai.engines.ordinances.checks import check_amendment
from yoriai.engines.ordinances.hane import Finding, Proposals, find_hane, hane
from yoriai.engines.ordinances.hane.references import Reference, references
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Node, print_node

G = texts.GRANT
LAST = "この条例の施行に関し必要な事項は、規則で定める。"


def proposals(old: str, new: str) -> Proposals:
    """What is said on an amendment from one text to the other."""
    found = amend(old, new)
    return hane(found.old, found.new, found)


def findings(old: str, new: str) -> list[Finding]:
    """The findings of it."""
    return proposals(old, new).findings


def said(text: str, words: str) -> list[tuple[str, list[str], bool]]:
    """Each reference in `words` (put in place of the last provision of the base): words, targets, whether foreign."""
    root = parse(text.replace(LAST, words))
    return [(each.text, [_first(node) for node in each.targets], each.foreign) for each in _of(root, words)]


def _of(root: Node, words: str) -> list[Reference]:
    return [each for each in references(root) if each.node.text == words]


def _first(node: Node) -> str:
    """A short name of a target: its mark, or how its text begins."""
    return node.mark or node.text[:6]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("平成12年見本市条例第97号による。", [("第97号", [], True)]),
        ("別表の額とし、同法別表第1の例による。", [("別表", ["別表"], False), ("別表第1", [], True)]),
        ("別表第2の額とする。", [("別表第2", [], False)]),
        ("第3条の決定は、同条第2項の書面による。", [("第3条", ["第3条"], False), ("同条第2項", ["２"], False)]),
        (
            "第2条第2号の団体は、同号の事業をする。",
            [("第2条第2号", ["(2)"], False), ("同号", ["(2)"], False)],
        ),
        ("第2条第1項第2号の団体は、事業をする。", [("第2条第1項第2号", ["(2)"], False)]),
        ("同号の団体は、事業をする。", [("同号", [], False)]),
        ("同条の団体は、同項の事業をする。", [("同条", [], False), ("同項", [], False)]),
        ("第3条第2項の書面は、同項の日に出す。", [("第3条第2項", ["２"], False), ("同項", ["２"], False)]),
        ("本条各項のほか、次条による。", [("本条各項", ["本条各項のほ"], False), ("次条", [], False)]),
        ("第3条各項の決定は、公表する。", [("第3条各項", ["市長は、30", "２"], False)]),
        ("前9条の規定は、適用しない。", [("前9条", [], False)]),
        ("第3条第1号の書面は、公表する。", [("第3条第1号", [], False)]),
        ("第3条第2項並びに第1号の書面は、公表する。", [("第3条第2項", ["２"], False), ("第1号", [], False)]),
        ("第9条第2項の書面は、公表する。", [("第9条第2項", [], False)]),
        ("道路法第3条及び第9条並びに第2項の例による。", [("第3条", [], True), ("第9条", [], True), ("第2項", [], True)]),
        ("道路法第3条及びこの条例第3条の例による。", [("第3条", [], True), ("第3条", ["第3条"], False)]),
        ("道路法第3条の例により、同条第2項を用いる。", [("第3条", [], True), ("同条第2項", [], True)]),
        ("次に前後本別の定めによる。", []),
        ("本条例第3条及び同条例第2条の例による。", [("第3条", ["第3条"], False), ("第2条", [], True)]),
    ],
)  # fmt: skip
def test_a_reference_means_what_a_reader_takes_it_for(
    words: str, wanted: list[tuple[str, list[str], bool]]
) -> None:
    got = said(G, words)
    assert got == wanted


@pytest.mark.parametrize(
    ("words", "marks"),
    [("前各号の事業", ["(1)", "(2)"]), ("前号の事業", ["(2)"]), ("前2号の事業", ["(1)", "(2)"]), ("次号の事業", [])],
)  # fmt: skip
def test_items_before_and_behind(words: str, marks: list[str]) -> None:
    root = parse(G.replace("　　イ　自治会\n", f"　　イ　自治会\n　(3)　{words}\n"))
    (found,) = _of(root, words)
    assert [node.mark for node in found.targets] == marks


def test_items_before_in_words_behind_the_list() -> None:
    text = G.replace("　　イ　自治会\n", "　　イ　自治会\n２　前項各号の事業は、第1号の例による。\n")
    (found, own) = [
        each for each in references(parse(text)) if each.node.mark == "２" and each.node.line == 12
    ]
    assert found.text == "前項"
    assert own.targets == ()


def test_a_text_without_articles_has_paragraphs_to_point_to() -> None:
    text = "見本市公告式規則\n1　告示は、掲示する。\n2　前項の掲示は、市役所で行う。\n3　第1項の例による。\n"
    assert [(each.text, [t.mark for t in each.targets]) for each in references(parse(text))] == [
        ("前項", ["1"]),
        ("第1項", ["1"]),
    ]


def test_a_table_cannot_say_the_article_before() -> None:
    text = G.replace("1　この表の金額には", "1　前条、前項及び第1項の金額には")
    assert [len(each.targets) for each in references(parse(text)) if "金額には" in each.node.text] == [
        0,
        0,
        0,
    ]


def test_whole_replacement_leaves_nothing_to_mend() -> None:
    old = G.replace(LAST, "第2条の規定による。")
    root = "".join(
        line for line in G.splitlines(keepends=True)
    )  # fmt: skip
    found = amend(old, root.replace("補助金の交付", "助成金の交付"))
    found.whole = True
    assert hane(found.old, found.new, found).findings == []


def test_a_target_put_anew_under_its_number_is_what_the_drafter_means() -> None:
    old = G.replace(LAST, "第2条第1号の事業は、規則で定める。")
    new = old.replace("　(1)　市民が行う事業\n", "　(1)　広報紙の配布、掲示その他周知に要する経費\n")
    assert findings(old, new) == []


def test_words_put_in_before_a_reference_do_not_hide_it() -> None:
    old = G.replace(LAST, "細目は、第3条第2項の書面で定める。")
    new = old.replace("細目は", "手続の細目は").replace(
        "２　前項の決定は、書面でする。", "２　市長は、公表する。\n３　第1項の決定は、書面でする。"
    )
    assert [(each.place, each.reference, each.mended) for each in findings(old, new)] == [
        ("第4条", "第3条第2項", "第3条第3項")
    ]


def test_an_appendix_that_gets_a_number_is_followed() -> None:
    old = (
        G.replace("別表（", "別表第1（").replace(LAST, "額は、別表第1及び別表第2のとおりとする。")
        + "別表第2（第4条関係）\n茶室\t1時間\t700円\n"
    )
    new = old.replace("別表第2（", "別表第3（").replace(
        "別表第3（第4条関係）\n", "別表第2（第3条関係）\n茶器\t1日\t50円\n別表第3（第4条関係）\n"
    )
    (finding,) = findings(old, new)
    assert (finding.reference, finding.mended) == ("別表第2", "別表第3")
    assert finding.sentence == "第4条中「別表第2」を「別表第3」に改める。"


def test_relative_ones_become_numbers_when_the_distance_changes() -> None:
    old = G.replace("　　　附", "（報告）\n第5条　前２条に定めるもの及び前条の規則は、公表する。\n　　　附")
    new = old.replace("第5条　", "第6条　").replace(
        "（報告）\n", "（公開）\n第5条　市長は、団体の名称を公開する。\n（報告）\n"
    )
    assert [(each.place, each.reference, each.mended) for each in findings(old, new)] == [
        ("第5条", "前２条", "第3条及び第4条"),
        ("第5条", "前条", "第4条"),
    ]


def test_three_before_become_a_range() -> None:
    old = G.replace("　　　附", "（報告）\n第5条　前３条に定めるものは、公表する。\n　　　附")
    new = old.replace("第5条　", "第6条　").replace(
        "（報告）\n", "（公開）\n第5条　市長は、団体の名称を公開する。\n（報告）\n"
    )
    assert [each.mended for each in findings(old, new)] == ["第2条から第4条まで"]


def test_paragraphs_of_the_article_before_keep_their_words() -> None:
    old = G.replace(LAST, "前条各項の決定及び前条第2項の書面は、公表する。")
    new = old.replace("（委任）\n第4条", "（公開）\n第4条　市長は、団体の名称を公開する。\n（委任）\n第5条")
    assert [(each.reference, each.mended) for each in findings(old, new)] == [
        ("前条各項", "第3条各項"),
        ("前条第2項", "第3条第2項"),
    ]


def test_items_are_named_within_their_list() -> None:
    old = G.replace("　　イ　自治会\n", "　　イ　自治会\n　(3)　前号の団体が行う広報\n")
    new = old.replace("　(3)　前号", "　(4)　前号").replace("　(4)", "　(3)　学校が開く講習会\n　(4)")
    assert [(each.place, each.reference, each.mended) for each in findings(old, new)] == [
        ("第2条第3号", "前号", "第2号")
    ]


def test_a_line_of_a_table_is_named_by_its_table() -> None:
    old = G.replace("1　この表の金額には", "1　第3条第2項の書面の金額には")
    new = old.replace(
        "２　前項の決定は、書面でする。", "２　市長は、公表する。\n３　第1項の決定は、書面でする。"
    )
    (finding,) = findings(old, new)
    assert (finding.place, finding.mended) == ("別表", "第3条第3項")


def test_two_provisions_of_one_number_are_no_reference_to_mend() -> None:
    text = G.replace(LAST, "第3条の規定による。")
    old = parse(text)
    outcome = old.copy()
    main = next(part for part in outcome.children if part.kind.value == "main")
    twin = main.children[1]
    twin.number = (3,)
    assert [each for each in find_hane(old, outcome) if each.reference == "第3条"] == []
    assert print_node(old) == text


def test_advice_on_a_broad_change() -> None:
    body = "".join(f"（見出し{n}）\n第{n}条　{chr(0x4E00 + n * 7) * 9}とする。\n" for n in range(1, 10))
    other = "".join(f"（別題{n}）\n第{n}条　{chr(0x6E00 + n * 7) * 12}を置く。\n" for n in range(1, 10))
    head, tail = "見本市憲章条例\n平成12年条例第9号\n", "　　　附　則\nこの条例は、公布の日から施行する。\n"
    advice = proposals(head + body + tail, head + other + tail).advice
    assert any("全部改正にすることも" in sentence for sentence in advice)


def test_a_finding_goes_into_the_file_as_it_is() -> None:
    (finding,) = findings(G, G.replace("２　前項", "２　市長は、公表する。\n３　前項"))
    assert finding.as_dict()["mended"] == "第1項"
    assert finding.as_dict()["line"] == 14


@pytest.mark.parametrize(
    ("before", "after", "mended"),
    [
        ("別表", "別表第1", "別表第1"),
        ("別表第1", "別表", "別表"),
        ("別表第1", "別表第1の2", "別表第1の2"),
        ("別表第２", "別表第３", "別表第３"),
        ("別表第二", "別表第十", "別表第十"),
        ("第1号様式", "第2号様式", "第2号様式"),
        ("様式第1号", "様式第1号の2", "様式第1号の2"),
        ("様式第1号", "様式", "様式"),
        ("第1号様式", "様式", "様式"),
        ("様式", "様式第1号", "様式第1号"),
    ],
)
def test_the_name_of_a_table_or_form_keeps_its_shape(before: str, after: str, mended: str) -> None:
    text = (
        G.split("別表")[0].replace(LAST, f"書類は、{before}による。") + f"{before}（第3条関係）\n書類\t一部\n"
    )
    old = parse(text)
    outcome = old.copy()
    appendix = outcome.children[-1]
    appendix.mark = after
    appendix.number = parse(f"甲条例\n第1条　乙。\n{after}（第3条関係）\n").children[-1].number
    assert [(each.reference, each.mended) for each in find_hane(old, outcome)] == [(before, mended)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("様式は、市長が別に定める。", []),
        ("申請は、様式第1号による。", []),
        ("額は、別表第1の3の項に定める。", ["別表第1"]),
        ("額は、別表第1の2に定める。", ["別表第1の2"]),
        ("額は、この条例別表に定める。", ["別表"]),
    ],
)
def test_a_word_and_a_row_are_no_name_of_a_table(words: str, wanted: list[str]) -> None:
    assert [text for text, _, foreign in said(G, words) if not foreign] == wanted


def test_the_head_of_a_table_is_mended() -> None:
    new = G.replace("（対象）\n", "（定義）\n第2条　用語は、規則の例による。\n（対象）\n")
    new = new.replace("（対象）\n第2条", "（対象）\n第3条").replace("（交付）\n第3条", "（交付）\n第4条")
    new = new.replace("（委任）\n第4条", "（委任）\n第5条")
    assert [(each.place, each.mended) for each in findings(G, new)] == [("別表", "第3条")]


def test_a_list_put_anew_with_its_article_still_has_what_is_cited() -> None:
    base = G.replace(LAST, "第2条第1号の事業は、規則で定める。")
    draft = "　第2条を次のように改める。\n　（対象）\n第2条　対象は、次のとおりとする。\n　(1)　講習会\n　(2)　広報\n"
    assert [each for each in check_amendment(base, draft) if each.rule == "ハネ"] == []


def test_a_place_that_no_words_single_out_is_named_without_a_sentence() -> None:
    old = G.replace("1　この表の金額には、消費税を含む。\n2　端数は、切り上げる。\n", "第3条第2項の額\n" * 2)
    new = old.replace(
        "２　前項の決定は、書面でする。", "２　市長は、公表する。\n３　第1項の決定は、書面でする。"
    )
    found = findings(old, new)
    assert [(each.place, each.mended, each.sentence) for each in found] == [("別表", "第3条第3項", "")] * 2
