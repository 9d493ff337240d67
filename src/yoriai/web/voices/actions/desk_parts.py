"""Parts that the desk's deeds are made of; they write inside the deed's transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Max

from ..models import (
    Campaign,
    Channel,
    Conversation,
    Participant,
    Reason,
    State,
    Statement,
    Voice,
    VoiceImport,
    VoiceStep,
)
from ..rules import codes, similar


def must(allowed: bool) -> None:
    """Raises PermissionDenied unless allowed."""
    if not allowed:
        raise PermissionDenied


def locked(conversation: Conversation) -> Conversation:
    """The conversation's row, held until the end of the transaction: its numbers are given one by one."""
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def next_number(conversation: Conversation, kind: type[Participant] | type[Statement]) -> int:
    """The first free number of participants or statements (hold the conversation's row)."""
    rows = kind._default_manager.filter(conversation=conversation)
    last = rows.aggregate(last=Max("number"))["last"]
    return 0 if last is None else last + 1


def add_participants(
    conversation: Conversation, count: int, *, at: datetime, keyed_by: int | None
) -> list[Participant]:
    """People whose voice or votes somebody else brings in: pseudonyms without cookie or code."""
    first = next_number(conversation, Participant)
    rows = [
        Participant(
            conversation=conversation,
            key=codes.participant_key(secrets.token_urlsafe(), conversation.pk),
            number=first + place,
            joined_at=at,
            keyed_by_id=keyed_by,
        )
        for place in range(count)
    ]
    return Participant.objects.bulk_create(rows)


def add_voices(voices: Sequence[Voice]) -> list[Voice]:
    """New voices with their receipts and first steps; `received_at` says when they came in."""
    free = _free_receipts(len(voices))
    for voice, receipt in zip(voices, free, strict=True):
        voice.receipt = receipt
        voice.fingerprint = similar.fingerprint(voice.text)
        voice.state_at = voice.state_at or voice.received_at
    rows = Voice.objects.bulk_create(voices)
    VoiceStep.objects.bulk_create([_step_of(voice) for voice in rows])
    return rows


def waiting_voice(
    conversation: Conversation,
    participant: Participant | None,
    text: str,
    *,
    channel: Channel,
    keyed_by: int | None,
    at: datetime,
    batch: VoiceImport | None = None,
) -> Voice:
    """A voice as it comes in, not yet written."""
    return Voice(
        conversation=conversation,
        participant=participant,
        text=text,
        channel=channel,
        received_at=at,
        state_at=at,
        keyed_by_id=keyed_by,
        batch=batch,
    )


def move(
    voice: Voice,
    *,
    by: int | None,
    state: State,
    reason: Reason,
    at: datetime,
    note: str = "",
    statement: Statement | None = None,
    campaign: Campaign | None = None,
) -> None:
    """Bring a voice into a state, with a step that stays; a statement it leaves empty is hidden."""
    left = voice.statement
    voice.state, voice.reason, voice.note, voice.state_at = state, reason, note, at
    voice.statement, voice.campaign, voice.decided_by_id = statement, campaign, by
    voice.save()
    _step_of(voice).save(force_insert=True)
    if left and left != statement and not left.voices.exists():
        Statement.objects.filter(pk=left.pk).update(shown=False)


def add_statement(
    conversation: Conversation, text: str, *, at: datetime, easy: str = "", english: str = ""
) -> Statement:
    """A new sentence to vote on, with the next number (hold the conversation's row)."""
    return Statement.objects.create(
        conversation=conversation,
        number=next_number(conversation, Statement),
        text=text,
        text_easy=easy,
        text_en=english,
        created_at=at,
    )


def _step_of(voice: Voice) -> VoiceStep:
    return VoiceStep(voice=voice, state=voice.state, reason=voice.reason, note=voice.note, at=voice.state_at)


def _free_receipts(count: int) -> list[str]:
    wanted: set[str] = set()
    while len(wanted) < count:
        drawn = {codes.new_code() for _ in range(count - len(wanted))}
        taken = Voice.objects.filter(receipt__in=drawn).values_list("receipt", flat=True)
        wanted |= drawn - set(taken)
    return sorted(wanted)
