"""The director brings the portal's file: compared, chosen by kind, taken, seen, and undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from seed import portal

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey
FIRST, SECOND = date(2025, 9, 1), date(2026, 9, 1)
SOON = 60_000


def bring(page: Page, file: Path) -> None:
    """From the desk to the preview."""
    page.goto("/register/desk/")
    page.get_by_role("link", name="取り込み").first.click()
    page.get_by_role("link", name="NPOポータルのファイルを取り込む").click()
    accessible(page)
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_label("全国の法人").check()
    page.get_by_role("button", name="台帳と比べる").click()
    expect(page.get_by_text("台帳はまだ変わっていません")).to_be_visible(timeout=SOON)
    accessible(page)


def take(page: Page) -> None:
    """From the preview to the end."""
    page.get_by_role("button", name="取り込む", exact=True).click()
    expect(page.get_by_text("取り込みました。")).to_be_visible(timeout=SOON)


def undo(page: Page, file: str) -> None:
    """From the list of imports back to the register as it was."""
    page.goto("/register/imports/")
    page.get_by_role("link", name=file).first.click()
    page.get_by_role("button", name="この取り込みをまるごと元に戻す").click()
    expect(page.get_by_text("元に戻しました。")).to_be_visible(timeout=SOON)


def test_a_year_of_the_portal_comes_in(page_of: Callable[[str], Page], tmp_path: Path) -> None:
    before = portal.make(60, 3, FIRST)
    after, planted = portal.a_year_later(before, 3, SECOND, share=0.3)
    one, two = tmp_path / "gyousei_2025.zip", tmp_path / "gyousei_2026.zip"
    one.write_bytes(before.zip(FIRST))
    two.write_bytes(after.zip(SECOND))
    page = page_of("director@example.jp")
    bring(page, one)
    take(page)
    bring(page, two)
    page.get_by_role("link", name="変わった", exact=True).click()
    accessible(page)
    name = page.locator("section.card h2").first.inner_text()
    page.go_back()
    row = page.get_by_role("row", name=re.compile("解散した"))
    row.get_by_role("button", name=re.compile("どれも取り込まない")).click()
    counts = page.get_by_role("row", name=re.compile("解散した")).get_by_role("cell")
    expect(counts.nth(0)).to_have_text(str(len(planted.dissolved)))
    expect(counts.nth(1)).to_have_text("0")
    take(page)
    page.get_by_role("link", name="変わった", exact=True).click()
    page.get_by_role("link", name=name).click()
    expect(page.get_by_text("記載の移り変わり")).to_be_visible()
    accessible(page)
    page.goto("/register/deadlines/")
    accessible(page)
    page.goto("/register/imports/")
    accessible(page)
    for file in ("gyousei_2026.zip", "gyousei_2025.zip"):
        undo(page, file)
