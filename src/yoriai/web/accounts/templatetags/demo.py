"""What the sign-in pages show in demo mode, and only there."""

from __future__ import annotations

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django import template
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from yoriai.web.accounts.demo import DEMO_PEOPLE, PASSWORD, TOTP_SECRET, DemoPerson

register = template.Library()


@register.simple_tag
def demo_people() -> tuple[DemoPerson, ...]:
    """The people one can sign in as; nobody outside demo mode."""
    return DEMO_PEOPLE if settings.DEMO else ()


@register.simple_tag
def demo_password() -> str:
    """Their password; empty outside demo mode."""
    return PASSWORD if settings.DEMO else ""


@register.simple_tag
def demo_code(user: AbstractBaseUser | None) -> str:
    """The one-time code of a demo person at this moment; empty for everybody else."""
    known = {person.email for person in DEMO_PEOPLE}
    if not settings.DEMO or user is None or user.get_username() not in known:
        return ""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))
