"""Imports: what a file would change, line by line, what was done of it, and how to undo it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class ImportKind(models.TextChoices):
    """Where a file comes from."""

    PORTAL = "portal", "内閣府NPOポータル"
    LIST = "list", "センターの名簿"


class ImportState(models.TextChoices):
    """How far an import is."""

    READING = "reading", "読み込んでいます"
    PREVIEW = "preview", "確認を待っています"
    APPLYING = "applying", "取り込んでいます"
    DONE = "done", "取り込みました"
    UNDOING = "undoing", "元に戻しています"
    UNDONE = "undone", "元に戻しました"
    STOPPED = "stopped", "やめました"
    FAILED = "failed", "読み込めませんでした"


class LineKind(models.TextChoices):
    """What a line of the file would do."""

    NEW = "new", "新しい"
    CHANGED = "changed", "変わった"
    MOVED = "moved", "所轄庁が変わった"
    DISSOLVED = "dissolved", "解散した"
    EXPIRING = "expiring", "認定がまもなく終わる"
    SAME = "same", "変わらない"
    BROKEN = "broken", "読めない"


class ImportRun(models.Model):
    """One file that somebody brought."""

    kind = models.CharField("種類", max_length=10, choices=ImportKind.choices)
    state = models.CharField("状態", max_length=10, choices=ImportState.choices)
    file_name = models.CharField("ファイル", max_length=200)
    sha256 = models.CharField(max_length=64)
    options = models.JSONField("設定", default=dict)
    progress = models.PositiveSmallIntegerField("進み（％）", default=0)
    problem = models.CharField("読めなかった理由", max_length=300, blank=True)
    stop_requested = models.BooleanField(default=False)
    started_at = models.DateTimeField("始めた日時")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField("最後に進んだ日時", null=True, blank=True)
    finished_at = models.DateTimeField("終えた日時", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"import {self.pk}"


class ImportLine(models.Model):
    """One line of a file: what it is, what it would change, and whether it was taken."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveIntegerField("行")
    sheet = models.CharField("シート", max_length=60, blank=True)
    kind = models.CharField("種類", max_length=10, choices=LineKind.choices)
    target = models.CharField("対象", max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    target_id = models.PositiveBigIntegerField("対象の番号", null=True)
    name = models.CharField("名前", max_length=200, blank=True)
    values = models.JSONField("読んだ値", default=dict)
    changes = models.JSONField("変わる欄（前・後）", default=dict)
    conflicts = models.JSONField("手で直した欄との違い", default=list)
    expires_on = models.DateField("認定の終わり", null=True)
    problem = models.CharField("読めなかった理由", max_length=300, blank=True)
    chosen = models.BooleanField("取り込む", default=True)
    taken = models.BooleanField("取り込んだ", default=False)

    class Meta:
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="broken") | Q(taken=False), name="register_broken_line_not_taken"
            ),
        ]
        indexes = [
            models.Index(fields=["run", "kind"], name="register_line_kind"),
            models.Index(
                fields=["target", "target_id"],
                condition=Q(target_id__isnull=False),
                name="register_line_target",
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number}"


class PortalFile(models.Model):
    """The portal's file while it waits for a worker: in the database, so that any machine can read it."""

    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="portal_file")
    packed = models.BinaryField("ファイル")

    def __str__(self) -> str:
        return f"file of {self.run_id}"


class ColumnMemory(models.Model):
    """Which column of the centre's lists means what, as somebody decided last time."""

    header = models.CharField("見出し", max_length=100, unique=True)
    field = models.CharField("欄", max_length=40, blank=True)
    decided_at = models.DateTimeField("決めた日時")

    def __str__(self) -> str:
        return f"{self.header}: {self.field}"
