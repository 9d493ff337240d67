"""What the outbox answers for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yoriai.web.register import privacy
from yoriai.web.register.rules.traces import is_sure

from . import actions, outbox, queries


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    rows = [
        {"書いた日時": row.created_at, "宛先": row.to, "件名": row.subject, "本文": row.body}
        for row in queries.sent_to(subject.mails)
    ]
    return [privacy.Section("送ったメール", rows)]


def _erases(subject: privacy.Subject, _at: datetime) -> dict[str, int]:
    return actions.forget(subject.mails)


def _leaves(subject: privacy.Subject) -> dict[str, list[str]]:
    """Where mails are files: those to the person, and those that surely speak of the person."""

    def speaks_of(text: str) -> bool:
        return is_sure(subject.traces.kinds(text))

    return {"mail_file": outbox.marks(outbox.files(), subject.mails, speaks_of)}


def load() -> None:
    """Register what this part answers for; a mail points to an address, not to an entry."""
    privacy.register(
        "notices",
        "お知らせメール",
        holds=_holds,
        copied=(),
        erases=_erases,
        erased=(),
        leaves=_leaves,
        clears=lambda marks: outbox.take_out(outbox.files(), marks),
        kept={},
    )
