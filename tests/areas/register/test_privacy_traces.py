"""What names or reaches somebody is found in any writing, and taken out; what is somebody else's stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.web.register.models import Person, Reach
from yoriai.web.register.rules import names, traces
from yoriai.web.register.rules.traces import ERASED, Kind, is_sure, is_trace

SUMIE = Person(
    family_name="髙﨑",
    given_name="澄江",
    family_kana="たかさき",
    given_kana="がくこ",
    former_names="鸚鵡谷、小鳥遊",
    address="岡山県倉敷市架空町7-7-77",
    birthday=date(1971, 3, 17),
)
REACHES = [
    Reach(kind="phone", value="086-231-0532"),
    Reach(kind="email", value="a.b_c@example.jp"),
    Reach(kind="post", value="倉敷市私書箱12"),
    Reach(kind="fax", value="0532"),
]
TRACES = traces.of([SUMIE], REACHES, ["login@example.jp"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("高崎澄江さん", Kind.NAME),
        ("髙　﨑　澄 江", Kind.NAME),
        ("高碕  澄江", Kind.NAME),
        ("ﾀｶｻｷ ｶﾞｸｺ", Kind.KANA),
        ("タカサキガクコ", Kind.KANA),
        ("たかさき　がくこ", Kind.KANA),
        ("旧姓は鸚鵡谷", Kind.FORMER),
        ("電話０８６（２３１）０５３２まで", Kind.PHONE),
        ("0862310532", Kind.PHONE),
        ("862310532", Kind.PHONE),
        ("+81 86 231 0532", Kind.PHONE),
        ("＋８１（０）８６－２３１－０５３２", Kind.PHONE),
        ("宛先はA.B_C@EXAMPLE.JPです", Kind.MAIL),
        ("ａ．ｂ＿ｃ＠ｅｘａｍｐｌｅ．ｊｐ", Kind.MAIL),
        ("login@example.jp", Kind.MAIL),
        ("岡山県倉敷市架空町７－７－７７", Kind.ADDRESS),
        ("倉敷市私書箱１２", Kind.ADDRESS),
        ("1971-03-17", Kind.BIRTHDAY),
    ],
)
def test_every_writing_is_found_and_taken_out(text: str, kind: Kind) -> None:
    assert TRACES.kinds(text) == {kind}
    left = TRACES.without(text)
    assert ERASED in left and TRACES.kinds(left) == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "高崎さん",
        "澄江さん",
        "10862310532",
        "08623105321",
        "xa.b_c@example.jp",
        "a.b_c@example.jp.org",
        "a-b_c@example.jp",
        "0532",
        "",
        "1971-03-18",
    ],
)
def test_what_is_somebody_elses_stays(text: str) -> None:
    assert TRACES.kinds(text) == frozenset()
    assert TRACES.without(text) == text


@pytest.mark.parametrize(
    ("kinds", "sure", "trace"),
    [
        ({Kind.MAIL}, True, True),
        ({Kind.NAME, Kind.PHONE}, True, True),
        ({Kind.KANA, Kind.BIRTHDAY}, True, True),
        ({Kind.FORMER, Kind.ADDRESS}, True, True),
        ({Kind.NAME, Kind.KANA}, False, True),
        ({Kind.PHONE}, False, True),
        ({Kind.PHONE, Kind.ADDRESS}, False, True),
        ({Kind.BIRTHDAY}, False, False),
        (set(), False, False),
    ],
)
def test_what_is_sure_and_what_is_worth_a_look(kinds: set[Kind], sure: bool, trace: bool) -> None:
    assert (is_sure(kinds), is_trace(kinds)) == (sure, trace)


@pytest.mark.parametrize(
    ("value", "left"),
    [
        ({"family_name": "高崎", "given_name": "澄江"}, {"family_name": ERASED, "given_name": ERASED}),
        (["ﾀｶｻｷ", ["ｶﾞｸｺ"], 3], [ERASED, [ERASED], 3]),
        (["高崎", "花子", "髙﨑"], ["高崎", "花子", "髙﨑"]),
        ({"高崎澄江": None, "n": 1}, {ERASED: None, "n": 1}),
        (("高崎 澄江",), ("高崎 澄江",)),
        (None, None),
    ],
)
def test_values_of_json_keep_their_shape(value: Any, left: Any) -> None:
    assert TRACES.without(value) == left


def test_a_name_of_one_part_counts_from_three_letters_on() -> None:
    short, long = Person(family_name="森"), Person(family_name="金糸雀沢")
    assert traces.of([short], []).kinds("森の会") == frozenset()
    assert traces.of([long], []).kinds("金糸雀沢さん") == {Kind.NAME}
    assert traces.of([Person(family_name="林", given_name="愛")], []).kinds("林　愛") == {Kind.NAME}
    assert traces.Traces().kinds("だれか") == frozenset()
    assert traces.Traces().found_in("だれか") == ""


def test_the_first_hit_is_shown_as_it_is_written() -> None:
    assert TRACES.found_in("きのう高崎 澄江さん（０８６－２３１－０５３２）が") == "高崎 澄江"


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.text(st.sampled_from("髙高﨑崎澤沢がガﾞｶかきゃャｼしー々ABａｂ1１-－ 　"), min_size=3, max_size=8))
def test_a_name_is_found_where_the_find_box_would_find_it(name: str) -> None:
    """Every writing that folds letter by letter to the same key is found."""
    if len(names.key(name)) < 3 or name.split() != [name] or names.key(name) != "".join(map(names.key, name)):
        return
    own = traces.of([Person(family_name=name)], [])
    assert own.kinds(name) == {Kind.NAME}
    folded = "".join(map(names.key, name))
    if all(names.key(letter) for letter in name):
        assert own.kinds(folded) == {Kind.NAME}
    assert own.kinds(own.without(f"a{name}b")) == frozenset()


PIECES = st.sampled_from(
    [
        *(
            "髙﨑",
            "高崎",
            "澄江",
            "澄",
            "たかさき",
            "タカアサキ",
            "がくこ",
            "ガクコー",
            "鸚鵡谷",
            "𠮷",
            "\x1e",
        ),
        *(
            "086",
            "-231-",
            "0532",
            "０５３２",
            "1971-03-17",
            "a.b_c",
            "@example.jp",
            " ",
            "\n",
            "岡山県倉敷市",
        ),
        *("架空町７－７－７７", "さん", "\u200b", "", "x"),
    ]
)
CELLS = st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=4)


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.lists(CELLS, max_size=8))
def test_of_many_texts_none_that_names_the_person_is_passed_over(rows: list[list[str]]) -> None:
    """The quick look at many rows against the careful one at each."""
    found = TRACES.places_in(["\x1f".join(cells) for cells in rows])
    careful = {place for place, cells in enumerate(rows) if is_trace(TRACES.kinds(cells))}
    assert careful <= set(found) and found == sorted(set(found))


def test_texts_of_others_are_passed_over() -> None:
    assert TRACES.places_in(["", "高梁の澄夫さん", "0862310533", "1971-03-17", "高崎さん", "澄江さん"]) == []
    assert traces.of([], []).places_in(["高崎澄江"]) == []
