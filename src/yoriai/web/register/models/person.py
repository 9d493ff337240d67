"""People, entered once: one record from pupil to pensioner."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .place import Municipality


class Person(models.Model):
    """A person. Age is derived from the birthday; a child is known by it.

    `care_needs` and `access_needs` are 要配慮: shown only to those who need them, each opening recorded.
    """

    family_name = models.CharField("姓", max_length=60)
    given_name = models.CharField("名", max_length=60, blank=True)
    family_kana = models.CharField("せい", max_length=80, blank=True)
    given_kana = models.CharField("めい", max_length=80, blank=True)
    former_names = models.CharField("旧姓など", max_length=200, blank=True)
    birthday = models.DateField("生年月日", null=True, blank=True)
    guardian = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="wards", verbose_name="保護者"
    )
    guardian_relation = models.CharField("続柄", max_length=20, blank=True)
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=300, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, verbose_name="市町村"
    )
    languages = models.CharField("使う言葉", max_length=100, blank=True)
    care_needs = models.TextField("配慮してほしいこと（要配慮）", blank=True)
    access_needs = models.TextField("参加に必要なこと（要配慮）", blank=True)
    note = models.TextField("メモ", blank=True)
    do_not_ask = models.BooleanField("今後の依頼を控える", default=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    key = models.CharField(max_length=1000, editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    erased_at = models.DateTimeField("消去した日時", null=True, blank=True)
    created_at = models.DateTimeField("登録した日時")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(family_name=""), name="register_person_named"),
            models.CheckConstraint(
                condition=Q(guardian__isnull=True) | ~Q(guardian=models.F("id")),
                name="register_not_own_guardian",
            ),
        ]
        indexes = [models.Index(fields=["family_kana", "given_kana", "id"], name="register_person_kana")]

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    def __str__(self) -> str:
        return self.name
