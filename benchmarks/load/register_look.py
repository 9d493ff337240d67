"""Looking at pages in Chromium: do they answer, are they quiet, narrow and accessible, what do they cost."""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, StorageState

from benchmarks.load.running import Running, peak_mb, seconds

WIDTHS = {375: 740, 1280: 800}
ROUNDS = 3
#: Milliseconds after which a page has failed.
LONGEST = 120_000
#: What axe checks: WCAG 2.2 AA.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Failed(Exception):
    """A step of work did not come to its end; its line is printed."""


@dataclass
class Eyes:
    """Opens pages as the director at one width, prints a line for each, and keeps what is wrong."""

    browser: Browser
    running: Running
    state: StorageState
    database: str
    width: int
    shots: Path | None
    lines: list[dict[str, Any]]
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        screen = {"width": self.width, "height": WIDTHS[self.width]}
        self.context = self.browser.new_context(
            base_url=self.running.address,
            viewport=screen,  # type: ignore[arg-type] - playwright's own name for such a dict
            locale="ja-JP",
            storage_state=self.state,
            accept_downloads=True,
        )
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("console", self._said)

    def _said(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.problems.append(f"console: {line.text}")

    def reasoned(self) -> None:
        """Give the reason, where the page that was asked for is about a child or 要配慮 and asks for one."""
        if "/reason/" in self.page.url:
            self.page.get_by_label("相談への対応").check()
            self.page.get_by_role("button", name="理由を記録して見る").click()
            self.page.wait_for_url(lambda url: "/reason/" not in url)

    def look(self, label: str, address: str) -> None:
        """Open a page: its cost three times without the browser, then the page itself."""
        if not address:
            self._print(f"page {label}", 0, 0, wrong=["the data hold no row for it"], bytes=0)
            return
        costs, body = [], b""
        self.problems.clear()
        try:
            if not address.endswith("/reason/"):
                self.page.goto(address, timeout=LONGEST)
                self.reasoned()
            for _ in range(ROUNDS):
                before = seconds(self.running.answering())
                body = self.context.request.get(address, timeout=LONGEST).body()
                costs.append(seconds(self.running.answering()) - before)
            start = time.perf_counter()
            shown = self.page.goto(address, timeout=LONGEST)
            wall = time.perf_counter() - start
        except Error as problem:
            self._print(f"page {label}", 0, 0, wrong=[str(problem).split("\nCall log")[0]], bytes=0)
            return
        status = shown.status if shown else 0
        whole = body.lstrip()[:9].lower() == b"<!doctype"  # a fragment has no title nor language of its own
        wrong = self.wrong(label, status) if whole else [f"status {status}"] * (status != 200)
        cost = statistics.median(costs)
        self._print(f"page {label}", cost, wall, wrong=wrong, bytes=len(body), address=address)

    def seen(self, label: str) -> None:
        """The page that is open now, in the middle of a flow: what is wrong with it at either width."""
        here = self.width
        for width, height in WIDTHS.items():
            self.width = width
            self.page.set_viewport_size({"width": width, "height": height})
            self._print(f"seen {label}", 0.0, 0.0, wrong=self.wrong(label))
        self.width = here
        self.page.set_viewport_size({"width": here, "height": WIDTHS[here]})

    def wrong(self, label: str, status: int = 200) -> list[str]:
        """Everything that is wrong with the page that is open; takes its picture, too."""
        found = [*self.problems]
        self.problems.clear()
        if status != 200:
            found.append(f"status {status}")
        wider = self.page.evaluate(_WIDER)
        if wider > 1:
            found.append(f"{wider} px wider than the screen")
        axe = Axe().run(self.page, options={"runOnly": _TAGS, "resultTypes": ["violations"]})
        for violation in axe.response["violations"]:
            found.append(f"axe {violation['id']}: {violation['nodes'][0]['html'][:120]}")
        self._picture(label)
        return found

    @contextmanager
    def flow(self, label: str) -> Iterator[dict[str, Any]]:
        """A step of work: the CPU of all processes and the time until it is done. Failing is a line, too."""
        quality: dict[str, Any] = {}
        everything = self.running.everything
        before, start, wrong = seconds(everything()), time.perf_counter(), []
        try:
            yield quality
        except Exception as problem:
            wrong.append(f"{type(problem).__name__}: {problem}".split("\nCall log")[0][:500])
            self._picture(f"failed {label}")
            raise Failed(label) from problem
        finally:
            wrong += self.problems
            self.problems.clear()
            cpu, wall = seconds(everything()) - before, time.perf_counter() - start
            self._print(f"flow {label}", cpu, wall, wrong=wrong, **quality)

    def _picture(self, label: str) -> None:
        if self.shots:
            self.shots.mkdir(parents=True, exist_ok=True)
            name = "".join(letter if letter.isalnum() else "-" for letter in label)
            with suppress(Error):  # the page may be waiting for an answer
                self.page.screenshot(path=self.shots / f"{name}-{self.width}.png", full_page=False)

    def _print(self, label: str, cpu: float, wall: float, *, wrong: list[str], **quality: Any) -> None:
        line = {
            "tool": "yoriai",
            "instance": f"register {label} {self.width} {self.database}",
            "cpu_s": round(cpu, 3),
            "wall_s": round(wall, 3),
            "peak_mb": round(peak_mb(self.running.everything())),
            "quality": {"wrong": wrong, **quality},
        }
        self.lines.append(line)
        print(json.dumps(line, ensure_ascii=False), flush=True)


def summary(lines: list[dict[str, Any]], worst: int = 12) -> str:
    """Counts, the dearest pages, the longest, what failed, and the load of the machine."""
    pages = [line for line in lines if line["instance"].startswith("register page ")]

    def top(key: Callable[[dict[str, Any]], float]) -> list[dict[str, Any]]:
        return sorted(pages, key=key, reverse=True)[:worst]

    dear = [f"{line['cpu_s'] * 1000:6.0f} ms  {line['instance']}" for line in top(lambda one: one["cpu_s"])]
    long = [
        f"{line['quality']['bytes'] / 1000:6.0f} KB  {line['instance']}"
        for line in top(lambda one: one["quality"]["bytes"])
    ]
    failed = [line for line in lines if line["quality"]["wrong"]]
    return "\n".join(
        [
            "",
            f"load average {' '.join(f'{load:.1f}' for load in os.getloadavg())}",
            f"{len(pages)} pages, {len(lines) - len(pages)} steps, {len(failed)} with something wrong",
            "dearest pages:",
            *dear,
            "longest pages:",
            *long,
            *(f"WRONG {line['instance']}: {line['quality']['wrong']}" for line in failed),
        ]
    )
