"""Reserves in the order of their lots, and who steps in when somebody cannot come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yoriai.engines.sortition.highs import Program
from yoriai.engines.sortition.pool import Codes, Floats, Person, Pool, Quota

#: reserves for each seat where the pool has them
PER_SEAT = 2


@dataclass(frozen=True)
class Reserve:
    """A reserve, and the members (ids, in list order) whom they alone can replace within all quotas."""

    id: str
    replaces: tuple[str, ...]


def choose_reserves(
    pool: Pool, panel: Sequence[str], lots: Sequence[str], per_seat: int = PER_SEAT
) -> list[Reserve]:
    """Reserves for a panel. `lots` are all other ids in the order of their lots.

    Going through the lots, a person becomes a reserve when they can replace a member for whom there are
    not yet `per_seat` reserves.
    """
    fits = _Fits(pool, panel)
    covered: Counter[str] = Counter()
    reserves = []
    for candidate in lots:
        able = fits.replaceable_by(candidate)
        if any(covered[member] < per_seat for member in able):
            covered.update(able)
            reserves.append(Reserve(candidate, tuple(able)))
    return reserves


class _Fits:
    """Who can replace whom: the quotas with one person out and one in."""

    def __init__(self, pool: Pool, panel: Sequence[str]) -> None:
        self.people = {person.id: person for person in pool.people}
        self.codes: dict[str, Codes] = {person.id: pool.codes(person) for person in pool.people}
        members = set(panel)
        self.panel = [person.id for person in pool.people if person.id in members]
        seats = Counter(code for member in self.panel for code in self.codes[member])
        self.may_leave = [seats[number] > quota.minimum for number, quota in enumerate(pool.quotas)]
        self.may_come = [seats[number] < quota.maximum for number, quota in enumerate(pool.quotas)]
        self.homes = {
            home: member for member in self.panel if (home := self.people[member].household) is not None
        }

    def replaceable_by(self, candidate: str) -> list[str]:
        home = self.people[candidate].household
        at_home = self.homes.get(home) if home is not None else None
        return [
            member
            for member in self.panel
            if (at_home is None or at_home == member) and self._swaps(member, candidate)
        ]

    def _swaps(self, member: str, candidate: str) -> bool:
        return all(
            leaving == coming or (self.may_leave[leaving] and self.may_come[coming])
            for leaving, coming in zip(self.codes[member], self.codes[candidate], strict=True)
        )


def step_in(pool: Pool, staying: Sequence[str], candidates: Sequence[str], seats: int) -> list[str] | None:
    """Who takes `seats` empty seats beside those staying; None when there are not enough households left.

    `candidates` are in the order in which they are asked: reserves first, then the other lots. The
    choice misses the quotas by as few seats as can be (by none where possible), and of all such choices
    it is the one whose places in that order add up to least.
    """
    people = {person.id: person for person in pool.people}
    taken = {people[member].household for member in staying} - {None}
    free = [one for one in candidates if people[one].household not in taken]
    rows, lower, upper = _limits(pool, [people[one] for one in staying], [people[one] for one in free], seats)
    place = {one: float(number) for number, one in enumerate(candidates, start=1)}
    slack = np.zeros((len(rows), 2 * len(pool.quotas)))
    slack[: len(pool.quotas)] = np.hstack([np.eye(len(pool.quotas)), -np.eye(len(pool.quotas))])
    dearest = float(seats * len(candidates) + 1)  # one miss costs more than the worst places
    solution = Program(
        cost=-np.array([*(place[one] for one in free), *[dearest] * slack.shape[1]]),
        rows=np.hstack([rows, slack]),
        row_lower=lower,
        row_upper=upper,
        lower=np.zeros(len(free) + slack.shape[1]),
        upper=np.array([*[1.0] * len(free), *[float(pool.panel_size)] * slack.shape[1]]),
    ).integer()
    if solution is None:
        return None
    return [one for one, chosen in zip(free, solution.x[: len(free)], strict=True) if chosen]


def misses(pool: Pool, panel: Sequence[str]) -> list[tuple[Quota, int]]:
    """Quotas that a panel does not meet, with its number of seats for each."""
    people = {person.id: person for person in pool.people}
    seats = Counter(code for one in panel for code in pool.codes(people[one]))
    held = [(quota, seats[number]) for number, quota in enumerate(pool.quotas)]
    return [(quota, count) for quota, count in held if not quota.minimum <= count <= quota.maximum]


def _limits(
    pool: Pool, staying: list[Person], free: list[Person], seats: int
) -> tuple[Floats, Floats, Floats]:
    """Rows over the candidates: quotas left, the empty seats, and one from each household."""
    held = Counter(code for person in staying for code in pool.codes(person))
    homes = [home for home, size in Counter(p.household for p in free if p.household).items() if size > 1]
    rows = np.zeros((len(pool.quotas) + 1 + len(homes), len(free)))
    for column, person in enumerate(free):
        rows[list(pool.codes(person)), column] = 1
        if person.household in homes:
            rows[len(pool.quotas) + 1 + homes.index(person.household), column] = 1
    rows[len(pool.quotas)] = 1
    lower = [float(q.minimum - held[number]) for number, q in enumerate(pool.quotas)]
    upper = [float(q.maximum - held[number]) for number, q in enumerate(pool.quotas)]
    least = np.array([*lower, float(seats), *(0.0 for _ in homes)])
    most = np.array([*upper, float(seats), *(1.0 for _ in homes)])
    return rows, least, most
