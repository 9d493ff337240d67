"""What exports answer for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yoriai.web.register import privacy

from . import actions
from .models import Download


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    rows = [
        {
            "日時": row.made_at or row.asked_at,
            "書き出し": row.export,
            "使いみち": row.purpose,
            "件数": row.rows,
        }
        for row in Download.objects.filter(user__in=subject.user_ids).order_by("asked_at", "pk")
    ]
    return [privacy.Section("この人が書き出したファイル", rows)]


def _erases(_subject: privacy.Subject, _at: datetime) -> dict[str, int]:
    """A download's row names no file's content; what is being made is given up."""
    actions.give_up()
    return {}


def _leaves(_subject: privacy.Subject) -> dict[str, list[str]]:
    return {"file": actions.lying()}


def load() -> None:
    """Register what this part answers for."""
    privacy.register(
        "exports",
        "書き出し",
        holds=_holds,
        copied={"exports.Download.user"},
        erases=_erases,
        erased=(),
        leaves=_leaves,
        clears=actions.clear_files,
        kept={"exports.Download.user": "アカウントからメールアドレスが消えるので、だれのことかは分からない"},
    )
