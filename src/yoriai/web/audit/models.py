"""Rows of the audit chain: written once, never changed (database triggers see to it)."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Event(models.Model):
    """One deed: who, when, which verb, on what; with the digest of the event before it."""

    at = models.DateTimeField("日時", db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField("したこと", max_length=60, db_index=True)
    target_kind = models.CharField("種類", max_length=60)
    target_id = models.CharField("番号", max_length=60)
    facts = models.JSONField("内容", default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["target_kind", "target_id"], name="audit_event_target")]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind}:{self.target_id}"


class Head(models.Model):
    """The end of the chain: one row, locked while an event is added."""

    digest = models.CharField(max_length=64)
    events = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.events} events"
