"""Steps that journeys share."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from yoriai.web.accounts.demo import PASSWORD

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """The running site: its address, and how to ask its own commands."""

    address: str
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        run = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.strip()


def sign_in(page: Page, site: Site, email: str) -> None:
    """Sign in as one of the demo people, with the one-time code of now."""
    page.goto("/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.fill("input[name=code]", site.command("demo_code"))
    page.locator("form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_url(site.address + "/")


def accessible(page: Page) -> None:
    """axe finds nothing serious or critical on the page, and nothing sticks out sideways."""
    found = Axe().run(page).response["violations"]
    grave = [
        f"{violation['id']}: {[node['html'][:160] for node in violation['nodes']][:3]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]
    assert not grave, f"{page.url}: {grave}"
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 1, f"{page.url} is {wider} px wider than the screen"
