"""Signing in as a browser does it."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tests import cast
from yoriai.web.accounts.models import User

PASSWORD = "みずうみの橋をわたる"


def with_password(name: str) -> User:
    """The account of one of the cast, with a confirmed address and a password."""
    user = cast.make_user(name)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


def give_password(browser: Client, email: str, password: str = PASSWORD, **extra: Any) -> Any:
    """What comes back when the sign-in form is sent."""
    return browser.post("/accounts/login/", {"login": email, "password": password}, **extra)


def code(secret: str = cast.TOTP_SECRET) -> str:
    """The one-time code of this moment; codes of earlier tests do not count as used."""
    cache.clear()
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_in(browser: Client) -> bool:
    """Whether somebody is signed in in this browser."""
    return browser.get("/staff/me/").status_code == 200
