"""The checker of EJR+: against the definition, against abcvoting, and on cases done by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from tests.engines.opinions.profiles import abcvoting_says, random_profile
from yoriai.engines.opinions import check_ejr_plus


def by_definition(approvals: np.ndarray, slate: list[int]) -> bool:
    """No c outside W, no l and no set of at least l n/k supporters of c, each with fewer than l in W."""
    people, candidates = approvals.shape
    k = len(slate)
    for c in set(range(candidates)) - set(slate):
        supporters = [i for i in range(people) if approvals[i, c]]
        for size in range(1, len(supporters) + 1):
            for group in combinations(supporters, size):
                for level in range(1, k + 1):
                    if size * k >= level * people and all(approvals[i, slate].sum() < level for i in group):
                        return False
    return True


def test_same_verdict_as_the_definition() -> None:
    rng = np.random.default_rng(1)
    verdicts = []
    for _ in range(200):
        approvals, slate = random_profile(rng)
        few = approvals[:7]
        verdicts.append(by_definition(few, slate))
        assert check_ejr_plus(few, slate).holds == verdicts[-1]
    assert set(verdicts) == {True, False}


def test_same_verdict_as_abcvoting() -> None:
    rng = np.random.default_rng(2)
    verdicts = [
        (check_ejr_plus(approvals, slate).holds, abcvoting_says(approvals, slate))
        for approvals, slate in (random_profile(rng) for _ in range(1500))
    ]
    assert all(ours == theirs for ours, theirs in verdicts)
    assert sum(not ours for ours, _ in verdicts) > 100


def test_an_overlooked_quarter() -> None:
    # 8 people, k = 2: a claim to one entry needs 4 people; 3 supporters of candidate 2 are 3/4 of it
    approvals = np.array([[1, 1, 0]] * 5 + [[0, 0, 1]] * 3, dtype=bool)
    found = check_ejr_plus(approvals, [0, 1])
    assert (found.holds, found.rho, found.candidate, found.l) == (True, 0.75, 2, 1)


def test_exactly_enough_people_are_overlooked() -> None:
    approvals = np.array([[1, 1, 0]] * 4 + [[0, 0, 1]] * 4, dtype=bool)
    found = check_ejr_plus(approvals, [0, 1])
    assert (found.holds, found.rho, found.candidate, found.l) == (False, 1.0, 2, 1)


def test_nobody_is_left_out_when_all_candidates_are_chosen() -> None:
    found = check_ejr_plus(np.ones((3, 2), dtype=bool), [1, 0])
    assert (found.holds, found.rho, found.candidate, found.l) == (True, 0.0, None, None)
