"""Ctrl-C on `make run` ends web and worker, whatever they are doing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from yoriai.web.config.management.commands import yoriai_run

OBEYS = "import sys; print('ready', flush=True); sys.stdin.read()"
SECOND_WORD = """
import signal, sys
def first(*_):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
signal.signal(signal.SIGTERM, first)
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"


@pytest.mark.parametrize(("code", "ended_by"), [("", -15), (SECOND_WORD, -15), (DEAF, -9)])
def test_everything_ends(monkeypatch: pytest.MonkeyPatch, code: str, ended_by: int) -> None:
    monkeypatch.setattr(yoriai_run, "FINISH", 0.1)
    monkeypatch.setattr(yoriai_run, "GIVE_UP", 5.0 if code == SECOND_WORD else 0.1)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code + OBEYS], **pipes) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yoriai_run._stop([process])
        assert process.returncode == ended_by
