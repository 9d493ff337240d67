"""The figure of mailings: how many letters, labels and mails were sent."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.measures.registry import Column, Measure, Period, register

from .models import Sending, SendingLine


def _sent(viewer: Viewer, period: Period) -> QuerySet[SendingLine]:
    sendings = Sending.objects.filter(sent_at__date__gte=period.since, sent_at__date__lte=period.until)
    rows = SendingLine.objects.filter(leads=True, sending__in=sendings.order_by()).select_related("sending")
    return rows if viewer.may(Right.MEASURES_READ) else rows.none()


def load() -> None:
    """Register the figure. Its rows name no recipient, since the supervisor may read them too."""
    register(
        [
            Measure(
                key="register.sent_pieces",
                label="発送した通数",
                unit="通",
                meaning="期間に送った手紙・宛名ラベル・メールの数（1通を家族で受け取るときは1と数える）",
                rows=_sent,
                columns=(
                    Column("送った日", lambda row: timezone.localdate(row.sending.sent_at)),
                    Column("方法", lambda row: row.sending.get_kind_display()),
                    Column("目的", lambda row: row.sending.get_purpose_display()),
                    Column("件名", lambda row: row.sending.subject),
                    Column("何通目", lambda row: row.piece),
                    Column("あて先", lambda row: "人" if row.person_id else "団体"),
                ),
            )
        ]
    )
