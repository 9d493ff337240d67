# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""What realistic edits of towns' ordinances have brought to light; each of these once went wrong."""

from __future__ import annotations

import pytest

from tests.engines.ordinances.square import DIVIDED, SQUARE
from yoriai.engines.ordinances.amend import Amendment, amend
from yoriai.engines.ordinances.applying.apply import apply
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.operations import Unfit
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.second.clauses import Unreadable
from yoriai.engines.ordinances.text.parser import parse
from yoriai.engines.ordinances.text.tree import Kind, parts


def amended(old: str, new: str) -> Amendment:
    """The amendment, carried out by both appliers and within the rules of order."""
    found = amend(old, new)
    assert not found.whole
    assert apply(old, found.kaime) == new
    assert apply_second(old, found.kaime) == new
    assert lint(found.kaime) == []
    return found


def ordinance(*articles: str, more: str = "") -> str:
    """A text of numbered 条; `6-9` is a row of dead ones, `4の2` a 枝番."""
    out = ["見本市調査条例\n"]
    for name in articles:
        number, _, words = name.partition(" ")
        if "-" in number:
            first, last = (int(each) for each in number.split("-"))
            joint = f"第{first}条及び第{last}条" if last == first + 1 else f"第{first}条から第{last}条まで"
            out.append(f"{joint}　削除\n")
        else:
            first, *branch = number.split("の")
            mark = f"第{first}条" + "".join("の" + each for each in branch)
            out.append(
                f"（{words}の件）\n{mark}　市長は、{words}について、規則で定めるところにより調査する。\n"
            )
    return "".join(out) + more + "　　　附　則\n　この条例は、平成20年4月1日から施行する。\n"


WORDS = ["道路", "河川", "公園", "下水", "水道", "住宅", "学校", "病院", "図書館", "市場", "港湾", "緑地"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            ["1 道路", "2 河川", "3-4", "5 公園"],
            ["1 道路", "2 新しい橋", "3 河川", "4-5", "6 公園"],
            "第3条及び第4条を第4条及び第5条とし",
        ),
        (
            ["1 道路", "2 河川", "3-6", "7 公園"],
            ["1 河川", "2-5", "6 公園"],
            "第3条から第6条までを第2条から第5条までとし",
        ),
        (
            ["1 道路", "2 河川", "3-6", "7 公園", "8 下水", "9 水道"],
            ["1 河川", "2-5", "6 公園", "7 下水", "8 水道"],
            "第3条から第9条までを1条ずつ繰り上げる",
        ),
        (
            ["1 道路", "2 河川", "3-4", "5 公園"],
            ["1 道路", "2 河川", "3-4", "5 新しい橋", "6 公園"],
            "第4条の次に次の1条を加える",
        ),
        (["1 道路", "2 河川", "3-4"], ["1 道路", "2 河川"], "第3条及び第4条を削る"),
    ],
)
def test_dead_numbers_move_and_go_as_they_stand(old: list[str], new: list[str], words: str) -> None:
    assert words in amended(ordinance(*old), ordinance(*new)).kaime


def test_a_range_never_begins_with_a_branch_number() -> None:
    names = ["1 " + WORDS[0], "2 " + WORDS[1], "2の2 " + WORDS[2]]
    names += [f"{at} {WORDS[at]}" for at in range(3, 9)]
    up = ["1 " + WORDS[1], "1の2 " + WORDS[2], *(f"{at - 1} {WORDS[at]}" for at in range(3, 9))]
    assert (
        "第2条を第1条とし、第2条の2を第1条の2とし、第3条から第8条までを1条ずつ繰り上げる"
        in amended(ordinance(*names), ordinance(*up)).kaime
    )
    down = ["1 " + WORDS[0], "2 新しい橋", "3 " + WORDS[1], "3の2 " + WORDS[2]]
    down += [f"{at + 1} {WORDS[at]}" for at in range(3, 9)]
    assert (
        "第8条を第9条とし、第2条から第7条までを1条ずつ繰り下げ"
        in amended(ordinance(*names), ordinance(*down)).kaime
    )
    names = ["1 道路", "1の2 橋", "2 河川", "2の2 公園", "3 下水"]
    behind = ["1 新しい橋", "2 道路", "2の2 橋", "3 河川", "3の2 公園", "4 下水"]
    assert "ずつ" not in amended(ordinance(*names), ordinance(*behind)).kaime


