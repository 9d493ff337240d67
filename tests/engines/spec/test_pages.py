"""Every manual page in docs/reference/engines/ is run: each command, each result."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.engines.spec import pages

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference" / "engines"
PAGES = sorted(FOLDER.glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_shows_what_the_commands_do(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    before = page.read_text(encoding="utf-8")
    parts = [part if isinstance(part, str) else pages.renewed(part, tmp_path) for part in pages.read(before)]
    after = pages.write(parts)
    if os.environ.get("UPDATE_SPECS"):
        page.write_text(after, encoding="utf-8")
    else:
        assert after == before
