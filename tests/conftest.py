"""What every test can use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from yoriai.web.ui.texts import catalogues, compile_texts

# Before numpy is imported: one thread for linear algebra, as in the commands. The matrices are small, and
# several test processes share the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_sessionstart() -> None:
    """Translations are compiled before Django first looks for them."""
    compile_texts(catalogues())


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; a test that needs it is marked `realdata`."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside this checkout")
    return SHARED_DATA


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """Files that the application writes go to a folder of the test."""
    settings.DEMO = False
    settings.EXPORT_FOLDER = tmp_path / "exports"
    settings.ERASED_LIST = tmp_path / "erased.txt"
    settings.STATIC_ROOT = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return tmp_path


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    """Every test begins in Japanese, whatever language the one before was left in."""
    with translation.override("ja"):
        yield
