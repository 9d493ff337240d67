"""`yoriai seat --replan`: who is missing, who has come, and the hall as it now is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from yoriai.cli.errors import BadInput
from yoriai.cli.seat.settings import Settings
from yoriai.cli.seat.table import read_people, read_rows
from yoriai.cli.seat.wishes import WishReader
from yoriai.engines.seating import Plan, Workshop, changed_workshop

People = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Change:
    """A plan, the round that comes next (from 1), who is missing from it and who has come."""

    path: Path
    plan: Plan
    from_round: int
    absent: tuple[str, ...]
    arrived: People

    @property
    def coming(self) -> Mapping[str, int]:
        return self.plan[self.from_round - 1]


def read_change(
    path: Path, plan: Plan, *, from_round: int, absent: str, arrived: Path | None, settings: Settings
) -> Change:
    """What the command line says has changed, each name checked against the plan."""
    if not 1 <= from_round <= len(plan):
        raise BadInput(
            "--from-round",
            (f"第{from_round}回はありません", f"there is no round {from_round}"),
            (f"1から{len(plan)}の回を書いてください", f"a round from 1 to {len(plan)}"),
        )
    coming = plan[from_round - 1]
    gone = tuple(dict.fromkeys(name.strip() for name in re.split("[,，、]", absent) if name.strip()))
    for name in gone:
        if name not in coming:
            raise BadInput(
                "--absent",
                (
                    f"「{name}」は第{from_round}回の席にいません",
                    f"{name!r} has no seat in round {from_round}",
                ),
                ("席替え表にあるIDをコンマで区切ってください", "ids of the plan, separated by commas"),
            )
    newcomers = _newcomers(arrived, set(coming) - set(gone), settings) if arrived else {}
    if len(gone) == len(coming) and not newcomers:
        raise BadInput(
            "--absent",
            ("だれも残りません", "nobody is left"),
            ("一人は残してください", "at least one person left"),
        )
    return Change(path, plan, from_round, gone, newcomers)


def _newcomers(path: Path, seated: set[str], settings: Settings) -> People:
    people = read_people(path, settings.id_column, settings.columns())
    for row, cells in read_rows(path, [settings.id_column]):
        if cells[settings.id_column] in seated:
            name = cells[settings.id_column]
            raise BadInput(
                path,
                (f"「{name}」にはもう席があります", f"{name!r} has a seat already"),
                ("新しく来た人だけを書いてください", "only people who have newly come"),
                row=row,
                column=settings.id_column,
            )
    return people


def hall_after(change: Change, people: People, settings: Settings) -> Workshop:
    """The workshop from the coming round on. Everybody in the plan must be among `people`."""
    unknown = next((i for seats in change.plan for i in seats if i not in people), None)
    if unknown is not None:
        raise BadInput(
            change.path,
            (f"「{unknown}」は参加者の一覧にいません", f"{unknown!r} is not among the people"),
            ("この席替え表をつくったときの一覧を使ってください", "the people that the plan was made for"),
            column="id",
        )
    tables = max(table for seats in change.plan for table in seats.values())
    before = Workshop(
        people={i: person for i, person in people.items() if any(i in seats for seats in change.plan)},
        attendance=tuple(frozenset(seats) for seats in change.plan),
        sizes=tuple(_heads(seats, tables) for seats in change.plan),
        wishes=WishReader(settings, {**people, **change.arrived}, tables).read(),
    )
    return changed_workshop(
        before, change.plan, absent=change.absent, arrived=change.arrived, from_round=change.from_round
    )


def _heads(seats: Mapping[str, int], tables: int) -> tuple[int, ...]:
    count = Counter(seats.values())
    return tuple(count[t] for t in range(1, tables + 1))


def moves(change: Change, plan: Plan) -> list[tuple[str, int | None, int]]:
    """Who sits elsewhere in the coming round than announced: id, table before (None: came new), table now."""
    after: Sequence[tuple[str, int]] = sorted(plan[change.from_round - 1].items())
    before = {i: t for i, t in change.coming.items() if i not in change.absent}
    return [(i, before.get(i), t) for i, t in after if before.get(i) != t]
