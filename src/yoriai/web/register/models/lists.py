"""Lists (saved searches) and what was sent to whom."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .contact import ConsentPurpose
from .organisation import Organisation
from .person import Person


class SavedSearch(models.Model):
    """A search under a name: whoever is found today is on the list today."""

    name = models.CharField("名前", max_length=100)
    kind = models.CharField("対象", max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    query = models.JSONField("さがし方", default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("作った日時")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SendingKind(models.TextChoices):
    """How something is sent."""

    EMAIL = "email", "メール"
    LETTER = "letter", "手紙"
    LABEL_12 = "label12", "宛名ラベル（A4 12面）"
    LABEL_24 = "label24", "宛名ラベル（A4 24面）"


class Sending(models.Model):
    """One mailing to a list, for a purpose people consented to."""

    saved_search = models.ForeignKey(
        SavedSearch, null=True, on_delete=models.SET_NULL, related_name="sendings"
    )
    kind = models.CharField("方法", max_length=10, choices=SendingKind.choices)
    purpose = models.CharField("目的", max_length=20, choices=ConsentPurpose.choices)
    subject = models.CharField("件名", max_length=200, blank=True)
    body = models.TextField("本文", blank=True)
    sent_at = models.DateTimeField("送った日時")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()


class SendingLine(models.Model):
    """One recipient of a mailing, or why somebody on the list did not get it."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    left_out = models.CharField("送らなかった理由", max_length=100, blank=True)

    def __str__(self) -> str:
        return f"line {self.pk}"
