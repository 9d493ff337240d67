"""Staff save a list and make labels; somebody who got a mail stops it on the phone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import Site, accessible

pytestmark = pytest.mark.journey
STAFF = "lead.partnership@example.jp"


def save_list(page: Page, name: str, **conditions: str) -> None:
    page.goto("/register/lists/new/people/")
    page.get_by_label("同意している目的").select_option("newsletter")
    for label, text in conditions.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="さがす").last.click()
    expect(page.get_by_text("「お便りを受け取る」ことに同意している").first).to_be_visible()
    accessible(page)
    page.get_by_label("名簿の名前").fill(name)
    page.get_by_role("button", name="この名前で保存する").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    accessible(page)


def prepare(page: Page, way: str) -> None:
    """From the list to the page on which everything is checked before sending."""
    page.get_by_role("link", name="この名簿に送る").click()
    accessible(page)
    page.get_by_label(way, exact=True).check()
    if way == "メール":
        page.get_by_label("件名").fill("秋のお便り")
        page.get_by_label("本文").fill("{宛名}\n\n秋の交流会を開きます。")
    page.get_by_role("button", name="届く先を確かめる").click()
    accessible(page)


def test_a_list_becomes_labels(page_of: Callable[[str], Page], width: str) -> None:
    page = page_of(STAFF)
    save_list(page, f"お便りの読者（{width}）")
    prepare(page, "宛名ラベル（A4 12面）")
    expect(page.get_by_text("住所がありません（").first).to_be_visible()
    page.get_by_role("button", name="通を送る").click()
    expect(page.get_by_role("heading", name="ラベルを印刷する")).to_be_visible()
    accessible(page)
    page.get_by_label("何枚目のラベルから").fill("5")
    page.get_by_role("button", name="PDFを作る").click()
    page.get_by_label("使いみち").fill("秋のお便りの宛名")
    page.locator("main form button[type=submit]").last.click()
    with page.expect_download() as download:
        page.locator("a[href*='/fetch/']").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")


def stop_address(site: Site) -> str:
    """The address in a mail that the worker has sent."""
    folder = Path(site.environment["YORIAI_DATA"]) / "outbox"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for file in sorted(folder.glob("*"), reverse=True):
            found = message_from_bytes(file.read_bytes(), policy=default)["List-Unsubscribe"]
            if found:
                return re.sub(r"[<>\s]", "", str(found))
        time.sleep(0.5)
    raise AssertionError("no mail with a way to stop it was sent in 30 s")


def test_a_reader_stops_the_mail_without_signing_in(
    page_of: Callable[[str], Page], page: Page, site: Site, width: str
) -> None:
    staff = page_of(STAFF)
    save_list(staff, f"田中さん（{width}）", 名前かよみの一部="た")
    prepare(staff, "メール")
    staff.get_by_role("button", name="通を送る").click()
    page.goto(stop_address(site))
    accessible(page)
    if page.get_by_role("button", name="止める", exact=True).is_visible():
        page.get_by_role("button", name="止める", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("受け取りを止めました")
    accessible(page)
