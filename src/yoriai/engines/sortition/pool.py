"""The pool of volunteers, the quotas, and the kinds of people that a lottery can treat alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
#: the quotas that one person counts for: one index for each feature
Codes = tuple[int, ...]


@dataclass(frozen=True)
class Quota:
    """At least `minimum` and at most `maximum` seats for people whose `feature` is `value`.

    `min_flex` and `max_flex` are the widest bounds that the organiser would accept when the quotas
    cannot be met (None: not said).
    """

    feature: str
    value: str
    minimum: int
    maximum: int
    min_flex: int | None = None
    max_flex: int | None = None


@dataclass(frozen=True)
class Person:
    """One volunteer: `values` in the order of `Pool.features`; equal `household` means one address."""

    id: str
    values: tuple[str, ...]
    household: str | None = None


def id_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorting key that puts p2 before p10: the one order in which people are listed."""
    parts = re.findall(r"[0-9]+|[^0-9]+", name)
    return tuple((0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts)


@dataclass(frozen=True)
class Pool:
    """Volunteers, quotas and the size of the panel.

    Raises ValueError for an id that occurs twice, a value without quota, or a panel of nobody.
    """

    people: tuple[Person, ...]
    quotas: tuple[Quota, ...]
    panel_size: int

    def __post_init__(self) -> None:
        if self.panel_size < 1:
            raise ValueError("a panel has at least one seat")
        if len({person.id for person in self.people}) < len(self.people):
            raise ValueError("an id occurs twice")
        known = {(quota.feature, quota.value) for quota in self.quotas}
        for person in self.people:
            for feature, value in zip(self.features, person.values, strict=True):
                if (feature, value) not in known:
                    raise ValueError(f"{person.id}: no quota for {feature} = {value}")
        object.__setattr__(self, "people", tuple(sorted(self.people, key=lambda one: id_order(one.id))))

    @cached_property
    def features(self) -> tuple[str, ...]:
        """The features, in the order in which the quotas name them."""
        return tuple(dict.fromkeys(quota.feature for quota in self.quotas))

    def codes(self, person: Person) -> Codes:
        """Indices of the quotas that the person counts for."""
        return tuple(self._index[pair] for pair in zip(self.features, person.values, strict=True))

    @cached_property
    def _index(self) -> dict[tuple[str, str], int]:
        return {(quota.feature, quota.value): number for number, quota in enumerate(self.quotas)}


@dataclass(frozen=True)
class Group:
    """Interchangeable units: households of the same composition, or single people with the same values.

    `units[u][j]` lists the people (indices into `Pool.people`) of unit u who are of kind `kinds[j]`.
    From one unit at most one person is on a panel.
    """

    kinds: tuple[int, ...]
    units: tuple[tuple[tuple[int, ...], ...], ...]


@dataclass(frozen=True)
class Kinds:
    """The pool with like people merged: what the solvers work on.

    A *kind* is all people with the same values whose households have the same composition. A panel is
    a vector y of integers, y[t] people of kind t, with `lower <= rows @ y <= upper` and
    `0 <= y <= caps`. Rows: the quotas in their order, then the panel size, then for each group of
    shared households one row "at most one from each".
    """

    rows: Floats
    lower: Floats
    upper: Floats
    #: people of each kind
    counts: Floats
    #: the most people of each kind on one panel
    caps: Floats
    groups: tuple[Group, ...]
    panel_size: int
    #: number of quota rows
    quotas: int

    @property
    def group_of(self) -> Ints:
        """The group that each kind belongs to."""
        owner = np.zeros(len(self.counts), dtype=np.int64)
        for number, group in enumerate(self.groups):
            owner[list(group.kinds)] = number
        return owner


def _units(pool: Pool) -> list[dict[Codes, list[int]]]:
    """Households as {codes: people}; who shares with nobody is a household of one."""
    homes: dict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(pool.people):
        homes[f"h{person.household}" if person.household is not None else f"p{person.id}"].append(number)
    units = []
    for members in homes.values():
        unit: dict[Codes, list[int]] = defaultdict(list)
        for number in members:
            unit[pool.codes(pool.people[number])].append(number)
        units.append(dict(unit))
    return units


def _compositions(pool: Pool) -> list[tuple[tuple[tuple[Codes, int], ...], list[dict[Codes, list[int]]]]]:
    """Units by composition, in an order that does not depend on that of the input."""
    found: dict[tuple[tuple[Codes, int], ...], list[dict[Codes, list[int]]]] = defaultdict(list)
    for unit in _units(pool):
        found[tuple(sorted((codes, len(who)) for codes, who in unit.items()))].append(unit)
    ordered = sorted(found.items())
    return [(key, sorted(units, key=lambda unit: min(map(min, unit.values())))) for key, units in ordered]


def merge(pool: Pool) -> Kinds:
    """Merge like people into kinds."""
    groups: list[Group] = []
    codes_of: list[Codes] = []
    counts: list[int] = []
    for composition, units in _compositions(pool):
        first = len(codes_of)
        groups.append(
            Group(
                kinds=tuple(range(first, first + len(composition))),
                units=tuple(tuple(tuple(unit[codes]) for codes, _ in composition) for unit in units),
            )
        )
        codes_of += [codes for codes, _ in composition]
        counts += [size * len(units) for _, size in composition]
    return _kinds(pool, groups, codes_of, counts)


def _kinds(pool: Pool, groups: list[Group], codes_of: Sequence[Codes], counts: Sequence[int]) -> Kinds:
    shared = [group for group in groups if len(group.kinds) > 1]
    quotas = len(pool.quotas)
    rows = np.zeros((quotas + 1 + len(shared), len(codes_of)))
    for kind, codes in enumerate(codes_of):
        rows[list(codes), kind] = 1
    rows[quotas] = 1
    for number, group in enumerate(shared):
        rows[quotas + 1 + number, list(group.kinds)] = 1
    caps = np.array([len(group.units) for group in groups for _ in group.kinds], dtype=float)
    size = float(pool.panel_size)
    return Kinds(
        rows=rows,
        lower=np.array([*(float(q.minimum) for q in pool.quotas), size, *(0.0 for _ in shared)]),
        upper=np.array(
            [*(float(q.maximum) for q in pool.quotas), size, *(float(len(g.units)) for g in shared)]
        ),
        counts=np.array(counts, dtype=float),
        caps=caps,
        groups=tuple(groups),
        panel_size=pool.panel_size,
        quotas=quotas,
    )
