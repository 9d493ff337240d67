"""Sample rows for the addresses of the desk of voices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests import cast, factories
from tests.areas.voices import desk_world as world
from yoriai.web.voices.actions import desk_csv
from yoriai.web.voices.models import (
    AskedAttribute,
    Campaign,
    Invitee,
    PolisLoad,
    VoiceImport,
)

TABLE = "声,日時\n夜のバスがほしい,2026-10-01\n".encode()


def _slug() -> dict[str, Any]:
    return {"slug": world.conversation().slug}


def _with(make: Callable[[], Any]) -> Callable[[], dict[str, Any]]:
    return lambda: _slug() | {"pk": make().pk}


def attribute() -> AskedAttribute:
    return AskedAttribute.objects.get_or_create(
        conversation=world.conversation(),
        key="tie",
        defaults={
            "label_ja": "この地域との関わり",
            "choices": [
                {"value": "live", "ja": "住んでいる", "easy": "", "en": "I live here"},
                {"value": "work", "ja": "働いている", "easy": "", "en": ""},
            ],
        },
    )[0]


def _campaign() -> Campaign:
    return Campaign.objects.create(conversation=world.conversation(), text="夜のバス", grouped_at=cast.NOW)


def _table() -> VoiceImport:
    return desk_csv.read_table(
        cast.viewer("director"),
        world.conversation(),
        file_name="声.csv",
        content=TABLE,
        at=cast.NOW,
    )


def _invitee() -> Invitee:
    return Invitee.objects.create(
        conversation=world.conversation(), person=factories.person(family_name="招待")
    )


def _load() -> dict[str, Any]:
    return {"pk": PolisLoad.objects.create(slug="polis", requested_at=cast.NOW).pk}


def _entry() -> Any:
    return world.participant(keyed_by=cast.make_user("director"))


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "voices_desk_conversation": _slug,
    "voices_desk_edit": _slug,
    "voices_desk_publish": _slug,
    "voices_desk_today": lambda: _slug() | {"key": "voices"},
    "voices_desk_attributes": _slug,
    "voices_desk_attribute": _with(attribute),
    "voices_desk_drop_attribute": _with(attribute),
    "voices_desk_census": _with(attribute),
    "voices_desk_queue": _slug,
    "voices_desk_voices": _slug,
    "voices_desk_voice": _with(world.waiting_voice),
    "voices_desk_accept": _with(world.waiting_voice),
    "voices_desk_merge": _with(world.waiting_voice),
    "voices_desk_hold": _with(world.waiting_voice),
    "voices_desk_split": _with(world.waiting_voice),
    "voices_desk_reopen": _with(world.waiting_voice),
    "voices_desk_campaigns": _slug,
    "voices_desk_campaign": _with(_campaign),
    "voices_desk_statements": _slug,
    "voices_desk_statement": _with(world.statement),
    "voices_desk_shown": _with(world.statement),
    "voices_desk_csv": _slug,
    "voices_desk_csv_table": _with(_table),
    "voices_desk_csv_confirm": _with(_table),
    "voices_desk_csv_undo": _with(_table),
    "voices_desk_codes": _slug,
    "voices_desk_invitees": _slug,
    "voices_desk_uninvite": _with(_invitee),
    "voices_desk_send_codes": _slug,
    "voices_desk_scribe": _slug,
    "voices_desk_undo_entry": _with(_entry),
    "voices_desk_slips": _slug,
    "voices_desk_polis_load": _load,
}
