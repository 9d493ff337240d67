"""Rows of the register (台帳): places, organisations, people, and who is what in which organisation."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Sector(models.TextChoices):
    """The five sectors that a support centre ties together."""

    CITIZEN = "citizen", "市民"
    GOVERNMENT = "government", "行政"
    BUSINESS = "business", "企業"
    EDUCATION = "education", "教育"
    ASSEMBLY = "assembly", "議会"


class Municipality(models.Model):
    """A town by its code (全国地方公共団体コード, five digits without the check digit)."""

    code = models.CharField("市町村コード", max_length=5, primary_key=True)
    name = models.CharField("名前", max_length=40)
    kana = models.CharField("よみ", max_length=80)
    english = models.CharField("英語", max_length=80)
    prefecture = models.CharField("都道府県", max_length=10)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An organisation, entered once."""

    name = models.CharField("団体名", max_length=200)
    kana = models.CharField("よみ", max_length=200, blank=True)
    sector = models.CharField("セクター", max_length=20, choices=Sector.choices)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT)
    key = models.CharField(max_length=400, editable=False, db_index=True)
    created_at = models.DateTimeField("登録した日時")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values), name="register_organisation_sector"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="register_organisation_named"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """A person, entered once, from pupil to pensioner."""

    family_name = models.CharField("姓", max_length=60)
    given_name = models.CharField("名", max_length=60, blank=True)
    family_kana = models.CharField("せい", max_length=80, blank=True)
    given_kana = models.CharField("めい", max_length=80, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT)
    key = models.CharField(max_length=400, editable=False, db_index=True)
    created_at = models.DateTimeField("登録した日時")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(family_name=""), name="register_person_named")]

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    def __str__(self) -> str:
        return self.name


class AffiliationKind(models.TextChoices):
    """What somebody is in an organisation."""

    REPRESENTATIVE = "representative", "代表"
    ACCOUNTANT = "accountant", "会計"
    OFFICER = "officer", "役員"
    STAFF = "staff", "職員"
    MEMBER = "member", "会員"
    VOLUNTEER = "volunteer", "ボランティア"
    TEACHER = "teacher", "教員"
    COUNCILLOR = "councillor", "議員"
    OFFICIAL = "official", "自治体職員"


class Affiliation(models.Model):
    """Somebody's role in an organisation, from a day on, until another day or for now."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    kind = models.CharField("役割", max_length=20, choices=AffiliationKind.choices)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="register_affiliation_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AffiliationKind.values), name="register_affiliation_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.organisation_id}"
