"""`make soak`: residents vote on a site of its own for a while; one JSON line says how it bore it.

SECONDS (default 120) and PEOPLE (default 40) can be set in the environment. The site is started on
127.0.0.1 with a demo region in a temporary folder, and thrown away afterwards.
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.serving import serving

from benchmarks.load.running import family

CONVERSATION = "/c/yamaai-idou"


class Resident(threading.Thread):
    """Somebody with a browser of their own who votes on whatever is shown, at a human pace."""

    def __init__(self, address: str, end: float, number: int) -> None:
        super().__init__(daemon=True)
        self.address, self.end, self.number = address, end, number
        self.waits: list[float] = []
        self.errors = 0
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.browser = urllib.request.build_opener(jar)

    def run(self) -> None:
        page = self.ask(f"{CONVERSATION}/vote/")
        page = self.ask(
            f"{CONVERSATION}/start/", {"csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken")}
        )
        while time.monotonic() < self.end:
            page = self.ask(f"{CONVERSATION}/vote/")
            statement = hidden(page, "statement")
            if not statement:
                return
            token = hidden(page, "csrfmiddlewaretoken")
            value = ("agree", "disagree", "pass")[(int(statement) + self.number) % 3]
            self.ask(
                f"{CONVERSATION}/vote/",
                {"csrfmiddlewaretoken": token, "statement": statement, "value": value},
            )
            time.sleep(max(0.0, min(3.0, self.end - time.monotonic())))

    def ask(self, path: str, form: dict[str, str] | None = None) -> str:
        """One request; its wait is kept, an error is counted."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + path})
        start = time.monotonic()
        try:
            with self.browser.open(request, timeout=30) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, TimeoutError):
            self.errors += 1
            return ""
        finally:
            self.waits.append(time.monotonic() - start)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def memory_mb(pid: int) -> float:
    """Resident memory of a process and its children."""
    pages = 0
    for one in family(pid):
        with suppress(OSError, IndexError):
            pages += int(Path(f"/proc/{one}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    seconds, people = float(os.environ.get("SECONDS", "120")), int(os.environ.get("PEOPLE", "40"))
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), subprocess.DEVNULL) as site,
    ):
        before = memory_mb(site.pid)
        residents = vote(site.address, seconds, people)
        report(residents, seconds, before, memory_mb(site.pid))
    return int(any(resident.errors for resident in residents))


def vote(address: str, seconds: float, people: int) -> list[Resident]:
    """Everybody votes until the end."""
    end = time.monotonic() + seconds
    residents = [Resident(address, end, number) for number in range(people)]
    for resident in residents:
        resident.start()
    for resident in residents:
        resident.join(seconds + 60)
    return residents


def report(residents: list[Resident], seconds: float, before: float, after: float) -> None:
    """One JSON line."""
    waits = sorted(wait for resident in residents for wait in resident.waits)
    line = {
        "tool": "yoriai",
        "instance": f"{len(residents)} residents voting for {seconds:.0f} s",
        "requests": len(waits),
        "errors": sum(resident.errors for resident in residents),
        "median_ms": round(1000 * statistics.median(waits)),
        "p95_ms": round(1000 * waits[int(0.95 * len(waits))]),
        "memory_mb": [round(before), round(after)],
        "load": os.getloadavg()[0],
    }
    print(json.dumps(line))


if __name__ == "__main__":
    sys.exit(main())
