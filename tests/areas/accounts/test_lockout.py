"""Guessing passwords stops: by account from anywhere, by address for any account."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.areas.accounts.people import give_password, is_in, with_password

pytestmark = pytest.mark.django_db
WORDS = "しばらく休んでいます"


@pytest.fixture(autouse=True)
def shared_counters(settings: Any) -> None:
    """The counters lie in the database, where every web process sees them."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    }


@pytest.fixture(autouse=True)
def cache_table(db: None) -> None:
    from django.core.management import call_command

    call_command("createcachetable", "cache", verbosity=0)


@pytest.fixture(autouse=True)
def cheap_hashes(settings: Any) -> None:
    """Attempts are counted here, not hashes."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def attempts(number: int, email: str = "citizen@example.jp", **extra: Any) -> list[str]:
    """The pages that come back to so many wrong passwords, each from a browser of its own."""
    pages = []
    for turn in range(number):
        mark = {key: value.format(turn) if isinstance(value, str) else value for key, value in extra.items()}
        pages.append(give_password(Client(), email, "まちがったもの", **mark).content.decode())
    return pages


def test_an_account_is_locked_after_ten_wrong_passwords_from_many_addresses() -> None:
    with_password("citizen")
    pages = attempts(12, REMOTE_ADDR="10.0.0.{}")
    assert WORDS not in pages[9] and WORDS in pages[10]
    browser = Client()
    answer = give_password(browser, "citizen@example.jp", REMOTE_ADDR="10.0.1.1")
    assert WORDS in answer.content.decode() and not is_in(browser)


def test_an_account_that_does_not_exist_is_locked_in_the_same_way() -> None:
    with_password("citizen")
    known = attempts(12, "citizen@example.jp", REMOTE_ADDR="10.0.0.{}")
    unknown = attempts(12, "nobody@example.jp", REMOTE_ADDR="10.0.2.{}")
    assert [WORDS in page for page in known] == [WORDS in page for page in unknown]


def test_an_address_is_locked_after_thirty_wrong_passwords_for_many_accounts() -> None:
    with_password("citizen")
    for turn in range(30):
        give_password(Client(), f"person{turn}@example.jp", "まちがったもの")
    browser = Client()
    answer = give_password(browser, "citizen@example.jp")
    assert WORDS in answer.content.decode() and not is_in(browser)


def test_a_forged_forwarding_header_does_not_help() -> None:
    with_password("citizen")
    for turn in range(30):
        give_password(
            Client(), f"person{turn}@example.jp", "まちがったもの", HTTP_X_FORWARDED_FOR=f"10.9.0.{turn}"
        )
    answer = give_password(Client(), "citizen@example.jp", HTTP_X_FORWARDED_FOR="10.9.1.1")
    assert WORDS in answer.content.decode()


def test_one_locked_account_leaves_the_others_open() -> None:
    with_password("citizen")
    with_password("member")
    attempts(11, REMOTE_ADDR="10.0.0.{}")
    answer = give_password(Client(), "member@example.jp", REMOTE_ADDR="10.0.3.1")
    assert answer.status_code == 302


def test_too_many_requests_get_a_kind_page() -> None:
    for _ in range(20):
        Client().post("/accounts/password/reset/", {"email": "nobody@example.jp"})
    answer = Client().post("/accounts/password/reset/", {"email": "nobody@example.jp"})
    assert answer.status_code == 429
    assert "少し待ってください" in answer.content.decode()
