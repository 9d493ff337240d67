"""The one box: any writing, any part, several words; the best hits first; nothing out of sight."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import cast, factories
from yoriai.web.register import actions, queries
from yoriai.web.register.models import Organisation, Person, Reach, SearchEntry
from yoriai.web.register.models.search import EARLY
from yoriai.web.register.rules import entries, names, search

pytestmark = pytest.mark.django_db


def group(name: str, kana: str = "", **values: object) -> Organisation:
    base = {"name": name, "kana": kana, "sector": "citizen"} | values
    return actions.save_organisation(
        cast.viewer("staff"), Organisation(**base), at=cast.NOW, fields_of_activity=[7]
    )


def someone(family: str, given: str = "", **values: object) -> Person:
    base = {"family_name": family, "given_name": given} | values
    return actions.save_person(cast.viewer("staff"), Person(**base), at=cast.NOW)


def found(words: str, name: str = "staff", **how: object) -> list[str]:
    return [hit.row.name for hit in queries.find(cast.viewer(name), words, **how)]


@pytest.mark.parametrize(
    "words",
    [
        "高崎", "髙﨑", "たかさき", "ﾀｶｻｷ", "タカサキ", "㈱高崎", "髙﨑株式会社", "高崎 株式会社",
        "（株）髙﨑 建設", "かぶしきがいしゃ たかさき", "大森", "おおもり", "おーもり",
        "オオモリ ケンイチ", "倉敷", "くらしき", "岡山県", "086-231-0532", "０８６ ２３１ ０５３２",
        "+81 86-231-0532", "0532", "(086)231", "710-0055", "７１００", "環境の保全", "環境 高崎",
        "倉敷 環境", "7000012050002", "髙﨑　建設",
    ],
)  # fmt: skip
def test_any_part_in_any_writing(words: str) -> None:
    town = factories.municipality()
    group(
        "株式会社髙﨑建設",
        "カブシキガイシャタカサキケンセツ",
        municipality=town,
        address="岡山県倉敷市阿知1-2",
        postal_code="710-0055",
        phone="086-231-0532",
        representative="大森 健一",
        representative_kana="オオモリ ケンイチ",
        corporate_number="7000012050002",
    )
    if words.startswith("かぶしき"):
        assert found(words) == [], "the reading of a legal form is no part of a name"
    else:
        assert found(words) == ["株式会社髙﨑建設"]
    assert found(f"{words} 津山") == []


@pytest.mark.parametrize("words", ["", " ", "ー", "・・", "\x00", "%", "_", "'", '"', "\\", "*", "[", "ぬ"])
def test_what_finds_nothing_does_no_harm(words: str) -> None:
    group("里山の会")
    assert found(words) == []


def test_signs_of_patterns_mean_themselves() -> None:
    group("100%の会")
    group("a_b")
    assert (found("100%"), found("1%"), found("a*"), found("a_b")) == (["100%の会"], [], [], ["a_b"])


def test_the_best_come_first() -> None:
    group("倉敷を歩く川の会", "くらしきをあるくかわのかい", representative="三宅 一郎")
    group("川の会", "かわのかい")
    group("NPO法人川の会", "とくていひえいりかつどうほうじんかわのかい")
    group("川の会連合", "かわのかいれんごう")
    group("青い鳥", "あおいとり", address="真庭市川の会館")
    assert found("川の会") == ["川の会", "NPO法人川の会", "川の会連合", "倉敷を歩く川の会", "青い鳥"]
    assert found("川の会", limit=3) == ["川の会", "NPO法人川の会", "川の会連合"]
    assert found("三宅 川") == ["倉敷を歩く川の会"]


def test_people_and_organisations_together_or_apart() -> None:
    group("髙﨑商店", "たかさきしょうてん")
    someone("髙﨑", "澄江", family_kana="たかさき", given_kana="すみえ")
    assert found("高崎") == ["髙﨑商店", "髙﨑 澄江"], "in the order of their readings"
    assert found("高崎", kind="person") == ["髙﨑 澄江"]
    assert found("高崎", kind="organisation") == ["髙﨑商店"]
    assert found("澄江 高崎") == found("高崎澄江") == ["髙﨑 澄江"]


def test_people_are_found_by_place_telephone_mail_and_former_name_by_those_who_may_see_them() -> None:
    row = someone(
        "三宅", "一郎", former_names="守屋", address="岡山県倉敷市阿知1", care_needs="車いす", note="要連絡"
    )
    for kind, value in [("mobile", "090-1234-5678"), ("email", "Ichiro.M@example.jp")]:
        Reach.objects.create(person=row, kind=kind, value=value, key=entries.reach_key(kind, value))
    actions.index_people([row])
    for words in ("守屋", "倉敷", "阿知", "5678", "090 1234", "ichiro.m@example", "三宅 倉敷"):
        assert found(words) == ["三宅 一郎"], words
        assert found(words, "reception") == [], words
    for words in ("車いす", "要連絡"):
        assert found(words, "director") == [], f"{words} is never searched"
    assert found("三宅", "reception") == ["三宅 一郎"]


@pytest.mark.parametrize("name", ["partner", "supervisor", "member", "citizen", "leaver", "visitor"])
def test_nobody_else_finds_anything(name: str) -> None:
    group("里山の会")
    someone("里山", "一郎")
    assert found("里山", name) == []


def test_merged_and_erased_entries_are_not_found() -> None:
    kept, gone, erased = group("里山の会"), group("里山会"), someone("里山", "一郎")
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
    Person.objects.filter(pk=erased.pk).update(erased_at=cast.NOW)
    assert found("里山") == ["里山の会"]
    for row in (gone, erased):
        row.refresh_from_db()
    actions.index_organisations([kept, gone])
    actions.index_people([erased])
    assert SearchEntry.objects.count() == 1


def test_a_long_name_is_found_whole_and_in_part() -> None:
    name = "とても長い名前の会" * 20
    group(name[:180] + "終わり")
    assert found("終わり") and found("長い名前") and found(name[:60])
    assert len(SearchEntry.objects.get().order) <= search.LONGEST


def test_many_words_cost_no_more_than_some(django_assert_max_num_queries: object) -> None:
    group("里山の会")
    assert len(search.needles(" ".join(f"語{number}" for number in range(50)))) == search.MOST_WORDS
    staff = cast.viewer("staff")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        queries.find(staff, "里 山 の 会")


def test_rare_words_are_looked_for_first() -> None:
    found = search.needles("岡山県 合唱 児童館", {"岡山県": ""})
    assert [needle.typed for needle in found] == ["児童館", "合唱", "岡山県"]


def test_a_reading_stands_for_a_town_and_a_word_for_a_field() -> None:
    towns = {"倉敷市": "くらしきし", "津山市": "つやまし", "岡山市": "おかやまし", "玉野市": "たまのし"}
    assert search.needles("くらしき", towns) == [search.Needle(("くらしき", "倉敷市"))]
    assert search.needles("やま", towns) == [search.Needle(("やま", "津山市", "岡山市"))]
    assert search.needles("し", towns) == [search.Needle(("し",))]
    assert search.needles("福祉") == [search.Needle(("福祉", search.sign_of(1)))]
    assert search.needles("活動") == [search.Needle(("活動",))], "most fields are activities"


def test_reach_changes_are_seen_when_an_entry_is_indexed_again() -> None:
    row = someone("三宅")
    actions.index_people([row])
    Reach.objects.create(person=row, kind="phone", value="086-1-2222", key="08612222")
    actions.index_people([row])
    assert found("2222") == ["三宅"]


@pytest.mark.parametrize("limit", [1, 3, 5, 50])
@pytest.mark.parametrize("words", ["岡山県", "岡山県奥", "7550"])
def test_what_many_hold_gives_the_same_whether_the_first_entries_fill_the_answer_or_not(
    words: str, limit: int
) -> None:
    """Those that come first are looked through before all others; the plain way is to look at every one."""
    readings = [
        "アオキ",
        "アイダ",
        "あおば",
        "2525",
        "アカギ",
        "カワイ",
        "モリタ",
        "アオイ",
        "オオタ",
        "アウラ",
    ]
    for number, reading in enumerate(readings):
        street = "奥津" if number % 3 else "加茂"
        group(f"第{number}会", reading, address=f"岡山県{street}{number}", phone=f"086{number}7550{number}")
    held = names.key(words)
    plain = SearchEntry.objects.order_by("order", "pk").values_list("row_id", "open")
    expected = [row_id for row_id, text in plain if held in text][:limit]
    assert [hit.row.pk for hit in queries.find(cast.viewer("staff"), words, limit)] == expected


def test_the_first_entries_are_read_through_their_own_small_index() -> None:
    early = SearchEntry.objects.filter(order__lt=EARLY).order_by("order", "pk")[:50]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table with next to no rows is read whole otherwise
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert "register_search_early" in early.explain()
