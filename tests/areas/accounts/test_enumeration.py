"""Nobody learns from our answers who has an account: same words, same status, same work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from tests.areas.accounts.people import with_password
from yoriai.web.notices.models import Notice

pytestmark = pytest.mark.django_db

DOORS = {
    "/accounts/login/": lambda email: {"login": email, "password": "まちがったもの"},
    "/accounts/password/reset/": lambda email: {"email": email},
    "/accounts/signup/": lambda email: {"email": email, "password1": "みずうみの橋をわたる"},
}


@pytest.fixture
def hashes() -> Iterator[list[str]]:
    """Counts how often a password is hashed: that is what makes an answer slow."""
    done: list[str] = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify

    def counted_encode(self: Argon2PasswordHasher, password: str, salt: str) -> str:
        done.append("encode")
        return encode(self, password, salt)

    def counted_verify(self: Argon2PasswordHasher, password: str, encoded: str) -> bool:
        done.append("verify")
        return verify(self, password, encoded)

    with (
        patch.object(Argon2PasswordHasher, "encode", counted_encode),
        patch.object(Argon2PasswordHasher, "verify", counted_verify),
    ):
        yield done


def answer(door: str, email: str) -> tuple[int, str, str]:
    """Status, where it leads, and the page without what differs in every answer."""
    response = Client().post(door, DOORS[door](email))
    text = response.content.decode().replace(email, "…")
    text = re.sub(r"[A-Za-z0-9]{64}", "token", text)
    return response.status_code, response.headers.get("Location", ""), text


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_addresses_get_the_same_answer(door: str) -> None:
    with_password("citizen")
    assert answer(door, "citizen@example.jp") == answer(door, "nobody@example.jp")


@pytest.mark.parametrize("door", DOORS)
def test_known_and_unknown_addresses_cost_the_same_hashing(door: str, hashes: list[str]) -> None:
    with_password("citizen")
    costs = []
    for email in ("citizen@example.jp", "nobody@example.jp"):
        hashes.clear()
        answer(door, email)
        costs.append(len(hashes))
    assert costs[0] == costs[1], costs
    assert door == "/accounts/password/reset/" or costs[0] == 1


@pytest.mark.parametrize("door", ["/accounts/password/reset/", "/accounts/signup/"])
def test_known_and_unknown_addresses_both_get_one_mail(door: str) -> None:
    with_password("citizen")
    for email in ("citizen@example.jp", "nobody@example.jp"):
        answer(door, email)
        assert Notice.objects.filter(to=email).count() == 1


def test_where_signing_up_leads_tells_nothing_afterwards() -> None:
    with_password("citizen")
    pages = []
    for email in ("citizen@example.jp", "nobody@example.jp"):
        browser = Client()
        response = browser.post("/accounts/signup/", DOORS["/accounts/signup/"](email), follow=True)
        pages.append(re.sub(r"[A-Za-z0-9]{64}", "token", response.content.decode().replace(email, "…")))
    assert pages[0] == pages[1]
