"""Counts, tests and intervals, against published values."""

from __future__ import annotations

import numpy as np
import pytest

from yoriai.engines.opinions import Votes
from yoriai.engines.opinions.evidence import benjamini_hochberg, contrast, count, wilson

# Benjamini & Hochberg (1995), section 3.2: fifteen p-values of Neuhaus et al., four rejected at 0.05
PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
PUBLISHED += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]


def test_benjamini_and_hochbergs_own_example() -> None:
    q = benjamini_hochberg(np.array(PUBLISHED[::-1]))[::-1]
    assert (q <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert q[0] == pytest.approx(0.0015) and q[-1] == 1.0


def test_newcombes_wilson_intervals() -> None:
    # Newcombe (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29
    low, high = wilson(np.array([81, 15, 0, 1]), np.array([263, 148, 20, 29]))
    assert low == pytest.approx([0.2553, 0.0624, 0.0000, 0.0061], abs=5e-5)
    assert high == pytest.approx([0.3662, 0.1605, 0.1611, 0.1718], abs=5e-5)
    assert [float(end[0]) for end in wilson(np.array([0]), np.array([0]))] == [0.0, 1.0]


def two_groups(mine: tuple[int, int], theirs: tuple[int, int]) -> Votes:
    """(agree, seen) of one statement for people m… and t…"""
    return Votes.from_triples(
        [
            (f"{name}{i}", "s", 1 if i < agree else -1)
            for name, (agree, seen) in (("m", mine), ("t", theirs))
            for i in range(seen)
        ]
    )


def test_yates_corrected_test() -> None:
    # 15 of 20 against 5 of 20: chi-square with Yates' correction is 8.1 (p = 0.00443, two-sided)
    votes = two_groups((15, 20), (5, 20))
    found = contrast(votes, np.array([name[0] == "m" for name in votes.participants]))
    assert found.z[0] ** 2 == pytest.approx(8.1) and found.p[0] == pytest.approx(0.00443 / 2, abs=1e-5)
    assert found.distinctive.tolist() == [True, False]
    assert found.z[1] == pytest.approx(-found.z[0])


def test_no_claim_where_one_side_has_not_voted() -> None:
    votes = Votes.from_triples([("m1", "s", 1), ("t1", "r", 1)])
    found = contrast(votes, np.array([True, False]))
    assert found.q.tolist() == [1.0] * 4 and not found.distinctive.any()


def test_passes_count_as_seen() -> None:
    counts = count(Votes.from_triples([("1", "s", 1), ("2", "s", 0), ("3", "s", -1), ("4", "s", 1)]))
    assert (counts.agree[0], counts.disagree[0], counts.passed[0], counts.seen[0]) == (2, 1, 1, 4)
