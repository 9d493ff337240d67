"""Writes of the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from . import queries
from .models import Notice


def later(*, to: str, subject: str, body: str, at: datetime, headers: dict[str, str] | None = None) -> Notice:
    """Put a mail into the outbox; a worker sends it once the caller's transaction is committed."""
    notice = Notice.objects.create(
        to=to, subject=" ".join(subject.split()), body=body, headers=headers or {}, created_at=at
    )
    transaction.on_commit(partial(send.enqueue, notice.pk))
    return notice


@task()
def send(notice_id: int) -> None:
    """Send one mail of the outbox; a mail that was sent is not sent again."""
    notice = Notice.objects.get(pk=notice_id)
    if notice.sent_at or not notice.to:  # sent, or erased before it was sent
        return
    notice.attempts += 1
    try:
        EmailMessage(notice.subject, notice.body, to=[notice.to], headers=notice.headers).send()
        notice.sent_at, notice.problem = timezone.now(), ""
    except OSError as problem:
        notice.problem = type(problem).__name__
    notice.save(update_fields=["attempts", "sent_at", "problem"])


def forget(mails: Collection[str]) -> dict[str, int]:
    """Part of an erasure, which records it: mails to these addresses lose address and text.

    That a mail was written stays as a row.
    """
    rows = queries.sent_to(mails)
    count = Notice.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        to="", subject="（消去済み）", body="", headers={}
    )
    return {"mail": count}
