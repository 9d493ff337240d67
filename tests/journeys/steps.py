"""Steps that journeys share."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Site
from yoriai.web.accounts.demo import PASSWORD


def sign_in(page: Page, site: Site, email: str) -> None:
    """Sign in as one of the demo people, with the one-time code of now."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.fill("input[name=code]", site.command("demo_code"))
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_url("**/")


def accessible(page: Page) -> None:
    """axe finds nothing serious or critical on the page, and nothing sticks out sideways."""
    found = Axe().run(page).response["violations"]
    grave = [
        f"{violation['id']}: {[node['html'][:120] for node in violation['nodes']][:3]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert not grave, f"{page.url}: {grave}"
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 1, f"{page.url} is {wider} px wider than the screen"
