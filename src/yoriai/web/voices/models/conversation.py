"""A conversation: the question, whom it concerns, when, and who may take part."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yoriai.web.register.models import Municipality, Person


class Access(models.TextChoices):
    """Who may take part."""

    ANYONE = "anyone", "だれでも"
    CODE = "code", "参加コードを持つ人"
    LIST = "list", "名簿にある人"


class Conversation(models.Model):
    """A question to the residents of one or several municipalities, for a time.

    Wordings stand in Japanese, plain Japanese (readings as `{漢字|かんじ}`) and English;
    an empty plain or English wording falls back to the Japanese one.
    """

    slug = models.SlugField("アドレス", max_length=40, unique=True)
    question_ja = models.CharField("問い", max_length=200)
    question_easy = models.CharField("問い（やさしい日本語）", max_length=400, blank=True)
    question_en = models.CharField("問い（英語）", max_length=300, blank=True)
    background_ja = models.TextField("背景", blank=True)
    background_easy = models.TextField("背景（やさしい日本語）", blank=True)
    background_en = models.TextField("背景（英語）", blank=True)
    municipalities = models.ManyToManyField(Municipality, related_name="+", verbose_name="関わる市町村")
    access = models.CharField("参加できる人", max_length=10, choices=Access.choices, default=Access.ANYONE)
    opens_at = models.DateTimeField("始まり")
    closes_at = models.DateTimeField("終わり")
    published_at = models.DateTimeField("公開した日時", null=True, blank=True)
    responsible = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="+", verbose_name="責任者（名前を公開します）"
    )
    minimum_showings = models.PositiveSmallIntegerField("一つの意見を最低何人に見せるか", default=20)
    slate_size = models.PositiveSmallIntegerField("まとめに載せる意見の数", default=10)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("作った日時")

    class Meta:
        ordering = ["-opens_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="voices_conversation_order"
            ),
            models.CheckConstraint(condition=Q(access__in=Access.values), name="voices_conversation_access"),
            models.CheckConstraint(condition=~Q(question_ja=""), name="voices_conversation_question"),
            models.CheckConstraint(condition=Q(slate_size__gte=1), name="voices_conversation_slate"),
        ]

    def __str__(self) -> str:
        return self.question_ja


class AccessCode(models.Model):
    """A code that lets one person take part; kept as a digest only."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    batch = models.CharField("まとまり", max_length=60, blank=True)
    issued_at = models.DateTimeField("発行した日時")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "digest"], name="voices_code_once"),
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class Invitee(models.Model):
    """Somebody on the named list of a conversation, with the code that was sent to them."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="invitees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.OneToOneField(AccessCode, null=True, on_delete=models.SET_NULL, related_name="invitee")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="voices_invitee_once"),
        ]

    def __str__(self) -> str:
        return f"invitee {self.pk}"


class AskedAttribute(models.Model):
    """What participants may tell about themselves, if they like: age band, area …

    `choices` is a list of {"value", "ja", "easy", "en"}.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="attributes")
    key = models.SlugField("記号", max_length=30)
    label_ja = models.CharField("たずね方", max_length=60)
    label_easy = models.CharField("たずね方（やさしい日本語）", max_length=120, blank=True)
    label_en = models.CharField("たずね方（英語）", max_length=60, blank=True)
    choices = models.JSONField("選択肢", default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "key"], name="voices_attribute_once"),
        ]

    def __str__(self) -> str:
        return self.label_ja


class CensusFigure(models.Model):
    """How many residents have a value, as staff entered it from the census."""

    attribute = models.ForeignKey(AskedAttribute, on_delete=models.CASCADE, related_name="census")
    value = models.CharField("値", max_length=40)
    people = models.PositiveIntegerField("人数")
    source = models.CharField("出典", max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["attribute", "value"], name="voices_census_once")]

    def __str__(self) -> str:
        return f"{self.value}: {self.people}"
