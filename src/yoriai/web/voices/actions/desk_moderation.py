"""Decisions about voices: each one a step that stays, each one undone or changed only by a further step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import Campaign, Channel, Conversation, Reason, State, Statement, Voice
from ..rules import desk as who
from ..rules import moderation as rules
from .desk_parts import add_statement, add_voices, locked, move, must, waiting_voice

register_verbs(
    {
        "voices.accept": "声を公開した",
        "voices.merge": "声をほかの意見にまとめた",
        "voices.hold": "声の公開を見合わせた",
        "voices.split": "声をいくつかの意見に分けた",
        "voices.reopen": "声をもう一度確認することにした",
        "voices.merge_campaign": "同じ文面の声をまとめた",
        "voices.add_statement": "事務局の意見を加えた",
        "voices.reword": "意見の文を直した",
        "voices.show_statement": "意見を投票に出した",
        "voices.hide_statement": "意見を投票から外した",
    }
)


class AlreadyDecided(Exception):
    """Somebody else decided this voice in the meantime; `voice` is how it stands now."""

    def __init__(self, voice: Voice) -> None:
        super().__init__(voice.receipt)
        self.voice = voice


class WordingFixed(Exception):
    """People have voted on this sentence; its wording stays."""


@dataclass(frozen=True)
class Wording:
    """A sentence to vote on: Japanese, and plain Japanese and English where there are."""

    text: str
    easy: str = ""
    english: str = ""


@contextmanager
def _deciding(actor: Viewer, voice: Voice, seen: int) -> Iterator[Voice]:
    """The voice's row, held; `seen` is how many steps it had when the decision was made."""
    must(who.may_moderate(actor))
    with transaction.atomic():
        locked(voice.conversation)
        rows = Voice.objects.select_for_update(of=("self",)).select_related("statement", "conversation")
        row = rows.get(pk=voice.pk)
        if row.steps.count() != seen or not rules.can_be_decided(row):
            raise AlreadyDecided(row)
        yield row


def accept(actor: Viewer, voice: Voice, *, wording: Wording, seen: int, at: datetime) -> Statement:
    """Put the voice to the vote, in this wording; what was said stays as it was said.

    Raises AlreadyDecided when somebody else was first, PermissionDenied.
    """
    with _deciding(actor, voice, seen) as row:
        statement = add_statement(
            row.conversation, wording.text, easy=wording.easy, english=wording.english, at=at
        )
        move(row, by=actor.user_id, state=State.ACCEPTED, reason=Reason.FITS, statement=statement, at=at)
        changed = wording.text != row.text
        audit.record(actor, "voices.accept", row, at=at, statement=statement.number, reworded=changed)
    return statement


def merge(
    actor: Viewer,
    voice: Voice,
    *,
    statement: Statement,
    note: str,
    seen: int,
    at: datetime,
    reason: Reason = Reason.SAME_MEANING,
) -> None:
    """Say that a statement already says this; the person reads the note. Raises as `accept`."""
    with _deciding(actor, voice, seen) as row:
        move(row, by=actor.user_id, state=State.MERGED, reason=reason, note=note, statement=statement, at=at)
        audit.record(actor, "voices.merge", row, at=at, statement=statement.number)


def hold(actor: Viewer, voice: Voice, *, reason: Reason, note: str, seen: int, at: datetime) -> None:
    """Do not publish the voice, for a reason of the published list. Raises as `accept`."""
    with _deciding(actor, voice, seen) as row:
        move(row, by=actor.user_id, state=State.HELD, reason=reason, note=note, at=at)
        audit.record(actor, "voices.hold", row, at=at, reason=str(reason))


def split(actor: Viewer, voice: Voice, *, texts: Sequence[str], seen: int, at: datetime) -> list[Voice]:
    """Make one voice of each opinion in it, each put to the vote; the whole stays and names its parts.

    Raises as `accept`.
    """
    with _deciding(actor, voice, seen) as row:
        parts = add_voices([_part(row, text, at) for text in texts])
        for part in parts:
            statement = add_statement(row.conversation, part.text, at=at)
            move(part, by=actor.user_id, state=State.ACCEPTED, reason=Reason.FITS, statement=statement, at=at)
        note = "受付番号 " + "、".join(part.receipt for part in parts) + " に分けて公開しました。"
        move(row, by=actor.user_id, state=State.HELD, reason=Reason.SEVERAL, note=note[:400], at=at)
        audit.record(actor, "voices.split", row, at=at, parts=len(parts))
    return parts


