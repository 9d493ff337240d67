"""Who takes part: a pseudonym in one conversation, and what it tells about itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .conversation import AccessCode, AskedAttribute, Conversation


class Participant(models.Model):
    """Somebody in one conversation, known only by a keyed digest of their cookie or code.

    `number` counts participants of the conversation from 0 and is their name in exports.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    key = models.CharField(max_length=64)
    number = models.PositiveIntegerField("番号")
    code = models.OneToOneField(
        AccessCode, null=True, blank=True, on_delete=models.PROTECT, related_name="participant"
    )
    external_id = models.CharField("元の番号", max_length=60, blank=True)
    external_group = models.CharField("元のグループ", max_length=20, blank=True)
    joined_at = models.DateTimeField("加わった日時")
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "key"], name="voices_participant_key"),
            models.UniqueConstraint(fields=["conversation", "number"], name="voices_participant_number"),
        ]

    def __str__(self) -> str:
        return f"participant {self.number}"


class Declared(models.Model):
    """What a participant chose to tell: one value of one asked attribute."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="declared")
    attribute = models.ForeignKey(AskedAttribute, on_delete=models.CASCADE, related_name="+")
    value = models.CharField("値", max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "attribute"], name="voices_declared_once"),
        ]

    def __str__(self) -> str:
        return self.value
