"""`manage.py erase_again EMAIL [FILE]`: after a backup was restored, erase who had been erased since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from yoriai.web.accounts.models import User
from yoriai.web.accounts.queries import viewer_of

from ... import erased_list
from ...actions import erasing
from ...rules import privacy


class Command(BaseCommand):
    """Erases once more everybody on the list of erased people."""

    help = "After a backup was restored: erases again everybody on the list of erased people."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the account of somebody who may erase")
        parser.add_argument(
            "file", nargs="?", type=Path, help="the list; the one of the data folder if left out"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"]).first()
        actor = viewer_of(user, timezone.localdate()) if user else None
        if actor is None or not privacy.may_erase(actor):
            raise CommandError("この人は消去できません (this account may not erase)")
        people = list(erased_list.people(options["file"]))
        for person, also in people:
            erasing.erase_again(actor, person, also=also, at=timezone.now())
        self.stdout.write(f"{len(people)}人を、もう一度消去しました。")
