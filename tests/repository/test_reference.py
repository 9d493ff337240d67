"""The generated pages of docs/reference say what the code says."""

from __future__ import annotations

import pytest

from yoriai.web.config import reference


def test_generated_pages_are_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert reference.stale() == [], "run: python manage.py reference"
