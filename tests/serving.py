"""The whole site as `make run` starts it, on a free port: for journeys, and for runs under load."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[1]
#: Seconds in which a site has made its demo region and answers.
PATIENCE = 180


@dataclass(frozen=True)
class Served:
    """Where it answers, with which settings, and the process from which all others come."""

    address: str
    environment: dict[str, str]
    pid: int


@contextmanager
def serving(
    folder: Path, log: IO[Any] | int | None = None, among: Mapping[str, str] = os.environ
) -> Iterator[Served]:
    """A site with the data of a folder until the block ends; an empty folder gets the demo region first.

    What it prints goes to `log`. Raises RuntimeError when it ends by itself or does not answer in time.
    """
    port = _free_port()
    own = {"YORIAI_DATA": str(folder), "YORIAI_DEMO": "1", "HOST": "127.0.0.1", "PORT": str(port)}
    environment = {**among, **own}
    words = [sys.executable, "manage.py", "yoriai_run"]
    server = subprocess.Popen(
        words, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield Served(address, environment, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[Any]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError("the site ended by itself")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"the site did not answer in {PATIENCE} s")
