"""Many good panels at once: a tabu search over whole panels, run for a batch of weightings in step.

An exact solver needs tens of milliseconds for one panel of a large pool; a lottery needs thousands.
Nothing is proven here: what the search finds is checked against the quotas, and how good the lottery
is follows from the linear bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from yoriai.engines.sortition.pool import Floats, Ints, Kinds

Singles = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

#: price of one seat above or below a quota, in standard deviations of the weights
PENALTY = 1.0
#: for so many steps a seat that was changed, and the person who left it, stay as they are
TENURE = 5
#: swaps tried, for each seat of the panel
SWAPS_PER_SEAT = 3
FORBIDDEN = np.float32(-np.inf)


@dataclass(frozen=True)
class Space:
    """The panels to search: copies of kinds that may be seated, and narrowed quotas.

    A kind that is expected x times has ceil(x) + 1 copies, so that every item is in or out.
    """

    kind_of: Ints
    rows: Singles
    lower: Singles
    upper: Singles
    seats: int
    #: group of each item and units in each group, where households are shared; None where nobody shares
    homes: tuple[Ints, Ints] | None
    kinds: int


def face(kinds: Kinds, expected: Floats) -> Space:
    """The panels on the face of `expected`: a quota that it uses up is used up by every panel.

    Any lottery with these marginals is made of such panels.
    """
    copies = np.minimum(kinds.caps, np.ceil(expected - 1e-7) + 1).astype(np.int64)
    copies[expected < 1e-9] = 0
    return _space(kinds, copies, *narrowed(kinds, expected))


def whole(kinds: Kinds) -> Space:
    """All panels, short of those with most of their seats for one kind."""
    share = kinds.counts / kinds.counts.sum() * kinds.panel_size
    return _space(
        kinds, np.minimum(kinds.caps, np.ceil(share) + 2).astype(np.int64), kinds.lower, kinds.upper
    )


def _space(kinds: Kinds, copies: Ints, lower: Floats, upper: Floats) -> Space:
    kind_of = np.repeat(np.arange(len(copies)), copies)
    quotas = slice(0, kinds.quotas)
    shared = any(len(group.kinds) > 1 for group in kinds.groups)
    units = np.array([len(group.units) for group in kinds.groups])
    return Space(
        kind_of=kind_of,
        rows=np.ascontiguousarray(kinds.rows[quotas][:, kind_of], dtype=np.float32),
        lower=lower[quotas].astype(np.float32),
        upper=upper[quotas].astype(np.float32),
        seats=kinds.panel_size,
        homes=(kinds.group_of[kind_of], units) if shared else None,
        kinds=len(copies),
    )


def narrowed(kinds: Kinds, expected: Floats) -> tuple[Floats, Floats]:
    """The limits of the rows for panels on the face of `expected`."""
    used = kinds.rows @ expected
    at_lower = np.abs(used - kinds.lower) < 1e-6
    at_upper = np.abs(used - kinds.upper) < 1e-6
    return np.where(at_upper, kinds.upper, kinds.lower), np.where(at_lower, kinds.lower, kinds.upper)


def panels(where: Space, weights: Floats, swaps_per_seat: int = SWAPS_PER_SEAT) -> Floats:
    """One heavy panel for each row of `weights` (batch x items), as numbers of each kind.

    Weights should have a standard deviation of about 1. Rows for which the search met no panel
    within the quotas are left out, so the result may have fewer rows.
    """
    if len(where.kind_of) < where.seats:
        return np.zeros((0, where.kinds))
    batch = _Batch(where, weights.astype(np.float32))
    for seat in range(where.seats):
        if not batch.fill(seat):
            return np.zeros((0, where.kinds))
    for step in range(swaps_per_seat * where.seats):
        batch.remember()
        batch.swap(step)
    batch.remember()
    return batch.found()


class _Batch:
    """The panels of one batch while they are searched. All arrays have one row for each panel."""

    def __init__(self, where: Space, weights: Singles) -> None:
        self.where = where
        self.weights = weights
        size, items = weights.shape
        self.each = np.arange(size)
        self.item_rows = np.ascontiguousarray(where.rows.T)
        self.seated = np.zeros((size, where.seats), dtype=np.int64)
        self.out = np.zeros((size, items), dtype=bool)  # seated, or barred for a while
        self.filled = np.zeros((size, len(where.lower)), dtype=np.float32)
        self.barred_until = np.full((size, items), -1, dtype=np.int32)
        self.kept_until = np.full((size, where.seats), -1, dtype=np.int32)
        self.best = np.full(size, -np.inf)
        self.best_seated = self.seated.copy()
        self.at_home = None if where.homes is None else np.zeros((size, len(where.homes[1])), dtype=np.int64)

    def _missed(self, filled: Singles) -> Singles:
        missed: Singles = np.maximum(self.where.lower - filled, 0)
        missed += np.maximum(filled - self.where.upper, 0)
        return missed

    def fill(self, seat: int) -> bool:
        """Give a first person to the seat; False when some panel has nobody left to take."""
        return self._seat(np.full(len(self.each), seat), barred=self.out)

    def swap(self, step: int) -> None:
        """Replace the person whose leaving costs least by the one whose coming is worth most."""
        seat = self._weakest(step)
        leaving = self.seated[self.each, seat]
        self.filled -= self.item_rows[leaving]
        self._count_home(leaving, -1)
        self.barred_until[self.each, leaving] = step + TENURE
        if not self._seat(seat, barred=self.out | (self.barred_until >= step)):
            self._put(seat, leaving)  # nobody may come: all stay
        else:
            self.out[self.each, leaving] = False
        self.kept_until[self.each, seat] = step + TENURE

    def _weakest(self, step: int) -> Ints:
        relief = self._missed(self.filled) - self._missed(self.filled - 1)
        gain = PENALTY * np.take_along_axis(relief @ self.where.rows, self.seated, axis=1)
        gain -= np.take_along_axis(self.weights, self.seated, axis=1)
        gain[self.kept_until >= step] = FORBIDDEN
        return np.asarray(gain.argmax(axis=1))

    def _seat(self, seat: Ints, barred: Bools) -> bool:
        harm = self._missed(self.filled + 1) - self._missed(self.filled)
        worth = self.weights - PENALTY * (harm @ self.where.rows)
        worth[barred] = FORBIDDEN
        if self.at_home is not None and self.where.homes is not None:
            group_of, units = self.where.homes
            worth[(self.at_home >= units)[:, group_of]] = FORBIDDEN
        coming = worth.argmax(axis=1)
        if np.isneginf(worth[self.each, coming]).any():
            return False
        self._put(seat, coming)
        return True

    def _put(self, seat: Ints, coming: Ints) -> None:
        self.seated[self.each, seat] = coming
        self.out[self.each, coming] = True
        self.filled += self.item_rows[coming]
        self._count_home(coming, 1)

    def _count_home(self, who: Ints, change: int) -> None:
        if self.at_home is not None and self.where.homes is not None:
            self.at_home[self.each, self.where.homes[0][who]] += change

    def remember(self) -> None:
        """Keep the heaviest panel so far that meets every quota."""
        value = np.take_along_axis(self.weights, self.seated, axis=1).sum(axis=1, dtype=np.float64)
        better = (self._missed(self.filled).sum(axis=1) == 0) & (value > self.best + 1e-6)
        self.best[better] = value[better]
        self.best_seated[better] = self.seated[better]

    def found(self) -> Floats:
        """The panels kept, as numbers of each kind."""
        kinds = self.where.kind_of[self.best_seated[np.isfinite(self.best)]]
        numbers = np.zeros((len(kinds), self.where.kinds))
        np.add.at(numbers, (np.arange(len(kinds))[:, None], kinds), 1.0)
        return numbers