def reopen(actor: Viewer, voice: Voice, *, seen: int, at: datetime) -> None:
    """Take a decision back: the voice waits again. Raises as `accept`."""
    with _deciding(actor, voice, seen) as row:
        before = row.state
        move(row, by=actor.user_id, state=State.WAITING, reason=Reason.JUST_IN, at=at)
        audit.record(actor, "voices.reopen", row, at=at, before=str(before))


def merge_campaign(
    actor: Viewer,
    conversation: Conversation,
    *,
    voices: Sequence[Voice],
    text: str,
    at: datetime,
    statement: Statement | None = None,
) -> Campaign:
    """One statement for a text that many sent; all originals stay and are listed.

    With `statement`, all of them are merged into it; otherwise the first voice is published in the
    wording `text` and the others are merged into that. Voices decided in the meantime are left as they
    are. Raises LookupError when none waits any more, PermissionDenied.
    """
    must(who.may_moderate(actor))
    with transaction.atomic():
        locked(conversation)
        wanted = [voice.pk for voice in voices]
        waiting = list(
            conversation.voices.filter(pk__in=wanted, state=State.WAITING).order_by("received_at", "pk")
        )
        if not waiting:
            raise LookupError(conversation.slug)
        into = statement or add_statement(conversation, text, at=at)
        campaign = Campaign.objects.create(conversation=conversation, text=text, grouped_at=at)
        people = rules.Bunch(waiting).people
        _merge_all(waiting, into, campaign, first_published=statement is None, by=actor.user_id, at=at)
        audit.record(
            actor, "voices.merge_campaign", campaign, at=at,
            voices=len(waiting), people=people, statement=into.number,
        )  # fmt: skip
    return campaign


def _merge_all(
    voices: list[Voice],
    into: Statement,
    campaign: Campaign,
    *,
    first_published: bool,
    by: int | None,
    at: datetime,
) -> None:
    people = rules.Bunch(voices).people
    note = (
        f"同じ文面が{len(voices)}通（{people}人）届きました。一つの意見にまとめ、元の声はすべて残しています。"
    )
    for place, voice in enumerate(voices):
        published = first_published and not place
        state, reason = (State.ACCEPTED, Reason.FITS) if published else (State.MERGED, Reason.SAME_TEXT)
        move(voice, by=by, state=state, reason=reason, note=note, statement=into, campaign=campaign, at=at)


def contribute(actor: Viewer, conversation: Conversation, *, wording: Wording, at: datetime) -> Statement:
    """A statement of the centre's own, to start with; it is a voice too, with its channel kept."""
    must(who.may_moderate(actor))
    with transaction.atomic():
        locked(conversation)
        voice = waiting_voice(
            conversation, None, wording.text, channel=Channel.STAFF, keyed_by=actor.user_id, at=at
        )
        add_voices([voice])
        statement = add_statement(
            conversation, wording.text, easy=wording.easy, english=wording.english, at=at
        )
        move(voice, by=actor.user_id, state=State.ACCEPTED, reason=Reason.FITS, statement=statement, at=at)
        audit.record(actor, "voices.add_statement", statement, at=at, number=statement.number)
    return statement


def reword(actor: Viewer, statement: Statement, *, wording: Wording, at: datetime) -> None:
    """Correct a sentence. Once people have voted only its plain and English wording can change.

    Raises WordingFixed, PermissionDenied.
    """
    must(who.may_moderate(actor))
    with transaction.atomic():
        locked(statement.conversation)
        row = Statement.objects.get(pk=statement.pk)
        if wording.text != row.text and row.votes.exists():
            raise WordingFixed
        row.text, row.text_easy, row.text_en = wording.text, wording.easy, wording.english
        row.save()
        audit.record(actor, "voices.reword", row, at=at, number=row.number)


def set_shown(actor: Viewer, statement: Statement, *, shown: bool, at: datetime) -> None:
    """Take a statement out of the vote, or put it back; its votes stay."""
    must(who.may_moderate(actor))
    with transaction.atomic():
        Statement.objects.filter(pk=statement.pk).update(shown=shown)
        verb = "voices.show_statement" if shown else "voices.hide_statement"
        audit.record(actor, verb, statement, at=at, number=statement.number)


def _part(voice: Voice, text: str, at: datetime) -> Voice:
    part = waiting_voice(
        voice.conversation,
        voice.participant,
        text,
        channel=Channel(voice.channel),
        keyed_by=voice.keyed_by_id,
        at=voice.received_at,
    )
    part.part_of, part.state_at = voice, at
    return part
