"""A first seating to begin from: those with least choice first, groups as one, the rest by lot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.seating.anneal import Ints
from yoriai.engines.seating.model import Workshop
from yoriai.engines.seating.problem import blocks_of, seats_of
from yoriai.engines.seating.rules import allowed_tables, rules_of


def first_seats(workshop: Workshop, random: np.random.Generator) -> Ints:
    """Seats (rounds without a copied last one, people): table from 0, or -1 for the absent."""
    rounds = workshop.rounds - int(workshop.copies_first_round)
    seats = np.full((rounds, len(workshop.people)), -1, dtype=np.int32)
    known = len(workshop.announced)
    if known:
        seats[:known] = seats_of(workshop, workshop.announced)
    for r in range(known, rounds):
        seats[r] = _Round(workshop, r, random).fill()
    return seats


class _Round:
    """One round being filled: free seats, seats taken, and whom to keep apart."""

    def __init__(self, workshop: Workshop, r: int, random: np.random.Generator) -> None:
        self.workshop = workshop
        self.r = r
        self.random = random
        self.allowed = self._allowed()
        self.free = np.array(workshop.sizes[r])
        self.seat = np.full(len(workshop.people), -1, dtype=np.int32)
        row = {person: k for k, person in enumerate(workshop.ids)}
        self.here = np.array([row[i] for i in sorted(workshop.attendance[r])], dtype=np.int64)
        self.enemies: dict[int, list[int]] = {}
        for a, b in workshop.wishes.keep_apart:
            self.enemies.setdefault(row[a], []).append(row[b])
            self.enemies.setdefault(row[b], []).append(row[a])

    def _allowed(self) -> NDArray[np.bool_]:
        rules = rules_of(self.workshop)
        allowed = allowed_tables(self.workshop, rules, self.r)
        if self.r == 0 and self.workshop.copies_first_round:
            allowed &= allowed_tables(self.workshop, rules, self.workshop.rounds - 1)
        return allowed

    def fill(self) -> Ints:
        """Seat everybody."""
        self._keep_announced()
        for unit in self._units():
            self._place(unit)
        return self.seat

    def _keep_announced(self) -> None:
        """In the coming round people stay where they were announced while there is room."""
        coming = self.workshop.coming
        if coming is None or self.r != len(self.workshop.announced):
            return
        for k in self.here:
            table = coming.seats.get(self.workshop.ids[k], 0) - 1
            if table >= 0 and self.free[table] > 0:
                self._seat(int(k), table)

    def _units(self) -> list[list[int]]:
        """Whoever is not seated, in the order of placing: least choice, then groups, then by lot."""
        block = blocks_of(self.workshop)
        luck = self.random.permutation(len(self.seat))
        units: dict[int, list[int]] = {}
        for k in self.here[np.argsort(luck[self.here])]:
            if self.seat[k] < 0:
                units.setdefault(int(block[k]) if block[k] >= 0 else -1 - int(k), []).append(int(k))
        choice = {key: int(self.allowed[rows].sum(axis=1).min()) for key, rows in units.items()}
        order = sorted(units, key=lambda key: (choice[key], key < 0, -len(units[key]), luck[units[key][0]]))
        return [units[key] for key in order]

    def _place(self, unit: list[int]) -> None:
        """Put a group at the best table; where it has no room, fill the table and go on with the rest."""
        while unit:
            cost = self._costs(unit)
            table = int(np.lexsort((self.random.random(len(cost)), cost))[0])
            now, unit = unit[: self.free[table]], unit[self.free[table] :]
            for k in now:
                self._seat(k, table)

    def _costs(self, unit: list[int]) -> NDArray[np.int64]:
        """How badly a group fits each table: never a full one, then rules, then people left over."""
        cost = 1000 * (~self.allowed[unit]).sum(axis=0) + np.maximum(0, len(unit) - self.free)
        for enemy in {e for k in unit for e in self.enemies.get(k, [])}:
            if self.seat[enemy] >= 0:
                cost[self.seat[enemy]] += 1000
        return np.where(self.free == 0, 1_000_000, cost)

    def _seat(self, k: int, table: int) -> None:
        self.seat[k] = table
        self.free[table] -= 1
