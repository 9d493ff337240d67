"""What the desk brings in: tables of voices, and conversations from Polis files."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .conversation import Conversation


class ImportState(models.TextChoices):
    """Where a table of voices stands."""

    PREVIEW = "preview", "内容を確かめています"
    DONE = "done", "取り込みました"
    UNDONE = "undone", "取り込みを取り消しました"


class VoiceImport(models.Model):
    """A CSV table of voices: kept as it came until somebody has looked at it and confirmed."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="imports")
    state = models.CharField("状態", max_length=10, choices=ImportState.choices, default=ImportState.PREVIEW)
    file_name = models.CharField("ファイル名", max_length=200)
    content = models.TextField("中身")
    columns = models.JSONField("列の対応", default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("読み込んだ日時")
    done_at = models.DateTimeField("取り込んだ日時", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="preview", done_at__isnull=True)
                | Q(state__in=["done", "undone"], done_at__isnull=False),
                name="voices_import_done",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class LoadState(models.TextChoices):
    """Where the loading of Polis files stands."""

    QUEUED = "queued", "順番を待っています"
    RUNNING = "running", "読み込んでいます"
    DONE = "done", "できました"
    FAILED = "failed", "できませんでした"


class PolisLoad(models.Model):
    """One hand-over of Polis files: they become a conversation, or say why not."""

    state = models.CharField("状態", max_length=10, choices=LoadState.choices, default=LoadState.QUEUED)
    progress = models.PositiveSmallIntegerField("進み（％）", default=0)
    step = models.CharField("いましていること", max_length=100, blank=True)
    problem = models.CharField("できなかった理由", max_length=400, blank=True)
    slug = models.SlugField("アドレス", max_length=40)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField("頼まれた日時")
    settings = models.JSONField("対話の場の決めごと", default=dict)
    conversation = models.OneToOneField(
        Conversation, null=True, blank=True, on_delete=models.CASCADE, related_name="polis_load"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", conversation__isnull=False)
                | Q(~Q(state="done"), conversation__isnull=True),
                name="voices_polis_load_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.state}"


class PolisFile(models.Model):
    """A Polis file byte for byte (zlib), so that what came in can go out the same."""

    load = models.ForeignKey(PolisLoad, on_delete=models.CASCADE, related_name="files")
    name = models.CharField("ファイル名", max_length=60)
    packed = models.BinaryField("中身")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["load", "name"], name="voices_polis_file_once")]

    def __str__(self) -> str:
        return self.name
