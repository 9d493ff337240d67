"""Why each entry of the slate is there, as counts; the page puts them into words in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .maps_computing import Triple

EVERYONE = "everyone"
Members = Mapping[str, set[int]]


def members(groups: Mapping[int, str], declared: Mapping[str, Mapping[int, str]]) -> dict[str, set[int]]:
    """Who belongs to each group that the engine names: "A" for an opinion group, "age=18-29" for a value."""
    found: dict[str, set[int]] = {}
    for person, group in groups.items():
        found.setdefault(group, set()).add(person)
    for key, told in declared.items():
        for person, value in told.items():
            if person in groups:
                found.setdefault(f"{key}={value}", set()).add(person)
    return found


def with_reasons(
    slate: Sequence[Mapping[str, Any]], votes: Iterable[Triple], groups: Members
) -> list[dict[str, Any]]:
    """The slate in its order with the counts behind each entry.

    `unheard` are those who sign the entry and none of the entries before it. `groups` counts, for each
    group that it is for, who signs it within and among the others: [signing, voting].
    """
    casts: dict[int, dict[int, int]] = {int(entry["statement"]): {} for entry in slate}
    for person, statement, value in votes:
        if statement in casts:
            casts[statement][person] = value
    heard: set[int] = set()
    rows = []
    for entry in slate:
        cast = casts[int(entry["statement"])]
        signing = {person for person, value in cast.items() if value == sign_of(entry["side"])}
        rows.append(
            {
                **entry,
                "statement": int(entry["statement"]),
                "unheard": len(signing - heard) if heard else 0,
                "groups": [
                    {"name": name, **_split(signing, set(cast), groups.get(name, set()))}
                    for name in entry["for"]
                    if name != EVERYONE
                ],
            }
        )
        heard |= signing
    return rows


def sign_of(side: str) -> int:
    """The vote that signs a statement on a side."""
    return -1 if side == "disagree" else 1


def _split(signing: set[int], voting: set[int], group: set[int]) -> dict[str, list[int]]:
    inside = [len(signing & group), len(voting & group)]
    return {"inside": inside, "outside": [len(signing) - inside[0], len(voting) - inside[1]]}
