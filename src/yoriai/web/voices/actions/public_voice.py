"""Giving a voice and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from yoriai.web.accounts.rules import VISITOR
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import Participant, Reason, State, Voice, VoiceStep
from ..rules import codes, similar
from ..rules.public_voice import may_withdraw

register_verbs(
    {
        "voices.give": "声を届けた",
        "voices.withdraw": "声を取り下げた",
    }
)


class TooLate(Exception):
    """The voice has been accepted in the meantime and cannot be taken back."""


def give(participant: Participant, *, text: str, channel: str, at: datetime) -> Voice:
    """Take a voice in, with its receipt. The same text sent twice by one person is one voice."""
    with transaction.atomic():
        Participant.objects.select_for_update().get(pk=participant.pk)
        same = participant.voices.filter(text=text).exclude(reason=Reason.WITHDRAWN).first()
        if same:
            return same
        voice = _received(participant, text, channel, at)
        VoiceStep.objects.create(voice=voice, state=voice.state, reason=voice.reason, at=at)
        audit.record(VISITOR, "voices.give", voice, at=at, channel=channel)
    return voice


def withdraw(voice: Voice, *, at: datetime) -> Voice:
    """Take a voice back on behalf of whoever holds its receipt.

    Raises TooLate when it has been accepted. Taking it back again changes nothing.
    """
    with transaction.atomic():
        row = Voice.objects.select_for_update().get(pk=voice.pk)
        if row.reason == Reason.WITHDRAWN:
            return row
        if not may_withdraw(row):
            raise TooLate
        row.state, row.reason, row.note = State.HELD, Reason.WITHDRAWN, ""
        row.state_at, row.decided_by = at, None
        row.save(update_fields=["state", "reason", "note", "state_at", "decided_by"])
        VoiceStep.objects.create(voice=row, state=row.state, reason=row.reason, at=at)
        audit.record(VISITOR, "voices.withdraw", row, at=at)
    return row


def _received(participant: Participant, text: str, channel: str, at: datetime) -> Voice:
    """The row, under a receipt that nobody has: of 1.5e11 codes a second draw is hardly ever needed."""
    voice = Voice(
        conversation_id=participant.conversation_id,
        participant=participant,
        text=text,
        channel=channel,
        received_at=at,
        state_at=at,
        fingerprint=similar.fingerprint(text),
    )
    while True:
        voice.receipt = codes.new_code()
        try:
            with transaction.atomic():
                voice.save(force_insert=True)
        except IntegrityError:
            if not Voice.objects.filter(receipt=voice.receipt).exists():
                raise
        else:
            return voice
