"""What every test can use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Before numpy is imported: one thread for linear algebra, as in the commands. The matrices are small, and
# several test processes share the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; a test that needs it is marked `realdata`."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside this checkout")
    return SHARED_DATA
