"""Rows for tests, with everything that does not matter filled in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from tests import cast
from yoriai.web.exports import actions as exports
from yoriai.web.exports.models import Download
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.register.models import Affiliation, Municipality, Organisation, Person
from yoriai.web.register.rules import search_key
from yoriai.web.voices.models import (
    AccessCode,
    AskedAttribute,
    Conversation,
    Participant,
    Showing,
    State,
    Statement,
    Voice,
    VoiceStep,
)
from yoriai.web.voices.rules import codes, similar

_NUMBERS = count(1)


def municipality(code: str = "33202", name: str = "倉敷市", kana: str = "くらしきし") -> Municipality:
    row, _ = Municipality.objects.get_or_create(
        code=code, defaults={"name": name, "kana": kana, "english": "Kurashiki", "prefecture": "岡山県"}
    )
    return row


def organisation(**fields: Any) -> Organisation:
    values = {"name": "高梁川流域の会", "kana": "たかはしがわりゅういきのかい", "sector": "citizen"} | fields
    values["key"] = search_key(values["name"], values["kana"])
    return Organisation.objects.create(created_at=cast.NOW, **values)


def person(**fields: Any) -> Person:
    values = {"family_name": "髙﨑", "given_name": "澄江", "family_kana": "たかさき", "given_kana": "すみえ"}
    values |= fields
    key = search_key(f"{values['family_name']} {values['given_name']}", values["family_kana"])
    return Person.objects.create(created_at=cast.NOW, key=key, **values)


def affiliation(**fields: Any) -> Affiliation:
    values = {"kind": "representative", "since": date(2020, 4, 1)} | fields
    values.setdefault("person", None)
    values["person"] = values["person"] or person()
    values.setdefault("organisation", organisation())
    return Affiliation.objects.create(**values)


def download(name: str) -> Download:
    """A file that somebody of the cast made a minute ago."""
    return exports.make(
        cast.viewer(name),
        export=EXPORTS["register.organisations"],
        subject="",
        purpose="運営会議の資料",
        file_format="csv",
        at=timezone.now() - timedelta(minutes=1),
    )


def conversation(**fields: Any) -> Conversation:
    """A published conversation that is running for a long time."""
    values = {
        "slug": f"talk-{next(_NUMBERS)}",
        "question_ja": "駅前の広場をどう使いたいですか",
        "background_ja": "駅前の広場を作りなおします。\n使う人の考えを聞かせてください。",
        "opens_at": datetime(2026, 9, 1, tzinfo=UTC),
        "closes_at": datetime(2099, 3, 31, tzinfo=UTC),
        "published_at": datetime(2026, 8, 31, tzinfo=UTC),
        "created_at": datetime(2026, 8, 1, tzinfo=UTC),
    } | fields
    towns = values.pop("municipalities", None) or [municipality()]
    values.setdefault("responsible", None)
    values["responsible"] = values["responsible"] or person()
    row = Conversation.objects.create(**values)
    row.municipalities.set(towns)
    return row


def statement(conversation: Conversation, text: str = "ベンチを増やしてほしい", **fields: Any) -> Statement:
    """A statement that people vote on, with the next number."""
    number = conversation.statements.count()
    values = {"number": number, "created_at": cast.NOW} | fields
    return Statement.objects.create(conversation=conversation, text=text, **values)


def participant(conversation: Conversation, **fields: Any) -> Participant:
    """Somebody in a conversation, with the next number."""
    number = conversation.participants.count()
    key = codes.participant_key(f"token-{next(_NUMBERS)}", conversation.pk)
    values = {"number": number, "key": key, "joined_at": cast.NOW} | fields
    return Participant.objects.create(conversation=conversation, **values)


def showing(participant: Participant, statement: Statement, **fields: Any) -> Showing:
    """A statement was shown to somebody."""
    values = {"probability": 0.5, "at": cast.NOW} | fields
    return Showing.objects.create(participant=participant, statement=statement, **values)


def voice(conversation: Conversation, text: str = "木かげがほしい", **fields: Any) -> Voice:
    """A voice that waits, or stands where the fields say, with its step."""
    values = {"channel": "web", "received_at": cast.NOW, "state_at": cast.NOW} | fields
    values.setdefault("receipt", codes.new_code())
    values.setdefault("state", State.WAITING)
    fingerprint = similar.fingerprint(text)
    row = Voice.objects.create(conversation=conversation, text=text, fingerprint=fingerprint, **values)
    VoiceStep.objects.create(voice=row, state=row.state, reason=row.reason, note=row.note, at=row.state_at)
    return row


def access_code(conversation: Conversation, code: str) -> AccessCode:
    """A code to take part, as the desk issues it."""
    digest = codes.digest_of(code, conversation.pk)
    return AccessCode.objects.create(conversation=conversation, digest=digest, issued_at=cast.NOW)


def asked(conversation: Conversation, **fields: Any) -> AskedAttribute:
    """A question about oneself."""
    values = {
        "key": "age",
        "label_ja": "何歳ですか",
        "choices": [{"value": "young", "ja": "30歳より下"}, {"value": "old", "ja": "30歳から上"}],
    } | fields
    return AskedAttribute.objects.create(conversation=conversation, **values)
