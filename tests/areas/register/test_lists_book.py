"""Files of tables are read as people see them in Excel; what cannot be read is refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.areas.register import lists_world as world
from yoriai.web.exports.rules import neutral
from yoriai.web.register.rules.rosters import book, xlsx, xlsx_parts
from yoriai.web.register.rules.rosters.book import Sheet, Unreadable, clean
from yoriai.web.register.rules.rosters.upload import sheets_of


def only(content: bytes, name: str = "名簿.xlsx") -> Sheet:
    (sheet,) = sheets_of(name, content)
    return sheet


def cells(content: bytes, name: str = "名簿.xlsx") -> list[tuple[str, ...]]:
    return [row.cells for row in only(content, name).rows]


def with_part(name: str, content: bytes, *, leave: str = "") -> bytes:
    """A workbook in which one part is replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(world.book([["氏名"]]))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            if entry not in (name, leave):
                new.writestr(entry, old.read(entry))
        if name != leave:
            new.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: str, after: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return with_part("xl/worksheets/sheet1.xml", body.encode())


PLAIN = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Co", "Cn"), blacklist_characters="\ufffe\uffff")
)


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.lists(PLAIN, min_size=1, max_size=4), min_size=1, max_size=5))
def test_texts_come_back_from_a_workbook_as_they_were_written(rows: list[list[str]]) -> None:
    expected = [tuple(clean(cell) for cell in row) for row in rows]
    written = [[neutral(cell) for cell in row] for row in rows]
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = made.add_worksheet()
    for number, row in enumerate(written):
        for place, cell in enumerate(row):
            sheet.write_string(number, place, cell)
    made.close()
    found = dict.fromkeys(range(1, len(rows) + 1), ())
    try:
        found |= {row.number: row.cells for row in only(out.getvalue()).rows}
    except Unreadable:
        assert not any("".join(row) for row in expected)
    for number, row in enumerate(expected, start=1):
        assert "".join(found[number]) == "".join(row)
        assert found[number] == row[: len(found[number])]


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(st.integers(-(10**14), 10**14) | st.dates(date(1900, 3, 1)), min_size=1, max_size=8),
    st.booleans(),
)
def test_numbers_and_days_come_back_from_a_workbook(values: list[int | date], mac: bool) -> None:
    made = Workbook()
    values = [max(value, date(1904, 1, 2)) if isinstance(value, date) else value for value in values]
    if mac:
        made.epoch = CALENDAR_MAC_1904
    made.active.append(values)
    assert cells(world.saved(made)) == [tuple(str(value) for value in values)]


def test_times_and_fractions_and_ticks() -> None:
    made = Workbook()
    made.active.append([datetime(2026, 10, 1, 13, 30), 0.5, True, False, 1e20, "e\rf"])  # noqa: DTZ001
    made.active["B1"].number_format = "h:mm"
    made.active.append([0.25, 59, 1, 3_000_000])
    made.active["B2"].number_format = made.active["D2"].number_format = "yyyy/m/d"
    made.active["C2"].number_format = '[赤]"d"General;d'
    first, second = only(world.saved(made)).rows
    assert first.cells == ("2026-10-01T13:30", "12:00:00", "はい", "いいえ", "1e+20", "e\nf")
    assert second.cells == ("0.25", "1900-02-28", "1", "")
    assert second.bad == {3: "値を読み取れません"}


def test_japanese_formats_that_excel_does_not_write_down_are_days() -> None:
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="57"/></cellXfs></styleSheet>'
    made = with_part("xl/styles.xml", styles.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry.endswith("sheet1.xml"):
                cells_of_it = b'<c s="1"><v>45200</v></c><c s="x"><v>7</v></c>'
                data = b"<worksheet><sheetData><row>" + cells_of_it + b"</row></sheetData></worksheet>"
            new.writestr(entry, data)
    assert cells(out.getvalue()) == [("2023-10-01", "7")]


def test_merged_cells_carry_their_value_and_blank_rows_fall_out() -> None:
    rows = [
        ["連絡先の名簿", None, None],
        [],
        ["里山の会", "髙﨑", "1"],
        [None, "大森", None],
        [None, None, None],
    ]
    sheet = only(world.book(rows, merged=["A1:C1", "A3:A5", "C3:C4", "F7:G8"]))
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("連絡先の名簿",) * 3),
        (3, ("里山の会", "髙﨑", "1")),
        (4, ("里山の会", "大森", "1")),
    ]


def test_formulas_give_what_excel_kept_and_faults_are_named() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>B1</f><v>髙﨑</v></c><c r="B1"><f>1+1</f></c>'
        '<c r="C1" t="e"><v>#REF!</v></c><c r="D1" t="s"><v>99</v></c><c r="E1" t="d"><v>2026-10-01</v></c>'
        '<c r="F1" t="inlineStr"><is><r><t>澄</t></r><r><t>江</t></r><rPh><t>すみえ</t></rPh></is></c>'
        '<c r="?"><v>nan</v></c></row>'
    )
    (row,) = only(sheet_xml(rows)).rows
    assert row.cells == ("髙﨑", "", "", "", "2026-10-01", "澄江", "")
    assert row.bad == {
        1: xlsx.NO_RESULT, 2: "式の誤り（#REF!）です", 3: "値を読み取れません", 6: "値を読み取れません",
    }  # fmt: skip


def test_readings_above_kanji_are_left_out() -> None:
    reading = "<rPh sb='0' eb='2'><t>タカサキ</t></rPh>"
    shared = f"<sst><si><t>髙﨑</t>{reading}</si><si><r><t>_x005F_x0041_</t></r></si></sst>"
    assert xlsx.shared_texts(shared.encode()) == ["髙﨑", "_x0041_"]


