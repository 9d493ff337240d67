"""`make run`: get everything ready, then serve web and worker until stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yoriai.web.config import house

WELCOME = """
  寄合 Yoriai   {address}

  {people}
"""


#: Seconds for work under way to end by itself, and then to give up.
FINISH, GIVE_UP = 4.0, 4.0
#: Seconds between two rounds of clearing away (`manage.py clear_away`).
ROUND = 3600.0


class Command(BaseCommand):
    """Prepare, fill the demo when asked for, and serve."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
        _must_be_free(host, port)
        house.prepare()
        if settings.DEMO and house.fill(timezone.now()):
            self.stdout.write("デモの地域を作りました。 / The demo region is ready.")
        processes = [_web(host, port), _worker()]
        try:
            _wait_until_open(host, port, processes)
            self.stdout.write(WELCOME.format(address=f"http://{host}:{port}/", people=_people()))
            self.stdout.flush()
            _watch(processes)
        except KeyboardInterrupt:
            pass
        finally:
            _stop(processes)


def _must_be_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise CommandError(
                f"{host}:{port} は使われています。PORT=8001 make run のように番号を変えてください。 / "
                f"{host}:{port} is in use; choose another with PORT=8001 make run."
            ) from problem


def _web(host: str, port: int) -> subprocess.Popen[bytes]:
    words = ["-m", "gunicorn", "yoriai.web.config.wsgi", "--bind", f"{host}:{port}", "--workers", "2"]
    words += [
        "--threads",
        "4",
        "--log-level",
        "warning",
        "--preload",
        "--max-requests",
        "20000",
        "--graceful-timeout",
        "3",
    ]
    return subprocess.Popen([sys.executable, *words])


def _worker() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, sys.argv[0], "yoriai_worker", "--no-reload", "--interval", "0.5"]
    )


def _wait_until_open(host: str, port: int, processes: list[subprocess.Popen[bytes]]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and all(process.poll() is None for process in processes):
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.1)
    raise CommandError("サーバーを始められませんでした。 / The server did not start.")


def _watch(processes: list[subprocess.Popen[bytes]]) -> None:
    """Wait until asked to stop, or until one of the two ends: then the other must not go on alone.

    Once an hour what nobody needs any more is cleared away.
    """
    for ask in (signal.SIGTERM, signal.SIGINT):  # SIGINT too: a shell may have started us with it ignored
        signal.signal(ask, signal.default_int_handler)
    last = time.monotonic()
    while all(process.poll() is None for process in processes):
        time.sleep(0.5)
        if time.monotonic() - last > ROUND:
            last = time.monotonic()
            subprocess.run([sys.executable, sys.argv[0], "clear_away"], check=False)
    raise CommandError("web か worker が止まりました。 / Web or worker ended by itself.")


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """End both: at once when they are idle, else they get a moment to finish, then a second word.

    On the second word a worker gives up its task and says so in the task's row; whoever does not even
    hear that (a long computation outside Python) is ended.
    """
    for patience in (FINISH, GIVE_UP):
        for process in processes:
            if process.poll() is None:
                process.terminate()
        if _all_ended(processes, patience):
            return
    for process in processes:
        process.kill()
        process.wait()


def _all_ended(processes: list[subprocess.Popen[bytes]], patience: float) -> bool:
    end = time.monotonic() + patience
    while any(process.poll() is None for process in processes):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _people() -> str:
    if not settings.DEMO:
        return ""
    from yoriai.web.accounts.demo import DEMO_PEOPLE, PASSWORD  # noqa: PLC0415 - demo only

    lines = [f"{person.email:<28} {person.role}" for person in DEMO_PEOPLE]
    return "\n  ".join(
        [
            *lines,
            f"パスワード / password: {PASSWORD}",
            "確認コード / one-time code: make demo-code（サインインの画面にも出ます）",
        ]
    )
