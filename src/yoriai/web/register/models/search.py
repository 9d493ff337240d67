"""What is searched: one row for each entry of the register."""

from __future__ import annotations

from django.db import models


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

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"
