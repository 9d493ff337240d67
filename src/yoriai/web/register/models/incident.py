"""Leaks: the sheet of the report, its versions, and the people concerned."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .person import Person


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
    first_reported_on = models.DateField("速報をした日", null=True, blank=True)
    final_reported_on = models.DateField("確報をした日", null=True, blank=True)
    closed_at = models.DateTimeField("対応を終えた日時", null=True, blank=True)
    source = models.CharField("もと", max_length=60, blank=True)
    version = models.PositiveIntegerField("版", default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-known_at", "-pk"]

    def __str__(self) -> str:
        return f"incident {self.pk}"


class IncidentVersion(models.Model):
    """The sheet as it stood after one saving."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("版")
    values = models.JSONField("内容")
    at = models.DateTimeField("日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="register_incident_version_once")
        ]

    def __str__(self) -> str:
        return f"incident {self.incident_id}, version {self.number}"


class IncidentPerson(models.Model):
    """Somebody whose data leaked, and when they were told (個人情報保護法26条2項)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField("本人に知らせた日", null=True, blank=True)

    class Meta:
        ordering = ["person_id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "person"], name="register_incident_person_once")
        ]

    def __str__(self) -> str:
        return f"incident {self.incident_id}, person {self.person_id}"