def test_a_batch_leaves_the_lowest_branch_numbers_to_themselves() -> None:
    names = ["1 道路", "2の2 橋", *(f"{at} {WORDS[at]}" for at in range(3, 8))]
    behind = ["1 道路", "2 新しい駅", "3の2 橋", *(f"{at + 1} {WORDS[at]}" for at in range(3, 8))]
    assert (
        "第3条から第6条までを1条ずつ繰り下げ、第2条の2を第3条の2とし"
        in amended(ordinance(*names), ordinance(*behind)).kaime
    )


def test_sections_of_one_name_under_several_chapters_stay_in_the_contents() -> None:
    text = (
        "見本市会館条例\n目次\n　第1章　使用\n　　第1節　通則（第1条）\n　第2章　料金\n　　第1節　通則（第2条）\n　附則\n"
        "　　　第1章　使用\n　　　　第1節　通則\n第1条　会館を置く。\n"
        "　　　第2章　料金\n　　　　第1節　通則\n第2条　料金を取る。\n　　　附　則\n　この条例は、公布の日から施行する。\n"
    )
    (contents,) = parts(parse(text), Kind.TOC)
    assert len(contents.children) == 6
    amended(text, text.replace("料金を取る", "料金を受ける"))


ROOMS = "別表（第1条関係）\n区分\t単位\t金額\n{}中会議室\t1回\t600円\n和室\t1回\t500円\n"


def test_rows_whose_name_begins_with_naka() -> None:
    old = ordinance("1 道路") + ROOMS.format("")
    assert "別表中会議室の項中「600円」を「650円」に改める。" in amended(old, old.replace("600", "650")).kaime
    both = ordinance("1 道路") + ROOMS.format("会議室\t1回\t600円\n")
    amended(both, both.replace("中会議室\t1回\t600円", "中会議室\t1回\t650円"))
    for applier in (apply, apply_second):
        assert "和室" not in applier(old, "　別表中和室の項を削る。\n")


def test_an_article_is_not_looked_for_in_a_table() -> None:
    old = ordinance("1 道路", "2 河川") + ROOMS.format("")
    with pytest.raises(Unfit):
        apply(
            old,
            "　別表中「和室」を「茶室」に改め、第2条を削る。\n　別表中第2条を削り、第3条を第2条とする。\n",
        )
    with pytest.raises(Unreadable):
        apply_second(old, "　別表中「和室」を「茶室」に改め、第2条を削る。\n")


FORM = "様式第{}号（第1条関係）\n　申請書\n"


def test_forms_and_tables_come_in_the_order_of_the_new_text() -> None:
    plain, table = ordinance("1 道路"), ROOMS.format("")
    forms = FORM.format(1) + FORM.format(2)
    lone = "別記様式（第1条関係）\n　届出書\n"
    amended(plain + table, plain + table + forms)
    amended(plain + forms, plain + table + forms)
    amended(plain + forms, plain + lone)
    amended(
        plain + table, plain + table.replace("別表（", "別表第1（") + "別表第2（第1条関係）\n甲\t1円\n" + lone
    )
    assert apply(plain + FORM.format(1), "　様式第1号を様式とする。\n").endswith(
        "様式（第1条関係）\n　申請書\n"
    )


def test_what_stays_under_a_chapter_that_stays() -> None:
    head = "見本市調査条例\n　　　第1章　総則\n"
    one = "（道路の件）\n第1条　市長は、道路について調査する。\n"
    two = "（河川の件）\n第2条　市長は、河川について、規則で定めるところにより調査し、公表する。\n"
    end = "（公園の件）\n第3条　市長は、公園について調査する。\n　　　附　則\n　この条例は、公布の日から施行する。\n"
    title = "　　　第2章　調査\n"
    amended(head + one + two + title + end, head + one + title + two + end)


def test_removed_paragraphs_that_are_no_row_are_named_one_by_one() -> None:
    many = "".join(
        f"{at}　市長は、第{at}号の台帳に{WORDS[at]}の記録を載せるものとする。\n" for at in range(2, 6)
    )
    kept = "2　市長は、第3号の台帳に下水の写しを載せるものとする。\n"
    old = ordinance("1 道路", more=many)
    amended(old, ordinance("1 道路", more=kept + "3　市は、記録の保存に努めるものとする。\n"))


