"""`manage.py clear_away`: what was interrupted after an erasure, and export files past their time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from yoriai.web.exports import actions as exports

from ...actions import clearing


class Command(BaseCommand):
    """Runs at every start of the house and once an hour; again is harmless."""

    help = "Clears files and mails that an interrupted erasure left, and export files past their time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        left, expired = clearing.clear(), exports.clear_expired(timezone.now())
        if left or expired:
            self.stdout.write(
                f"消去のあとに残っていたもの{left}件と、期限の過ぎた書き出し{expired}件を片づけました。"
            )
