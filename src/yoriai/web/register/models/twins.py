"""Looking for entries that stand twice in the register: the search and what it found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

KINDS = [("person", "人"), ("organisation", "団体")]


class TwinSearchState(models.TextChoices):
    """How far a search is."""

    QUEUED = "queued", "順番を待っています"
    RUNNING = "running", "さがしています"
    DONE = "done", "終わりました"
    STOPPED = "stopped", "止めました"
    FAILED = "failed", "終えられませんでした"


class TwinSearch(models.Model):
    """One search for entries of a kind that may be the same; `left_out` says what was too many to compare."""

    kind = models.CharField("対象", max_length=20, choices=KINDS)
    state = models.CharField("状態", max_length=10, choices=TwinSearchState.choices)
    progress = models.PositiveSmallIntegerField("進み（％）", default=0)
    step = models.CharField("いま", max_length=100, blank=True)
    stop_requested = models.BooleanField(default=False)
    heard_at = models.DateTimeField("最後の知らせ", null=True, blank=True)
    problem = models.CharField("終えられなかった理由", max_length=300, blank=True)
    compared = models.PositiveIntegerField("くらべた登録", default=0)
    found = models.PositiveIntegerField("見つけた組", default=0)
    left_out = models.JSONField("多すぎてくらべなかったまとまり", default=list)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField("頼んだ日時")
    finished_at = models.DateTimeField("終えた日時", null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(state__in=["queued", "running"]),
                name="register_one_twin_search_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"twin search {self.pk}"


class TwinPair(models.Model):
    """Two entries that may be the same, with the reasons as codes and points (rules/twins)."""

    kind = models.CharField("対象", max_length=20, choices=KINDS)
    first_id = models.PositiveBigIntegerField()
    second_id = models.PositiveBigIntegerField()
    points = models.FloatField("点")
    level = models.CharField("たしかさ", max_length=10)
    reasons = models.JSONField("理由", default=list)
    put_off_at = models.DateTimeField("あとで見ることにした日時", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="register_twin_pair_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="register_twin_pair_order"),
        ]
        indexes = [models.Index(fields=["kind", "-points", "id"], name="register_twin_points")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id} {self.second_id}"
