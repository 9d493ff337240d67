"""Votes: what stands now, every cast in time order, and every showing with its probability."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .people import Participant
from .voice import Channel, Statement


class Vote(models.Model):
    """The vote that stands: 1 agree, -1 disagree, 0 pass."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField("投票")
    at = models.DateTimeField("日時")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="voices_vote_once"),
            models.CheckConstraint(condition=Q(value__in=[-1, 0, 1]), name="voices_vote_value"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}/{self.statement_id}: {self.value}"


class Cast(models.Model):
    """One casting of a vote, in time order (append-only). An undone vote is cast as null."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField("投票", null=True)
    channel = models.CharField("届いた方法", max_length=10, choices=Channel.choices)
    milliseconds = models.BigIntegerField("時刻（1970年からのミリ秒）")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__in=[-1, 0, 1]), name="voices_cast_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}/{self.statement_id}: {self.value}"


class Showing(models.Model):
    """A statement was shown to somebody, with the probability with which it was chosen."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="showings")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="showings")
    probability = models.FloatField("選ばれる確率だった値")
    at = models.DateTimeField("日時")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="voices_showing_once"),
            models.CheckConstraint(
                condition=Q(probability__gt=0, probability__lte=1), name="voices_showing_probability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}/{self.statement_id}"
