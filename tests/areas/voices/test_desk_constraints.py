"""The database itself keeps a voice in exactly one state with a fitting reason, against raw writes too."""

from __future__ import annotations

import itertools

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.voices.models import REASONS_OF, ImportState, PolisLoad, Reason, State, VoiceImport

pytestmark = pytest.mark.django_db
WITH_STATEMENT = {State.ACCEPTED, State.MERGED, State.USED}


def raw(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(("state", "reason"), list(itertools.product(State, Reason)))
def test_every_pair_of_state_and_reason(state: State, reason: Reason) -> None:
    voice = world.waiting_voice()
    statement = world.statement().pk if state in WITH_STATEMENT else None
    sql = "UPDATE voices_voice SET state = %s, reason = %s, statement_id = %s WHERE id = %s"
    if reason in REASONS_OF[state]:
        raw(sql, state.value, reason.value, statement, voice.pk)
    else:
        with pytest.raises(IntegrityError):
            raw(sql, state.value, reason.value, statement, voice.pk)


@pytest.mark.parametrize("state", list(State))
def test_a_state_has_a_statement_exactly_when_it_must(state: State) -> None:
    voice = world.waiting_voice()
    statement = None if state in WITH_STATEMENT else world.statement().pk
    with pytest.raises(IntegrityError):
        raw(
            "UPDATE voices_voice SET state = %s, reason = %s, statement_id = %s WHERE id = %s",
            state.value,
            REASONS_OF[state][0].value,
            statement,
            voice.pk,
        )


@pytest.mark.parametrize(
    ("column", "value"),
    [("state", ""), ("state", "lost"), ("state", None), ("reason", ""), ("reason", None), ("text", ""),
     ("channel", "fax"), ("state_at", None), ("receipt", None), ("conversation_id", None)],
)  # fmt: skip
def test_no_voice_without_its_facts(column: str, value: str | None) -> None:
    voice = world.waiting_voice()
    with pytest.raises(IntegrityError):
        raw(f"UPDATE voices_voice SET {column} = %s WHERE id = %s", value, voice.pk)


def test_two_voices_never_share_a_receipt() -> None:
    first, second = world.waiting_voice(), world.waiting_voice()
    with pytest.raises(IntegrityError):
        raw("UPDATE voices_voice SET receipt = %s WHERE id = %s", first.receipt, second.pk)


def test_steps_are_neither_changed_nor_deleted() -> None:
    voice = world.waiting_voice()
    for sql in ("UPDATE voices_voicestep SET note = 'x' WHERE voice_id = %s",
                "DELETE FROM voices_voicestep WHERE voice_id = %s"):  # fmt: skip
        with pytest.raises(DatabaseError):
            raw(sql, voice.pk)
    assert voice.steps.count() == 1


def test_a_table_is_done_exactly_when_it_has_its_time() -> None:
    for state, at in [(ImportState.DONE, None), (ImportState.PREVIEW, cast.NOW), ("lost", None)]:
        with pytest.raises(IntegrityError), transaction.atomic():
            VoiceImport.objects.create(
                conversation=world.conversation(), state=state, done_at=at, made_at=cast.NOW
            )


def test_a_load_is_done_exactly_when_it_has_a_conversation() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PolisLoad.objects.create(slug="a", state="done", requested_at=cast.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolisLoad.objects.create(slug="a", conversation=world.conversation(), requested_at=cast.NOW)
