"""The one way into the audit chain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction

from yoriai.web.accounts.rules import Viewer

from .models import Event, Head
from .rules import START, digest_of
from .verbs import VERBS


def record(actor: Viewer, verb: str, target: models.Model, *, at: datetime, **facts: Any) -> Event:
    """Add one event to the chain, inside the caller's transaction.

    `facts` are small JSON values and never personal data: names stay in the register.
    Raises RuntimeError outside a transaction and KeyError for a verb that is not on the list.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record belongs into the transaction of the deed")
    VERBS[verb]
    head = _locked_head()
    event = Event(
        at=at.astimezone(UTC),
        actor_id=actor.user_id,
        verb=verb,
        target_kind=target._meta.label_lower,
        target_id=str(target.pk),
        facts=facts,
        previous=head.digest,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    Head.objects.filter(pk=head.pk).update(digest=event.digest, events=head.events + 1)
    return event


def _locked_head() -> Head:
    head, _ = Head.objects.select_for_update().get_or_create(pk=1, defaults={"digest": START})
    return head
