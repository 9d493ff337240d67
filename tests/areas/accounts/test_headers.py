"""What every page tells the browser, for visitors and for people who are signed in."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests import cast
from tests.areas.accounts.people import give_password, with_password
from tests.permissions.samples import kwargs_for
from tests.permissions.test_matrix import OWN

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/ui/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/no-such-page/"]
INLINE = re.compile(r"<script(?![^>]*(?:src=|application/json))|<style|\sstyle=|\son[a-z]+=|javascript:")


def check(response) -> None:  # type: ignore[no-untyped-def]
    """The headers of one answer."""
    policy = response["Content-Security-Policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert not re.search(r"https?:|\*", policy), policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    for right in ("camera", "geolocation", "microphone", "payment", "usb"):
        assert f"{right}=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages(address: str) -> None:
    response = Client().get(address)
    check(response)
    assert "no-store" not in response.get("Cache-Control", "") or address.startswith("/accounts/")


@pytest.mark.no_cover
@pytest.mark.parametrize("name", OWN)
def test_pages_of_somebody_who_is_signed_in_are_kept_by_nobody(name: str) -> None:
    response = cast.client("director").get(reverse(name, kwargs=kwargs_for(name)))
    check(response)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("address", [*PUBLIC, "/accessibility/"])
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_pages_hold_nothing_that_the_policy_forbids(address: str, language: str) -> None:
    browser = Client()
    browser.cookies["django_language"] = language
    page = browser.get(address).content.decode()
    text = re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    assert not INLINE.search(text), INLINE.search(text)
    assert not re.search(r"""(src|href)=["'](https?:)?//""", text)


def test_cookies_are_for_our_site_and_out_of_reach_of_scripts() -> None:
    with_password("citizen")
    Authenticator.objects.all().delete()
    browser = Client()
    browser.get("/accounts/login/")
    give_password(browser, "citizen@example.jp")
    browser.post("/language/", {"language": "en", "next": "/"})
    for name in ("sessionid", "csrftoken", "django_language"):
        cookie = browser.cookies[name]
        assert cookie["httponly"] and cookie["samesite"] == "Lax", name
