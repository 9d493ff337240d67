"""What a facilitator gives and gets: a workshop with its wishes, and a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: One round: who sits at which table. Tables count from 1.
Round = Mapping[str, int]
#: A plan: one `Round` for each round, in order.
Plan = Sequence[Round]


class Value(NamedTuple):
    """A value of a column, such as ("interpreter", "yes")."""

    column: str
    value: str


class Fixed(NamedTuple):
    """A person who sits at one table, in the given rounds (from 1) or, with an empty tuple, in all."""

    id: str
    table: int
    rounds: tuple[int, ...] = ()


class OnlyAt(NamedTuple):
    """People with a value who can sit at some tables only (wheelchair, door to the childcare room)."""

    value: Value
    tables: tuple[int, ...]


@dataclass(frozen=True)
class Wishes:
    """What the plan shall do.

    `diversify` (columns spread evenly) and `cluster` (a value at as few tables as can be) are wishes
    that the engine weighs against each other and against meeting new people. The others are rules:
    a plan keeps them all, or `ImpossibleWishes` names those that conflict.
    """

    diversify: tuple[str, ...] = ()
    cluster: tuple[Value, ...] = ()
    #: clusters go before even shares: the fewest tables, whatever it costs
    cluster_first: bool = False
    #: nobody with such a value is ever in the majority: at most half of a table
    majority_limit: tuple[Value, ...] = ()
    #: nobody sits as the only one of such a value: two or more at a table, or none
    at_least_two: tuple[Value, ...] = ()
    only_at: tuple[OnlyAt, ...] = ()
    keep_apart: tuple[tuple[str, str], ...] = ()
    keep_together: tuple[tuple[str, ...], ...] = ()
    fixed: tuple[Fixed, ...] = ()
    #: people who stay at a table of their own in all rounds
    hosts: tuple[str, ...] = ()
    #: in the last round everybody sits where they sat in the first
    home_last_round: bool = False

    def columns(self) -> list[str]:
        """Every column that a wish reads, sorted."""
        values = [*self.cluster, *self.majority_limit, *self.at_least_two, *(o.value for o in self.only_at)]
        return sorted({*self.diversify, *(value.column for value in values)})


@dataclass(frozen=True)
class Workshop:
    """People, tables, rounds and wishes.

    `people`: id -> column -> value. `attendance`: for each round the ids present. `sizes`: for each
    round the heads at each table, the sum being the number present. `announced`: the rounds that are
    known already and stay. `coming`: where people were announced to sit in the round after those, and
    how many of them may sit elsewhere.
    """

    people: Mapping[str, Mapping[str, str]]
    attendance: tuple[frozenset[str], ...]
    sizes: tuple[tuple[int, ...], ...]
    wishes: Wishes = field(default_factory=Wishes)
    announced: tuple[Round, ...] = ()
    coming: Coming | None = None

    def __post_init__(self) -> None:
        for present, sizes in zip(self.attendance, self.sizes, strict=True):
            assert len(present) == sum(sizes), "the tables hold exactly the people present"

    @property
    def rounds(self) -> int:
        return len(self.sizes)

    @property
    def ids(self) -> list[str]:
        """Everybody, in the one order that the engine uses."""
        return sorted(self.people)

    @property
    def copies_first_round(self) -> bool:
        """Whether the last round is the first again, and both are still open."""
        return self.wishes.home_last_round and self.rounds > 1 and not self.announced

    def holders(self, value: Value, round_number: int) -> set[str]:
        """Who is present in a round (from 0) and has a value."""
        return {i for i in self.attendance[round_number] if self.people[i][value.column] == value.value}

    def values(self, column: str) -> list[str]:
        """Every value of a column, sorted; an empty cell is a value of its own."""
        return sorted({person[column] for person in self.people.values()})


class Coming(NamedTuple):
    """The coming round as announced, and how many of those seated may be asked to move."""

    seats: Round
    may_move: int


def even_sizes(people: int, tables: int) -> tuple[int, ...]:
    """Heads at each table when sizes differ by at most one; the larger tables come first."""
    small, larger = divmod(people, tables)
    return (small + 1,) * larger + (small,) * (tables - larger)


def workshop(
    people: Mapping[str, Mapping[str, str]], sizes: Iterable[int], rounds: int, wishes: Wishes
) -> Workshop:
    """A workshop before it begins: everybody is present in every round."""
    return Workshop(people, (frozenset(people),) * rounds, (tuple(sizes),) * rounds, wishes)


def fewest_tables(heads: int, sizes: Sequence[int]) -> int:
    """The fewest tables that hold a number of people, the largest tables first."""
    used = 0
    for size in sorted(sizes, reverse=True):
        if heads <= 0:
            break
        heads -= size
        used += 1
    return used
