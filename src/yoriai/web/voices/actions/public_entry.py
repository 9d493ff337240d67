"""Joining a conversation, and telling about oneself.

Participants act as VISITOR, also when they are signed in: the audit chain must not tie an account to
what its owner votes or says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from yoriai.web.accounts.rules import VISITOR
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import AccessCode, AskedAttribute, Conversation, Declared, Participant
from ..rules import codes

register_verbs(
    {
        "voices.join": "対話の場に加わった",
        "voices.declare": "自分について答えた",
    }
)

#: When several join at once they may draw the same number; each try lets one of them through.
TRIES = 20


def join(conversation: Conversation, *, token: str, code: AccessCode | None, at: datetime) -> Participant:
    """The participant behind this token; a new one gets the next number of the conversation."""
    key = codes.participant_key(token, conversation.pk)
    for _ in range(TRIES):
        known = Participant.objects.filter(conversation=conversation, key=key).first()
        if known:
            return known
        try:
            return _join(conversation, key, code, at)
        except IntegrityError:
            continue
    raise RuntimeError(f"no free number in conversation {conversation.pk}")


def _join(conversation: Conversation, key: str, code: AccessCode | None, at: datetime) -> Participant:
    with transaction.atomic():
        highest = conversation.participants.aggregate(highest=Max("number"))["highest"]
        number = 0 if highest is None else highest + 1
        row = Participant.objects.create(
            conversation=conversation, key=key, number=number, code=code, joined_at=at
        )
        audit.record(VISITOR, "voices.join", row, at=at)
    return row


def declare(participant: Participant, answers: Mapping[AskedAttribute, str], *, at: datetime) -> None:
    """Keep what somebody tells about themselves; an empty answer takes an earlier one back."""
    with transaction.atomic():
        for attribute, value in answers.items():
            if value:
                participant.declared.update_or_create(attribute=attribute, defaults={"value": value})
            else:
                Declared.objects.filter(participant=participant, attribute=attribute).delete()
        audit.record(VISITOR, "voices.declare", participant, at=at)
