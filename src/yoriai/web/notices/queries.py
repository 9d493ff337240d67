"""Reads of the outbox."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Lower

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .models import Notice


def visible_to(viewer: Viewer) -> QuerySet[Notice]:
    """All mails for those who may read the outbox, newest first; nothing for others."""
    notices = Notice.objects.order_by("-created_at", "-pk")
    return notices if viewer.may(Right.NOTICES_READ) else notices.none()


def sent_to(mails: Iterable[str]) -> QuerySet[Notice]:
    """All mails to these addresses (small letters), oldest first."""
    return Notice.objects.annotate(address=Lower("to")).filter(address__in=list(mails)).order_by("pk")
