"""Who is who: by number, else by name, authority and place; never two rows onto one entry."""

from __future__ import annotations

from datetime import date

import pytest

from yoriai.web.register.models import LineKind
from yoriai.web.register.rules import names, portal_compare
from yoriai.web.register.rules.portal_filter import Filter
from yoriai.web.register.rules.portal_match import Known, Light, Plan, match
from yoriai.web.register.rules.portal_places import Towns, prefecture_of

NAME = "特定非営利活動法人里山の会"
ROW = Light(2, "1", NAME, "岡山県", "真庭市久世1", False, b"a")
ENTRY = Known(7, "1", names.key(NAME), "岡山県", "真庭市久世1", "真庭市")


def both_ways(
    rows: list[Light], known: list[Known], former: frozenset[tuple[int, str]] = frozenset()
) -> Plan:
    """The plan, which does not depend on the order of rows and entries."""
    plan = match(rows, known, former)
    assert plan == match(rows[::-1], known[::-1], former)
    return plan


def test_the_number_comes_first() -> None:
    other = ENTRY._replace(pk=8, number="2")
    plan = both_ways([ROW._replace(name="ちがう名前", authority="広島県")], [ENTRY, other])
    assert plan == Plan(entries={2: 7})


def test_a_merged_entry_is_its_survivor_and_two_rows_never_share_it() -> None:
    merged = ENTRY._replace(pk=9, number="2", merged_into=8)
    between = ENTRY._replace(pk=8, number="", merged_into=7)
    plan = both_ways([ROW, ROW._replace(line=3, number="2", name="別の名前")], [ENTRY, between, merged])
    assert plan.entries == {2: 7}
    assert plan.problems == {3: "3行目「法人番号」: 2行目と同じ団体です（台帳で1つにまとめられています）"}


def test_entries_merged_in_a_circle_are_nobody() -> None:
    circle = [ENTRY._replace(pk=1, merged_into=2), ENTRY._replace(pk=2, merged_into=1)]
    assert both_ways([ROW], circle) == Plan()


@pytest.mark.parametrize(
    "entry",
    [
        ENTRY._replace(number=""),
        ENTRY._replace(number="", authority="広島県"),
        ENTRY._replace(number="", authority="", address="どこか"),
    ],
)
def test_an_entry_without_a_number_is_found_by_name_and_authority_or_place(entry: Known) -> None:
    assert both_ways([ROW], [entry]).entries == {2: 7}


def test_a_row_without_a_number_finds_the_entry_that_has_one() -> None:
    assert both_ways([ROW._replace(number="")], [ENTRY]).entries == {2: 7}
    both = both_ways([ROW._replace(number=""), ROW._replace(line=3)], [ENTRY])
    assert both.entries == {3: 7}, "the row with the number comes first"


def test_another_number_is_another_corporation() -> None:
    plan = both_ways([ROW._replace(number="5")], [ENTRY])
    assert plan.entries == {}
    assert plan.notes[2].startswith("台帳に同じ名前の団体が1つありますが")


def test_where_there_is_a_choice_nothing_is_guessed() -> None:
    twins = [ENTRY._replace(number="", pk=pk, address="") for pk in (7, 8)]
    assert both_ways([ROW], twins).entries == {}
    rows = [ROW._replace(line=line, number=str(line), address=f"市{line}") for line in (2, 3)]
    assert both_ways(rows, [ENTRY._replace(number="")]).entries == {}
    by_place = [ENTRY._replace(number="", pk=pk, address=f"市{pk}") for pk in (2, 3)]
    assert both_ways(rows, by_place).entries == {2: 2, 3: 3}


def test_a_row_said_twice_counts_once_and_one_that_differs_is_named() -> None:
    plan = both_ways([ROW, ROW._replace(line=5), ROW._replace(line=6, digest=b"b")], [])
    assert plan.repeats == {5}
    assert plan.problems == {6: "6行目「法人番号」: 2行目と同じ法人で、中身が違います。2行目のほうを使います"}
    nameless = ROW._replace(number="")
    assert both_ways([nameless, nameless._replace(line=4)], []).repeats == {4}


OLD, NEW = ROW, ROW._replace(line=9, authority="広島県", address="広島県三原市1", digest=b"b")


@pytest.mark.parametrize(
    ("rows", "known", "former", "standing"),
    [
        ([OLD, NEW], [ENTRY], frozenset(), 9),  # the authority that the register does not know yet
        ([OLD, NEW], [ENTRY._replace(authority="広島県")], frozenset({(7, "岡山県")}), 9),  # already moved
        ([OLD._replace(dissolved=True), NEW], [], frozenset(), 9),
        ([OLD, NEW._replace(dissolved=True)], [], frozenset(), 2),
        ([OLD._replace(address="広島県三原市1"), NEW], [], frozenset(), 9),  # where it is
        ([OLD._replace(address="岡山県真庭市"), NEW._replace(address="")], [], frozenset(), 2),
    ],
)
def test_of_two_authorities_one_stands(
    rows: list[Light], known: list[Known], former: frozenset[tuple[int, str]], standing: int
) -> None:
    plan = both_ways(rows, known, former)
    assert set(plan.notes) == {standing} and plan.repeats == {2, 9} - {standing}
    assert "にもあります" in plan.notes[standing]


