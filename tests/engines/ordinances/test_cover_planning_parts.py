# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""別表, what is put anew, what cannot be proved, and which unit is which."""

from __future__ import annotations

import pytest

from tests.engines.ordinances import texts
from tests.engines.ordinances.test_amending import LONG, sentences
from tests.engines.ordinances.test_cover_planning_articles import AIM, CHAPTERS, PLAIN, TOP, article, changed
from yoriai.engines.ordinances import amend as amending
from yoriai.engines.ordinances.amend import NotProved, amend
from yoriai.engines.ordinances.compare.align import align
from yoriai.engines.ordinances.planning.acts import PutAnew, PutIn, TakeOut
from yoriai.engines.ordinances.planning.document import plan_document
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Kind, Node


def test_a_table_gets_a_number_when_a_second_one_comes() -> None:
    old = texts.GRANT
    new = changed(
        old,
        "別表（第2条関係）",
        "別表第1（第2条関係）",
        "切り上げる。\n",
        "切り上げる。\n別表第2（第1条関係）\n種別\t額\n甲\t10円\n",
    )
    assert sentences(old, new) == ["別表を別表第1とし、同表の次に次の1表を加える。"]
    assert sentences(new, old) == ["別表第1を別表とし、別表第2を削る。"]


def test_a_first_table_comes_before_the_others() -> None:
    short = LONG.split("別表第1")[0] + "別表第2" + LONG.split("別表第2")[1]
    assert sentences(short, LONG) == ["別表第2の前に次の1表を加える。"]


TABLE = TOP + AIM + "別表（第1条関係）\n区分\t額\n大\t10円\n小\t20円\n大\t30円\n備考\n1　税を含む。\n"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (("大\t30円\n", ""), "別表を次のように改める。"),
        (("大\t30円\n", "大\t35円\n"), "別表中「30円」を「35円」に改める。"),
        (("大\t30円\n", "大\t30円\n特大\t40円\n"), "別表を次のように改める。"),
        (("小\t20円\n", "小\t20円\n極小\t5円\n微小\t3円\n"), "別表小の項の次に次のように加える。"),
        (("小\t20円", "市民の家\t20円"), "別表小の項を次のように改める。"),
        (("大\t10円\n小\t20円", "小\t10円\n大\t20円"), "別表を次のように改める。"),
    ],
)
def test_rows_of_a_table(pairs: tuple[str, ...], expected: str) -> None:
    assert sentences(TABLE, changed(TABLE, *pairs)) == [expected]


def test_a_row_whose_name_would_be_misread_is_no_place() -> None:
    old = changed(TABLE.split("備考")[0], "小\t20円\n大\t30円", "小\t20円\n市民の家\t40円")
    assert sentences(old, changed(old, "40円", "45円")) == ["別表中「40円」を「45円」に改める。"]
    assert sentences(old, old + "町内の家\t50円\n") == ["別表に次のように加える。"]
    assert sentences(TOP + AIM + "別表（第1条関係）\nなし\n", TOP + AIM + "別表（第1条関係）\nあり\n") == [
        "別表中「なし」を「あり」に改める。"
    ]


def anew(old: str, new: str, kind: Kind) -> list[object]:
    """The acts when every unit of a kind has to be put anew."""
    base = parse(old)
    chosen = frozenset(id(node) for node in base.walk() if node.kind is kind)
    return [act for group in plan_document(base, parse(new), chosen).groups for act in group.acts]


def test_a_table_is_put_anew_when_its_rows_have_failed() -> None:
    (act,) = anew(TABLE, changed(TABLE, "小\t20円", "小\t25円"), Kind.APPENDIX)
    assert isinstance(act, PutAnew)
    assert "小\t25円\n" in act.block


def test_an_article_put_anew_cannot_move_in_the_same_breath() -> None:
    new = changed(PLAIN, "（会議）\n第2条　市に交流会議を置く。\n", "", "第3条　細目は", "第2条　細部は")
    acts = anew(PLAIN, new, Kind.ARTICLE)
    assert [type(act) for act in acts] == [TakeOut, PutIn]


def test_a_preamble_needs_a_title_to_follow() -> None:
    new = changed(PLAIN, TOP, "　私たちは、力を合わせてまちをつくる。\n")
    with pytest.raises(NotProved):
        amend(PLAIN.replace(TOP, ""), new)
    with pytest.raises(NotProved):
        amend(PLAIN, PLAIN.replace(TOP, ""))


