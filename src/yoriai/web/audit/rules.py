"""What makes the chain a chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .models import Event

#: What the first event names as its predecessor.
START = "0" * 64


def digest_of(event: Event) -> str:
    """SHA-256 over the event's contents and the digest of the event before."""
    content = [
        event.previous,
        event.at.isoformat(),
        event.actor_id,
        event.verb,
        event.target_kind,
        event.target_id,
        event.facts,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(events: Iterable[Event]) -> Event | None:
    """The first event, in order, that does not follow from the one before it; None when all do."""
    previous = START
    for event in events:
        if event.previous != previous or event.digest != digest_of(event):
            return event
        previous = event.digest
    return None


def may_read(viewer: Viewer) -> bool:
    return viewer.may(Right.AUDIT_READ)