@pytest.mark.parametrize(
    ("authority", "address", "prefecture"),
    [
        ("岡山市", "", "岡山県"),
        ("京都府", "", "京都府"),
        ("内閣府", "神奈川県藤沢市", "神奈川県"),
        ("内閣府", "東京都千代田区", "東京都"),
        ("内閣府", "藤沢市", ""),
        ("", "", ""),
    ],
)
def test_the_prefecture_of_an_authority(authority: str, address: str, prefecture: str) -> None:
    assert prefecture_of(authority, address) == prefecture


TOWNS = Towns.of(
    [("33214", "真庭市", "岡山県"), ("33681", "吉備中央町", "岡山県"), ("33100", "岡山市", "岡山県")]
)


@pytest.mark.parametrize(
    ("authority", "address", "code"),
    [
        ("岡山県", "岡山県真庭市久世", "33214"),
        ("岡山県", "真庭市久世", "33214"),
        ("岡山県", "岡山県加賀郡吉備中央町1", "33681"),
        ("岡山市", "岡山市北区", "33100"),
        ("岡山県", "津山市真庭市場", ""),
        ("広島県", "真庭市", ""),
        ("岡山県", "", ""),
    ],
)
def test_the_town_of_an_address(authority: str, address: str, code: str) -> None:
    assert TOWNS.code(authority, address) == code


def test_the_filter() -> None:
    assert Filter.of({}).takes("沖縄県", "")
    own = Filter.of({"prefecture": "岡山県"})
    assert own.takes("岡山市", "") and own.takes("岡山県", "") and not own.takes("広島県", "")
    some = Filter.of({"authorities": ["岡山県", "福山市"]})
    assert some.takes("岡山県", "") and not some.takes("岡山市", "")


ENTRY_VALUES = {
    "name": "会", "kana": "かい", "legal_form": "npo", "authority": "岡山県", "delegated_to": "",
    "municipality": "33214", "address": "真庭市1", "certification": "certified",
    "certified_until": "2027-03-31", "dissolved_on": "",
}  # fmt: skip
DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("change", "by_hand", "kind", "changes"),
    [
        ({}, [], LineKind.SAME, {}),
        ({"kana": ""}, [], LineKind.SAME, {}),  # a blank reading says nothing
        ({"address": "真庭市2"}, [], LineKind.CHANGED, {"address": ["真庭市1", "真庭市2"]}),
        ({"authority": "広島県"}, [], LineKind.MOVED, {"authority": ["岡山県", "広島県"]}),
        ({"delegated_to": "真庭市"}, [], LineKind.MOVED, {"delegated_to": ["", "真庭市"]}),
        ({"authority": "広島県"}, ["authority"], LineKind.CHANGED, {"authority": ["岡山県", "広島県"]}),
        ({"dissolved_on": "2026-03-31", "authority": "広島県"}, [], LineKind.DISSOLVED,
         {"authority": ["岡山県", "広島県"], "dissolved_on": ["", "2026-03-31"]}),
        ({"municipality": "33100"}, [], LineKind.SAME, {}),  # staff chose the town
        ({"municipality": "33100", "address": "岡山市"}, [], LineKind.CHANGED,
         {"municipality": ["33214", "33100"], "address": ["真庭市1", "岡山市"]}),
    ],
)  # fmt: skip
def test_what_a_row_changes(
    change: dict[str, str], by_hand: list[str], kind: LineKind, changes: object
) -> None:
    found = portal_compare.compare(ENTRY_VALUES | change, ENTRY_VALUES, by_hand, DAY, 3)
    assert (found.kind, found.changes) == (kind, changes)
    assert found.conflicts == [column for column in found.changes if column in by_hand]


@pytest.mark.parametrize(
    ("change", "months", "expected"),
    [
        ({}, 6, "2027-03-31"),
        ({}, 3, ""),
        ({"certified_until": "2026-09-30"}, 6, ""),
        ({"dissolved_on": "2026-03-31"}, 6, ""),
        ({"certification": ""}, 6, ""),
        ({"certified_until": ""}, 6, ""),
    ],
)
def test_what_runs_out_soon(change: dict[str, str], months: int, expected: str) -> None:
    found = portal_compare.compare(ENTRY_VALUES | change, ENTRY_VALUES | change, [], DAY, months)
    assert found.expires_on == expected
    assert found.kind == (LineKind.EXPIRING if expected else LineKind.SAME)


def test_a_column_that_the_file_lacks_changes_nothing() -> None:
    assert portal_compare.differences({"name": "会"}, ENTRY_VALUES) == {}
