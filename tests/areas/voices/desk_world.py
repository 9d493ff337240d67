"""A conversation about buses, as the desk's tests need it; asked for again, it is the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests import cast
from tests.factories import municipality, person
from yoriai.web.register.models import Person
from yoriai.web.voices.actions.desk_parts import add_voices, next_number
from yoriai.web.voices.models import Channel, Conversation, Participant, Statement, Voice


def responsible(**fields: Any) -> Person:
    """Somebody of the register who can answer for a conversation."""
    return person(**({"family_name": "三宅", "given_name": "健太", "family_kana": "みやけ"} | fields))


def conversation(slug: str = "bus-desk", **fields: Any) -> Conversation:
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
    values["conversation"] = values["conversation"] or conversation()
    return add_voices([Voice(text=text, **values)])[0]


def statement(text: str = "電車の駅まで自転車で行ける道がほしい", **fields: Any) -> Statement:
    """A sentence to vote on."""
    home = fields.pop("conversation", None) or conversation()
    return Statement.objects.create(
        conversation=home,
        text=text,
        created_at=cast.NOW,
        number=fields.pop("number", next_number(home, Statement)),
        **fields,
    )


def participant(home: Conversation | None = None, **fields: Any) -> Participant:
    """Somebody in a conversation."""
    home = home or conversation()
    number = next_number(home, Participant)
    values = {"key": f"key-{number}", "number": number, "joined_at": cast.NOW} | fields
    return Participant.objects.create(conversation=home, **values)
