"""Rows of downloads: who took what out of the system, for which purpose."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models


class Download(models.Model):
    """One file made for one person; only this person can fetch it, and not for long."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    export = models.CharField("書き出し", max_length=60)
    subject = models.CharField("対象", max_length=60, blank=True)
    purpose = models.CharField("使いみち", max_length=200)
    format = models.CharField("形式", max_length=10)
    file_name = models.CharField(max_length=200)
    rows = models.PositiveIntegerField("件数")
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField("作った日時")
    expires_at = models.DateTimeField("使える期限")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(purpose=""), name="exports_purpose_given")]

    def __str__(self) -> str:
        return f"download {self.pk}"
