"""What every field held before: readable by people, scrubbed when somebody is erased."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .organisation import Organisation
from .person import Person

#: What belongs to an entry in rows of its own -> its name in the history.
PARTS = {
    "reaches": "連絡先",
    "consents": "同意",
    "affiliations": "役割",
    "ties": "団体どうしのつながり",
    "offerings": "提供できること・求めていること",
    "user_group_years": "利用団体の登録",
    "fields_of_activity": "活動分野",
    "works_in": "活動する市町村",
}


def label_of(model: type[models.Model], column: str) -> str:
    """A column's (or part's) name as people know it."""
    if column in PARTS:
        return PARTS[column]
    field = model._meta.get_field(column)
    assert isinstance(field, models.Field)
    return str(field.verbose_name)


class FieldChange(models.Model):
    """One field of one entry changed from one text to another."""

    kind = models.CharField(max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    row_id = models.PositiveBigIntegerField()
    field = models.CharField("欄", max_length=40)
    old = models.TextField("前", blank=True)
    new = models.TextField("後", blank=True)
    at = models.DateTimeField("日時")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField("もと", max_length=60, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "row_id"], name="register_change_row")]

    @property
    def label(self) -> str:
        """The field's name as people know it."""
        model = Person if self.kind == "person" else Organisation
        return label_of(model, self.field)

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id} {self.field}"
