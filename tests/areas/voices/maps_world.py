"""A conversation with votes, for the tests of maps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from tests import cast, factories
from yoriai.engines import opinions
from yoriai.web.voices.actions import maps_computing, maps_engine, maps_publishing
from yoriai.web.voices.models import (
    Computation,
    Conversation,
    Participant,
    Snapshot,
    Statement,
    Voice,
    Vote,
)

_ANALYSE = opinions.analyse
_ANALYSED: dict[str, opinions.Result] = {}

#: What two camps vote on six statements; everybody shares the fifth, nobody the sixth.
CAMPS = ((1, 1, -1, -1, 1, -1), (-1, -1, 1, 1, 1, -1))


def conversation(slug: str = "bus", **fields: Any) -> Conversation:
    """A published conversation, open on the day of the tests; made once a test."""
    known = Conversation.objects.filter(slug=slug).first()
    if known:
        return known
    values = {
        "question_ja": "これからの地域のバスをどうしますか。",
        "opens_at": cast.NOW - timedelta(days=30),
        "closes_at": cast.NOW + timedelta(days=3650),
        "published_at": cast.NOW - timedelta(days=30),
        "slate_size": 3,
        "created_at": cast.NOW,
    } | fields
    values.setdefault("responsible", None)
    values["responsible"] = values["responsible"] or factories.person()
    return Conversation.objects.create(slug=slug, **values)


def statements(row: Conversation, count: int = 6) -> list[Statement]:
    return [
        Statement.objects.get_or_create(
            conversation=row,
            number=number,
            defaults={
                "text": f"意見その{number}です。",
                "text_en": f"Opinion {number}.",
                "created_at": cast.NOW,
            },
        )[0]
        for number in range(1, count + 1)
    ]


def participants(row: Conversation, count: int) -> list[Participant]:
    first = row.participants.count()
    return [
        Participant.objects.create(conversation=row, key=f"key-{number}", number=number, joined_at=cast.NOW)
        for number in range(first, first + count)
    ]


def two_camps(slug: str = "bus", people: int = 30, **fields: Any) -> Conversation:
    """A conversation in which two thirds vote one way and one third the other."""
    row = conversation(slug, **fields)
    about = statements(row)
    votes = []
    for person in participants(row, people):
        camp = CAMPS[person.number % 3 == 0]
        votes += [
            Vote(participant=person, statement=statement, value=value, at=cast.NOW)
            for statement, value in zip(about, camp, strict=True)
            if (person.number + statement.number) % 7
        ]
    Vote.objects.bulk_create(votes)
    return row


def voice(row: Conversation, *, statement: Statement | None = None, **fields: Any) -> Voice:
    values = {
        "text": "バスの本数をふやしてほしい",
        "channel": "paper",
        "received_at": cast.NOW,
        "receipt": f"R{Voice.objects.count():06d}",
        "fingerprint": "f" * 64,
        "state_at": cast.NOW,
        "statement": statement,
    }
    if statement is not None:
        values |= {"state": "accepted", "reason": "fits"}
    return Voice.objects.create(conversation=row, **values | fields)


def computation(row: Conversation, **fields: Any) -> Computation:
    values: dict[str, Any] = {"state": "queued", "requested_at": cast.NOW} | fields
    return Computation.objects.create(conversation=row, **values)


def snapshot(row: Conversation) -> Snapshot:
    """A map of a conversation, computed by the engine; the same votes are computed once a session."""
    asked = maps_computing.request_map(cast.viewer("staff"), row, at=cast.NOW, enqueue=False)
    with patch.object(maps_engine.opinions, "analyse", _analyse_once):
        maps_computing.work_on(asked.pk, clock=lambda: cast.NOW)
    asked.refresh_from_db()
    assert asked.snapshot is not None, asked.problem
    return asked.snapshot


def empty_snapshot(row: Conversation) -> Snapshot:
    """The map of nobody's votes, without a run of the engine; made once a test."""
    known = row.snapshots.first()
    if known:
        return known
    summary = {
        "mode": "full",
        "seed": 1,
        "n_participants": 0,
        "n_statements": 0,
        "n_votes": 0,
        "dimension": 0,
        "verdict": "too few votes",
        "groups": [],
        "slate": [],
        "shared": [],
        "distinct": {},
        "guarantees": {},
        "made_with": {},
    }
    return Snapshot.objects.create(
        conversation=row,
        number=1,
        made_at=cast.NOW,
        seed=1,
        votes_digest="0" * 64,
        summary=summary,
        people={"columns": [], "rows": []},
        statements=[],
        composition={"attributes": []},
    )


def _analyse_once(votes: opinions.Votes, **options: Any) -> opinions.Result:
    """The engine gives the same for the same votes and options (its tests see to that)."""
    progress = options.pop("progress")
    progress(0.5, "")
    columns = (votes.person.tobytes(), votes.statement.tobytes(), votes.value.tobytes())
    key = repr((votes.participants, votes.statements, columns, sorted(options.items())))
    if key not in _ANALYSED:
        _ANALYSED[key] = _ANALYSE(votes, **options)
    return _ANALYSED[key]


def published(row: Conversation) -> Snapshot:
    found = snapshot(row)
    maps_publishing.publish(cast.viewer("staff"), found, at=cast.NOW)
    return found
