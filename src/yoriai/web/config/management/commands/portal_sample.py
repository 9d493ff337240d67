"""`manage.py portal_sample`: write a file like the NPO portal's, to try the import with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from yoriai.web.register.rules.numbers import add_months


class Command(BaseCommand):
    """Write a made-up portal file, and the one of a year later."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="書くフォルダー")
        parser.add_argument("--rows", type=int, default=300, help="法人の数")
        parser.add_argument("--seed", type=int, default=7, help="種（同じ種と日からは同じファイル）")
        parser.add_argument("--date", type=date.fromisoformat, help="ファイルの日（既定は1年前の今日）")

    def handle(self, *_args: Any, **options: Any) -> None:
        from seed import portal  # noqa: PLC0415 - made-up data are not needed to serve

        day = options["date"] or add_months(timezone.localdate(), -12)
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        first = portal.make(options["rows"], options["seed"], day)
        later = add_months(day, 12)
        second, planted = portal.a_year_later(first, options["seed"], later)
        for when, file in ((day, first), (later, second)):
            path = folder / f"gyousei_{when:%Y%m%d}.zip"
            path.write_bytes(file.zip(when))
            self.stdout.write(str(path))
        self.stdout.write(
            f"1年のあいだに、新しい{len(planted.new)}、変わった{len(planted.changed)}、"
            f"所轄庁が変わった{len(planted.moved)}、解散した{len(planted.dissolved)}"
        )
