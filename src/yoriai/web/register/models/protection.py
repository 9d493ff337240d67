"""Who saw whom; erasure; retention; incidents."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .person import Person


class Sight(models.Model):
    """A person's data were seen or taken out: who, when, how, for what (append-only)."""

    person_id = models.PositiveBigIntegerField("だれの")
    viewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    how = models.CharField("どのように", max_length=20)
    sensitive = models.BooleanField("要配慮・子ども", default=False)
    purpose = models.CharField("使いみち", max_length=200, blank=True)
    at = models.DateTimeField("日時")

    class Meta:
        indexes = [models.Index(fields=["person_id", "at"], name="register_sight_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.how}"


class Erasure(models.Model):
    """Somebody was erased: when, on whose wish, what was kept as a count."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="erasure")
    wished_by = models.CharField("だれの求めか", max_length=100)
    at = models.DateTimeField("日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"erasure {self.pk}"


class RetentionRule(models.Model):
    """How long data for a purpose are kept after the last use."""

    purpose = models.CharField("目的", max_length=20, unique=True)
    months = models.PositiveSmallIntegerField("保存する月数")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("決めた日時")

    def __str__(self) -> str:
        return f"{self.purpose}: {self.months}"


class Incident(models.Model):
    """A leak, or what may be one: the items of the report (個人情報保護委員会規則 8条1項)."""

    known_at = models.DateTimeField("知った日時")
    overview = models.TextField("一 概要")
    data_items = models.TextField("二 漏えい等した個人データの項目", blank=True)
    people_count = models.PositiveIntegerField("三 本人の数", null=True, blank=True)
    cause = models.TextField("四 原因", blank=True)
    secondary_damage = models.TextField("五 二次被害（おそれ）の有無と内容", blank=True)
    response_to_people = models.TextField("六 本人への対応の実施状況", blank=True)
    publication = models.TextField("七 公表の実施状況", blank=True)
    prevention = models.TextField("八 再発防止のための措置", blank=True)
    other = models.TextField("九 その他参考となる事項", blank=True)
    sensitive = models.BooleanField("要配慮個人情報を含む", default=False)
    malicious = models.BooleanField("不正の目的のおそれ", default=False)
    money_loss = models.BooleanField("財産的被害のおそれ", default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"incident {self.pk}"
