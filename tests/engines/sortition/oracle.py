"""The slow plain way: every panel of a tiny pool is written down, and leximin is solved over all of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from yoriai.engines.sortition import Pool


def all_panels(pool: Pool) -> list[tuple[int, ...]]:
    """All panels that keep size, quotas and one from each household."""
    return [one for one in combinations(range(len(pool.people)), pool.panel_size) if is_panel(pool, one)]


def is_panel(pool: Pool, members: tuple[int, ...]) -> bool:
    people = [pool.people[number] for number in members]
    homes = [person.household for person in people if person.household is not None]
    if len(set(homes)) < len(homes):
        return False
    for quota in pool.quotas:
        place = pool.features.index(quota.feature)
        if (
            not quota.minimum
            <= sum(person.values[place] == quota.value for person in people)
            <= quota.maximum
        ):
            return False
    return True


def leximin(pool: Pool) -> list[float]:
    """The sorted leximin probabilities over all panels: level by level, each person tested on their own."""
    matrix = np.array(
        [[number in panel for panel in all_panels(pool)] for number in range(len(pool.people))], float
    )
    fixed: dict[int, float] = {}
    while len(fixed) < len(matrix):
        level = _raise(matrix, fixed, [one for one in range(len(matrix)) if one not in fixed])
        for one in [one for one in range(len(matrix)) if one not in fixed]:
            others = {**fixed, **{o: level for o in range(len(matrix)) if o not in fixed and o != one}}
            if _raise(matrix, others, [one]) < level + 1e-6:
                fixed[one] = level
    return sorted(fixed.values())


def _raise(matrix: np.ndarray, floors: dict[int, float], rest: list[int]) -> float:
    """The greatest t so that all in `rest` can have t while nobody in `floors` falls below theirs."""
    rows, limits = [], []
    for one, floor in floors.items():
        rows.append(np.append(-matrix[one], 0.0))
        limits.append(1e-9 - floor)
    for one in rest:
        rows.append(np.append(-matrix[one], 1.0))
        limits.append(0.0)
    cost = np.zeros(matrix.shape[1] + 1)
    cost[-1] = -1
    total = np.append(np.ones(matrix.shape[1]), 0.0)[None, :]
    solved = linprog(cost, A_ub=np.array(rows), b_ub=limits, A_eq=total, b_eq=[1.0], bounds=(0, None))
    assert solved.status == 0
    return float(-solved.fun)
