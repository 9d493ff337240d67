"""What the audit answers for when somebody asks for a copy or an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from yoriai.web.register import privacy

from .models import Event
from .verbs import VERBS


def _holds(subject: privacy.Subject) -> Iterable[privacy.Section]:
    own = Event.objects.filter(actor__in=subject.user_ids)
    about = Event.objects.filter(
        target_kind="register.person", target_id__in=[str(pk) for pk in subject.person_ids]
    )
    rows = [
        {"日時": event.at, "したこと": VERBS.get(event.verb, event.verb)}
        for event in (own | about).order_by("pk")
    ]
    return [privacy.Section("操作の記録", rows)]


def _erases(_subject: privacy.Subject, _at: datetime) -> dict[str, int]:
    """Nothing: events hold numbers only, never names, and the chain must stay whole."""
    return {}


def load() -> None:
    """Register what this part answers for."""
    privacy.register(
        "audit",
        "操作の記録",
        holds=_holds,
        copied={"audit.Event.actor"},
        erases=_erases,
        erased=(),
        kept={"audit.Event.actor": "番号だけを持ち、名前を持たない。鎖を切らないために残す"},
    )
