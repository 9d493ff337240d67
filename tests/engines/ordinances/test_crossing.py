# ruff: noqa: E501 - sentences of an ordinance are kept whole
"""条 that become 項 of another 条, and 項 that become 条: moved, not taken out and written anew."""

from __future__ import annotations

import pytest

from tests.engines.ordinances.square import DIVIDED, JOINED, SQUARE
from yoriai.engines.ordinances.amend import Amendment, amend
from yoriai.engines.ordinances.applying.apply import apply, apply_tracked
from yoriai.engines.ordinances.explain import crossings
from yoriai.engines.ordinances.hane import hane
from yoriai.engines.ordinances.lint import lint
from yoriai.engines.ordinances.profile import learn
from yoriai.engines.ordinances.second.apply import apply_second
from yoriai.engines.ordinances.second.clauses import Unreadable
from yoriai.engines.ordinances.taisho.rows import table
from yoriai.engines.ordinances.text.parser import parse

MORE = "２　市長は、許可に際し、使用する場所及び時間を指定することができる。\n"
LAST = "　　　附　則\n"


def amended(old: str, new: str) -> Amendment:
    """The amendment, carried out byte for byte by both appliers and within the rules of order."""
    found = amend(old, new)
    assert apply(old, found.kaime) == new
    assert apply_second(old, found.kaime) == new
    assert lint(found.kaime) == []
    return found


def said(old: str, new: str) -> list[str]:
    """The sentences of the amendment."""
    return [each.text for each in amended(old, new).sentences]


def test_an_article_becomes_a_paragraph() -> None:
    assert said(SQUARE, JOINED) == [
        "第3条の見出しを削り、同条中「前条」を「前項」に改め、同条を第2条第2項とし、第4条を第3条とし、第5条を第4条とする。"
    ]
    assert crossings(amend(SQUARE, JOINED)) == [{"from": "第3条", "to": "第2条第2項"}]


def test_a_paragraph_becomes_an_article() -> None:
    (sentence,) = said(SQUARE, DIVIDED)
    assert sentence.startswith("第5条を第6条とし、第4条第2項中「")
    assert sentence.endswith(
        "を加え、同項を第5条とし、同条に見出しとして「（使用料の減免）」を付し、第4条第3項を同条第2項とする。"
    )
    assert crossings(amend(SQUARE, DIVIDED)) == [{"from": "第4条第2項", "to": "第5条"}]


def test_an_article_of_several_paragraphs_joins_another_and_divides_from_it() -> None:
    two = SQUARE.replace("付することができる。\n", "付することができる。\n" + MORE)
    joined = JOINED.replace("付することができる。\n", "付することができる。\n" + MORE.replace("２", "３"))
    assert said(two, joined) == [
        "第3条の見出しを削り、同条第1項中「前条」を「前項」に改め、同項を第2条第2項とし、第3条第2項を第2条第3項とし、第4条を第3条とし、第5条を第4条とする。"
    ]
    assert said(joined, two) == [
        "第4条を第5条とし、第3条を第4条とし、第2条第2項中「前項」を「前条」に改め、同項を第3条とし、同条に見出しとして「（許可の条件）」を付する。",
        "第2条第3項を第3条第2項とする。",
    ]


def test_paragraphs_make_room_for_the_one_that_comes() -> None:
    two = SQUARE.replace("許可を受けなければならない。\n", "許可を受けなければならない。\n" + MORE)
    joined = JOINED.replace("付することができる。\n", "付することができる。\n" + MORE.replace("２", "３"))
    assert said(two, joined) == [
        "第2条第2項を同条第3項とする。",
        "第3条の見出しを削り、同条中「前条」を「前項」に改め、同条を第2条第2項とし、第4条を第3条とし、第5条を第4条とする。",
    ]


def test_the_host_may_have_moved_before() -> None:
    new = JOINED.replace(
        "（目的）\n第1条　この条例は、広場の設置及び管理について必要な事項を定めることを目的とする。\n", ""
    )
    for number in "234":
        new = new.replace(f"\n第{number}条　", f"\n第{int(number) - 1}条　")
    assert len(said(SQUARE, new)) == 2


