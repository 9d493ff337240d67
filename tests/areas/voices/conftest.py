"""What every test of voices can rely on."""

import pytest

from yoriai.web.voices.actions import maps_engine


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Maps of the tests are tried on a few redraws only: what stability is worth, the engine's tests ask."""
    monkeypatch.setattr(maps_engine, "DRAWS", 4)
