"""`manage.py retention EMAIL`: the people past the time of keeping. It deletes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from yoriai.web.accounts.models import User
from yoriai.web.accounts.queries import viewer_of

from ...queries import retention


class Command(BaseCommand):
    """Prints the list that the page of retention shows: number, reason. Names stay on the page."""

    help = "Lists the people past the time of keeping, by number and reason; deletes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="the account of somebody who may erase")

    def handle(self, *_args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"]).first()
        today = timezone.localdate()
        rows = retention.over(viewer_of(user, today), today) if user else None
        if rows is None:
            raise CommandError("この人は保存する期間の一覧を見られません (this account may not see the list)")
        for row in rows:
            self.stdout.write(f"{row.person.pk}\t{row.due.sentence}")
        self.stdout.write(f"{len(rows)}人。台帳の仕事「保存する期間」で、残すか消すかを決めます。")