def test_unnumbered_paragraphs_around_the_old_one() -> None:
    old = "見本市調査条例\n第1条　市長は、道路を調べる。\n　市長は、河川を調べる。\n第2条　市長は、公園の設備について、規則で定めるところにより、調べるものとする。\n　　　附　則\n　この条例は、公布の日から施行する。\n"
    new = old.replace(
        "第2条　市長は、公園", "第2条　市は、緑を守る責務を有するものとする。\n　市長は、公園"
    ).replace(
        "調べるものとする。\n", "調べるものとする。\n　市民は、調査に協力するように努めるものとする。\n"
    )
    amended(old, new)


def test_a_wide_comma_behind_an_unbalanced_bracket() -> None:
    old = "見本市調査条例\n第1条　この条例において「登録」とは，次に掲げるものをいい，台帳に載せる。\n　　　附　則\n　この条例は，公布の日から施行する。\n"
    amended(old, old.replace("とは，次", "とは，あらかじめ，次"))


def test_a_preamble_keeps_its_last_sentence() -> None:
    old = ordinance("1 道路")
    new = old.replace("条例\n", "条例\n　私たちは、まちを愛する。\n　ここに、この条例を制定する。\n", 1)
    assert "前文を削る。" in amended(new, old).kaime


def test_a_new_contents_ends_with_its_supplement_line() -> None:
    kaime = "　見本市会館条例の一部を次のように改正する。\n　目次を次のように改める。\n目次\n　第1章　総則（第1条）\n　附則\n　第1条中「道路」を「橋」に改める。\n"
    old = "見本市会館条例\n目次\n　第1章　総則（第1条）\n　附則\n　　　第1章　総則\n第1条　道路を調べる。\n　　　附　則\n　この条例は、公布の日から施行する。\n"
    assert "第1条　橋を調べる。" in apply(old, kaime)


def test_a_new_table_behind_the_supplement_comes_before_the_tables() -> None:
    old = ordinance("1 道路") + FORM.format(1)
    for applier in (apply, apply_second):
        made = applier(old, "　附則の次に次の別表を加える。\n別表（第1条関係）\n甲\t1円\n")
        assert made.index("別表") < made.index("様式")


def test_items_that_hang_deeper_move_with_theirs() -> None:
    subs = "　(1)　台帳\n　　ア　道路の台帳\n　　　(ア)　市道の台帳\n　　　(イ)　県道の台帳\n　　イ　河川の台帳\n　　ウ　公園の台帳\n　　エ　住宅の台帳\n　(2)　地図\n"
    old = ordinance("1 道路", more=subs)
    for first, last in (("ア　道路", "ア　橋の台帳\n　　ア　道路"),):
        new = old.replace(first, last)
        for before, after in (
            ("エ　住", "オ　住"),
            ("ウ　公", "エ　公"),
            ("イ　河", "ウ　河"),
            ("　　ア　道", "　　イ　道"),
        ):
            new = new.replace(before, after)
        amended(old, new)
    gone = old.replace("　　ア　道路の台帳\n　　　(ア)　市道の台帳\n　　　(イ)　県道の台帳\n", "")
    for before, after in (("イ　河", "ア　河"), ("ウ　公", "イ　公"), ("エ　住", "ウ　住")):
        gone = gone.replace(before, after)
    amended(old, gone)


def test_a_divided_article_may_have_no_heading_and_other_words() -> None:
    amended(SQUARE, DIVIDED.replace("（使用料の減免）\n", ""))
    amended(
        SQUARE,
        DIVIDED.replace(
            "市長は、特に必要があると認めるときは、前条の使用料を減免することができる。",
            "特別の事情があると市長が認める使用者は、申請して、使用料の減免を受けることができる。",
        ),
    )


def test_circled_numbers_go_on_beyond_twenty() -> None:
    circles = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳"
    things = [f"第{at}号の台帳の記録" for at in range(1, 38)]
    old = "".join(f"　{mark}　{thing}\n" for mark, thing in zip(circles, things, strict=False))
    things.insert(1, "新しい地図")
    new = "".join(f"　{mark}　{thing}\n" for mark, thing in zip(circles, things, strict=True))
    amended(ordinance("1 道路", more=old), ordinance("1 道路", more=new))
