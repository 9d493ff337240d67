"""The five files as tables of cells, made from what a conversation is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .content import COMMENTS, HISTORY, HISTORY_COLUMNS, MATRIX, MATRIX_COLUMNS, SUMMARY, VOTES, Content

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_JAPAN = timedelta(hours=9)


@dataclass(frozen=True)
class Grid:
    """One file: its columns, and its rows in order, each under a key that finds it again."""

    header: tuple[str, ...]
    rows: Mapping[Hashable, Mapping[str, str]]


def grids(content: Content) -> dict[str, Grid]:
    """Each of the five files for this conversation."""
    return {
        COMMENTS: _comments(content),
        VOTES: _votes(content),
        MATRIX: _matrix(content),
        SUMMARY: _summary(content),
        HISTORY: _history(content),
    }


def moment(milliseconds: int) -> str:
    """A time as Polis writes it in words (java.util.Date), in Japan's time."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds) + _JAPAN
    day = f"{_DAYS[at.weekday()]} {_MONTHS[at.month - 1]} {at.day:02}"
    return f"{day} {at:%H:%M:%S} JST {at.year}"


def _comments(content: Content) -> Grid:
    cast = Counter((what, vote) for _, what, _, vote in content.casts)
    rows: dict[Hashable, Mapping[str, str]] = {
        str(number): {
            "timestamp": str(row.milliseconds),
            "datetime": moment(row.milliseconds),
            "comment-id": str(number),
            "author-id": row.author,
            "agrees": str(cast[number, 1]),
            "disagrees": str(cast[number, -1]),
            "moderated": row.moderated,
            "comment-body": row.text,
        }
        for number, row in content.statements.items()
    }
    columns = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated")
    return Grid((*columns, "comment-body"), rows)


def _votes(content: Content) -> Grid:
    seen: Counter[tuple[int, int, str, int]] = Counter()
    rows: dict[Hashable, Mapping[str, str]] = {}
    for cast in sorted(content.casts, key=lambda cast: (cast[1], cast[2].zfill(12), cast[0])):
        seen[cast] += 1
        when, what, who, vote = cast
        rows[cast, seen[cast]] = {
            "timestamp": str(when),
            "datetime": moment(when),
            "comment-id": str(what),
            "voter-id": who,
            "vote": str(vote),
        }
    return Grid(("timestamp", "datetime", "comment-id", "voter-id", "vote"), rows)


def _matrix(content: Content) -> Grid:
    written = Counter(row.author for row in content.statements.values())
    of_person: dict[str, dict[int, int]] = {who: {} for who in content.people}
    for (who, what), vote in content.votes.items():
        of_person[who][what] = vote
    numbers = sorted({what for _, what in content.votes})
    rows: dict[Hashable, Mapping[str, str]] = {}
    for who, person in content.people.items():
        votes = of_person[who]
        values = list(votes.values())
        fixed = (who, person.group, written[who], len(values), values.count(1), values.count(-1))
        rows[who] = dict(zip(MATRIX_COLUMNS, map(str, fixed), strict=True)) | {
            str(number): str(votes[number]) for number in numbers if number in votes
        }
    return Grid((*MATRIX_COLUMNS, *map(str, numbers)), rows)


def _summary(content: Content) -> Grid:
    voters = str(len({who for who, _ in content.votes}))
    facts = {
        "topic": content.topic,
        "url": content.url,
        "views": str(len(content.people)),
        "voters": voters,
        "voters-in-conv": voters,
        "commenters": str(len({row.author for row in content.statements.values() if row.author})),
        "comments": str(len(content.statements)),
        "groups": str(len({person.group for person in content.people.values() if person.group})),
        "conversation-description": content.description,
    }
    rows: dict[Hashable, Mapping[str, str]] = {key: {"0": key, "1": value} for key, value in facts.items()}
    return Grid(("0", "1"), rows)


def _history(content: Content) -> Grid:
    events = [(when, 0, who) for when, _, who, _ in content.casts]
    events += [(person.milliseconds, 1, who) for who, person in content.people.items()]
    events += [(row.milliseconds, 2, row.author) for row in content.statements.values()]
    events.sort(key=lambda event: event[0])
    counts = dict.fromkeys(HISTORY_COLUMNS, 0)
    voters: set[str] = set()
    writers: set[str] = set()
    rows: dict[Hashable, Mapping[str, str]] = {}
    for place, (_, kind, who) in enumerate(events):
        counts[("n-votes", "n-visitors", "n-comments")[kind]] += 1
        if kind != 1:
            (voters if kind == 0 else writers).add(who)
        counts["n-voters"], counts["n-commenters"] = len(voters), len(writers)
        rows[place] = {name: str(value) for name, value in counts.items()}
    return Grid(HISTORY_COLUMNS, rows)
