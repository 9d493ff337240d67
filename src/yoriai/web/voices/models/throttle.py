"""How many tries somebody has left. Not a deed of anybody: rows come and go with time."""

from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """A token bucket; its key is a keyed digest, so that no address of anybody is stored."""

    key = models.CharField(max_length=64, unique=True)
    tokens = models.FloatField()
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.tokens:g} left at {self.at}"
