"""A site started as `make run` starts it, what its processes use, and a browser that is signed in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, StorageState, sync_playwright
from tests.journeys.conftest import CHROMIUM
from tests.journeys.steps import Site, sign_in
from tests.serving import serving

DIRECTOR, LEAD = "director@example.jp", "lead.office@example.jp"


class Running(Site):
    """The running site: web, the worker for long work, and PostgreSQL's processes when it is used."""

    def __init__(self, address: str, environment: dict[str, str], pid: int, postmaster: int) -> None:
        super().__init__(address, environment)
        self.pid, self.postmaster = pid, postmaster

    def answering(self) -> list[int]:
        """The processes that answer: web and the database's, without the worker, which always ticks."""
        web = [pid for pid in family(self.pid) if b"gunicorn" in _read(f"/proc/{pid}/cmdline")]
        return web + (family(self.postmaster) if self.postmaster else [])

    def everything(self) -> list[int]:
        """Every process of the site."""
        return family(self.pid) + (family(self.postmaster) if self.postmaster else [])


def family(pid: int) -> list[int]:
    """A process and those that come from it."""
    found, ask = [], [pid]
    while ask:
        current = ask.pop()
        found.append(current)
        ask += map(int, _read(f"/proc/{current}/task/{current}/children").split())
    return found


def _read(path: str) -> bytes:
    with suppress(OSError):
        return Path(path).read_bytes()
    return b""


def seconds(pids: list[int]) -> float:
    """CPU seconds of processes: their threads' in nanoseconds' precision, their ended children's in ticks."""
    total = 0.0
    for pid in pids:
        with suppress(OSError, IndexError):
            threads = [_read(f"{task}/schedstat") for task in Path(f"/proc/{pid}/task").iterdir()]
            total += sum(int(text.split()[0]) for text in threads if text) / 1e9
            ended = _read(f"/proc/{pid}/stat").rsplit(b")", 1)[1].split()[13:15]
            total += sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
    return total


def peak_mb(pids: list[int]) -> float:
    """The largest that any of these processes ever was, in MB."""
    status = [_read(f"/proc/{pid}/status") for pid in pids]
    return max(int(text.split(b"VmHWM:")[1].split()[0]) / 1000 for text in status if b"VmHWM" in text)


@contextmanager
def site(folder: Path) -> Iterator[Running]:
    """`make run` on a free port with the data of a folder, until the block ends."""
    with (folder / "site.log").open("ab") as log, serving(folder, log) as served:
        yield Running(served.address, served.environment, served.pid, _postmaster())


def _postmaster() -> int:
    """The number of PostgreSQL's first process, when it is used and runs on this machine."""
    if "DATABASE_URL" not in os.environ:
        return 0
    from django.db import connection  # noqa: PLC0415 - settings are chosen by the environment

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    return int(_read(f"/proc/{pid}/stat").rsplit(b")", 1)[1].split()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield browser
        browser.close()


def signed_in(browser: Browser, running: Running, who: str = DIRECTOR) -> StorageState:
    """The session of somebody of the demo."""
    context = browser.new_context(base_url=running.address, locale="ja-JP")
    sign_in(context.new_page(), running, who)
    state = context.storage_state()
    context.close()
    return state
