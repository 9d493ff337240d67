"""The one box by keyboard alone: type, choose, open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey
PageOf = Callable[[str], Page]


def test_an_entry_is_found_and_opened_without_a_mouse(page_of: PageOf) -> None:
    page = page_of("staff@example.jp")
    page.goto("/register/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("ﾀｶｻｷ")
    hits = page.locator("#hits tbody a")
    expect(hits.first).to_contain_text("髙﨑")
    accessible(page)
    page.keyboard.press("ArrowDown")
    expect(hits.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(hits.nth(0)).to_be_focused()
    name = hits.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_the_box_works_without_javascript(page_of: PageOf) -> None:
    page = page_of("staff@example.jp")
    page.goto("/register/?q=倉敷 会")
    expect(page.locator("#hits tbody tr").first).to_be_visible()
    page.goto("/register/organisations/")
    page.get_by_role("link", name="次の50件").click()
    accessible(page)
    page.get_by_role("link", name="前の50件").click()
    expect(page.get_by_role("link", name="前の50件")).to_have_count(0)
