"""Rows for tests, with everything that does not matter filled in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests import cast
from yoriai.web.exports import actions as exports
from yoriai.web.exports.models import Download
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.register.models import Affiliation, Municipality, Organisation, Person
from yoriai.web.register.rules import search_key
from yoriai.web.voices.actions.desk_parts import add_voices, next_number
from yoriai.web.voices.models import Channel, Conversation, Participant, Statement, Voice


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


# --- voices -------------------------------------------------------------------------------------


def responsible(**fields: Any) -> Person:
    """Somebody of the register who can answer for a conversation."""
    return person(**({"family_name": "三宅", "given_name": "健太", "family_kana": "みやけ"} | fields))


def desk_conversation(slug: str = "bus", **fields: Any) -> Conversation:
    """A public conversation that runs now."""
    known = Conversation.objects.filter(slug=slug).first()
    if known:
        return known
    values = {
        "question_ja": "バスをどう残しますか",
        "opens_at": cast.NOW - timedelta(days=10),
        "closes_at": cast.NOW + timedelta(days=365),
        "published_at": cast.NOW - timedelta(days=10),
        "created_at": cast.NOW - timedelta(days=20),
    } | fields
    values.setdefault("responsible", None)
    values["responsible"] = values["responsible"] or responsible()
    row = Conversation.objects.create(slug=slug, **values)
    row.municipalities.add(municipality())
    return row


def waiting_voice(text: str = "夜のバスを増やしてほしい", **fields: Any) -> Voice:
    """A voice that waits to be decided."""
    values = {
        "conversation": None,
        "participant": None,
        "channel": Channel.WEB,
        "received_at": cast.NOW,
        "state_at": cast.NOW,
    } | fields
    values["conversation"] = values["conversation"] or desk_conversation()
    return add_voices([Voice(text=text, **values)])[0]


def statement(text: str = "電車の駅まで自転車で行ける道がほしい", **fields: Any) -> Statement:
    """A sentence to vote on."""
    conversation = fields.pop("conversation", None) or desk_conversation()
    return Statement.objects.create(
        conversation=conversation,
        text=text,
        created_at=cast.NOW,
        number=fields.pop("number", next_number(conversation, Statement)),
        **fields,
    )


def participant(conversation: Conversation | None = None, **fields: Any) -> Participant:
    """Somebody in a conversation."""
    conversation = conversation or desk_conversation()
    number = next_number(conversation, Participant)
    values = {"key": f"key-{number}", "number": number, "joined_at": cast.NOW} | fields
    return Participant.objects.create(conversation=conversation, **values)
