"""What voting reads: where a participant stands, and how often each statement was shown and voted on."""

from __future__ import annotations

from django.core.cache import cache
from django.db.models import Count, QuerySet

from ..models import Conversation, Participant, Showing, Statement, Vote
from ..rules.public_voting import AGREE, DISAGREE, PASS, Standing
from ..rules.routing import Tally

#: Counts for routing may be this old (seconds): showings drawn from them are still stored with the
#: probability they truly had. Counting a large conversation takes longer and is done less often.
FRESH = 10
VOTES_A_SECOND = 10_000


def standing(conversation: Conversation, participant: Participant) -> Standing:
    """Where this participant stands now."""
    rows = Statement.objects.filter(conversation=conversation, shown=True).order_by("number")
    live = dict(rows.values_list("pk", "number"))
    shown = Showing.objects.filter(participant=participant).order_by("at", "pk")
    votes = Vote.objects.filter(participant=participant)
    return Standing(
        live,
        tuple(shown.values_list("statement_id", flat=True)),
        dict(votes.values_list("statement_id", "value")),
    )


def tallies(conversation: Conversation) -> dict[int, Tally]:
    """Showings and votes of each statement that has any, a few seconds old at most."""
    key = f"voices-tallies-{conversation.pk}"
    known: dict[int, Tally] | None = cache.get(key)
    if known is None:
        known = count_tallies(conversation)
        votes = sum(tally.agreed + tally.disagreed + tally.passed for tally in known.values())
        cache.set(key, known, FRESH + votes // VOTES_A_SECOND)
    return known


def count_tallies(conversation: Conversation) -> dict[int, Tally]:
    """Showings and votes of each statement that has any, counted now."""
    here = Statement.objects.filter(conversation=conversation).order_by().values("pk")
    showings = Showing.objects.filter(statement__in=here).order_by().values_list("statement_id")
    votes = Vote.objects.filter(statement__in=here).order_by().values_list("statement_id", "value")
    shown = dict(showings.annotate(times=Count("*")))
    voted = {(key, value): times for key, value, times in votes.annotate(times=Count("*"))}
    return {
        key: Tally(shown.get(key, 0), *(voted.get((key, value), 0) for value in (AGREE, DISAGREE, PASS)))
        for key in shown.keys() | {key for key, _ in voted}
    }


def last_vote(participant: Participant) -> Vote | None:
    """The newest vote that stands."""
    votes = Vote.objects.filter(participant=participant).select_related("statement")
    return votes.order_by("-at", "-pk").first()


def votes_of(participant: Participant) -> QuerySet[Vote]:
    """This participant's votes on statements that are open, newest first."""
    rows = Vote.objects.filter(participant=participant, statement__shown=True)
    return rows.select_related("statement").order_by("-at", "-pk")
