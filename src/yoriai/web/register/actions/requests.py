"""Wishes for correction, the time of keeping, and who is kept past it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import Correction, Outcome, Person, RetentionHold, RetentionRule
from ..rules import corrections, privacy

register_verbs(
    {
        "register.ask_correction": "訂正の申し出を受け付けた",
        "register.decide_correction": "訂正の申し出に答えた",
        "register.set_retention": "保存する期間を決めた",
        "register.keep": "保存を延ばすと決めた",
    }
)


class Decided(Exception):
    """The wish was answered before; nothing was changed."""


def ask_correction(actor: Viewer, correction: Correction, person: Person, *, at: datetime) -> Correction:
    """Write down a wish for correction; the day of the answer follows from the day of the wish."""
    correction.written_by_id = _account(actor, privacy.may_correct(actor))
    correction.person = person
    correction.due_on = corrections.due(correction.asked_on)
    with transaction.atomic():
        correction.save()
        audit.record(actor, "register.ask_correction", correction, at=at, column=correction.column)
    return correction


def decide_correction(
    actor: Viewer, correction: Correction, *, outcome: Outcome, reason: str, at: datetime
) -> None:
    """Answer a wish once. Raises Decided when it was answered before."""
    by = _account(actor, privacy.may_correct(actor))
    with transaction.atomic():
        row = Correction.objects.select_for_update().get(pk=correction.pk)
        if row.outcome != Outcome.OPEN:
            raise Decided
        row.outcome, row.reason = outcome, reason
        row.decided_on, row.decided_by_id = timezone.localdate(at), by
        row.save()
        audit.record(actor, "register.decide_correction", row, at=at, outcome=str(outcome))


def set_retention(actor: Viewer, months: Mapping[str, int], *, at: datetime) -> None:
    """Decide for how many months data of each purpose are kept."""
    by = _account(actor, privacy.may_set_retention(actor))
    with transaction.atomic():
        for purpose, number in months.items():
            RetentionRule.objects.update_or_create(
                purpose=purpose, defaults={"months": number, "decided_by_id": by, "decided_at": at}
            )
        target = RetentionRule.objects.order_by("pk")[0]
        audit.record(actor, "register.set_retention", target, at=at, months=dict(months))


def keep(actor: Viewer, person: Person, *, reason: str, until: date, at: datetime) -> RetentionHold:
    """Keep somebody whose time is over a while longer, for a reason."""
    by = _account(actor, privacy.may_erase(actor))
    with transaction.atomic():
        hold = RetentionHold.objects.create(person=person, reason=reason, until=until, by_id=by, at=at)
        audit.record(actor, "register.keep", person, at=at, until=until.isoformat())
    return hold


def _account(actor: Viewer, may: bool) -> int:
    if actor.user_id is None or not may:
        raise PermissionDenied
    return actor.user_id
