"""Organisations, entered once: what they are, where they work, what they offer and need."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .place import Municipality
from .statutory import StatutoryFields


class Sector(models.TextChoices):
    """The five sectors that a support centre ties together."""

    CITIZEN = "citizen", "市民"
    GOVERNMENT = "government", "行政"
    BUSINESS = "business", "企業"
    EDUCATION = "education", "教育"
    ASSEMBLY = "assembly", "議会"


class LegalForm(models.TextChoices):
    """What an organisation is in law, or in custom."""

    NPO = "npo", "NPO法人"
    ASSOCIATION = "association", "一般社団法人"
    PUBLIC_ASSOCIATION = "public_association", "公益社団法人"
    FOUNDATION = "foundation", "一般財団法人"
    PUBLIC_FOUNDATION = "public_foundation", "公益財団法人"
    VOLUNTARY = "voluntary", "任意団体"
    NEIGHBOURHOOD = "neighbourhood", "町内会・自治会"
    WELFARE = "welfare", "社会福祉法人"
    SCHOOL = "school", "学校"
    VOLUNTEER_CENTRE = "volunteer_centre", "大学ボランティアセンター"
    COMPANY = "company", "企業"
    TOWN = "town", "市町村・部署"
    PREFECTURE = "prefecture", "県・部署"
    ASSEMBLY = "assembly", "議会・会派"
    SUPPORT_CENTRE = "support_centre", "中間支援組織"
    COOPERATIVE = "cooperative", "協同組合"
    RELIGIOUS = "religious", "宗教法人"
    OTHER = "other", "その他"


class Certification(models.TextChoices):
    """認定 of an NPO法人 (特定非営利活動促進法 44条, 58条)."""

    NONE = "", "なし"
    CERTIFIED = "certified", "認定"
    SPECIAL = "special", "特例認定"


class Organisation(models.Model):
    """An organisation, entered once."""

    name = models.CharField("団体名", max_length=200)
    kana = models.CharField("よみ", max_length=200, blank=True)
    sector = models.CharField("セクター", max_length=20, choices=Sector.choices)
    legal_form = models.CharField("法人格", max_length=20, choices=LegalForm.choices, default=LegalForm.OTHER)
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        verbose_name="市町村",
    )
    postal_code = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("住所", max_length=300, blank=True)
    branches = models.TextField("従たる事務所", blank=True)
    phone = models.CharField("電話", max_length=20, blank=True)
    email = models.EmailField("メール", blank=True)
    url = models.URLField("ウェブサイト", blank=True, max_length=300)
    corporate_number = models.CharField("法人番号", max_length=13, blank=True)
    authority = models.CharField("所轄庁", max_length=60, blank=True)
    delegated_to = models.CharField("権限移譲先", max_length=60, blank=True)
    representative = models.CharField("代表者（届出）", max_length=120, blank=True)
    representative_kana = models.CharField("代表者よみ", max_length=160, blank=True)
    purpose = models.TextField("目的", blank=True)
    established_on = models.DateField("設立認証日", null=True, blank=True)
    registered_on = models.DateField("設立登記日", null=True, blank=True)
    fiscal_year_end = models.CharField("事業年度の終わり（MM-DD）", max_length=5, blank=True)
    certification = models.CharField(
        "認定", max_length=10, choices=Certification.choices, blank=True, default=""
    )
    certified_from = models.DateField("認定の始まり", null=True, blank=True)
    certified_until = models.DateField("認定の終わり", null=True, blank=True)
    certification_withdrawn_on = models.DateField("認定の取消日", null=True, blank=True)
    dissolved_on = models.DateField("解散した日", null=True, blank=True)
    dissolution_reason = models.CharField("解散の理由", max_length=200, blank=True)
    supervision = models.TextField("監督情報", blank=True)
    other_business = models.BooleanField("その他の事業", default=False)
    works_in = models.ManyToManyField(
        Municipality, related_name="+", blank=True, verbose_name="活動する市町村"
    )
    fields_of_activity = StatutoryFields("活動分野")
    profile = models.TextField("紹介文", blank=True)
    profile_consent_on = models.DateField("紹介文の公開に同意した日", null=True, blank=True)
    checked_by_hand = models.JSONField("手で直した欄", default=list, blank=True)
    key = models.CharField(max_length=1000, editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from", db_index=False
    )
    created_at = models.DateTimeField("登録した日時")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values), name="register_organisation_sector"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="register_organisation_named"),
            models.UniqueConstraint(
                fields=["corporate_number"],
                condition=~Q(corporate_number="") & Q(merged_into__isnull=True),
                name="register_corporate_number_once",
            ),
        ]
        # each index is written for each of 60,000 rows of the portal's file: none without a reader
        indexes = [
            models.Index(fields=["kana", "id"], name="register_org_kana"),
            models.Index(fields=["municipality"], name="register_org_town"),
            models.Index(
                fields=["certified_until"],
                condition=Q(certified_until__isnull=False),
                name="register_org_certified_until",
            ),
            models.Index(
                fields=["merged_into"], condition=Q(merged_into__isnull=False), name="register_org_merged"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfferingKind(models.TextChoices):
    """Whether an organisation has something or looks for it."""

    OFFERS = "offers", "提供できること"
    NEEDS = "needs", "求めていること"


class Offering(models.Model):
    """What an organisation offers or needs, in its own words."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="offerings")
    kind = models.CharField("種類", max_length=10, choices=OfferingKind.choices)
    text = models.CharField("内容", max_length=200)
    since = models.DateField("いつから")
    until = models.DateField("いつまで", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    def __str__(self) -> str:
        return self.text


class UserGroup(models.Model):
    """Registration as a user group of the centre, for one fiscal year; renewed yearly."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="user_group_years")
    fiscal_year = models.PositiveSmallIntegerField("年度")
    registered_on = models.DateField("登録した日")
    card = models.CharField("利用証の番号", max_length=20)
    declared = models.BooleanField("誓約（営利・宗教・政治・反社会的勢力でない）", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "fiscal_year"], name="register_user_group_once"),
            models.UniqueConstraint(fields=["fiscal_year", "card"], name="register_user_group_card"),
            models.CheckConstraint(condition=Q(declared=True), name="register_user_group_declared"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.fiscal_year}"
