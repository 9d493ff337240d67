"""From the votes of a conversation to the content of a snapshot, through the engine."""

from __future__ import annotations

import platform
from collections.abc import Callable
from importlib.metadata import version
from typing import Any, TypedDict

from yoriai.engines import opinions

from ..models import Conversation
from ..queries import maps_computing as queries
from ..rules import maps_composition, maps_slate, maps_snapshot
from ..rules.maps_computing import votes_digest

Progress = Callable[[float, str], None]
#: Redraws of the votes with which the engine tries whether the groups are stable.
DRAWS = 50


class Content(TypedDict):
    """The fields of a snapshot that follow from votes and seed alone."""

    votes_digest: str
    summary: dict[str, Any]
    people: dict[str, Any]
    statements: list[dict[str, Any]]
    composition: dict[str, Any]


def make(conversation: Conversation, *, seed: int, progress: Progress) -> Content:
    """Run the engine on the votes that stand now. Same votes and seed give equal content.

    Raises what `progress` raises.
    """
    statements = queries.statements_of(conversation)
    votes = queries.votes_of(conversation)
    declared = queries.declared_in(conversation)
    result = opinions.analyse(
        opinions.Votes.from_triples([(str(person), str(about), value) for person, about, value in votes]),
        seed=seed,
        slate=conversation.slate_size,
        attributes={key: {str(p): value for p, value in told.items()} for key, told in declared.items()},
        draws=DRAWS,
        progress=progress,
    )
    groups = {int(row["participant"]): str(row["group"] or "") for row in result.participants}
    members = maps_slate.members(groups, declared)
    return Content(
        votes_digest=votes_digest(votes),
        summary={**maps_snapshot.summary(result, votes, members), "made_with": made_with()},
        people=maps_snapshot.people(result.participants),
        statements=maps_snapshot.statements(statements, votes, groups, result.statements),
        composition=maps_composition.composition(conversation, declared, present=set(groups)),
    )


def made_with() -> dict[str, str]:
    """The versions that a repetition needs."""
    libraries = {name: version(name) for name in ("yoriai", "numpy", "scipy")}
    return {**libraries, "python": platform.python_version()}