def test_a_title_alone_has_nothing_to_amend() -> None:
    assert amend("見本市条例\n", "見本市条例\n").sentences == []
    assert amend("見本市条例\n", TOP + AIM).whole


def test_an_earlier_supplement_that_stays_is_not_mentioned() -> None:
    later = "　　　附　則（平成15年条例第3号）\n　この条例は、平成15年4月1日から施行する。\n"
    old = texts.GRANT.replace("別表（", later + "別表（")
    assert amend(old, changed(old, "30日", "40日")).left_out == []


def test_an_excerpt_that_keeps_nothing_is_an_ordinance_anew() -> None:
    old = TOP + "（会議）\n第5条　市に交流会議を置く。\n"
    new = TOP + "（罰則）\n第8条　これに反した者は、五万円以下の過料に処する。\n"
    assert amend(old, new).whole


def test_what_the_second_reader_does_not_confirm_never_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amending, "apply_second", lambda old, _kaime: old)
    with pytest.raises(NotProved):
        amend(PLAIN, changed(PLAIN, "規則で", "別に"))


def test_articles_in_another_order_are_followed_as_far_as_they_rise() -> None:
    names = ["会議の公開", "補助の対象", "委員の任期", "費用の負担"]
    old = [Node(Kind.ITEM, (at,), text=name) for at, name in enumerate(names, 1)]
    new = [Node(Kind.ITEM, (at,), text=names[of]) for at, of in enumerate((3, 0, 1, 2), 1)]
    kept = [(a.text, b.text) for a, b in align(old, new) if a is not None and b is not None]
    assert kept == [(name, name) for name in names[:3]]


def test_a_long_list_is_compared_by_number_first() -> None:
    old = [Node(Kind.ITEM, (at,), text=f"区画{at}の料金は、月額{at}円") for at in range(1, 81)]
    new = [Node(Kind.ITEM, (at,), text=f"区画{at}の料金は、月額{at}00円") for at in range(1, 81)]
    assert align(old, new) == list(zip(old, new, strict=True))


def test_a_first_chapter_in_an_excerpt() -> None:
    late = changed(
        CHAPTERS, "第3章", "第5章", "第2章", "第4章", "第1章", "第3章", "第4条", "第14条", "第3条", "第13条"
    )
    late = changed(late, "第2条", "第12条", "第1条", "第11条")
    new = changed(late, "　　　第3章", "　　　第2章　宣言\n（平和）\n第10条　市は、平和を守る。\n　　　第3章")
    assert sentences(late, new) == ["第3章の前に次の1章を加える。"]
    assert sentences(new, late) == ["第2章を削る。"]


def test_a_first_chapter_at_the_end_of_a_body_without_any() -> None:
    new = TOP + AIM + "　　　第2章　会議\n（会議）\n第2条　市に交流会議を置く。\n"
    assert sentences(TOP + AIM, new) == ["本則に次の1章を加える。"]


def test_a_branch_number_becomes_a_plain_one() -> None:
    old = (
        TOP
        + AIM
        + article(2, "会議", "市に交流会議を置く。")
        + "（委任）\n第2条の2　細目は、規則で定める。\n"
        + article(3, "公開", "会議は、公開する。")
        + article(4, "記録", "記録は、保存する。")
    )
    new = changed(old, "第4条", "第5条", "第3条", "第4条", "第2条の2", "第3条")
    assert sentences(old, new) == ["第4条を第5条とし、第3条を第4条とし、第2条の2を第3条とする。"]
    assert sentences(new, old) == ["第3条を第2条の2とし、第4条を第3条とし、第5条を第4条とする。"]


def test_an_article_of_the_same_heading_of_which_no_paragraph_stays() -> None:
    old = TOP + AIM + "（会議）\n第2条　市に市民会議を置く。\n２　会長は、会務を総理し、その代表となる。\n"
    new = (
        TOP
        + AIM
        + "（会議）\n第2条　委員の数は、七人以内とする。\n２　市民会議の費用には、予算から支出した金額をもって充てるものとする。\n"
    )
    assert sentences(old, new) == ["第2条を次のように改める。"]


def test_a_preamble_comes_in_below_the_contents() -> None:
    words = "　私たちは、力を合わせてまちをつくる。\n　ここに、この条例を制定することとした。\n"
    assert sentences(changed(LONG, words, ""), LONG) == ["目次の次に次の前文を加える。"]
