"""Somebody was entered twice: staff see a hint, find the pair, compare, merge and undo."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey


def enter(page: Page, family: str, note: str) -> None:
    page.goto("/register/people/new/")
    page.fill("[name=family_name]", family)
    page.fill("[name=given_name]", "澄江")
    page.fill("[name=note]", note)
    page.fill("[name=birthday]", "1950-01-02")


def save(page: Page) -> None:
    page.get_by_role("button", name="保存する").click()
    page.wait_for_url(re.compile(r"/register/people/\d+/$"))


def pair(page: Page, first: str, second: str) -> Locator:
    return page.locator("section.card", has_text=first).filter(has_text=second)


def test_a_pair_is_found_compared_merged_and_undone(page_of: Callable[[str], Page], width: str) -> None:
    page = page_of("director@example.jp")
    first, second = f"髙﨑{width}", f"高崎{width}"
    enter(page, first, "犬を飼っている")
    save(page)
    enter(page, second, "朝は留守")
    expect(page.get_by_text("似た登録があります。")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_text("これではありませんか。")).to_be_visible()
    accessible(page)
    page.check("[name=confirmed]")
    save(page)
    page.goto("/register/desk/")
    page.get_by_role("link", name="重なりの整理").click()
    page.get_by_role("button", name="重なりをさがす").click()
    expect(page.get_by_role("heading", name="さがし終わりました")).to_be_visible(timeout=60_000)
    accessible(page)
    page.get_by_role("link", name="組を見る").click()
    accessible(page)
    pair(page, first, second).get_by_role("link", name="くらべて、まとめる").click()
    expect(page.get_by_text("生年月日が同じです")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="同じ（まとめた姿を見る）").click()
    expect(page.get_by_text("まだ、まとめていません。")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="まとめる").click()
    expect(page.get_by_text("まとめました。いつでも元に戻せます。")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="元に戻す").click()
    expect(page.get_by_text("元に戻しました。", exact=True)).to_be_visible()
    page.goto("/register/merges/")
    accessible(page)
    page.goto("/register/twins/")
    pair(page, first, second).get_by_role("button", name="ちがう").click()
    expect(page.get_by_text("もう出てきません")).to_be_visible()
