"""A voice as it came in, the one state it is in, and the statement people vote on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .conversation import Conversation
from .desk import VoiceImport
from .people import Participant


class Channel(models.TextChoices):
    """How a voice or a vote came in."""

    WEB = "web", "ウェブ"
    QR = "qr", "QRコード"
    PAPER = "paper", "紙"
    PHONE = "phone", "電話"
    CSV = "csv", "CSV"
    POLIS = "polis", "Polis"
    STAFF = "staff", "事務局"


class State(models.TextChoices):
    """Where a voice stands. It is in exactly one of these."""

    WAITING = "waiting", "確認を待っています"
    ACCEPTED = "accepted", "公開しました"
    MERGED = "merged", "同じ趣旨の意見にまとめました"
    HELD = "held", "公開を見合わせています"
    USED = "used", "まとめに使われました"


class Reason(models.TextChoices):
    """Why a voice is in its state: the published list."""

    JUST_IN = "just_in", "届いたばかりです"
    FITS = "fits", "問いに答える意見です"
    SAME_MEANING = "same_meaning", "同じことを言う意見がすでにあります"
    SAME_TEXT = "same_text", "同じ文面がたくさん届きました"
    OFF_TOPIC = "off_topic", "問いから離れています"
    PERSONAL = "personal", "だれかの個人情報が書かれています"
    ATTACK = "attack", "人を傷つける言葉があります"
    ADVERTISEMENT = "advertisement", "宣伝です"
    UNREADABLE = "unreadable", "意味を読み取れませんでした"
    SEVERAL = "several", "いくつもの意見が入っています"
    WITHDRAWN = "withdrawn", "出した人が取り下げました"
    ELSEWHERE = "elsewhere", "元の対話の場で公開されませんでした"
    ENTRY_UNDONE = "entry_undone", "事務局が入力を取り消しました"
    IN_REPORT = "in_report", "まとめに引用しました"


#: state -> reasons that can stand with it (kept by a database constraint).
REASONS_OF: dict[State, tuple[Reason, ...]] = {
    State.WAITING: (Reason.JUST_IN,),
    State.ACCEPTED: (Reason.FITS,),
    State.MERGED: (Reason.SAME_MEANING, Reason.SAME_TEXT),
    State.HELD: (
        Reason.OFF_TOPIC,
        Reason.PERSONAL,
        Reason.ATTACK,
        Reason.ADVERTISEMENT,
        Reason.UNREADABLE,
        Reason.SEVERAL,
        Reason.WITHDRAWN,
        Reason.ELSEWHERE,
        Reason.ENTRY_UNDONE,
    ),
    State.USED: (Reason.IN_REPORT,),
}


def _fitting_reason() -> Q:
    fits = Q()
    for state, reasons in REASONS_OF.items():
        fits |= Q(state=state.value, reason__in=[reason.value for reason in reasons])
    return fits


class Statement(models.Model):
    """A sentence people vote on. `number` is its name within the conversation and in exports."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField("番号")
    text = models.CharField("意見", max_length=1000)
    text_easy = models.CharField("意見（やさしい日本語）", max_length=1500, blank=True)
    text_en = models.CharField("意見（英語）", max_length=1000, blank=True)
    shown = models.BooleanField("投票に出す", default=True)
    source = models.JSONField("元の記録", default=dict, blank=True)
    created_at = models.DateTimeField("載せた日時")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="voices_statement_number"),
        ]

    def __str__(self) -> str:
        return self.text


class Campaign(models.Model):
    """Voices with the same text, grouped: each person counts once, every original is kept."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="campaigns")
    text = models.CharField("文面", max_length=1000)
    grouped_at = models.DateTimeField("まとめた日時")

    def __str__(self) -> str:
        return self.text


class Voice(models.Model):
    """What somebody said, as they said it, and where it stands now: one state, one reason, one date."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="voices")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="voices"
    )
    text = models.CharField("声", max_length=1000)
    channel = models.CharField("届いた方法", max_length=10, choices=Channel.choices)
    received_at = models.DateTimeField("届いた日時", db_index=True)
    keyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    receipt = models.CharField("受付番号", max_length=12, unique=True)
    fingerprint = models.CharField(max_length=64, db_index=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="voices"
    )
    batch = models.ForeignKey(
        VoiceImport, null=True, blank=True, on_delete=models.PROTECT, related_name="voices"
    )
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name="分ける前の声",
    )

    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.CharField("理由", max_length=20, choices=Reason.choices, default=Reason.JUST_IN)
    note = models.CharField("説明", max_length=400, blank=True)
    state_at = models.DateTimeField("状態が決まった日時")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.PROTECT, related_name="voices"
    )

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="voices_voice_says_something"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="voices_voice_channel"),
            models.CheckConstraint(condition=_fitting_reason(), name="voices_voice_one_state"),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "merged", "used"], statement__isnull=False)
                | Q(state__in=["waiting", "held"], statement__isnull=True),
                name="voices_voice_statement",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class VoiceStep(models.Model):
    """One step of a voice's way, kept for good (append-only)."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=State.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices)
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.voice_id} {self.state}"
