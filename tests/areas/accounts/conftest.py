"""Counters of failed attempts start at zero in every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_counters(data_folder: object) -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()
