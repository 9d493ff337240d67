"""The outbox: every mail the system sends, before and after it is sent."""

from __future__ import annotations

from django.db import models


class Notice(models.Model):
    """One mail to one address."""

    to = models.EmailField("宛先")
    subject = models.CharField("件名", max_length=200)
    body = models.TextField("本文")
    headers = models.JSONField("そのほかの見出し", default=dict, blank=True)
    created_at = models.DateTimeField("書いた日時", db_index=True)
    sent_at = models.DateTimeField("送った日時", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("試した回数", default=0)
    problem = models.CharField("送れなかった理由", max_length=200, blank=True)

    def __str__(self) -> str:
        return f"notice {self.pk}"
