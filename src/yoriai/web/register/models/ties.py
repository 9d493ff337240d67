"""Who is what where, how organisations are tied, and entries that were found to be one."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .organisation import Organisation
from .person import Person


class AffiliationKind(models.TextChoices):
    """What somebody is in an organisation."""

    REPRESENTATIVE = "representative", "代表"
    ACCOUNTANT = "accountant", "会計"
    OFFICER = "officer", "役員"
    STAFF = "staff", "職員"
    MEMBER = "member", "会員"
    VOLUNTEER = "volunteer", "ボランティア"
    TEACHER = "teacher", "教員"
    PUPIL = "pupil", "児童・生徒・学生"
    COUNCILLOR = "councillor", "議員"
    OFFICIAL = "official", "自治体職員"


class Affiliation(models.Model):
    """Somebody's role in an organisation, from a day on, until another day or for now."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    kind = models.CharField("役割", max_length=20, choices=AffiliationKind.choices)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="register_affiliation_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AffiliationKind.values), name="register_affiliation_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.organisation_id}"


class TieKind(models.TextChoices):
    """How two organisations are tied: the first is … of the second."""

    MEMBER_OF = "member_of", "加盟している"
    SUPPORTS = "supports", "支援している"
    AGREEMENT = "agreement", "協定を結んでいる"
    DEPARTMENT_OF = "department_of", "部署である"
    SUCCEEDS = "succeeds", "後を継いだ"


class Tie(models.Model):
    """A tie between two organisations over time."""

    first = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ties_from")
    second = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ties_to")
    kind = models.CharField("つながり", max_length=20, choices=TieKind.choices)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="register_tie_two"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="register_tie_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.kind} {self.second_id}"


class NotTheSame(models.Model):
    """Two entries that look alike and that somebody has found to be different."""

    kind = models.CharField(max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    first_id = models.PositiveBigIntegerField()
    second_id = models.PositiveBigIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_id", "second_id"], name="register_not_same_once"),
            models.CheckConstraint(condition=Q(first_id__lt=F("second_id")), name="register_not_same_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_id} {self.second_id}"


class Merge(models.Model):
    """One merging of two entries, with what is needed to undo it exactly."""

    kind = models.CharField(max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    kept_id = models.PositiveBigIntegerField()
    gone_id = models.PositiveBigIntegerField()
    before = models.JSONField("前の姿")
    moved = models.JSONField("移したつながり")
    at = models.DateTimeField("日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField("元に戻した日時", null=True, blank=True)

    def __str__(self) -> str:
        return f"merge {self.pk}"
