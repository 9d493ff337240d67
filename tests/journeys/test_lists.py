"""A staff member takes in a small messy Excel list, corrects one column, applies it and undoes it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey


def messy_list(width: str) -> FilePayload:
    """A title over all columns, groups over two lines, a lost zero, a broken day, a total."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (
        ["令和8年度　ボランティア名簿"],
        ["氏名", "ﾌﾘｶﾞﾅ", "生年月日", "連絡先", None, "団体名", "役職", "よび方"],
        [None, None, None, "TEL", "E-mail", None, None, None],
        ["川上　里美", "ｶﾜｶﾐ ｻﾄﾐ", "昭和50年４月１日", 862310532, "s@example.jp", "名簿の会", "代表", "さと"],
        ["川上　実", "", "昭和99年", "", "", None, "会計", "みのさん"],
        ["谷　朋子", "タニ トモコ", "H2.3.4", "090-0000-1111", "", "〃", "会員", "ともさん"],
        ["合計", 3],
    ):  # fmt: skip
        sheet.append(row)
    for area in ("A1:H1", "D2:E2", "F4:F5", *(f"{column}2:{column}3" for column in "ABCFGH")):
        sheet.merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": f"名簿-{width}.xlsx", "mimeType": kind, "buffer": out.getvalue()}


def test_a_messy_list_comes_in_and_goes_out(page_of: Callable[[str], Page], width: str) -> None:
    page = page_of("lead.partnership@example.jp")
    page.goto("/register/desk/")
    page.get_by_role("link", name="名簿を取り込む").click()
    accessible(page)
    page.get_by_label(re.compile("名簿のファイル")).set_input_files(messy_list(width))
    page.get_by_role("button", name="読み込む").click()
    expect(page.get_by_label("連絡先／TEL")).to_have_value("person.phone")
    accessible(page)
    page.get_by_label("よび方").select_option("person.note")
    page.get_by_role("button", name="この対応で確かめる").click()
    expect(page.get_by_text("「生年月日」の列：日付として読めません")).to_be_visible()
    expect(page.get_by_text("先頭の0を補いました")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="取り込む", exact=True).click()
    expect(page.get_by_role("link", name="谷 朋子")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="この取り込みを元に戻す").click()
    expect(page.get_by_text("すべて元どおりです")).to_be_visible()
    page.goto("/register/?q=名簿の会")
    expect(page.get_by_text("当てはまるものはありません")).to_be_visible()
