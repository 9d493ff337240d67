"""What is searched: one row for each entry of the register."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

#: What comes before this in `order` is some fiftieth of all entries: digits, Latin letters, ああ to あお.
EARLY = "\nあか"


class SearchEntry(models.Model):
    """The folded texts of one entry (rules/names.py): `open` for all who may search its kind,
    `contact` (telephones as digits, addresses) for those who may see people's ways to be reached."""

    kind = models.CharField(max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    row_id = models.PositiveBigIntegerField()
    order = models.CharField(max_length=120)
    open = models.TextField()
    contact = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row_id"], name="register_search_once")]
        #: Only the few entries that come first: a word that nearly all hold is answered from these.
        indexes = [
            models.Index(fields=["order", "id"], condition=Q(order__lt=EARLY), name="register_search_early")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
