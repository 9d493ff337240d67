"""What accounts answer for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from yoriai.web.register import privacy
from yoriai.web.register.rules.traces import is_trace

from . import actions
from .models import Assignment, User
from .rules import viewer_with


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    users = subject.user_ids
    return [
        privacy.Section(
            "アカウント",
            [
                {"メールアドレス": user.email, "作った日時": user.date_joined, "使える": user.is_active}
                for user in User.objects.filter(pk__in=users)
            ],
        ),
        privacy.Section(
            "役割",
            [
                {"役割": row.get_post_display(), "いつから": row.since, "いつまで": row.until or ""}
                for row in Assignment.objects.filter(user__in=users).order_by("pk")
            ],
        ),
        privacy.Section(
            "確かめたメールアドレス",
            [
                {"メールアドレス": row.email, "確かめた": row.verified}
                for row in EmailAddress.objects.filter(user__in=users).order_by("pk")
            ],
        ),
        privacy.Section(
            "サインインの手段（種類だけ）",
            [{"種類": row.type} for row in Authenticator.objects.filter(user__in=users).order_by("pk")],
        ),
        privacy.Section(
            "使っている端末",
            [
                {"端末": row.user_agent, "アドレス": row.ip, "最後": row.last_seen_at}
                for row in UserSession.objects.filter(user__in=users).order_by("pk")
            ],
        ),
    ]


def _erases(subject: privacy.Subject, at: datetime) -> dict[str, int]:
    return actions.forget(subject.user_ids, at=at, names=lambda value: is_trace(subject.traces.kinds(value)))


def _hinders(subject: privacy.Subject, at: datetime) -> Iterable[str]:
    for user in User.objects.filter(pk__in=subject.user_ids).prefetch_related("assignments"):
        if viewer_with(user.pk, user.email, user.assignments.all(), timezone.localdate(at)).is_staff:
            yield "いま職員としての役割を持っています。役割を終えてから消去してください。"


def load() -> None:
    """Register what this part answers for."""
    deleted = {
        "account.EmailAddress.user",
        "mfa.Authenticator.user",
        "usersessions.UserSession.user",
    }
    privacy.register(
        "accounts",
        "アカウント",
        holds=_holds,
        copied=deleted | {"accounts.Assignment.user"},
        erases=_erases,
        erased=deleted,
        kept={"accounts.Assignment.user": "だれのものか分からない役割の記録。操作の記録を読むために残す"},
        hinders=_hinders,
    )
