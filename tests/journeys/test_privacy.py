"""The director hands somebody a copy and asks for their erasure, another confirms, nothing is left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey


def test_the_director_makes_a_copy_and_erases_somebody(page_of: Callable[[str], Page], width: str) -> None:
    family, kana = {"phone": ("金糸雀沢", "かなりやざわ"), "desk": ("鸚鵡谷", "おうむだに")}[width]
    page = page_of("director@example.jp")
    page.goto("/register/people/new/")
    page.fill("input[name=family_name]", family)
    page.fill("input[name=given_name]", "試子")
    page.fill("input[name=family_kana]", kana)
    page.fill("textarea[name=care_needs]", "大きな音が苦手")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(family)
    accessible(page)

    page.get_by_text("見るときは、理由を選びます").click()
    page.get_by_label("相談への対応").check()
    page.get_by_role("button", name="理由を記録して見る").click()
    expect(page.get_by_text("大きな音が苦手")).to_be_visible()

    page.get_by_role("link", name="開示用の写し").click()
    accessible(page)
    page.get_by_role("link", name="PDFにする").click()
    page.fill("input[name=purpose]", "本人の求め")
    page.locator("main form button[type=submit]").click()
    page.go_back()
    page.go_back()
    page.locator("main .crumb a").click()
    page.get_by_role("link", name="だれが見たか").click()
    accessible(page)
    expect(page.get_by_role("cell", name="相談への対応")).to_be_visible()

    page.locator("main .crumb a").click()
    page.get_by_role("link", name="消去", exact=True).click()
    accessible(page)
    page.get_by_label("元に戻せないことを確かめました").check()
    page.get_by_role("button", name="消去を求める").click()
    expect(page.get_by_text("消去を求めました。")).to_be_visible()
    accessible(page)

    second = page_of("lead.office@example.jp")
    second.goto("/register/erasures/")
    accessible(second)
    second.get_by_role("link", name=family).click()
    accessible(second)
    second.get_by_label("中身を見て、元に戻せないことを確かめました").check()
    second.get_by_role("button", name="確認して消去する").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("消去しました")
    accessible(second)
    page.goto(f"/register/?q={family}")
    expect(page.get_by_text("当てはまるものはありません")).to_be_visible()
