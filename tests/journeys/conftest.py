"""A server with the demo region for all journeys of a process, started as `make run` starts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.journeys.steps import Site, sign_in
from tests.serving import serving

WIDTHS = {"phone": {"width": 375, "height": 740}, "desk": {"width": 1280, "height": 800}}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`make run` on a free port, with an empty data folder: it makes the demo region first."""
    among = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with serving(tmp_path_factory.mktemp("site"), among=among) as served:
        yield Site(served.address, served.environment)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys: the machine's own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    """Phone and desk."""
    return str(request.param)


@pytest.fixture
def context(browser: Browser, site: Site, width: str) -> Iterator[BrowserContext]:
    """A fresh browser of somebody who has never been here. Any error on a page fails the test."""
    fresh = browser.new_context(base_url=site.address, viewport=WIDTHS[width], locale="ja-JP")
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site) -> Callable[[str], StorageState]:
    """Signs a demo person in once; a one-time code works only once, so journeys share the session."""
    known: dict[str, StorageState] = {}

    def state_of(email: str) -> StorageState:
        if email not in known:
            fresh = browser.new_context(base_url=site.address, locale="ja-JP")
            sign_in(fresh.new_page(), site, email)
            known[email] = fresh.storage_state()
            fresh.close()
        return known[email]

    return state_of


@pytest.fixture
def page_of(
    browser: Browser, site: Site, width: str, signed_in: Callable[[str], StorageState]
) -> Iterator[Callable[[str], Page]]:
    """A page of a demo person who has signed in."""
    contexts: list[BrowserContext] = []

    def open_for(email: str) -> Page:
        fresh = browser.new_context(
            base_url=site.address, viewport=WIDTHS[width], locale="ja-JP", storage_state=signed_in(email)
        )
        fresh.set_default_timeout(20_000)
        contexts.append(fresh)
        return fresh.new_page()

    yield open_for
    for context in contexts:
        context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that remembers what went wrong on it: errors of scripts, and what the policy refused."""
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield opened
    assert not problems, problems