def test_what_has_changed_too_much_is_written_anew() -> None:
    """A 項 that gains a list while it moves is taken out and put in."""
    listed = "付することができる。"
    old = SQUARE.replace(
        listed, "付することができ、その条件は、次のとおりとする。\n　(1)　時間の指定\n　(2)　場所の指定"
    )
    new = JOINED.replace(
        listed,
        "付することができ、その条件は、次のとおりとする。\n　(1)　時間の指定\n　(2)　使用の方法\n　(3)　場所の指定",
    )
    found = amended(old, new)
    assert "第2条第2項とし" not in found.kaime
    new_article = DIVIDED.replace(
        "減免することができる。",
        "減免することができ、その場合は、次のとおりとする。\n　(1)　市が使うとき。\n　(2)　災害のとき。",
    )
    assert "第5条とし、同条" not in amended(SQUARE, new_article).kaime


def test_the_table_shows_both_sides_of_what_crosses() -> None:
    found = amend(SQUARE, JOINED)
    rows = table(found.old, found.outcome, found.profile)
    pairs = [(row.old.text, row.new.text) for row in rows]
    assert (
        "第3条　市長は、前条の許可をする場合において、必要な条件を付することができる。",
        "２　市長は、前項の許可をする場合において、必要な条件を付することができる。",
    ) in pairs
    assert ("（許可の条件）", "（削る）") in pairs
    found = amend(SQUARE, DIVIDED)
    pairs = [(row.old.text, row.new.text) for row in table(found.old, found.outcome, found.profile)]
    assert ("（新設）", "（使用料の減免）") in pairs
    assert "２　市長は、特に必要があると認めるときは、使用料を減免することができる。" in dict(pairs)


def test_a_new_article_without_heading_shows_its_other_paragraphs_alone() -> None:
    kaime = (
        "　第5条を第6条とし、第4条第2項を第5条とし、同条に次の1項を加える。\n２　前項の減免は、申請による。\n"
        "　第4条第3項を同条第2項とする。\n"
    )
    base = parse(SQUARE)
    rows = table(base, apply_tracked(base, kaime), learn(base))
    assert ("（新設）", "２　前項の減免は、申請による。") in [(row.old.text, row.new.text) for row in rows]


@pytest.mark.parametrize(
    ("new", "reference", "mended"),
    [(JOINED, "第3条", "第2条第2項"), (DIVIDED.replace("前条の使用料", "使用料"), "第4条第2項", "第5条")],
)
def test_references_follow(new: str, reference: str, mended: str) -> None:
    words = ("規則で定める使用料", f"{reference}の使用料")
    old, new = SQUARE.replace(*words), new.replace(*words)
    amendment = amend(old, new)
    proposals = hane(amendment.old, amendment.new, amendment)
    found = {(each.reference, each.mended) for each in proposals.findings}
    assert (reference, mended) in found


def test_the_second_applier_refuses_a_whole_article_of_several_paragraphs() -> None:
    with pytest.raises(Unreadable):
        apply_second(SQUARE, "　第4条を第2条第2項とする。\n")
    bare = SQUARE.replace("（許可の条件）\n", "")
    assert "２　市長は、前条の" in apply_second(bare, "　第3条を第2条第2項とする。\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "\n　(1)　市が使うとき。\n　(2)　災害のとき。",
            "\n　(1)　市が使うとき。\n　(2)　災害のとき。\n　(3)　祭り",
        ),
        ("\n　料金の半額", "\n　料金の半額\n　料金の全額"),
    ],
)
def test_a_paragraph_that_has_to_be_set_out_again_does_not_cross(before: str, after: str) -> None:
    """It keeps most of its words, but a 号 or a line comes to it on the way."""
    words = "減免することができる。"
    old = SQUARE.replace(words, words + before)
    new = DIVIDED.replace("前条の使用料", "使用料").replace(words, words + after)
    found = amended(old, new)
    assert "第4条第2項を第5条とし" not in found.kaime
