"""Headers are found and understood, with what was decided last time; rows say what they say."""

from __future__ import annotations

import pytest

from tests import cast
from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.register.rules.rosters import columns, deciding, entry, header
from yoriai.web.register.rules.rosters.book import Row

ALL = list(columns.COLUMNS)
CONTEXT = entry.Context(cast.TODAY, {"倉敷市": "33202"})


def rows(*cells: tuple[str, ...]) -> list[Row]:
    return [Row(number, row) for number, row in enumerate(cells, start=1)]


def test_usual_headers_are_known_in_any_width() -> None:
    titles = [
        "ＮＯ",
        "お名前",
        "ﾌﾘｶﾞﾅ",
        "T E L",
        "携帯",
        "Ｅ－ｍａｉｌ",
        "〒",
        "ご住所",
        "所属",
        "役職",
        "備考",
    ]
    assert columns.proposed(titles, {}, ALL) == [
        "", "person.name", "person.kana", "person.phone", "person.mobile", "person.email",
        "person.postal_code", "person.address", "organisation.name", "role.kind", "person.note",
    ]  # fmt: skip


def test_shared_headers_belong_to_the_subject_on_their_left() -> None:
    titles = ["団体名", "フリガナ", "代表者名", "住所", "電話", "担当者", "メール"]
    assert columns.proposed(titles, {}, ALL) == [
        "organisation.name", "organisation.kana", "organisation.representative", "organisation.address",
        "organisation.phone", "person.name", "person.email",
    ]  # fmt: skip
    assert columns.proposed(["住所", "団体名"], {}, ALL)[0] == "organisation.address"
    assert columns.proposed(["住所", "姓", "団体名"], {}, ALL)[0] == "person.address"
    assert columns.proposed(["氏名", "団体名", "役職", "住所"], {}, ALL)[3] == "person.address"
    assert columns.proposed(["氏名", "所属", "住所"], {}, ALL)[2] == "person.address"
    assert columns.proposed(["氏名", "団体名", "住所"], {}, ALL)[2] == "organisation.address"


def test_what_was_decided_last_time_comes_first() -> None:
    memory = {
        columns.fold("団体名"): "",
        columns.fold("よびな"): "person.name",
        columns.fold("電話") + "@person": "person.mobile",
    }
    assert columns.proposed(["よびな", "団体名", "電話"], memory, ALL) == ["person.name", "", "person.mobile"]
    memory = {"電話@organisation": "", "電話@person": "person.mobile"}
    assert columns.proposed(["団体名", "電話", "氏名", "電話"], memory, ALL)[1::2] == ["", "person.mobile"]


def test_a_column_is_proposed_once_unless_there_may_be_several() -> None:
    assert columns.proposed(["氏名", "名前", "TEL", "電話"], {}, ALL) == [
        "person.name", "", "person.phone", "person.phone",
    ]  # fmt: skip


def test_columns_obey_the_rights_of_the_viewer() -> None:
    without = Viewer(rights=frozenset(Right) - {Right.SENSITIVE_READ})
    assert "person.care_needs" not in columns.allowed(without)
    assert columns.proposed(["氏名", "アレルギー"], {}, columns.allowed(without)) == ["person.name", ""]
    assert columns.allowed(Viewer(rights=frozenset(Right))) == ALL
    assert columns.allowed(Viewer(rights=frozenset({Right.REGISTER_READ})))[0] == "organisation.name"


@pytest.mark.parametrize(
    ("title", "expected"), [("氏名", True), ("090-1234-5678", False), ("a@b.jp", False), ("・", False)]
)
def test_what_looks_like_somebodys_data_is_not_remembered(title: str, expected: bool) -> None:
    assert columns.is_memorable(title) is expected


def test_the_header_is_found_under_titles() -> None:
    found = rows(
        ("令和8年度 会員名簿",) * 3, ("", "2026-10-01"), ("氏名", "住所", "電話"), ("大森 健", "倉敷市", "1")
    )
    assert header.find(found, {}) == 3
    assert header.titles(found, 3, 4) == ["氏名", "住所", "電話", "4列目"]


def test_a_header_over_two_lines_with_merged_groups() -> None:
    found = rows(("氏名", "連絡先", "連絡先", ""), ("氏名", "電話", "メール", "住所"), ("大森", "1", "", ""))
    assert header.find(found, {}) == 2
    titles = header.titles(found, 2, 4)
    assert titles == ["氏名", "連絡先／電話", "連絡先／メール", "住所"]
    assert columns.proposed(titles, {}, ALL) == [
        "person.name",
        "person.phone",
        "person.email",
        "person.address",
    ]


def test_without_known_headers_the_first_full_row_is_taken() -> None:
    assert header.find(rows(("甲",), ("a", "b", "c"), ("1", "2", "3")), {}) == 2
    assert header.find([], {}) == 0
    assert header.titles(rows(("甲", "乙")), 0, 2) == ["1列目", "2列目"]


