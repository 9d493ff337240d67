"""Ways to reach people and organisations' people, and what they consented to."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .person import Person


class ReachKind(models.TextChoices):
    """A way to reach somebody."""

    PHONE = "phone", "電話"
    MOBILE = "mobile", "携帯電話"
    EMAIL = "email", "メール"
    FAX = "fax", "ファクス"
    POST = "post", "郵便"


class Reach(models.Model):
    """One way to reach a person; `key` is what is compared (digits, or the address in small letters)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reaches")
    kind = models.CharField("種類", max_length=10, choices=ReachKind.choices)
    value = models.CharField("番号・アドレス", max_length=300)
    key = models.CharField(max_length=300, editable=False, db_index=True)
    preferred = models.BooleanField("まずここへ", default=False)
    avoid = models.BooleanField("ここへは連絡しない", default=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="register_reach_once"),
            models.CheckConstraint(condition=~Q(preferred=True, avoid=True), name="register_reach_one_wish"),
        ]

    def __str__(self) -> str:
        return f"reach {self.pk}"


class ConsentPurpose(models.TextChoices):
    """What somebody may consent to."""

    NEWSLETTER = "newsletter", "お便りを受け取る"
    INVITATIONS = "invitations", "催しの案内を受け取る"
    MATCHING = "matching", "活動を紹介してもらう"
    SHARING = "sharing", "団体へ連絡先を伝える"
    PHOTO = "photo", "写真を載せる"
    PARTICIPATION = "participation", "活動に参加する（保護者の同意）"


class Consent(models.Model):
    """A consent with its date, purpose and end. A child's is given by the guardian."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField("目的", max_length=20, choices=ConsentPurpose.choices)
    scope = models.CharField("範囲", max_length=200, blank=True)
    given_on = models.DateField("同意した日")
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="同意した人"
    )
    ends_on = models.DateField("終わり", null=True, blank=True)
    withdrawn_on = models.DateField("取り消した日", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("given_on")),
                name="register_consent_order",
            ),
        ]
        indexes = [models.Index(fields=["purpose", "person"], name="register_consent_purpose")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.purpose}"
