"""Lists (saved searches), what was sent to whom, and who does not want more of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from .contact import ConsentPurpose
from .organisation import Organisation
from .person import Person


class SavedSearch(models.Model):
    """A search under a name: whoever is found today is on the list today."""

    name = models.CharField("名前", max_length=100)
    kind = models.CharField("対象", max_length=20, choices=[("person", "人"), ("organisation", "団体")])
    query = models.JSONField("さがし方", default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("作った日時")

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SendingKind(models.TextChoices):
    """How something is sent."""

    EMAIL = "email", "メール"
    LETTER = "letter", "手紙"
    LABEL_12 = "label12", "宛名ラベル（A4 12面）"
    LABEL_24 = "label24", "宛名ラベル（A4 24面）"


class LeftOut(models.TextChoices):
    """Why somebody on the list does not get it."""

    GONE = "gone", "消去されたか、ほかの記載にまとめられました"
    DO_NOT_ASK = "do_not_ask", "今後の依頼を控える希望があります"
    NO_CONSENT = "no_consent", "この目的への同意がありません"
    WITHDRAWN = "withdrawn", "同意が取り消されています"
    ENDED = "ended", "同意の期限が過ぎています"
    NOT_YET = "not_yet", "同意した日がまだ来ていません"
    NO_GUARDIAN = "no_guardian", "18歳になっておらず、保護者の同意がありません"
    OF_AGE = "of_age", "成人したため、保護者の同意は終わりました"
    AVOID = "avoid", "この方法では連絡しない希望があります"
    NO_EMAIL = "no_email", "メールアドレスがありません"
    NO_ADDRESS = "no_address", "住所がありません"
    DISSOLVED = "dissolved", "解散した団体です"
    REFUSED = "refused", "団体から断りがありました"
    NOT_PUBLISHED = "not_published", "団体の連絡先を公開してよいと確かめていません"
    NOT_FOR_ORGANISATIONS = "not_for_organisations", "この目的では団体あてに送れません"
    NO_REPRESENTATIVE = "no_representative", "いまの代表者が台帳にありません"


class Sending(models.Model):
    """One mailing to a list, for a purpose people consented to.

    `deed` is made when the page is opened, so that pressing twice sends once.
    """

    saved_search = models.ForeignKey(
        SavedSearch, null=True, on_delete=models.SET_NULL, related_name="sendings"
    )
    list_name = models.CharField("名簿の名前", max_length=100, blank=True)
    list_words = models.TextField("名簿のさがし方", blank=True)
    kind = models.CharField("方法", max_length=10, choices=SendingKind.choices)
    purpose = models.CharField("目的", max_length=20, choices=ConsentPurpose.choices)
    subject = models.CharField("件名", max_length=200, blank=True)
    body = models.TextField("本文", blank=True)
    to_representative = models.BooleanField("団体の代表者あて", default=False)
    households = models.BooleanField("同じ住所へは1通にまとめる", default=False)
    deed = models.UUIDField(null=True, unique=True, editable=False)
    site = models.CharField(max_length=200, blank=True, editable=False)
    sent_at = models.DateTimeField("送った日時")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.subject or self.get_kind_display()


class SendingLine(models.Model):
    """One recipient of a mailing, or why somebody on the list did not get it.

    Recipients of the same letter share `piece`; the first of them has `leads`.
    """

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    left_out = models.CharField("送らなかった理由", max_length=100, blank=True, choices=LeftOut.choices)
    piece = models.PositiveIntegerField("何通目", default=0)
    leads = models.BooleanField(default=False)
    mailed_at = models.DateTimeField("メールを出した日時", null=True, blank=True)

    class Meta:
        ordering = ["sending_id", "piece", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_out="") | Q(piece=0, leads=False),
                name="register_line_sent_or_not",
            ),
            models.UniqueConstraint(
                fields=["sending", "piece"], condition=Q(leads=True), name="register_piece_once"
            ),
        ]
        indexes = [models.Index(fields=["sending", "left_out", "piece"], name="register_line_reason")]

    def __str__(self) -> str:
        return f"line {self.pk}"


class Refusal(models.Model):
    """An organisation does not want to get anything for a purpose any more."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="refusals")
    purpose = models.CharField("目的", max_length=20, choices=ConsentPurpose.choices)
    since = models.DateField("断った日")
    lifted_on = models.DateField("また受け取ることにした日", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "purpose"],
                condition=Q(lifted_on__isnull=True),
                name="register_refusal_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.purpose}"
