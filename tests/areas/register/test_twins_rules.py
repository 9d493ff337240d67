"""Comparing people and organisations: what counts for and against, in points and in words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seed import twins as seed

from yoriai.web.register.rules import twins
from yoriai.web.register.rules.twins import blocks, found, texts, weights

pytestmark = pytest.mark.django_db  # the generator imports models; nothing is read or written

BASE = {
    "family_name": "髙﨑",
    "given_name": "澄江",
    "family_kana": "たかさき",
    "given_kana": "すみえ",
    "birthday": date(1950, 1, 2),
    "town": "33209",
    "town_name": "高梁市",
    "address": "松山1-2-3",
    "phones": ["09012345678", "0866221111"],
    "emails": ["s@example.jp"],
}
ALONE = {"birthday": None, "address": "", "phones": [], "emails": []}


def people(first: dict[str, Any], second: dict[str, Any]) -> dict[str, float]:
    rows = [twins.person_traits(1, **(BASE | first)), twins.person_traits(2, **(BASE | second))]
    counts = twins.people.PeopleCounts.of(rows)
    return {reason.code: reason.points for reason in twins.compare_people(*rows, counts)}


def organisations(first: dict[str, Any], second: dict[str, Any]) -> dict[str, float]:
    base = {"name": "里山の会", "kana": "さとやまのかい", "town": "33209", "sector": "citizen"}
    rows = [twins.organisation_traits(pk, **(base | row)) for pk, row in ((1, first), (2, second))]
    counts = twins.organisations.OrganisationCounts.of(rows)
    return {reason.code: reason.points for reason in twins.compare_organisations(*rows, counts)}


# --- people --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, "name"),
        ({"family_name": "高崎"}, "name"),
        (
            {"family_name": "たかさき", "given_name": "スミエ", "family_kana": "", "given_kana": ""},
            "kana_only",
        ),
        ({"given_name": "純恵"}, "reading"),
        ({"given_name": "純恵", "family_name": "高嵜"}, "reading"),
        ({"given_kana": "すみこ"}, "name_near"),
        ({"given_kana": "きよえ"}, "misread"),
        ({"given_name": "すみよ", "given_kana": "すみよ", "family_name": "たかさき"}, "near"),
        ({"family_name": "澄江", "given_name": "髙﨑"}, "transposed"),
        (
            {"family_name": "純恵", "given_name": "高先", "family_kana": "すみえ", "given_kana": "たかさき"},
            "transposed",
        ),
        ({"family_name": "髙﨑　澄江", "given_name": "", "family_kana": "", "given_kana": ""}, "name"),
        ({"family_name": "三宅", "family_kana": "みやけ", "former_names": "旧姓：高崎"}, "former"),
        ({"family_name": "三宅", "family_kana": "みやけ", "former_names": "タカサキ（〜1975）"}, "former"),
        ({"family_name": "三宅", "family_kana": "みやけ"}, "given"),
        ({"family_name": "高坂", "family_kana": "たかさか"}, "near"),
        ({"given_name": "", "given_kana": ""}, "family_only"),
        ({"given_name": "すみえ", "family_name": "たかさき", "birthday": None}, "kana_only"),
        ({"given_name": "澄枝", "given_kana": "", "family_kana": ""}, "one_kanji"),
    ],
)
def test_names_of_one_person(change: dict[str, Any], code: str) -> None:
    assert code in people({}, change)
    rows = [twins.person_traits(1, **BASE), twins.person_traits(2, **(BASE | change))]
    assert len(twins.search(people=rows)[0]) == 1  # they meet in a block, and are worth a look


@pytest.mark.parametrize(
    "change",
    [
        {"given_name": "健一", "given_kana": "けんいち"},
        {"given_name": "健一", "given_kana": ""},
        {"given_name": "澄香", "given_kana": "すみか"},
        {"family_name": "三宅", "given_name": "", "family_kana": "みやけ", "given_kana": ""},
        {"family_name": "はるな", "given_name": "", "family_kana": "はるな", "given_kana": ""},
    ],
)
def test_another_given_name_is_another_person_whatever_else_is_the_same(change: dict[str, Any]) -> None:
    assert people({}, change) == {}


def test_a_guardian_is_not_the_child() -> None:
    assert people({}, {"guardian": 1}) == {}


def test_kanji_without_a_reading_is_not_compared_with_kana() -> None:
    kana = {"family_name": "たかさき", "given_name": "すみえ", "family_kana": "", "given_kana": ""}
    assert people({"family_kana": "", "given_kana": ""}, kana)["unread"] < 0


def test_a_similar_name_in_one_house_may_be_a_sister() -> None:
    sister = {
        "family_name": "たかさき",
        "given_name": "すみよ",
        "given_kana": "すみよ",
        "birthday": date(1952, 3, 3),
    }
    own = {"phones": ["0866221111"], "emails": []}
    assert people(own, sister | own)["kin"] < 0
    assert people(own, sister | own | {"phones": []})["kin"] < 0
    assert "kin" not in people(own, sister | ALONE | {"birthday": BASE["birthday"]})


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(1950, 1, 2), "birthday"),
        (date(1950, 2, 1), "birthday_near"),
        (date(1951, 1, 2), "birthday_near"),
        (date(1961, 5, 9), "birthday_other"),
    ],
)
def test_birthdays(day: date, code: str) -> None:
    assert code in people({}, {"birthday": day})


def test_telephones_addresses_and_places() -> None:
    same = people({}, {})
    assert {"mobile", "email", "address"} <= set(same) and "town" not in same
    assert "phone" in people({}, {"phones": ["0866221111"]})
    assert "town" in people({}, {"address": ""})
    assert "town_other" in people({}, {"town": "33100"})
    assert not {"town", "town_other"} & set(people({}, {"town": "", "address": ""}))


def test_a_common_name_is_worth_less() -> None:
    rows = [twins.person_traits(pk, **(BASE | ALONE)) for pk in range(1, 41)]
    counts = twins.people.PeopleCounts.of(rows)
    [name, town] = twins.compare_people(rows[0], rows[1], counts)
    assert (name.code, town.code, name.shared_by) == ("name", "town", 40)
    assert name.points == pytest.approx(11 - 5.285, abs=0.01)
    assert twins.search(people=rows)[0] == []


# --- organisations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, {"name", "town"}),
        ({"name": "特定非営利活動法人　里山の会"}, {"name"}),
        ({"name": "里山の会(NPO法人)", "legal_form": "npo"}, {"name"}),
        ({"name": "さとやまのかい", "kana": ""}, {"reading"}),
        ({"name": "里山会", "kana": ""}, {"near"}),
        ({"name": "里川の会", "kana": ""}, {"letter"}),
        ({"name": "里山の会高梁支部", "kana": ""}, {"branch"}),
        ({"name": "真庭の里山の会", "kana": ""}, {"part"}),
        ({"name": "水辺の会", "kana": "みずべのかい"}, {"other"}),
        ({"town": "33100"}, {"town_other"}),
        ({"sector": "business"}, {"sector_other"}),
    ],
)
def test_names_of_organisations(change: dict[str, Any], codes: set[str]) -> None:
    assert codes <= set(organisations({}, change))


@pytest.mark.parametrize(("first", "second"), [("第一町内会", "第二町内会"), ("本町東区会", "本町西区会")])
def test_a_number_or_a_direction_tells_two_bodies_apart(first: str, second: str) -> None:
    assert "other" in organisations({"name": first, "kana": ""}, {"name": second, "kana": ""})


def test_other_things_that_two_organisations_share() -> None:
    both = {
        "phone": "0866-22-1111",
        "email": "A@example.jp",
        "url": "https://www.example.jp/",
        "address": "松山1-1",
        "representative": "三宅 健一",
        "corporate_number": "7000012050002",
    }
    found = organisations(both, both | {"phone": "０８６６（２２）１１１１", "url": "http://example.jp"})
    assert {"number", "phone", "email", "url", "address", "representative", "name"} == set(found)
    assert organisations(both, {"corporate_number": "8000012050001"}) == {}
    assert "representative_other" in organisations(both, {"representative": "難波 茂"})
    assert "form_other" in organisations({"legal_form": "npo"}, {"legal_form": "company"})
    assert "form_other" not in organisations({"legal_form": "npo"}, {"legal_form": "other"})
    assert not {"town", "town_other"} & set(organisations({}, {"town": ""}))


# --- the texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "岡山県高梁市松山１丁目２番３号",
        "高梁市松山一丁目2-3",
        "松山1-2-3 コーポ松201",
        "松山１−２−３",
        "松山1丁目2番地の3",
    ],
)
def test_one_address_in_many_writings(text: str) -> None:
    assert texts.address(text, "高梁市") == "松山1-2-3"


@pytest.mark.parametrize(
    ("kanji", "number"), [("十", "10"), ("十二", "12"), ("二十", "20"), ("三十四", "34"), ("七", "7")]
)
def test_numbers_in_kanji(kanji: str, number: str) -> None:
    assert texts.address(f"松山{kanji}番") == f"松山{number}"


def test_an_address_without_a_number_is_not_compared() -> None:
    assert texts.address("高梁市松山", "高梁市") == ""


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("すみえ", "すみえ", False),
        ("すみえ", "すみよ", True),
        ("すみえ", "すみ", True),
        ("すみ", "すみえ", True),
        ("みえ", "すみえ", True),
        ("すえみ", "すみえ", True),
        ("すみえ", "きよえ", False),
        ("すみえこ", "すみ", False),
        ("かすみえ", "すみえか", False),
    ],
)
def test_one_letter_apart(first: str, second: str, apart: bool) -> None:
    assert texts.one_apart(first, second) is apart


def test_the_reading_of_the_legal_form_is_left_out() -> None:
    assert texts.core_reading("トクテイヒエイリカツドウホウジン サトヤマノカイ") == texts.core_reading(
        "さとやまのかい"
    )
    assert texts.core("株式会社") == "株"


# --- blocks --------------------------------------------------------------------------------------


def test_a_block_that_is_too_large_is_cut_by_name_and_said_so() -> None:
    keys = [[("phone", "1")]] * 6
    split = [("name", "a"), ("name", "a"), ("name", "b"), ("name", "c"), ("name", "c"), ("name", "c")]
    near = blocks.candidates(keys, lambda place: [split[place]], largest=2)
    assert near.pairs == {(0, 1)}
    assert near.large == [blocks.Block("phone", 6, True), blocks.Block("phone", 3, False)]


def test_a_call_centre_does_not_explode() -> None:
    rows = [
        twins.person_traits(
            pk,
            **(BASE | ALONE | {"given_name": f"江{pk}", "given_kana": f"え{pk}", "phones": ["0860000000"]}),
        )
        for pk in range(1, 401)
    ]
    rows += [twins.person_traits(pk, **(BASE | {"phones": ["0860000000"]})) for pk in (900, 901)]
    told: list[float] = []
    pairs, large = twins.search(people=rows, progress=told.append)
    assert [(pair.first, pair.second) for pair in pairs] == [(900, 901)]
    assert twins.Block("phone", 402, True) in large and told[0] == 0


def test_organisations_behind_one_number_are_compared_by_name() -> None:
    names = [f"{letter}の会" for letter in "春夏秋冬花鳥風月"] * 20
    rows = [
        twins.organisation_traits(pk, name=name + "本部" * (pk // 8), phone="0860000000")
        for pk, name in enumerate(names, 1)
    ]
    rows += [
        twins.organisation_traits(pk, name="水の会", kana=kana, phone="0860000000", town="33209")
        for pk, kana in ((900, "みずのかい"), (901, ""))
    ]
    pairs, large = twins.search(organisations=rows)
    assert [(pair.first, pair.second) for pair in pairs] == [(900, 901)]
    assert large[0] == twins.Block("phone", 162, True)


def test_a_person_without_a_reading_is_cut_by_writing_only() -> None:
    row = twins.person_traits(1, family_name="高崎")
    assert list(twins.people.person_splits(row)) == [("writing", "/高崎")]


def test_other_families_without_a_reading_are_not_one() -> None:
    plain = {"family_kana": "", "given_kana": ""}
    assert "given" in people(plain, plain | {"family_name": "三宅"})


def test_searching_can_be_ended_from_outside() -> None:
    def stop(_fraction: float) -> None:
        raise InterruptedError

    rows = [twins.person_traits(pk, **BASE) for pk in (1, 2)]
    with pytest.raises(InterruptedError):
        twins.search(people=rows, progress=stop)


@settings(derandomize=True, deadline=None, max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(random: Any) -> None:
    planted = seed.people(120, 5)
    rows = [twins.person_traits(pk, **row) for pk, row in enumerate(planted.rows)]
    expected = twins.search(people=rows)
    random.shuffle(rows)
    assert twins.search(people=rows) == expected


# --- the whole, on known duplicates --------------------------------------------------------------


@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_known_duplicates_are_found(kind: str) -> None:
    planted = getattr(seed, kind)(3000, 11)
    traits: Any = twins.person_traits if kind == "people" else twins.organisation_traits
    rows: Any = [traits(pk, **row) for pk, row in enumerate(planted.rows)]
    pairs = {(pair.first, pair.second): pair.level for pair in twins.search(**{kind: rows})[0]}
    sure = [pair for pair, level in pairs.items() if level == "sure"]
    assert sum(pair in planted.pairs for pair in sure) / len(sure) >= 0.95
    assert sum(pair in pairs for pair in planted.pairs) / len(planted.pairs) >= 0.9
    again = getattr(seed, kind)(3000, 11)
    assert (again.rows, again.pairs) == (planted.rows, planted.pairs)


# --- words ---------------------------------------------------------------------------------------


def test_every_piece_of_evidence_has_its_sentence() -> None:
    for kind, table in (("person", weights.PERSON), ("organisation", weights.ORGANISATION)):
        for code in table:
            assert twins.sentence(kind, code, 0) == table[code][1]
    assert "12件" in twins.sentence("person", "phone", 12)


def test_levels() -> None:
    assert [twins.level_of(points) for points in (17, 16.9, 12, 10, 9.9)] == [
        "sure",
        "likely",
        "likely",
        "maybe",
        None,
    ]
    assert found.pair_of(1, 2, []) is None
