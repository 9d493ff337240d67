"""What the page of a snapshot shows, section by section, out of the stored content alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median, pstdev
from typing import Any, NamedTuple

from ..models import Snapshot
from .maps_figures import Share, share, signed_share, wording

STABLE, NO_GROUPS, TOO_FEW = "stable groups", "no stable groups", "too few votes"
#: A statement with fewer votes than this says little yet.
SCARCE = 10


class Position(NamedTuple):
    """One person's row in a snapshot; the group is empty for those between the groups."""

    participant: int
    x: float
    y: float
    group: str
    p_group: float | None
    sd_x: float
    sd_y: float


@dataclass(frozen=True)
class Counts:
    """Votes of somebody on a statement."""

    agree: int
    skip: int
    disagree: int

    @property
    def total(self) -> int:
        return self.agree + self.skip + self.disagree

    @property
    def agreeing(self) -> Share:
        return share(self.agree, self.total)

    @property
    def disagreeing(self) -> Share:
        return share(self.disagree, self.total)


@dataclass(frozen=True)
class GroupName:
    """What a group is called: the letter of an opinion group, or a declared attribute and its value."""

    letter: str = ""
    attribute: str = ""
    value: str = ""


@dataclass(frozen=True)
class Reason:
    """A group that an entry of the slate is for: how many sign it there, and among the others."""

    group: GroupName
    inside: Share
    outside: Share


@dataclass(frozen=True)
class Said:
    """A statement with the side that somebody takes: who, how many of them, and how many of the others."""

    number: int
    text: str
    side: str
    share: Share
    others: Share | None = None
    unheard: int = 0
    reasons: tuple[Reason, ...] = ()

    @property
    def common(self) -> bool:
        """Whether more than half of those who voted take this side."""
        return self.share.estimate > 0.5


@dataclass(frozen=True)
class Group:
    """An opinion group: its letter, its look in the chart, and what it says distinctly."""

    id: str
    letter: str
    look: int
    size: int
    share: float
    stability: float
    says: tuple[Said, ...]

    @property
    def agrees(self) -> list[Said]:
        return [said for said in self.says if said.side == "agree"][:2]

    @property
    def disagrees(self) -> list[Said]:
        return [said for said in self.says if said.side == "disagree"][:1]


@dataclass(frozen=True)
class Where:
    """Where the middle person of a group stands, and how unsure one person's place is."""

    letter: str
    people: int
    x: float
    y: float
    deviation: float


@dataclass(frozen=True)
class Listed:
    """A statement in the list of all."""

    number: int
    text: str
    counts: Counts


@dataclass(frozen=True)
class SlateRow:
    """An entry of the slate with the share of each group."""

    said: Said
    groups: list[Share]


