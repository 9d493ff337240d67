"""The map at one moment: computed once, cited by number, never changed; and its publication."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .conversation import Conversation


class Snapshot(models.Model):
    """What the engine made of the votes of one moment (append-only)."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField("番号")
    made_at = models.DateTimeField("作った日時")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    seed = models.PositiveIntegerField("乱数の種")
    votes_digest = models.CharField("投票の指紋", max_length=64)
    summary = models.JSONField("結果")
    people = models.JSONField("参加者の位置")
    statements = models.JSONField("意見ごとの結果")
    composition = models.JSONField("参加した人と国勢調査", default=dict)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="voices_snapshot_number"),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}-{self.number}"


class Publication(models.Model):
    """A snapshot was made public: who did it and when (append-only, since it is cited from then on)."""

    snapshot = models.OneToOneField(Snapshot, on_delete=models.PROTECT, related_name="publication")
    at = models.DateTimeField("公開した日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"publication of {self.snapshot_id}"


class ComputationState(models.TextChoices):
    """Where a computation stands."""

    QUEUED = "queued", "順番を待っています"
    RUNNING = "running", "計算しています"
    DONE = "done", "できました"
    STOPPED = "stopped", "止めました"
    FAILED = "failed", "できませんでした"


class Computation(models.Model):
    """A request to compute the map, worked on by a task; shows its progress and can be stopped."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="computations")
    state = models.CharField("状態", max_length=10, choices=ComputationState.choices)
    progress = models.PositiveSmallIntegerField("進み（％）", default=0)
    step = models.CharField("いましていること", max_length=100, blank=True)
    problem = models.CharField("できなかった理由", max_length=300, blank=True)
    seed = models.PositiveIntegerField("乱数の種", default=1)
    heard_at = models.DateTimeField("最後に知らせがあった日時", null=True, blank=True)
    stop_requested = models.BooleanField("止めるよう頼まれた", default=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField("頼まれた日時")
    finished_at = models.DateTimeField("終わった日時", null=True, blank=True)
    snapshot = models.OneToOneField(
        Snapshot, null=True, blank=True, on_delete=models.PROTECT, related_name="computation"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(state__in=["queued", "running"]),
                name="voices_computation_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="done", snapshot__isnull=False)
                | Q(~Q(state="done"), snapshot__isnull=True),
                name="voices_computation_done",
            ),
        ]

    def __str__(self) -> str:
        return f"computation {self.pk}: {self.state}"
