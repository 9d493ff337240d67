"""`make demo-large`: fill the demo's register with 60,000 organisations and 100,000 people."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from yoriai.web.config import house


class Command(BaseCommand):
    """Fill the demo's register with 60,000 organisations and 100,000 people."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisations", type=int, default=60_000)
        parser.add_argument("--people", type=int, default=100_000)

    def handle(self, *_args: Any, organisations: int, people: int, **_options: Any) -> None:
        try:
            added = house.enlarge(timezone.now(), organisations, people)
        except RuntimeError as problem:
            raise CommandError(str(problem)) from problem
        words = "台帳に団体を{0:,}、人を{1:,}載せました。 / {0:,} organisations and {1:,} people added."
        self.stdout.write(words.format(*added))
