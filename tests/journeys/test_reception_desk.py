"""A receptionist registers a new user group with its representative, on the phone and at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey
PageOf = Callable[[str], Page]


def test_a_new_group_is_registered_with_its_representative(page_of: PageOf, width: str) -> None:
    page = page_of("reception@example.jp")
    page.goto("/register/groups/")
    accessible(page)
    page.get_by_role("link", name="新しい利用団体を登録").click()
    page.get_by_label("団体名").fill(f"川を守る会 {width}")
    page.get_by_label(re.compile("^よみ")).fill(f"かわをまもるかい {width}")
    box = page.get_by_label("もう台帳にある人なら")
    box.press_sequentially("ひら")
    hit = page.locator("#id_known_hits input[type=radio]").first
    expect(hit).to_be_visible()
    accessible(page)
    box.press("Tab")
    page.keyboard.press("Space")
    expect(hit).to_be_checked()
    name = (
        page.locator("#id_known_hits label")
        .first.locator("span > span")
        .evaluate("kana => kana.parentElement.lastChild.textContent.trim()")
    )
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("alert")).to_contain_text("まだ登録されていません")
    expect(page.get_by_label("団体名")).to_have_value(f"川を守る会 {width}")
    page.get_by_label(re.compile("誓約書を受け取った")).check()
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("川を守る会")
    expect(page.get_by_role("main")).to_contain_text("利用証の番号は")
    expect(page.get_by_role("main")).to_contain_text(f"{name}さんが代表になりました")
    accessible(page)
    page.goto("/register/groups/")
    expect(page.get_by_role("link", name=f"川を守る会 {width}")).to_be_visible()
    accessible(page)
