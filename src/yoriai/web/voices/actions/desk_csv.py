"""Voices from a table: looked at first, taken in one go, taken back in one go."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import (
    Channel,
    Conversation,
    Declared,
    ImportState,
    Participant,
    Reason,
    State,
    Voice,
    VoiceImport,
    VoiceStep,
)
from ..queries import desk_csv as queries
from ..rules import desk as rules
from ..rules import voices_csv
from ..rules.voices_csv import Columns, Found
from .desk_parts import add_participants, add_voices, locked, must, waiting_voice

register_verbs(
    {
        "voices.read_table": "声の表を読み込んだ（まだ取り込んでいない）",
        "voices.match_columns": "声の表の列を選んだ",
        "voices.import_table": "声の表を取り込んだ",
        "voices.undo_import": "声の表の取り込みを取り消した",
    }
)


class NotInPreview(Exception):
    """The table was taken, or taken back, in the meantime."""


class NotUndoable(Exception):
    """Somebody has decided about a voice of this table."""


def read_table(
    actor: Viewer, conversation: Conversation, *, file_name: str, content: bytes, at: datetime
) -> VoiceImport:
    """Keep a table for its preview; no voice is written. Raises voices_csv.Unreadable, PermissionDenied."""
    must(rules.may_manage(actor))
    text = voices_csv.decoded(content)
    columns = voices_csv.guessed(voices_csv.lines(text), queries.asked_of(conversation))
    with transaction.atomic():
        table = VoiceImport.objects.create(
            conversation=conversation,
            file_name=file_name[-200:],
            content=text,
            columns=asdict(columns),
            made_by_id=actor.user_id,
            made_at=at,
        )
        audit.record(actor, "voices.read_table", table, at=at)
    return table


def match_columns(actor: Viewer, table: VoiceImport, *, columns: Columns, at: datetime) -> None:
    """Say which column holds what."""
    must(rules.may_manage(actor))
    with transaction.atomic():
        changed = VoiceImport.objects.filter(pk=table.pk, state=ImportState.PREVIEW)
        if not changed.update(columns=asdict(columns)):
            raise NotInPreview
        audit.record(actor, "voices.match_columns", table, at=at)


def import_table(actor: Viewer, table: VoiceImport, *, known_too: bool, at: datetime) -> int:
    """Take the readable records as waiting voices, all or none; gives their number.

    Texts that are already among the voices are left out unless `known_too`.
    Raises NotInPreview, PermissionDenied.
    """
    must(rules.may_manage(actor))
    with transaction.atomic():
        locked(table.conversation)
        row = VoiceImport.objects.select_related("conversation").get(pk=table.pk)
        if row.state != ImportState.PREVIEW:
            raise NotInPreview
        seen = queries.preview(row)
        found = [one.found for one in seen.rows] if known_too else seen.fresh
        _take(row, found, actor.user_id, at)
        row.state, row.done_at = ImportState.DONE, at
        row.save(update_fields=["state", "done_at"])
        audit.record(actor, "voices.import_table", row, at=at, voices=len(found), broken=len(seen.broken))
    return len(found)


def undo_import(actor: Viewer, table: VoiceImport, *, at: datetime) -> None:
    """Hold all voices of a table back as entered by mistake. Raises NotUndoable, PermissionDenied."""
    must(rules.may_manage(actor))
    with transaction.atomic():
        locked(table.conversation)
        row = VoiceImport.objects.get(pk=table.pk)
        if row.state != ImportState.DONE or not queries.undoable(row):
            raise NotUndoable
        voices = list(row.voices.all())
        row.voices.update(
            state=State.HELD, reason=Reason.ENTRY_UNDONE, state_at=at, decided_by_id=actor.user_id
        )
        VoiceStep.objects.bulk_create(
            VoiceStep(voice=voice, state=State.HELD, reason=Reason.ENTRY_UNDONE, at=at) for voice in voices
        )
        row.state = ImportState.UNDONE
        row.save(update_fields=["state"])
        audit.record(actor, "voices.undo_import", row, at=at, voices=len(voices))


def _take(table: VoiceImport, found: list[Found], keyed_by: int | None, at: datetime) -> None:
    people = _people(table, found, at)
    attributes = {row.key: row for row in table.conversation.attributes.all()}
    told = {
        (people[place].pk, key): Declared(participant=people[place], attribute=attributes[key], value=value)
        for place, row in enumerate(found)
        for key, value in row.answers.items()
    }
    Declared.objects.bulk_create(told.values())
    add_voices([_voice(table, person, row, keyed_by, at) for person, row in zip(people, found, strict=True)])


def _people(table: VoiceImport, found: list[Found], at: datetime) -> list[Participant]:
    """The participant of each record: the same for records that name the same person."""
    names = [row.person or f"\n{place}" for place, row in enumerate(found)]
    distinct = list(dict.fromkeys(names))
    rows = add_participants(table.conversation, len(distinct), at=at, keyed_by=None)
    by_name = dict(zip(distinct, rows, strict=True))
    return [by_name[name] for name in names]


def _voice(table: VoiceImport, person: Participant, row: Found, keyed_by: int | None, at: datetime) -> Voice:
    voice = waiting_voice(
        table.conversation,
        person,
        row.text,
        channel=Channel.CSV,
        keyed_by=keyed_by,
        at=row.at or at,
        batch=table,
    )
    voice.state_at = at
    return voice
