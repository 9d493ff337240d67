"""Find a plan: a first seating, rules repaired (exactly where need be), then annealing of all rounds."""

from __future__ import annotations

from collections.abc import Callable
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating import anneal
from yoriai.engines.seating.anneal import Board, Ints
from yoriai.engines.seating.bound import fewest_cluster_tables, pairs_bound
from yoriai.engines.seating.model import Workshop
from yoriai.engines.seating.problem import board_of, plan_of, total_cost, tracked_values, unavoidable
from yoriai.engines.seating.rules import breaches, rules_of
from yoriai.engines.seating.start import first_seats

#: Swaps tried for each seat of a round unless the caller allows fewer: beyond this little is gained.
MOVES_PER_SEAT = 20_000
#: Work (see `work_of_a_move`) that a slow core does in a second; an idle core of 2024 does about twice this.
WORK_PER_SECOND = 200_000_000
#: Temperatures, in units of one repeated pair, from the first to the last of the levels.
HOT, COLD, LEVELS = 1.5, 0.18, 100
#: At the end only changes that do no harm are taken.
FROZEN = 0.01
#: Swaps tried, at the lowest temperature, to mend rules before the exact model is asked.
MENDING = 200_000


class Solution(NamedTuple):
    """The plan, and whether the caller's clock ended the search before its budget."""

    plan: list[dict[str, int]]
    cut_short: bool


def work_of_a_move(workshop: Workshop) -> int:
    """Look-ups that one tried swap costs: both tables and every tracked column, and a constant."""
    columns = len({value.column for value in tracked_values(workshop)})
    return 20 + 4 * columns + 4 * max(max(sizes) for sizes in workshop.sizes)


def moves_for(workshop: Workshop, seconds: float) -> int:
    """How many swaps to try: as many as are of use, and no more than a slow core does in `seconds`.

    A number of moves and not a clock, so that the same input and seed give the same plan anywhere.
    """
    seats = sum(sum(sizes) for sizes in workshop.sizes[len(workshop.announced) :])
    return min(MOVES_PER_SEAT * seats, int(seconds * WORK_PER_SECOND) // work_of_a_move(workshop))


def solve(
    workshop: Workshop, *, seed: int, moves: int, out_of_time: Callable[[], bool] = lambda: False
) -> Solution:
    """A plan for the open rounds. `out_of_time` is asked now and then; a caller's emergency brake only.

    Raises `ImpossibleWishes` when the rules cannot be kept, except in a coming round (`Workshop.coming`)
    with people in the hall: there the plan with the fewest breaches is given.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    seats = first_seats(workshop, random)
    search = _Search(workshop, seats, random, out_of_time)
    if search.board.rounds.size == 0 or len(workshop.people) < 2:
        return Solution(plan_of(workshop, seats), False)
    search.level(COLD, min(moves, MENDING))
    if workshop.coming is None and breaches(workshop, plan_of(workshop, search.board.seat)):
        search = _Search(workshop, _exact_start(workshop, search.board.seat), random, out_of_time)
    cut_short = search.run(moves)
    return Solution(plan_of(workshop, search.best), cut_short)


def _exact_start(workshop: Workshop, seats: Ints) -> Ints:
    """Seats that keep every rule; the seats as they are when that cannot be decided."""
    # The solver takes as long to import as a hall to re-plan, and few plans need it.
    from yoriai.engines.seating.conflicts import Undecided, keepable_seats  # noqa: PLC0415

    try:
        return keepable_seats(workshop, seats)
    except Undecided:
        return seats


class _Search:
    """One run of annealing: the board, its cost, and the best seats so far."""

    def __init__(
        self, workshop: Workshop, seats: Ints, random: np.random.Generator, out_of_time: Callable[[], bool]
    ) -> None:
        self.workshop = workshop
        self.board = board_of(workshop, seats)
        self.cost = total_cost(self.board)
        self.target = _target(workshop, self.board)
        self.state = random.integers(1, 2**63, size=1, dtype=np.uint64)
        self.best = seats
        self.best_cost = self.cost
        self.out_of_time = out_of_time

    def level(self, temperature: float, moves: int) -> None:
        """Try some swaps at one temperature."""
        accept = _acceptance(temperature)
        self.cost = int(anneal.anneal(self.board, self.state, accept, moves, self.cost, self.target))
        if self.cost < self.best_cost:
            self.best, self.best_cost = self.board.seat.copy(), self.cost

    def run(self, moves: int) -> bool:
        """Cool down over all levels; True when the clock cut it short."""
        for step in range(LEVELS):
            if self.cost <= self.target:
                break
            if self.out_of_time():
                return True
            self.level(HOT * (COLD / HOT) ** (step / (LEVELS - 1)), moves // LEVELS)
        self.board, self.cost = board_of(self.workshop, self.best), self.best_cost
        self.level(FROZEN, moves // 20)
        return False


def _acceptance(temperature: float) -> NDArray[np.int64]:
    """Chance, of 2**31, to accept a change for the worse by 0, 1, 2, …, until it is nought."""
    chances: list[int] = []
    while not chances or chances[-1] > 0:
        chances.append(int(exp(-len(chances) / temperature) * 2**31))
    return np.array(chances, dtype=np.int64)


def _target(workshop: Workshop, board: Board) -> int:
    """A cost that no plan can better: what every plan has, and repeats that the bound on pairs forces."""
    exempt = bool((board.meetings > board.seat.shape[0]).any())
    meetings = int(board.meetings.sum()) // 2
    forced = (
        0 if exempt else meetings - pairs_bound(workshop, rules_of(workshop), fewest_cluster_tables(workshop))
    )
    return unavoidable(workshop) + forced
