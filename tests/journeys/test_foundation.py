"""The pages of the foundation as a director meets them, and a passkey from first to second sign-in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.steps import Site, accessible, sign_in
from yoriai.web.accounts.demo import PASSWORD

pytestmark = pytest.mark.journey

PAGES = [
    "/", "/staff/roles/", "/staff/users/", "/staff/users/1/", "/staff/me/", "/audit/", "/audit/check/",
    "/exports/", "/exports/make/register.organisations/", "/measures/", "/measures/register.organisations/",
    "/notices/", "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/", "/accounts/password/change/",
    "/ui/", "/accessibility/", "/no-such-page/",
]  # fmt: skip


def test_every_page_of_the_foundation_can_be_used_by_everyone(page_of: Callable[[str], Page]) -> None:
    page = page_of("director@example.jp")
    for address in PAGES:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        accessible(page)


@pytest.mark.parametrize("language", ["やさしい日本語", "English"])
def test_the_sign_in_pages_in_every_language(page: Page, width: str, language: str) -> None:
    page.goto("/accounts/login/")
    if width == "phone":
        page.locator(".phone-menu summary").click()
    page.locator("button", has_text=language).locator("visible=true").click()
    for address in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == ("en" if language == "English" else "ja")
        accessible(page)


@pytest.mark.parametrize("width", ["phone"])
def test_a_passkey_is_set_up_and_then_signs_in(browser: Browser, site: Site, width: str) -> None:
    """With the policy that forbids inline scripts; passkeys need a name, so the site is `localhost` here."""
    address = site.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=address, locale="ja-JP")
    page = context.new_page()
    refused: list[str] = []
    page.on(
        "console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None
    )
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    options |= {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, Site(address, site.environment), "accountant@example.jp")
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="確かめる").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="設定する").click()
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.goto("/staff/me/")
    page.locator("main").get_by_role("button", name="サインアウト").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    page.wait_for_url(f"{address}/")
    page.goto("/staff/me/")
    assert "accountant@example.jp" in page.locator("main").inner_text()
    assert refused == []
    context.close()
