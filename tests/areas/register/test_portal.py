"""The portal's file: read by its header, broken lines named, the rest goes on."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest

from yoriai.web.register.rules import portal

HEADER = [*portal.COLUMNS, *portal.FIELD_COLUMNS]
GOOD = {
    "法人名称": "特定非営利活動法人里山の会",
    "法人名称カナ": "サトヤマノカイ",
    "所轄庁": "岡山県",
    "主たる事務所の所在地": "岡山県真庭市久世１",
    "従たる事務所の所在地": "岡山県新見市\n岡山県高梁市",
    "設立認証年月日": "2004年03月31日",
    "法人番号": "7000012050002",
    "事業年度終了日": "03/31",
    "解散情報": "2024年03月31日 社員総会の決議",
    "その他の事業": "×",
    "活動分野5": "○",
    "活動分野13": "1",
}


def table(*rows: dict[str, str], header: list[str] = HEADER) -> io.BytesIO:
    lines = [",".join(header)]
    lines += [",".join('"' + row.get(name, "").replace('"', '""') + '"' for name in header) for row in rows]
    return io.BytesIO(("\r\n".join(lines) + "\r\n").encode("cp932"))


def zipped(**files: bytes) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_csv", ".csv"), content)
    out.seek(0)
    return out


def test_a_corporation_is_read() -> None:
    [row] = portal.rows_of_zip(zipped(x_csv=table(GOOD).getvalue()))
    assert (row.line, row.problem, row.name) == (2, "", "特定非営利活動法人里山の会")
    assert row.values["established_on"] == date(2004, 3, 31)
    assert row.values["dissolution"] == (date(2024, 3, 31), "社員総会の決議")
    assert row.values["branches"] == "岡山県新見市\n岡山県高梁市"
    assert row.values["fiscal_year_end"] == "03-31"
    assert row.values["fields"] == [5, 13]
    assert row.values["other_business"] is False


def test_columns_may_stand_in_any_order() -> None:
    forward = list(portal.rows_of_csv(table(GOOD)))
    backward = list(portal.rows_of_csv(table(GOOD, header=HEADER[::-1])))
    assert forward[0].values == backward[0].values


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"法人番号": "7000012050003"}, "3行目「法人番号」: 法人番号の検査数字が合いません"),
        ({"設立認証年月日": "むかし"}, "3行目「設立認証年月日」: 日付として読めません：むかし"),
        ({"法人名称": ""}, "3行目「法人名称」: 空です"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_goes_on(change: dict[str, str], problem: str) -> None:
    without_lines = GOOD | {"従たる事務所の所在地": ""}
    rows = list(portal.rows_of_csv(table(without_lines, without_lines | change, without_lines)))
    assert [row.problem for row in rows] == ["", problem, ""]


def test_a_short_row_is_named_by_its_own_line_after_cells_of_several_lines() -> None:
    content = table(GOOD).getvalue() + b"only,three,cells\r\n"
    rows = list(portal.rows_of_csv(io.BytesIO(content)))
    assert rows[1].problem == f"4行目: 列が3個あります（{len(HEADER)}個のはずです）"


def test_bytes_that_are_no_text_are_named_by_column() -> None:
    content = table(GOOD).getvalue().replace("サトヤマノカイ".encode("cp932"), b"\x85\x40\x85\x41")
    [row] = portal.rows_of_csv(io.BytesIO(content))
    assert row.problem.startswith("2行目「法人名称カナ」: 文字として読めない")


def test_a_row_without_a_name_or_with_a_control_character_is_broken() -> None:
    nameless = list(portal.rows_of_csv(table(GOOD | {"法人名称": " "})))
    assert nameless[0].problem == "2行目「法人名称」: 空です"


def test_files_that_are_something_else() -> None:
    with pytest.raises(portal.BadFile, match="zipファイルとして開けません"):
        list(portal.rows_of_zip(io.BytesIO(b"hello")))
    with pytest.raises(portal.BadFile, match="CSVが2個"):
        list(portal.rows_of_zip(zipped(a_csv=b"", b_csv=b"")))
    with pytest.raises(portal.BadFile, match="「法人名称」「所轄庁」"):
        list(portal.rows_of_csv(io.BytesIO(b"a,b\r\n")))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portal, "LARGEST", 10)
    with pytest.raises(portal.BadFile, match="大きすぎます"):
        list(portal.rows_of_zip(zipped(a_csv=b"x" * 11)))
