"""Paper slips and telephone voices, keyed in by staff: the same rows as every other way in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import (
    AskedAttribute,
    Cast,
    Channel,
    Conversation,
    Declared,
    Participant,
    Reason,
    State,
    Vote,
)
from ..rules import desk as rules
from .desk_parts import add_participants, add_voices, locked, move, must, waiting_voice

register_verbs({"voices.key_in": "紙や電話の声を入力した", "voices.undo_entry": "入力を取り消した"})


class UnknownStatement(LookupError):
    """A ballot names a statement that is not put to the vote; the argument is its number."""


class NotUndoable(Exception):
    """Somebody has already decided this voice, or the entry is undone or somebody else's."""


def key_in(
    actor: Viewer,
    conversation: Conversation,
    *,
    text: str,
    channel: Channel,
    answers: Mapping[AskedAttribute, str],
    ballot: Mapping[int, int],
    at: datetime,
) -> Participant:
    """One slip or call: a participant with what they said, told about themselves, and voted.

    `ballot` is statement number -> 1, -1 or 0. Raises UnknownStatement, PermissionDenied, and
    ValueError when there is neither a voice nor a vote.
    """
    must(rules.may_key_in(actor))
    if not text and not ballot:
        raise ValueError("an entry without voice and votes")
    with transaction.atomic():
        locked(conversation)
        participant = add_participants(conversation, 1, at=at, keyed_by=actor.user_id)[0]
        Declared.objects.bulk_create(
            Declared(participant=participant, attribute=attribute, value=value)
            for attribute, value in answers.items()
        )
        if text:
            add_voices(
                [
                    waiting_voice(
                        conversation, participant, text, channel=channel, keyed_by=actor.user_id, at=at
                    )
                ]
            )
        _vote(conversation, participant, ballot, channel, at)
        audit.record(
            actor, "voices.key_in", participant, at=at,
            channel=str(channel), voice=bool(text), votes=len(ballot),
        )  # fmt: skip
    return participant


def undo_entry(actor: Viewer, participant: Participant, *, at: datetime) -> None:
    """Take one's own entry back while nobody has decided about it: the voice is held, votes are undone.

    Nothing is deleted: the voice keeps its receipt, the casts stay with the undoing after them.
    """
    must(rules.may_key_in(actor))
    with transaction.atomic():
        locked(participant.conversation)
        voices = list(participant.voices.all())
        votes = list(participant.votes.select_related("statement"))
        own = actor.user_id is not None and participant.keyed_by_id == actor.user_id
        if not own or not (voices or votes) or any(row.state != State.WAITING for row in voices):
            raise NotUndoable
        for voice in voices:
            move(voice, by=actor.user_id, state=State.HELD, reason=Reason.ENTRY_UNDONE, at=at)
        _undo_votes(participant, votes, at)
        audit.record(actor, "voices.undo_entry", participant, at=at, votes=len(votes))


def _vote(
    conversation: Conversation,
    participant: Participant,
    ballot: Mapping[int, int],
    channel: Channel,
    at: datetime,
) -> None:
    known = {row.number: row for row in conversation.statements.filter(number__in=ballot, shown=True)}
    for number in ballot:
        if number not in known:
            raise UnknownStatement(number)
    Vote.objects.bulk_create(
        Vote(participant=participant, statement=known[number], value=value, at=at)
        for number, value in ballot.items()
    )
    Cast.objects.bulk_create(
        Cast(
            participant=participant,
            statement=known[number],
            value=value,
            channel=channel,
            milliseconds=_milliseconds(at),
        )
        for number, value in ballot.items()
    )


def _undo_votes(participant: Participant, votes: list[Vote], at: datetime) -> None:
    before = Cast.objects.filter(participant=participant).order_by("-pk").first()
    channel = before.channel if before else Channel.PAPER
    Cast.objects.bulk_create(
        Cast(
            participant=participant,
            statement=vote.statement,
            value=None,
            channel=channel,
            milliseconds=_milliseconds(at),
        )
        for vote in votes
    )
    participant.votes.all().delete()


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)
