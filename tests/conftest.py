"""What every test can use."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import SimpleTestCase, override_settings
from django.utils import translation

from yoriai.web.ui.texts import catalogues, compile_texts

# Before numpy is imported: one thread for linear algebra, as in the commands. The matrices are small, and
# several test processes share the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_sessionstart() -> None:
    """Translations are compiled before Django first looks for them."""
    compile_texts(catalogues())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database only what meets the database is asked again: a pure rule has one answer."""
    if "DATABASE_URL" in os.environ:
        pure = [item for item in items if not _meets_the_database(item)]
        config.hook.pytest_deselected(items=pure)
        items[:] = [item for item in items if item not in set(pure)]


def _meets_the_database(item: pytest.Item) -> bool:
    """pytest-django lets nobody else near it."""
    names = set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None) or object
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(names & {"db", "transactional_db"}) or issubclass(case, SimpleTestCase)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data beside the checkout; a test that needs it is marked `realdata`."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside this checkout")
    return SHARED_DATA


#: A hash as the site makes it takes 100 MB and some 50 ms: test_hashing asks for one, no other test does.
CHEAP_HASHES = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
SITE_HASHES = {name: getattr(Argon2PasswordHasher, name) for name in CHEAP_HASHES}


@pytest.fixture(scope="session", autouse=True)
def light_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Without what costs every test time and few ask for: full hashes, a list of all static files."""
    with (
        patch.multiple(Argon2PasswordHasher, **CHEAP_HASHES),
        override_settings(
            DEMO=False,
            STATIC_ROOT=tmp_path_factory.mktemp("static"),
            WHITENOISE_AUTOREFRESH=True,  # looks for the file that is asked for; lists none for each browser
            EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
            CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        ),
    ):
        yield


_numbers = itertools.count()


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path_factory: pytest.TempPathFactory) -> Path:  # type: ignore[no-untyped-def]
    """Files that the application writes go to a folder of the test, which is made when one is written."""
    folder = tmp_path_factory.getbasetemp() / f"data-{next(_numbers)}"
    settings.EXPORT_FOLDER = folder / "exports"
    settings.ERASED_LIST = folder / "erased.txt"
    return folder


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    """Every test begins in Japanese, whatever language the one before was left in."""
    with translation.override("ja"):
        yield
