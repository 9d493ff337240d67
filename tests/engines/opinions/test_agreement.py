"""The adjusted Rand index, against counting pairs."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from yoriai.engines.opinions.agreement import adjusted_rand


def by_pairs(a: list[int], b: list[int]) -> float:
    """Hubert & Arabie's index from the four kinds of pairs."""
    both = first = second = neither = 0
    for i, j in combinations(range(len(a)), 2):
        together = a[i] == a[j], b[i] == b[j]
        both += together == (True, True)
        first += together == (True, False)
        second += together == (False, True)
        neither += together == (False, False)
    below = (both + first) * (first + neither) + (both + second) * (second + neither)
    return 2.0 * (both * neither - first * second) / below


def test_same_as_counting_pairs() -> None:
    rng = np.random.default_rng(3)
    for _ in range(50):
        a, b = rng.integers(0, 3, 12), rng.integers(0, 4, 12)
        assert adjusted_rand(a, b) == pytest.approx(by_pairs(a.tolist(), b.tolist()), abs=1e-12)


def test_published_example() -> None:
    # Hubert & Arabie's formula on the example of the scikit-learn manual
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1])) == pytest.approx(0.5714, abs=1e-4)


def test_people_in_no_group_are_not_compared() -> None:
    assert adjusted_rand(np.array([0, 0, 1, 1, -1]), np.array([1, 1, 0, 0, 0])) == 1.0
    assert adjusted_rand(np.array([0, -1]), np.array([-1, 0])) == 1.0
    assert adjusted_rand(np.array([0, 0]), np.array([0, 0])) == 1.0
