"""The command itself: help, versions, readers who stop listening."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from yoriai import __version__
from yoriai.cli.main import COMMANDS, main


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    printed = capsys.readouterr().out
    assert all(f"    {name}" in printed for name in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out.strip() == f"yoriai {__version__}"


def test_a_reader_who_stops_listening_is_no_error() -> None:
    """As in `yoriai ordinance profile FILE | head -1`: the pipe is closed before the command prints."""
    program = "from yoriai.cli import main; main.main = lambda: print('a line') or 0; main.run()"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == b""
