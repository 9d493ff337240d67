"""Showing statements and casting votes: each vote stands, is logged for good, and leaves an audit event.

Two requests of the same person may meet (a double tap, two tabs). The database lets one row in; the
other request then starts again from what stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from django.db import IntegrityError, transaction

from yoriai.web.accounts.rules import VISITOR
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import Cast, Conversation, Participant, Showing, Statement, Vote
from ..queries import public_voting as queries
from ..rules.public_voting import Standing
from ..rules.routing import Tally, choose, distribution

register_verbs(
    {
        "voices.show": "意見を見せた",
        "voices.vote": "意見に投票した",
        "voices.undo_vote": "投票を取り消した",
    }
)

Result = TypeVar("Result")
#: A double tap makes two requests; a third try is for somebody who taps thrice.
TRIES = 3


@dataclass(frozen=True)
class Turn:
    """Whose turn it is, when, and the chance that draws the next statement."""

    conversation: Conversation
    participant: Participant
    channel: str
    at: datetime
    generator: random.Random


def show_next(turn: Turn) -> Standing:
    """Where the participant stands, with a statement to vote on if there is one left.

    What was shown before and still waits for a vote comes first.
    """
    known = queries.standing(turn.conversation, turn.participant)
    if known.pending is not None or not known.unseen:
        return known
    return _again(partial(_show_next, turn, queries.tallies(turn.conversation)))


def show_chosen(participant: Participant, statements: list[Statement], *, at: datetime) -> None:
    """Show statements that resemble a voice. No chance is involved: the probability is 1."""
    with transaction.atomic():
        rows = [Showing(participant=participant, statement=row, probability=1.0, at=at) for row in statements]
        Showing.objects.bulk_create(rows, ignore_conflicts=True)
        numbers = [row.number for row in statements]
        audit.record(VISITOR, "voices.show", participant, at=at, statements=numbers)


def cast(turn: Turn, *, number: int, value: int) -> Standing:
    """Vote on a statement that was shown, and show the next one.

    Raises NotShown for a statement that was not shown to this participant or is no longer open.
    """
    return _again(partial(_cast, turn, number, value, queries.tallies(turn.conversation)))


def undo(turn: Turn) -> Standing:
    """Take the newest vote back; its statement waits for a vote again."""
    with transaction.atomic():
        vote = queries.last_vote(turn.participant)
        if vote and Vote.objects.filter(pk=vote.pk).delete()[0]:
            _log(turn, vote.statement_id, None)
            number = vote.statement.number
            audit.record(VISITOR, "voices.undo_vote", turn.participant, at=turn.at, statement=number)
    return queries.standing(turn.conversation, turn.participant)


def _cast(turn: Turn, number: int, value: int, tallies: Mapping[int, Tally]) -> Standing:
    known = queries.standing(turn.conversation, turn.participant)
    statement = known.key_of(number)
    if known.votes.get(statement) != value:
        _write(turn, statement, value, new=statement not in known.votes)
        audit.record(VISITOR, "voices.vote", turn.participant, at=turn.at, statement=number, value=value)
    after = known.voting(statement, value)
    return _draw(turn, after, tallies) if after.pending is None and after.unseen else after


def _write(turn: Turn, statement: int, value: int, *, new: bool) -> None:
    rows = Vote.objects.filter(participant=turn.participant, statement_id=statement)
    if new:
        rows.create(participant=turn.participant, statement_id=statement, value=value, at=turn.at)
    else:
        rows.update(value=value, at=turn.at)
    _log(turn, statement, value)


def _show_next(turn: Turn, tallies: Mapping[int, Tally]) -> Standing:
    known = queries.standing(turn.conversation, turn.participant)
    if known.pending is not None or not known.unseen:  # another tab was faster
        return known
    after = _draw(turn, known, tallies)
    number = after.live[after.shown[-1]]
    audit.record(VISITOR, "voices.show", turn.participant, at=turn.at, statements=[number])
    return after


def _draw(turn: Turn, known: Standing, tallies: Mapping[int, Tally]) -> Standing:
    unseen = {key: tallies.get(key, Tally()) for key in known.unseen}
    probabilities = distribution(unseen, turn.conversation.minimum_showings)
    key, probability = choose(probabilities, turn.generator)
    # rounding may lift the probability of the only one left above 1
    Showing.objects.create(
        participant=turn.participant, statement_id=key, probability=min(1.0, probability), at=turn.at
    )
    return known.showing(key)


def _log(turn: Turn, statement: int, value: int | None) -> None:
    Cast.objects.create(
        participant=turn.participant,
        statement_id=statement,
        value=value,
        channel=turn.channel,
        milliseconds=int(turn.at.timestamp() * 1000),
    )


def _again(deed: Callable[[], Result]) -> Result:
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return deed()
        except IntegrityError:
            continue
    with transaction.atomic():
        return deed()
