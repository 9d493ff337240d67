"""A resident says something, follows it, and votes; in three languages, without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import accessible

pytestmark = pytest.mark.journey
CONVERSATION = "/c/yamaai-idou/"


def test_from_the_front_page_to_a_receipt(page: Page, width: str) -> None:
    page.goto("/")
    accessible(page)
    page.get_by_role("link", name="山あいの町で、これからの移動と買い物を、どう支え合いますか").first.click()
    accessible(page)
    page.get_by_role("link", name="声を届ける").first.click()
    page.get_by_role("textbox").fill(f"保育園の前にもバス停をつくってください（{width}）")
    accessible(page)
    page.get_by_role("button", name=re.compile("届ける")).click()
    if page.get_by_text("似た意見があります").is_visible():
        page.get_by_role("button", name="このまま届ける").click()
    expect(page.get_by_text("声が届きました。ありがとうございます。")).to_be_visible()
    accessible(page)
    code = page.locator(".big-code").inner_text()
    page.goto("/r/")
    page.get_by_role("textbox").fill(code.lower().replace("-", " "))
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".big-code")).to_have_text(code)
    expect(page.get_by_text(f"保育園の前にもバス停をつくってください（{width}）")).to_be_visible()


def test_votes_are_cast_undone_and_changed(page: Page) -> None:
    page.goto(CONVERSATION + "vote/")
    accessible(page)
    page.get_by_role("button", name="始める").click()
    page.get_by_role("link", name="答えずに進む").click()
    first = page.locator("blockquote.statement")
    expect(first).to_be_visible()
    accessible(page)
    text = first.inner_text()
    page.get_by_role("button", name="賛成").click()
    expect(page.locator("blockquote.statement")).not_to_have_text(text)
    page.get_by_role("button", name="一つ前の投票を取り消す").click()
    expect(page.locator("blockquote.statement")).to_have_text(text)
    page.get_by_role("button", name="反対").click()
    expect(page.locator("blockquote.statement")).not_to_have_text(text)
    page.goto(CONVERSATION + "vote/mine/")
    accessible(page)
    expect(page.get_by_text(text).first).to_be_visible()


@pytest.mark.parametrize(
    ("label", "words"), [("やさしい日本語", "みんなで"), ("English", "How shall we help")]
)
def test_the_conversation_in_other_words(page: Page, width: str, label: str, words: str) -> None:
    page.goto(CONVERSATION)
    if width == "phone":
        page.get_by_text("メニュー", exact=True).first.click()
    page.get_by_role("button", name=label).locator("visible=true").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    if label == "やさしい日本語":
        assert page.locator("h1 ruby rt").count() > 3
    accessible(page)
    page.goto(CONVERSATION + "map/")
    accessible(page)


def test_without_javascript_everything_is_still_there(browser, site, width) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(base_url=site.address, java_script_enabled=False, locale="ja-JP")
    page = context.new_page()
    page.goto(CONVERSATION + "vote/")
    page.get_by_role("button", name="始める").click()
    page.get_by_role("link", name="答えずに進む").click()
    text = page.locator("blockquote.statement").inner_text()
    page.get_by_role("button", name="賛成").click()
    assert page.locator("blockquote.statement").inner_text() != text
    context.close()


def test_the_map_opens_to_the_voices_behind_it(page: Page) -> None:
    page.goto(CONVERSATION + "map/")
    expect(page.get_by_role("heading", name="この地図から言えないこと")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="この意見のもとになった声").first.click()
    accessible(page)
    assert page.url.split("#")[0].rstrip("/").split("/")[-2] == "statements"
