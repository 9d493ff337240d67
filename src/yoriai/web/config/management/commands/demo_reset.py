"""`make demo-reset`: throw the demo away and make it anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yoriai.web.config import house


class Command(BaseCommand):
    """Throw the demo away and make it anew."""

    help = __doc__

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            house.empty()
        except RuntimeError as problem:
            raise CommandError(str(problem)) from problem
        house.prepare()
        house.fill(timezone.now())
        self.stdout.write("デモの地域を作り直しました。 / The demo region is made anew.")
