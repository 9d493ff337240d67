"""Which pairs are compared at all: those that share a block, and no block may explode."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

Key = tuple[str, ...]
#: A block with more entries is cut by name, and what is still larger is left out.
LARGEST = 60


@dataclass(frozen=True)
class Block:
    """A block that was too large: what its entries share, how many they are, and what was done."""

    code: str
    size: int
    cut: bool


@dataclass
class Candidates:
    """Pairs of places in the list, each once, and the blocks that were too large."""

    pairs: set[tuple[int, int]] = field(default_factory=set)
    large: list[Block] = field(default_factory=list)


def candidates(
    keys: Iterable[Iterable[Key]], splits: Callable[[int], Iterable[Key]], largest: int = LARGEST
) -> Candidates:
    """The pairs that share a key. `keys` has one collection for each entry, `splits` gives the finer keys of
    the entry at a place.

    3,000 people behind one number would be 4.5 million pairs: within such a block only those of the same name
    or reading are compared, and if these are still too many, none. `large` says so.
    """
    found = Candidates()
    for key, places in _shared(keys):
        if len(places) <= largest:
            found.pairs.update(combinations(places, 2))
        else:
            found.large.append(Block(key[0], len(places), cut=True))
            _cut(found, key[0], [(place, splits(place)) for place in places], largest)
    found.large = sorted(set(found.large), key=lambda block: (-block.size, block.code, block.cut))
    return found


def _cut(found: Candidates, code: str, members: list[tuple[int, Iterable[Key]]], largest: int) -> None:
    finer: dict[Key, list[int]] = {}
    for place, keys in members:
        for key in keys:
            finer.setdefault(key, []).append(place)
    for places in finer.values():
        if len(places) <= largest:
            found.pairs.update(combinations(places, 2))
        else:
            found.large.append(Block(code, len(places), cut=False))


def _shared(keys: Iterable[Iterable[Key]]) -> Iterator[tuple[Key, list[int]]]:
    """Keys of two entries and more. Most keys belong to one entry, which is kept without a list."""
    first: dict[Key, int] = {}
    more: dict[Key, list[int]] = {}
    for place, own in enumerate(keys):
        for key in dict.fromkeys(own):
            known = first.setdefault(key, place)
            if known != place:
                more.setdefault(key, [known]).append(place)
    yield from more.items()
