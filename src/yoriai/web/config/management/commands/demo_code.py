"""`make demo-code`: the one-time code with which the demo people sign in now."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from yoriai.web.accounts.demo import TOTP_SECRET


class Command(BaseCommand):
    """Print the code of this half minute."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("YORIAI_DEMO is not 1")
        half_minute = int(time.time()) // app_settings.TOTP_PERIOD
        self.stdout.write(auth.format_hotp_value(auth.hotp_value(TOTP_SECRET, half_minute)))
