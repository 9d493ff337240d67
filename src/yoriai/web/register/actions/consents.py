"""Consents: given by the person, for a child by the guardian; withdrawn; ended; corrected."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .. import rules
from ..models import Consent
from ..rules import wishes
from .parts import held, trace

register_verbs(
    {
        "register.give_consent": "同意を書きとめた",
        "register.withdraw_consent": "同意の取り消しを書きとめた",
        "register.correct_consent": "同意の記載を直した",
    }
)


class WrongGiver(ValueError):
    """Somebody consented whom the law does not ask; the sentence says who is asked."""


def give_consent(actor: Viewer, consent: Consent, *, at: datetime) -> Consent:
    """Write down a consent. Raises WrongGiver when the wrong person gave it (wishes.giver_of)."""
    _must_write(actor)
    _must_be_asked(consent)
    with transaction.atomic():
        consent.save()
        trace(actor, consent, [], at=at)
        audit.record(actor, "register.give_consent", consent, at=at, purpose=str(consent.purpose))
    return consent


def correct_consent(actor: Viewer, consent: Consent, *, at: datetime) -> None:
    """Correct what was written down, or set the end. Raises WrongGiver as `give_consent` does, Stale when
    somebody changed it since it was opened."""
    _must_write(actor)
    _must_be_asked(consent)
    with transaction.atomic():
        before = held(consent)
        consent.save()
        trace(actor, consent, before, at=at)
        audit.record(actor, "register.correct_consent", consent, at=at, purpose=str(consent.purpose))


def withdraw_consent(actor: Viewer, consent: Consent, *, on: date, at: datetime) -> None:
    """From that day on the consent no longer counts; that it was given stays readable. Raises Stale."""
    _must_write(actor)
    with transaction.atomic():
        before = held(consent)
        consent.withdrawn_on = on
        consent.save(update_fields=["withdrawn_on", "version"])
        trace(actor, consent, before, at=at)
        audit.record(actor, "register.withdraw_consent", consent, at=at, purpose=str(consent.purpose))


def _must_be_asked(consent: Consent) -> None:
    asked = wishes.giver_of(consent.person, consent.given_on)
    if asked is None:
        raise WrongGiver("18歳より下の人です。先に、この人のページに保護者を書いてください。")
    if consent.given_by_id not in {asked, consent.person.guardian_id}:
        who = "本人" if asked == consent.person_id else "保護者"
        raise WrongGiver(f"この日の同意は、{who}からもらってください。")


def _must_write(actor: Viewer) -> None:
    if not (rules.may_write(actor) and rules.may_read_contacts(actor)):
        raise PermissionDenied
