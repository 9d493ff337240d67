"""Reads of downloads."""

from __future__ import annotations

from django.db.models import QuerySet

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .models import Download


def visible_to(viewer: Viewer) -> QuerySet[Download]:
    """One's own downloads; all of them for those who read the audit."""
    rows = Download.objects.select_related("user").order_by("-asked_at", "pk")
    return rows if viewer.may(Right.AUDIT_READ) else rows.filter(user_id=viewer.user_id or 0)
