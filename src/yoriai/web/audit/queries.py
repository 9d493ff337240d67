"""Reads of the audit chain."""

from __future__ import annotations

from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer

from .models import Event
from .rules import first_break, may_read


def visible_to(viewer: Viewer) -> QuerySet[Event]:
    """Every event for those who may read the audit, newest first; nothing for others."""
    events = Event.objects.select_related("actor").order_by("-pk")
    return events if may_read(viewer) else events.none()


def history_of(viewer: Viewer, kind: str, key: str) -> QuerySet[Event]:
    """What happened to one row."""
    return visible_to(viewer).filter(target_kind=kind, target_id=key)


def chain_break() -> Event | None:
    """The first event that was tampered with, or None."""
    return first_break(Event.objects.order_by("pk").iterator(chunk_size=2000))
