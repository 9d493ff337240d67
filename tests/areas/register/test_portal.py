"""The portal's file: read by its header, broken lines named, the rest goes on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

import pytest
from seed.portal_words import HEADER

from tests.areas.register.portal_world import GOOD, NUMBER, csv_of
from yoriai.web.register.rules import portal, portal_file
from yoriai.web.register.rules.portal_file import BadFile
from yoriai.web.register.rules.portal_rows import read_rows


def read(content: bytes) -> list[tuple[int, portal.Values, str]]:
    """Line, values and problem of every row."""
    table, _size = portal_file.open_table(io.BytesIO(content))
    records = portal_file.records(portal_file.physical_lines(table))
    header = portal.read_header(next(records, portal_file.Record(1, [])))
    found = []
    for record in records:
        problem = portal.problem_of(header, record)
        values, problem = ({}, problem) if problem else read_rows(header, [record])[0]
        found.append((record.line, values, problem))
    return found


def problems(content: bytes) -> list[str]:
    return [problem for _line, _values, problem in read(content)]


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def test_a_corporation_is_read() -> None:
    row = GOOD | {"解散情報": "2024年03月31日 社員総会の決議（会員の減少）", "監督情報": "あり"}
    [(line, values, problem)] = read(zipped([("000_Administrative.CSV", csv_of(row))]))
    assert (line, problem) == (2, "")
    assert values["name"] == "特定非営利活動法人里山の会"
    assert values["legal_form"] == "npo"
    assert values["postal_code"] == "719-3201"
    assert values["established_on"] == "2004-03-31"
    assert (values["dissolved_on"], values["dissolution_reason"]) == (
        "2024-03-31",
        "社員総会の決議（会員の減少）",
    )
    assert values["branches"] == "岡山県新見市\n岡山県高梁市"
    assert values["fiscal_year_end"] == "03-31"
    assert values["fields_of_activity"] == [5, 13]
    assert values["other_business"] is False


def test_columns_may_stand_in_any_order() -> None:
    forward, backward = read(csv_of(GOOD)), read(csv_of(GOOD, header=HEADER[::-1]))
    assert forward == backward


def test_older_headers_and_files_without_optional_columns_are_read() -> None:
    header = "法人名称,所轄庁,主たる事務所の所在地,設立認証年月日,活動分野1"
    content = f"{header}\r\n会,岡山県,玉野市,2004年3月31日,○\r\n"
    [(_line, values, _problem)] = read(content.encode("cp932"))
    assert (values["established_on"], values["fields_of_activity"]) == ("2004-03-31", [1])
    assert "url" not in values and values["certification"] == ""


@pytest.mark.parametrize("encoding", ["cp932", "utf-8", "utf-8-sig"])
def test_a_file_that_somebody_saved_as_utf_8_is_read_too(encoding: str) -> None:
    assert read(csv_of(GOOD).decode("cp932").encode(encoding)) == read(csv_of(GOOD))


def dates(kind: str, start: str, end: str, withdrawn: str = "") -> dict[str, str]:
    first = "認定（認定開始日）" if kind == "認定" else "認定（特例認定年月日）"
    return {first: start, f"認定（{kind}満了日）": end, f"認定（{kind}取消日）": withdrawn}


CERTIFIED, SPECIAL = {"認定（認定・特例認定１）": "○"}, {"認定（認定・特例認定２）": "○"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            CERTIFIED | dates("認定", "2022/04/01", "2027/03/31"),
            ("certified", "2022-04-01", "2027-03-31", ""),
        ),
        (
            SPECIAL | dates("特例認定", "2024/04/01", "2027/03/31"),
            ("special", "2024-04-01", "2027-03-31", ""),
        ),
        (
            dates("認定", "2012/04/01", "2017/03/31", "2015/01/09"),
            ("", "2012-04-01", "2017-03-31", "2015-01-09"),
        ),
        (dates("特例認定", "2014/04/01", "2017/03/31"), ("", "2014-04-01", "2017-03-31", "")),
        ({}, ("", "", "", "")),
    ],
)
def test_certification_follows_the_marks(cells: dict[str, str], expected: tuple[str, ...]) -> None:
    [(_line, values, _problem)] = read(csv_of(GOOD | cells))
    names = ("certification", "certified_from", "certified_until", "certification_withdrawn_on")
    assert tuple(values[name] for name in names) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("2022/04/01,2027/03/31,,,", "certified"),
        ("2022/04/01,2027/03/31,2023/05/01,,", ""),
        (",,,2024/04/01,2027/03/31", "special"),
    ],
)
def test_certification_follows_the_dates_where_there_are_no_marks(cells: str, expected: str) -> None:
    header = (
        "法人名称,所轄庁,主たる事務所の所在地,認定開始日,認定満了日,認定取消日,特例認定開始日,特例認定満了日"
    )
    [(_line, values, _problem)] = read(f"{header}\r\n会,岡山県,玉野市,{cells}\r\n".encode("cp932"))
    assert values["certification"] == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("https://example.jp/a", "https://example.jp/a"),
        ("www.example.jp", "http://www.example.jp"),
        ("http://example.jp/\nhttp://two.example.jp/", "http://example.jp/"),
        ("javascript:alert(1)", ""),
        ("なし", ""),
    ],
)
def test_only_web_addresses_are_taken_as_such(cell: str, expected: str) -> None:
    [(_line, values, _problem)] = read(csv_of(GOOD | {"法人情報URL": cell}))
    assert values["url"] == expected


def test_numbers_are_read_in_any_width() -> None:
    wide = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    [(_line, values, _problem)] = read(csv_of(GOOD | {"法人番号": f"　{wide} "}))
    assert values["corporate_number"] == NUMBER


def test_a_long_reason_is_shortened_and_a_day_without_a_reason_is_enough() -> None:
    long, short = GOOD | {"解散情報": f"2024年3月31日 {'あ' * 300}"}, GOOD | {"解散情報": "2024/03/31"}
    [(_, first, _), (_, second, _)] = read(csv_of(long, short))
    assert len(first["dissolution_reason"]) == 200 and first["dissolution_reason"].endswith("…")
    assert (second["dissolved_on"], second["dissolution_reason"]) == ("2024-03-31", "")


WRONG = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"法人番号": WRONG}, f"「法人番号」: 法人番号の検査数字が合いません（{WRONG}）"),
        ({"法人番号": "123"}, "「法人番号」: 法人番号は13けたの数字です（123）"),
        ({"法人設立認証年月日": "むかし"}, "「法人設立認証年月日」: 日付として読めません：むかし"),
        ({"設立年月日": "2019/13/45"}, "「設立年月日」: 日付として読めません：2019/13/45"),
        ({"事業年度終了日": "三月"}, "「事業年度終了日」: 月日として読めません：三月"),
        ({"解散情報": "社員総会の決議"}, "「解散情報」: 解散した日が読めません：社員総会の決議"),
        ({"所轄庁": "県" * 61}, "「所轄庁」: 長すぎます（60字まで）"),
        ({"代表者氏名": "髙\x00﨑"}, "「代表者氏名」: 文字として読めないところがあります"),
        ({"法人名称": " "}, "「法人名称」: 空です"),
    ],
)
def test_a_broken_row_is_named_by_physical_line_and_column_and_the_rest_goes_on(
    change: dict[str, str], problem: str
) -> None:
    # the first row has a cell of two lines, so the broken one begins on line 4
    assert problems(csv_of(GOOD, GOOD | change, GOOD)) == ["", f"4行目{problem}", ""]


def test_bytes_that_are_no_text_are_named_by_column() -> None:
    content = csv_of(GOOD).replace("サトヤマノカイ".encode("cp932"), b"\x85\x40\x85\x41")
    assert problems(content) == ["2行目「法人名称カナ」: 文字として読めないところがあります"]


def test_a_short_row_and_blank_lines() -> None:
    content = csv_of(GOOD) + b"\r\nonly,three,cells\r\n\r\n"
    [_good, short] = problems(content)
    assert short.startswith("5行目: 列が3個（60個のはずです）")


def test_a_lost_quotation_mark_costs_only_its_own_row() -> None:
    row = csv_of(GOOD | {"従たる事務所の所在地": ""}).split(b"\r\n")[1]
    lost = row.replace('"岡山県"'.encode("cp932"), '"岡山県'.encode("cp932"), 1)
    content = b"\r\n".join([csv_of().rstrip(), row, lost, row, row, b""])
    found = problems(content)
    assert [bool(problem) for problem in found] == [False, True, False, False]
    assert found[1].startswith("3行目: 列が")
    unclosed = row[:-1]
    found = problems(b"\r\n".join([csv_of().rstrip(), row, unclosed, row, b""]))
    assert found == ["", "", ""]  # what is missing at the very end can only be one thing


def test_an_open_quotation_mark_at_the_end_and_cells_without_end() -> None:
    assert problems(csv_of(GOOD) + b'"open\r\nstill open')[1].startswith("4行目: 列が")
    lines = csv_of(GOOD) + b'"open' + b"\r\n" * 400
    assert [bool(problem) for problem in problems(lines)] == [False, True]
    huge = csv_of(GOOD | {"定款に記載された目的": "x" * 140_000})
    assert problems(huge)[0].startswith("2行目: 列が数えられません（60個のはずです）")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "ファイルが空です"),
        (b"PK\x05\x06 broken", "zipファイルとしてもCSVとしても開けません"),
        (b"PK\x03\x04 broken", "zipファイルとして開けません"),
        (zipped([("a.csv", b""), ("b.csv", b"")]), "CSVが2個です"),
        (zipped([("readme.txt", b"")]), "CSVが0個です"),
        (zipped([("a.csv", b"0" * 10_000_000)]), "大きすぎます"),
        (b"a,b\r\n1,2\r\n", "「法人名称」「所轄庁」「主たる事務所の所在地」がありません"),
        ("法人名称".encode("utf-16"), "UTF-16です"),
        ("法人名称,所轄庁".encode("euc-jp"), "見出しを文字として読めません"),
        ("ﾎｳｼﾞﾝ,ﾒｲ".encode("cp932"), "見出しを文字として読めません"),
        ("法人名称,法人名称,所轄庁,主たる事務所の所在地\r\n".encode("cp932"), "「法人名称」が2つあります"),
    ],
)  # fmt: skip
def test_files_that_are_something_else(content: bytes, sentence: str) -> None:
    with pytest.raises(BadFile, match=sentence):
        read(content)


def test_a_zip_that_is_broken_inside_or_locked_is_named() -> None:
    content = bytearray(zipped([("a.csv", csv_of(*[GOOD] * 50))]))
    content[200:260] = bytes(60)
    with pytest.raises(BadFile, match="途中で壊れています"):
        read(bytes(content))
    locked = bytearray(zipped([("a.csv", csv_of(GOOD))]))
    locked[6] |= 1  # the flag of a password, in the entry and in the directory
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadFile, match="パスワード"):
        read(bytes(locked))