def read(keys: list[str], cells: list[str], bad: dict[int, str] | None = None) -> entry.Said:
    return entry.read(cells, bad or {}, keys, [f"見出し{place}" for place in range(len(keys))], CONTEXT)


def test_a_row_of_a_person_and_an_organisation() -> None:
    keys = [
        "person.name", "person.kana", "person.birthday", "person.phone", "person.email", "person.fax",
        "person.address", "organisation.name", "organisation.legal_form", "organisation.fields",
        "role.kind", "role.since", "organisation.sector", "organisation.fiscal_year_end",
    ]  # fmt: skip
    person = ["髙﨑 澄江", "ﾀｶｻｷ ｽﾐｴ", "S50.4.1", "090-1111-2222／0862310532", "a@b.jp", "0861111111"]
    organisation = ["岡山県倉敷市阿知1", "さとやま", "NPO", "2、3", "理事", "R6.4.1", "市民", "3月"]
    said = read(keys, person + organisation)
    assert said.problem == ""
    assert said.person == {
        "family_name": "髙﨑", "given_name": "澄江", "family_kana": "たかさき", "given_kana": "すみえ",
        "birthday": "1975-04-01", "address": "岡山県倉敷市阿知1", "guessed_town": "33202",
    }  # fmt: skip
    assert said.reaches == [
        ("mobile", "090-1111-2222"), ("phone", "0862310532"), ("email", "a@b.jp"), ("fax", "0861111111"),
    ]  # fmt: skip
    assert said.organisation == {
        "name": "さとやま", "legal_form": "npo", "sector": "citizen", "fiscal_year_end": "03-31",
        "guessed_form": "npo",
    }  # fmt: skip
    assert (said.fields, said.role, said.since) == ([2, 3], "officer", "2024-04-01")


def test_doubts_are_noted_and_the_row_goes_on() -> None:
    keys = [
        "person.name", "person.mobile", "organisation.name", "organisation.legal_form", "role.kind",
        "organisation.phone", "organisation.municipality", "person.municipality", "person.postal_code",
    ]  # fmt: skip
    said = read(keys, ["髙﨑澄江", "9011112222", "㈱里山", "種別A", "仙人", "0862310532、0862310533",
                       "どこか", "倉敷市", "600041"])  # fmt: skip
    assert said.problem == "" and said.role == "" and said.organisation["guessed_form"] == "company"
    assert said.person["municipality"] == "33202" and said.person["postal_code"] == "060-0041"
    assert len(said.notices) == 6


@pytest.mark.parametrize(
    ("keys", "cells", "problem"),
    [
        (["person.name", "person.birthday"], ["大森", "昭和99年"], "「見出し1」の列：日付として読めません"),
        (["person.name", "person.phone"], ["", "0862310532"], "氏名が空です"),
        (["person.name", "person.note"], ["", "x"], "氏名が空です"),
        (["person.name"], ["なし"], "氏名が空です"),
        (["organisation.name"], [], "団体名が空です"),
        (["organisation.name", "organisation.address"], ["", "x"], "団体名が空です"),
        (["organisation.name", "organisation.sector"], ["x", "宇宙"], "「見出し1」の列：市民・行政"),
        (["person.name"], ["あ" * 61], "「見出し0」の列：長すぎます（60字まで）"),
    ],
)
def test_broken_rows_name_the_column(keys: list[str], cells: list[str], problem: str) -> None:
    assert read(keys, cells).problem.startswith(problem)


def test_a_bad_cell_counts_only_in_a_column_that_is_taken() -> None:
    assert read(["person.name", ""], ["大森", ""], {1: "式の誤り"}).problem == ""
    assert (
        read(["person.name", "person.note"], ["大森", ""], {1: "式の誤り"}).problem
        == "「見出し1」の列：式の誤り"
    )


def test_other_columns_of_a_person() -> None:
    keys = [
        "person.do_not_ask", "person.care_needs", "person.note", "person.family_name",
        "person.given_name", "person.family_kana", "person.given_kana", "person.former_names", "",
        "organisation.name", "organisation.phone",
    ]  # fmt: skip
    said = read(keys, ["○", "そば", "一\n二", "髙﨑", "澄江", "ﾀｶｻｷ", "ｽﾐｴ", "大森", "捨てる", "里山", "、"])
    assert said.person["do_not_ask"] is True and said.person["note"] == "一\n二"
    assert said.person["family_kana"] == "たかさき" and "phone" not in said.organisation


def test_totals_and_stamps_are_no_entries() -> None:
    assert entry.is_total(("", "合　計", "3")) and entry.is_total(("# 日時", "2026"))
    assert not entry.is_total(("計良 健",)) and not entry.is_total(())


def test_dittos_repeat_the_row_above() -> None:
    assert deciding.without_dittos(("〃", "同上", "b"), ("a",)) == ["a", "", "b"]
