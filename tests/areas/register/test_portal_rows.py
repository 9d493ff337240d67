"""Many rows at a time are read as one after the other, cell by cell, would be: that is the oracle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seed.portal_words import HEADER

from yoriai.web.register.rules import portal, portal_file
from yoriai.web.register.rules.portal_rows import read_rows

SPECIAL = ("special_from", "special_until", "special_withdrawn_on")


def read_row(header: portal.Header, record: portal_file.Record) -> tuple[portal.Values, str]:
    """The plain way: one row, cell by cell."""
    values = dict(header.blank)
    for place, column, read, longest in header.readers:
        if cell := record.cells[place]:
            try:
                value = read(cell)
            except ValueError as problem:
                return {}, f"{record.line}行目「{header.names[place]}」: {problem}"
            if longest and len(value) > longest:
                return {}, f"{record.line}行目「{header.names[place]}」: 長すぎます（{longest}字まで）"
            values[column] = value
    values["legal_form"] = "npo"
    values["fields_of_activity"] = [
        number for place, number in header.fields if portal.is_marked(record.cells[place])
    ]
    values["dissolved_on"], values["dissolution_reason"] = values.pop("dissolution", ("", ""))
    certify(header, record.cells, values)
    return values, ""


def certify(header: portal.Header, cells: list[str], values: portal.Values) -> None:
    special = [values.pop(name, "") for name in SPECIAL]
    values.setdefault("certified_from", "")
    start, withdrawn = values["certified_from"], values.get("certification_withdrawn_on", "")
    if header.certified is not None:
        certified = portal.is_marked(cells[header.certified])
        is_special = header.special is not None and portal.is_marked(cells[header.special])
    else:
        certified = bool(start) and withdrawn <= start
        is_special = bool(special[0]) and special[2] <= special[0]
    values["certification"] = "certified" if certified else "special" if is_special else ""
    if is_special > certified or not (certified or start or withdrawn):
        values["certified_from"], values["certified_until"], values["certification_withdrawn_on"] = special


#: What stands in cells of this header: right, wrong, blank, too long.
CELLS = {
    "法人名称": ["里山の会", " 里山の会 ", "里\n山", "里" * 201],
    "法人番号": ["", "7000012050002", "７００００１２０５０００２", "7000012050003", "12"],
    "設立認証年月日": ["", "2004/03/31", "平成16年3月31日", "2004/13/01"],
    "法人設立認証年月日": ["", "2005/01/01", "きのう"],
    "解散情報": ["", "2024年03月31日 社員総会の決議", "2024年03月31日 " + "長" * 250, "決議だけ"],
    "その他の事業": ["", "○", "×"],
    "従たる事務所の所在地": ["", "岡山県新見市\r\n\r\n 岡山県高梁市 ", "新見市"],
    "活動分野５": ["", "○", "0"],
    "活動分野１３": ["", "○"],
    "認定開始日": ["", "2020/01/01"],
    "認定満了日": ["", "2025/01/01"],
    "認定取消日": ["", "2021/01/01", "2019/01/01"],
    "特例認定開始日": ["", "2018/01/01"],
    "特例認定満了日": ["", "2021/01/01"],
    "特例認定取消日": ["", "2019/01/01"],
    "認定（認定・特例認定１）": ["", "○"],
    "認定（認定・特例認定２）": ["", "○"],
    "所轄庁": ["岡山県"],
    "主たる事務所の所在地": ["真庭市久世1", ""],
}
NEVER = {"認定（認定・特例認定１）", "認定（認定・特例認定２）"}


def tables(names: list[str]) -> st.SearchStrategy[list[list[str]]]:
    row = st.tuples(*(st.sampled_from(CELLS[name]) for name in names)).map(list)
    return st.lists(row, max_size=12)


def check(names: list[str], rows: list[list[str]]) -> None:
    header = portal.read_header(portal_file.Record(1, names))
    records = [portal_file.Record(line, cells) for line, cells in enumerate(rows, 2)]
    assert read_rows(header, records) == [read_row(header, record) for record in records]


@given(tables(list(CELLS)))
def test_rows_with_marks_of_certification(rows: list[list[str]]) -> None:
    check(list(CELLS), rows)


WITHOUT = [name for name in CELLS if name not in NEVER]


@given(tables(WITHOUT))
def test_rows_whose_certification_is_told_by_dates_only(rows: list[list[str]]) -> None:
    check(WITHOUT, rows)


FEWER = [name for name in CELLS if name not in {"認定満了日", "認定取消日"}]


@given(tables(FEWER))
def test_days_of_which_a_file_has_no_column_are_not_known_and_so_not_blank(rows: list[list[str]]) -> None:
    check(FEWER, rows)


FEW = ["法人名称", "所轄庁", "主たる事務所の所在地"]


@given(tables(FEW))
def test_rows_of_a_file_with_few_columns(rows: list[list[str]]) -> None:
    check(FEW, rows)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_blank_rows_of_the_whole_header(count: int) -> None:
    check(list(HEADER), [[""] * len(HEADER)] * count)


def test_a_row_is_recognised_by_the_columns_that_the_file_has() -> None:
    header = portal.read_header(portal_file.Record(1, FEW))
    assert header.light(["里山の会", "岡山県", "真庭市久世1"]) == (
        "",
        "里山の会",
        "岡山県",
        "真庭市久世1",
        "",
    )
    whole = portal.read_header(portal_file.Record(1, [*FEW, "法人番号", "解散情報"]))
    assert whole.light(["a", "b", "c", "d", "e"]) == ("d", "a", "b", "c", "e")