class Page:
    """A snapshot read for its page, in the reader's language."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.summary: dict[str, Any] = snapshot.summary
        self.rows: dict[int, dict[str, Any]] = {row["statement"]: row for row in snapshot.statements}

    @property
    def verdict(self) -> str:
        return str(self.summary["verdict"])

    @property
    def has_groups(self) -> bool:
        return self.verdict == STABLE

    @property
    def too_few(self) -> bool:
        return self.verdict == TOO_FEW

    @cached_property
    def groups(self) -> list[Group]:
        return [self._group(place, row) for place, row in enumerate(self.summary["groups"])]

    @cached_property
    def between(self) -> int:
        """People who cannot be said to belong to any of the groups."""
        return sum(not row[3] for row in self.snapshot.people["rows"]) if self.has_groups else 0

    @cached_property
    def shared(self) -> list[Said]:
        return [self.said(row) for row in self.summary["shared"]]

    @cached_property
    def slate(self) -> list[Said]:
        return [self.said(row) for row in self.summary["slate"]]

    def text(self, number: int) -> str:
        """A statement's wording at the moment of the snapshot."""
        return wording(self.rows[number]["text"])

    def counts(self, number: int, group: str = "") -> Counts:
        """Votes of a group on a statement; group "" is everybody."""
        return Counts(*self.rows[number]["votes"].get(group, [0, 0, 0]))

    def said(self, row: Mapping[str, Any], group: str = "") -> Said:
        """A statement with the side taken by a group, beside the others."""
        number, side = int(row["statement"]), str(row["side"])
        votes = self.rows[number]["votes"]
        own, all_ = votes.get(group, [0, 0, 0]), votes[""]
        rest = [whole - part for whole, part in zip(all_, own, strict=True)]
        return Said(
            number=number,
            text=self.text(number),
            side=side,
            share=signed_share(own, side),
            others=signed_share(rest, side) if group else None,
            unheard=row.get("unheard", 0),
            reasons=tuple(self._reason(found) for found in row.get("groups", [])),
        )

    def _reason(self, row: Mapping[str, Any]) -> Reason:
        return Reason(self.name(row["name"]), share(*row["inside"]), share(*row["outside"]))

    def name(self, group: str) -> GroupName:
        """What a group is called: "A", or attribute and value out of "age=18-29"."""
        key, equals, chosen = group.partition("=")
        if not equals:
            return GroupName(letter=group)
        for attribute in self.snapshot.composition.get("attributes", []):
            for value in attribute["values"]:
                if (attribute["key"], value["value"]) == (key, chosen):
                    return GroupName(attribute=wording(attribute["label"]), value=wording(value["label"]))
        return GroupName(attribute=key, value=chosen)

    def by_group(self, number: int) -> list[tuple[Group | None, Counts]]:
        """Votes on a statement: everybody first, then each group."""
        return [
            (None, self.counts(number)),
            *((group, self.counts(number, group.id)) for group in self.groups),
        ]

    @cached_property
    def scarce(self) -> int:
        """Statements with so few votes that their result says little."""
        return sum(self.counts(number).total < SCARCE for number in self.rows)

    @cached_property
    def positions(self) -> list[Position]:
        """Everybody who has a place on the map."""
        return [Position(*row) for row in self.snapshot.people["rows"] if row[1] is not None]

    @cached_property
    def places(self) -> list[Where]:
        """Each group, then those between the groups (or everybody, where there are no groups)."""
        found = [self._where(group.letter, group.id) for group in self.groups]
        return [*found, self._where("", "")] if self.between or not self.groups else found

    @cached_property
    def all_statements(self) -> list[Listed]:
        return [Listed(number, self.text(number), self.counts(number)) for number in sorted(self.rows)]

    @cached_property
    def slate_table(self) -> list[SlateRow]:
        return [
            SlateRow(
                said,
                [
                    signed_share(self.rows[said.number]["votes"].get(g.id, [0, 0, 0]), said.side)
                    for g in self.groups
                ],
            )
            for said in self.slate
        ]

    @property
    def prediction(self) -> dict[str, float] | None:
        """How well left-out votes were foretold; None where there were too few to leave any out."""
        found = self.summary.get("prediction") or {}
        return found if found.get("accuracy") is not None else None

    @property
    def typical_deviation(self) -> float:
        """The standard deviation of the middle person's place along the main axis."""
        return median(position.sd_x for position in self.positions) if self.positions else 0.0

    @property
    def spread(self) -> float:
        """The standard deviation of all places along the main axis."""
        return pstdev(position.x for position in self.positions) if self.positions else 0.0

    def _where(self, letter: str, id_: str) -> Where:
        among = [position for position in self.positions if position.group == id_]
        if not among:
            return Where(letter, 0, 0.0, 0.0, 0.0)
        return Where(
            letter,
            len(among),
            median(p.x for p in among),
            median(p.y for p in among),
            median(p.sd_x for p in among),
        )

    def _group(self, place: int, row: Mapping[str, Any]) -> Group:
        id_ = str(row["id"])
        return Group(
            id=id_,
            letter=id_,
            look=place,
            size=row["size"],
            share=row["share"],
            stability=row["stability"],
            says=tuple(self.said(entry, id_) for entry in self.summary["distinct"].get(id_, [])),
        )
