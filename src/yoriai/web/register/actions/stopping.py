"""Stopping: a recipient wants nothing more for a purpose, or changes their mind; staff write it down."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yoriai.web.accounts.rules import VISITOR, Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import Consent, Organisation, Person, Refusal, SendingLine
from ..queries import mailings as queries

register_verbs(
    {
        "register.unsubscribe": "受け取りを止めた（本人）",
        "register.resubscribe": "また受け取ることにした（本人）",
        "register.write_refusal": "団体の断りを記した",
        "register.lift_refusal": "団体の断りを解いた",
    }
)


def unsubscribe(line: SendingLine, *, at: datetime) -> bool:
    """The recipient of a line wants nothing more for its purpose: the consent is withdrawn from today,
    or the organisation's refusal is kept. Gives whether anything changed."""
    purpose, day = line.sending.purpose, timezone.localdate(at)
    with transaction.atomic():
        if line.organisation:
            changed = _refuse(line.organisation, purpose, day)
        else:
            running = Consent.objects.filter(person=queries.reader_of(line), purpose=purpose)
            running = running.filter(withdrawn_on__isnull=True)
            changed = bool(running.update(withdrawn_on=day, version=F("version") + 1))
        if changed:
            audit.record(VISITOR, "register.unsubscribe", line, at=at, purpose=purpose)
    return changed


def resubscribe(line: SendingLine, *, at: datetime) -> bool:
    """The recipient changed their mind: a new consent from today by who gave the last one, or the
    refusal is lifted. Gives whether anything changed."""
    purpose, day = line.sending.purpose, timezone.localdate(at)
    with transaction.atomic():
        if line.organisation:
            changed = _lift(line.organisation, purpose, day)
        else:
            changed = _consent_again(queries.reader_of(line), purpose, day)
        if changed:
            audit.record(VISITOR, "register.resubscribe", line, at=at, purpose=purpose)
    return changed


def write_refusal(actor: Viewer, organisation: Organisation, purpose: str, *, at: datetime) -> None:
    """Staff write down that an organisation wants nothing more for a purpose."""
    _must_write(actor)
    with transaction.atomic():
        if _refuse(organisation, purpose, timezone.localdate(at)):
            audit.record(actor, "register.write_refusal", organisation, at=at, purpose=purpose)


def lift_refusal(actor: Viewer, organisation: Organisation, purpose: str, *, at: datetime) -> None:
    """Staff write down that an organisation wants to get it again."""
    _must_write(actor)
    with transaction.atomic():
        if _lift(organisation, purpose, timezone.localdate(at)):
            audit.record(actor, "register.lift_refusal", organisation, at=at, purpose=purpose)


def _must_write(actor: Viewer) -> None:
    if not rules.may_write(actor):
        raise PermissionDenied


def _refuse(organisation: Organisation, purpose: str, day: date) -> bool:
    _row, made = Refusal.objects.get_or_create(
        organisation=organisation, purpose=purpose, lifted_on=None, defaults={"since": day}
    )
    return made


def _lift(organisation: Organisation, purpose: str, day: date) -> bool:
    refusals = organisation.refusals.filter(purpose=purpose, lifted_on__isnull=True)
    return bool(refusals.update(lifted_on=day))


def _consent_again(person: Person | None, purpose: str, day: date) -> bool:
    consents = Consent.objects.filter(person=person, purpose=purpose)
    last = consents.order_by("-given_on", "-pk").first()
    if person is None or last is None or consents.filter(withdrawn_on__isnull=True).exists():
        return False
    Consent.objects.create(
        person=person, purpose=purpose, scope=last.scope, given_on=day, given_by_id=last.given_by_id
    )
    return True
