"""Texts as 例規集 print them: notes, blank lines, marks of every family; nothing gets lost."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from yoriai.engines.ordinances.text.lines import appendix_family, appendix_mark, item_marks
from yoriai.engines.ordinances.text.numerals import read_number
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.rows import first_cell
from yoriai.engines.ordinances.text.tree import Kind, Node, part, parts, print_node

G = texts.GRANT


def read(text: str) -> Node:
    """The tree, after a look that it prints back unchanged."""
    root = parse(text)
    assert print_node(root) == text
    return root


def articles(root: Node) -> list[Node]:
    """The 条 of 本則."""
    main = part(root, Kind.MAIN)
    assert main is not None
    return [each for each in main.children if each.kind is Kind.ARTICLE]


@pytest.mark.parametrize(
    "between", ["(平20条例22・一部改正)\n", "\n", "\n(平20条例22・一部改正)\n", "\n\n\n"]
)
def test_what_stands_between_heading_and_article_does_not_part_them(between: str) -> None:
    first, *_ = articles(read(G.replace("（目的）\n", f"（目的）\n{between}")))
    assert first.heading is not None
    assert first.heading.text == "（目的）"


def test_a_note_below_the_word_supplement_is_no_provision() -> None:
    root = read(G.replace("附　則\n", "附　則\n(平20条例22・一部改正)\n"))
    supplement = part(root, Kind.SUPPLEMENT)
    assert supplement is not None
    assert supplement.after == ["(平20条例22・一部改正)\n"]
    assert [child.text for child in supplement.children] == ["この条例は、平成12年4月1日から施行する。"]


@pytest.mark.parametrize("below", ["", "\n\n", "\n\n\n\n\n\n\n"])
def test_words_in_brackets_that_nothing_follows_are_a_line(below: str) -> None:
    head, _ = G.split("別表")
    root = read(f"{head}（以下略）\n{below}")
    supplement = part(root, Kind.SUPPLEMENT)
    assert supplement is not None
    assert "（以下略）" in [each.text for each in supplement.walk() if each.kind is Kind.LINE]
    assert all(each.heading is None for each in supplement.walk())


def test_a_heading_above_a_list_without_articles_is_a_line() -> None:
    root = read("見本市宣言\n本市は、次の事項を宣言する。\n（取組）\n　(1)　学ぶこと。\n　(2)　集うこと。\n")
    main = part(root, Kind.MAIN)
    assert main is not None
    found = [(each.kind, each.text) for each in main.walk()]
    assert (Kind.LINE, "（取組）") in found
    assert [text for kind, text in found if kind is Kind.ITEM] == ["学ぶこと。", "集うこと。"]


@pytest.mark.parametrize(
    ("words", "heading", "text"),
    [
        ("第4条　（委任）　細目は、規則で定める。", "（委任）", "細目は、規則で定める。"),
        (
            "第4条　（削除した規定を除く。）は、規則で定める。",
            None,
            "（削除した規定を除く。）は、規則で定める。",
        ),
        ("第4条　（市に限る）団体は、規則で定める。", None, "（市に限る）団体は、規則で定める。"),
    ],
)
def test_a_heading_behind_the_number(words: str, heading: str | None, text: str) -> None:
    root = read(
        G.replace("（委任）\n", "").replace("第4条　この条例の施行に関し必要な事項は、規則で定める。", words)
    )
    last = articles(root)[-1]
    assert (last.heading.text if last.heading is not None else None) == heading
    assert last.children[0].text == text


@pytest.mark.parametrize(
    ("listed", "family"),
    [
        ("ア イ ウ エ", "kata"),
        ("イ ロ ハ ニ", "iroha"),
        ("(ア) (イ) (ウ) (エ)", "pkata"),
        ("(イ) (ロ) (ハ) (ニ)", "piroha"),
        ("a b c d", "latin"),
        ("ａ ｂ ｃ ｄ", "latin"),
        ("(a) (b) (c) (d)", "platin"),
        ("(i) (ii) (iii) (iv)", "proman"),
        ("① ② ③ ④", "circled"),
        ("⑴ ⑵ ⑶ ⑷", "paren"),
        ("（一） （二） （三） （四）", "pkanji"),
    ],
)
def test_marks_below_an_item_run_from_one(listed: str, family: str) -> None:
    below = "".join(f"　　{mark}　甲\n" for mark in listed.split())
    old = "　　ア　町内会\n　　イ　自治会\n"
    root = read(G.replace("　(1)", "　一").replace("　(2)", "　二").replace(old, below))
    item = articles(root)[1].children[0].children[1]
    assert [(sub.kind, sub.family, sub.number) for sub in item.children] == [
        (Kind.SUB, family, (at,)) for at in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize("words", ["ガ　町内会", "(ゲ)　町内会", "(xy)　町内会"])
def test_letters_that_count_nothing_are_no_marks(words: str) -> None:
    assert item_marks(words) == []


@pytest.mark.parametrize(
    ("words", "is_head"),
    [
        ("別表第1（第3条関係）", True),
        ("別表　使用料", True),
        ("第2号様式（第5条関係）", True),
        ("別表第1に掲げる額とする。", False),
        ("別表第1「和室」の項", False),
        ("別表第1に掲げる額", False),
    ],
)
def test_a_sentence_that_begins_with_an_appendix_is_none(words: str, is_head: bool) -> None:
    assert (appendix_mark(words) is not None) == is_head


def test_forms_and_tables_are_rows_of_their_own() -> None:
    assert [appendix_family(name) for name in ("別表第1", "様式第2号", "第2号様式", "別記　")] == [
        "別表",
        "様式",
        "様式",
        "別記",
    ]
    root = read(G + "別記（第3条関係）\n手数料は、納めること。\n")
    assert [each.family for each in parts(root, Kind.APPENDIX)] == ["別表", "別記"]


@pytest.mark.parametrize("words", ["甲", "十甲", ""])
def test_a_word_is_no_number(words: str) -> None:
    with pytest.raises(ValueError):
        read_number(words)


def test_a_frame_is_no_row() -> None:
    assert first_cell("├──┼──┤") == ""
    assert first_cell("│和室│500円│") == "和室"


def test_contents_without_supplement_end_where_the_chapters_begin() -> None:
    contents = "目次\n　第1章　総則（第1条―第4条）\n\n　第2章　雑則（第5条）\n"
    body = G.replace("（目的）", f"{contents}\n　　　第1章　総則\n（目的）", 1)
    body = body.replace("　　　附　則", "　　　第2章　雑則\n第5条　雑則は、別に定める。\n　　　附　則")
    root = read(body)
    toc = part(root, Kind.TOC)
    assert toc is not None
    assert [child.text for child in toc.children if child.text] == [
        "目次",
        "第1章　総則（第1条―第4条）",
        "第2章　雑則（第5条）",
    ]
    assert len(articles(root)) == 5


def test_a_text_of_contents_only_is_kept() -> None:
    assert part(read("見本市条例\n目次\n　第1章　総則\n　第2章　雑則\n"), Kind.TOC) is not None


def test_notes_and_blanks_between_the_parts_stay_where_they_are() -> None:
    note = "(平20条例22・一部改正)\n"
    text = (
        G.replace("洋室", f"{note}洋室") + f"{note}\n　\n別表第2（第3条関係）\n茶室\t1時間\t700円\n\n{note}"
    )
    first, second = parts(read(text), Kind.APPENDIX)
    assert first.children[2].before == [note]
    assert first.tail == [note]
    assert second.before == ["\n", "　\n"]
    assert second.tail == ["\n", note]
