"""Who saw whom; wishes of people about their data; erasure and retention."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .history import label_of
from .person import Person


class Sight(models.Model):
    """A person's data were seen or taken out: who, when, how, for what.

    Append-only, but for one thing: the free text of the purpose can be replaced by `ERASED`, since
    somebody may have written a name into it. `source` names the file or mailing that they left in.
    """

    #: What stands where a text was erased.
    ERASED = "（消去済み）"

    person_id = models.PositiveBigIntegerField("だれの")
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField("どのように", max_length=20)
    sensitive = models.BooleanField("要配慮・子ども", default=False)
    purpose = models.CharField("使いみち", max_length=200, blank=True)
    source = models.CharField("もと", max_length=60, blank=True, db_index=True)
    at = models.DateTimeField("日時")

    class Meta:
        indexes = [models.Index(fields=["person_id", "at"], name="register_sight_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.how}"


class Outcome(models.TextChoices):
    """What became of a wish."""

    OPEN = "open", "受け付けました"
    DONE = "done", "訂正しました"
    PARTLY = "partly", "一部を訂正しました"
    REFUSED = "refused", "訂正しません"


class Correction(models.Model):
    """Somebody asked to have their entry corrected (個人情報保護法34条), and what became of it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    asked_on = models.DateField("申し出の日")
    asked_by = models.CharField("申し出た人", max_length=100)
    column = models.CharField("欄", max_length=40)
    wish = models.TextField("どう直してほしいか")
    due_on = models.DateField("返事の期限")
    outcome = models.CharField("結果", max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.TextField("理由・説明", blank=True)
    decided_on = models.DateField("決めた日", null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_on__isnull=True)
                | Q(~Q(outcome="open"), decided_on__isnull=False),
                name="register_correction_decided",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["open", "done"]) | ~Q(reason=""),
                name="register_correction_refusal_has_reason",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="register_correction_order"),
        ]

    @property
    def label(self) -> str:
        """The column's name as people know it."""
        apart = {"reach": "連絡先", "other": "そのほか"}
        return apart.get(self.column) or label_of(Person, self.column)

    def __str__(self) -> str:
        return f"correction {self.pk}"


class Erasure(models.Model):
    """Somebody was erased: when, on whose wish, by whom, what was erased and kept, as counts.

    `asked_by` wrote the request that `by` confirmed; somebody alone at the centre wrote why instead.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="erasure")
    wished_by = models.CharField("だれの求めか", max_length=100)
    counts = models.JSONField("消した件数", default=dict)
    at = models.DateTimeField("日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    alone_reason = models.CharField("ひとりで消去した理由", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | ~Q(asked_by=F("by")), name="register_erasure_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class RequestState(models.TextChoices):
    """What became of a request for an erasure; the moves stand in rules/erasures.py."""

    WAITING = "waiting", "確認を待っています"
    DONE = "done", "消去しました"
    DECLINED = "declined", "見送りました"
    TAKEN_BACK = "taken_back", "取り下げました"


class ErasureRequest(models.Model):
    """One who may erase asks another to confirm it. `also`: the mentions to be blacked out (Mention.key)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="erasure_requests")
    wished_by = models.CharField("だれの求めか", max_length=100)
    also = models.JSONField("いっしょに消すところ", default=list)
    state = models.CharField(
        "状態", max_length=10, choices=RequestState.choices, default=RequestState.WAITING
    )
    due_on = models.DateField("確認の期限")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("求めた日時")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("決めた日時", null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | Q(~Q(state="waiting"), decided_by__isnull=False, decided_at__isnull=False),
                name="register_request_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "declined"]) | ~Q(decided_by=F("asked_by")),
                name="register_request_by_two",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="waiting"), name="register_request_once"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure request {self.pk}"


class Leftover(models.Model):
    """What an erasure has still to clear outside the database; it goes when that is done.

    `mark` names a file or a mail's fingerprint, in the words of its area: nothing about the person.
    """

    area = models.CharField(max_length=20)
    mark = models.TextField()
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.area}: {self.mark}"


class RetentionRule(models.Model):
    """How long data for a purpose are kept after the last use."""

    purpose = models.CharField("目的", max_length=20, unique=True)
    months = models.PositiveSmallIntegerField("保存する月数")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("決めた日時")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(months__gte=1), name="register_retention_some_time")
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.months}"


class RetentionHold(models.Model):
    """Somebody whose time is over is kept a while longer, for a reason."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField("残す理由", max_length=200)
    until = models.DateField("いつまで")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("決めた日時")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="register_hold_has_reason"),
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
