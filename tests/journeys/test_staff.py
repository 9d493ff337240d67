"""The day's main job of a facilitator, a receptionist, a bookkeeper and a director."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import Site, accessible

pytestmark = pytest.mark.journey
DESK = "/voices/yamaai-idou/desk/"
PageOf = Callable[[str], Page]


def test_the_facilitator_moderates_and_makes_a_map(page_of: PageOf) -> None:
    page = page_of("lead.partnership@example.jp")
    page.goto("/voices/desk/")
    accessible(page)
    page.goto(DESK)
    accessible(page)
    page.goto(DESK + "moderation/")
    accessible(page)
    said = page.locator("article.said blockquote").inner_text()
    page.get_by_role("button", name="公開する", exact=True).click()
    expect(page.locator("article.said blockquote")).not_to_have_text(said)
    page.goto("/voices/yamaai-idou/maps/")
    accessible(page)
    page.get_by_role("button", name="地図をつくりなおす").click()
    expect(page.get_by_role("link", name="地図を見る")).to_be_visible(timeout=90_000)
    accessible(page)
    page.get_by_role("link", name="地図を見る").click()
    page.get_by_role("button", name="この地図を公開する").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("意見の地図")


def test_the_receptionist_keys_in_paper_slips(page_of: PageOf, width: str) -> None:
    page = page_of("reception@example.jp")
    page.goto("/voices/yamaai-idou/scribe/")
    accessible(page)
    for number in range(3):
        page.locator("textarea").first.fill(f"紙の声{number} {width}")
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"紙の声{number} {width}")).to_be_visible()
        assert page.locator("textarea").first.input_value() == ""
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.goto("/register/?q=さとやま")
    accessible(page)


def test_the_bookkeeper_opens_a_figure_and_takes_it_out(page_of: PageOf) -> None:
    page = page_of("staff@example.jp")
    page.goto("/measures/")
    accessible(page)
    page.get_by_role("link", name=re.compile("団体")).locator("visible=true").last.click()
    accessible(page)
    page.goto("/exports/make/register.organisations/")
    accessible(page)
    page.get_by_label(re.compile("使いみち")).fill("運営会議の資料")
    page.locator("main form button[type=submit]").click()
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("受け取る|ダウンロード")).or_(
            page.get_by_role("button", name=re.compile("受け取る|ダウンロード"))
        ).first.click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf") and "staff@example.jp" in content.decode("utf-8-sig")


def test_the_director_checks_the_record(page_of: PageOf) -> None:
    """How the director's pages look, test_foundation asks."""
    page = page_of("director@example.jp")
    page.goto("/audit/")
    page.get_by_role("link", name="書きかえられていないか確かめる").click()
    expect(page.get_by_role("main")).to_contain_text("つながって")


@pytest.mark.realdata
def test_a_real_conversation_is_uploaded_and_mapped(page_of: PageOf, shared_data: Path, width: str) -> None:
    page = page_of("lead.partnership@example.jp")
    page.goto("/voices/desk/polis/")
    accessible(page)
    folder = shared_data / "polis" / "brexit-consensus"
    page.locator("input[type=file]").set_input_files(sorted(str(file) for file in folder.glob("*.csv")))
    page.get_by_label(re.compile("^アドレス")).fill(f"real-{width}")
    page.get_by_label(re.compile("取り込んだらすぐ公開する")).check()
    page.get_by_role("button", name="取り込む").click()
    page.wait_for_url(re.compile(f"real-{width}|polis/"))
    page.goto(f"/voices/real-{width}/maps/")
    page.get_by_role("button", name="地図をつくりなおす").click()
    link = page.get_by_role("link", name="地図を見る")
    expect(link).to_be_visible(timeout=90_000)
    link.click()
    expect(page.get_by_text("204人").first).to_be_visible()
    accessible(page)


def test_the_seed_is_byte_identical(site: Site) -> None:
    """Promise 5: chance can be checked. The printed code of the demo is the only thing that changes."""
    assert re.fullmatch(r"\d{6}", site.command("demo_code"))