def test_several_sheets_hidden_ones_marked() -> None:
    made = Workbook()
    made.active.append(["氏名"])
    made.create_sheet("名簿2").append(["団体名"])
    made.create_chartsheet("図")
    made["名簿2"].sheet_state = "hidden"
    found = sheets_of("a.XLSX", world.saved(made))
    assert [(sheet.name, sheet.hidden) for sheet in found] == [("Sheet", False), ("名簿2", True)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_in_every_encoding(encoding: str) -> None:
    content = world.csv_of(["氏名", "電話"], ["大森 健", "'086"], [], ['"=a"', ""], encoding=encoding)
    assert cells(content, "名簿.csv") == [("氏名", "電話"), ("大森 健", "086"), ("=a",)]


def test_csv_with_tabs_and_long_cells() -> None:
    sheet = only(b"a\tb\n" + b"x" * 3001 + b"\t1\n", "a.csv")
    assert sheet.rows[1].bad == {0: "長すぎます"} and len(sheet.rows[1].cells[0]) == 3000
    (row,) = only(sheet_xml(f'<row><c t="str"><v>{"x" * 3001}</v></c></row>')).rows
    assert row.bad == {0: "長すぎます"}


BAD_FILES = [
    ("名簿.xls", b"\xd0\xcf\x11\xe0", "パスワード"),
    ("名簿.xlsx", b"a,b", "中身が違います"),
    ("名簿.csv", b"PK\x03\x04", "中身が違います"),
    ("名簿.pdf", b"%PDF", "（.xlsx）かCSV"),
    ("名簿.csv", b"", "中身がありません"),
    ("名簿.csv", b"a\n\n\x81", "3行目の文字"),
    ("名簿.csv", b"a\0b", "1行目の文字"),
    ("名簿.csv", b'a\n"b', "2行目"),
    ("名簿.csv", b'"a"b\n', "1行目"),
    ("名簿.csv", b"a\n" * 5_001, "行が多すぎます|行か列が多すぎます"),
    ("名簿.csv", b"a," * 200 + b"a\n", "列が多すぎます"),
    ("名簿.csv", b"a" * (book.LARGEST + 1), "大きすぎます"),
    ("名簿.xlsx", b"PK\x03\x04broken", "開けません"),
    ("名簿.xlsx", with_part("xl/worksheets/sheet1.xml", b"", leave="xl/worksheets/sheet1.xml"), "開けません"),
    ("名簿.xlsx", with_part("xl/worksheets/sheet1.xml", b"<a>"), "開けません"),
    ("名簿.xlsx", with_part("xl/worksheets/sheet1.xml", b"<!DOCTYPE a><a/>"), "開けません"),
    ("名簿.xlsx", with_part("xl/vbaProject.bin", b""), "マクロ"),
    ("名簿.xlsx", sheet_xml('<row><c r="IW1"><v>1</v></c></row>'), "行か列が多すぎます"),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_FILES)
def test_files_that_cannot_be_read_are_refused_with_a_sentence(
    name: str, content: bytes, sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence):
        sheets_of(name, content)


def test_what_is_larger_inside_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = with_part("xl/media/bomb", b"\0" * 1_000_000)
    monkeypatch.setattr(xlsx_parts, "MOST_UNPACKED", 900_000)
    with pytest.raises(Unreadable, match="中身が大きすぎます"):
        sheets_of("a.xlsx", content)
    monkeypatch.setattr(xlsx_parts, "MOST_PARTS", 3)
    with pytest.raises(Unreadable, match="部品が多すぎます"):
        sheets_of("a.xlsx", content)


def test_a_part_that_lies_about_its_content_is_refused() -> None:
    content = bytearray(world.book([["氏名"] * 50]))
    place = content.find(b"PK\x03\x04", content.find(b"sheet1.xml") - 60) + 60
    content[place : place + 20] = b"\xff" * 20
    with pytest.raises(Unreadable, match="開けません"):
        sheets_of("a.xlsx", bytes(content))


def test_counts_are_limited_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    content = sheet_xml(
        "<row>" + "<c><v>1</v></c>" * 30 + "</row>", '<mergeCells><mergeCell ref="A1:AD1"/></mergeCells>'
    )
    monkeypatch.setattr(xlsx, "MOST_LOOKED_AT", 29)
    with pytest.raises(Unreadable, match="多すぎます"):
        sheets_of("a.xlsx", content)
    monkeypatch.setattr(xlsx, "MOST_LOOKED_AT", 100)
    monkeypatch.setattr(xlsx, "MOST_CELLS", 31)
    with pytest.raises(Unreadable, match="多すぎます"):
        sheets_of("a.xlsx", content)


def test_more_rows_than_a_list_has_are_refused() -> None:
    made = [Sheet("a", tuple(book.Row(number, ("x",)) for number in range(5_001)))]
    with pytest.raises(Unreadable, match="5,000行"):
        book.checked(made)


def test_odd_areas_of_merged_cells_are_passed_over() -> None:
    areas = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("", "A1", "ZZZZ1:B2", "A1:B1"))
    made = sheet_xml("<row><c><v>1</v></c><c/><c><v>2</v></c></row>", f"<mergeCells>{areas}</mergeCells>")
    assert cells(made) == [("1", "1", "2")]


def test_more_columns_than_a_page_has_fields_are_refused() -> None:
    with pytest.raises(Unreadable, match="シートか列"):
        book.checked([Sheet(str(number), (book.Row(1, ("x",) * 199),)) for number in range(5)])
