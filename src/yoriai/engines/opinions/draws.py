"""Randomness by place: every draw has a generator of its own, made from the seed and where it is used."""

from __future__ import annotations

import numpy as np

from yoriai.engines.opinions.votes import Flags, Integers, Votes


def rng_for(seed: int, *place: int) -> np.random.Generator:
    """A generator that depends on nothing but the seed and the place."""
    return np.random.Generator(np.random.PCG64([abs(seed), int(seed < 0), *place]))


def redraw(votes: Votes, seed: int, draw: int) -> Flags:
    """Marks 90 % of the votes."""
    keep = np.ones(len(votes), dtype=bool)
    keep[rng_for(seed, 1, draw).permutation(len(votes))[: len(votes) // 10]] = False
    return keep


def largest_first(label: Integers) -> tuple[Integers, list[int]]:
    """Groups renumbered by size (of equal ones, the one with the first person), and their old numbers.

    Negative labels stay as they are.
    """
    k = int(label.max(initial=-1)) + 1
    size = np.bincount(label[label >= 0], minlength=k)
    order = sorted(range(k), key=lambda g: (-int(size[g]), int(np.argmax(label == g))))
    return np.append(np.argsort(order), -1)[label].astype(np.int64), order
