"""What changed from one snapshot to another: people, votes, groups and the slate."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..models import Snapshot
from .maps_page import Group, Page, Said


@dataclass(frozen=True)
class Passage:
    """A group of the new snapshot, the old group that most of its people came from, and how many."""

    group: Group
    before: Group | None
    same: int
    newcomers: int


@dataclass(frozen=True)
class Changes:
    """The differences between two snapshots."""

    people: int
    votes: int
    verdict_changed: bool
    passages: list[Passage]
    added: list[Said]
    removed: list[Said]
    kept: list[Said]


def differences(old: Snapshot, new: Snapshot) -> Changes:
    """Changes from the old snapshot to the new one; removed entries carry the old figures."""
    before, after = Page(old), Page(new)
    was, now = ({(s.number, s.side): s for s in page.slate} for page in (before, after))
    return Changes(
        people=new.summary["n_participants"] - old.summary["n_participants"],
        votes=new.summary["n_votes"] - old.summary["n_votes"],
        verdict_changed=before.verdict != after.verdict,
        passages=_passages(before, after),
        added=[said for key, said in now.items() if key not in was],
        removed=[said for key, said in was.items() if key not in now],
        kept=[said for key, said in now.items() if key in was],
    )


def _passages(before: Page, after: Page) -> list[Passage]:
    old = {row[0]: str(row[3]) for row in before.snapshot.people["rows"]}
    moves: Counter[tuple[str, str | None]] = Counter(
        (str(row[3]), old.get(row[0])) for row in after.snapshot.people["rows"]
    )
    named = {group.id: group for group in before.groups}
    return [_passage(group, moves, named) for group in after.groups]


def _passage(group: Group, moves: Counter[tuple[str, str | None]], named: dict[str, Group]) -> Passage:
    origins = {
        id_: moves[group.id, id_] for id_ in named if moves[group.id, id_]
    }  # the order of `named` breaks ties: the larger old group first
    origin = max(origins, key=lambda id_: origins[id_], default=None)
    return Passage(
        group=group,
        before=named[origin] if origin is not None else None,
        same=origins[origin] if origin is not None else 0,
        newcomers=moves[group.id, None],
    )
