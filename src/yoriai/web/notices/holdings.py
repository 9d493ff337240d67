"""What the outbox answers for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yoriai.web.register import privacy

from . import actions, queries


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    rows = [
        {"書いた日時": row.created_at, "宛先": row.to, "件名": row.subject, "本文": row.body}
        for row in queries.sent_to(subject.mails)
    ]
    return [privacy.Section("送ったメール", rows)]


def _erases(subject: privacy.Subject, _at: datetime) -> dict[str, int]:
    return actions.forget(subject.mails)


def load() -> None:
    """Register what this part answers for; a mail points to an address, not to an entry."""
    privacy.register("notices", "お知らせメール", holds=_holds, copied=(), erases=_erases, erased=(), kept={})
