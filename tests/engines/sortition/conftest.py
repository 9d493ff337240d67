"""Reads the shared pools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from yoriai.cli.draw.reading import read_pool
from yoriai.engines.sortition import Pool


@pytest.fixture
def read() -> Callable[[Path, str], Pool]:
    def pool(folder: Path, name: str) -> Pool:
        files = (folder / f"{name}_{part}" for part in ("people.csv", "features.csv", "settings.toml"))
        return read_pool(*files)[0]

    return pool
