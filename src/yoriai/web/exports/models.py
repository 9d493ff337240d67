"""Rows of downloads: who took what out of the system, for which purpose."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class DownloadState(models.TextChoices):
    """A large file waits for a worker; a small one is ready at once."""

    WAITING = "waiting", "順番を待っています"
    MAKING = "making", "作っています"
    READY = "ready", "できました"
    STOPPED = "stopped", "止めました"
    FAILED = "failed", "作れませんでした"


class Download(models.Model):
    """One file made for one person; only this person can fetch it, and not for long.

    `rows` is what was counted when it was asked for, and once it is ready what the file holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    export = models.CharField("書き出し", max_length=60)
    subject = models.CharField("対象", max_length=60, blank=True)
    purpose = models.CharField("使いみち", max_length=200)
    format = models.CharField("形式", max_length=10, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField("件数", default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField("頼んだ日時")
    made_at = models.DateTimeField("作った日時", null=True, blank=True)
    expires_at = models.DateTimeField("使える期限", null=True, blank=True)
    state = models.CharField("いま", max_length=10, choices=DownloadState.choices)
    progress = models.PositiveSmallIntegerField("進みぐあい（%）", default=0)
    step = models.CharField("していること", max_length=100, blank=True, default="")
    heard_at = models.DateTimeField("ワーカーから聞いた日時", null=True, blank=True)
    stop_requested = models.BooleanField("止めるよう頼まれた", default=False)
    problem = models.CharField("作れなかった理由", max_length=300, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["state"], name="exports_state")]
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="exports_purpose_given"),
            models.CheckConstraint(
                condition=~Q(state="ready")
                | (Q(made_at__isnull=False, expires_at__isnull=False) & ~Q(sha256="") & ~Q(file_name="")),
                name="exports_ready_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="failed") ^ Q(problem=""), name="exports_failed_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"download {self.pk}"
