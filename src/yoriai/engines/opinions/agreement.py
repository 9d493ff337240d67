"""How alike two groupings of the same people are."""

from __future__ import annotations

import numpy as np

from yoriai.engines.opinions.votes import Floats, Integers


def adjusted_rand(first: Integers, second: Integers) -> float:
    """Adjusted Rand index (Hubert & Arabie 1985): 1 for the same grouping, about 0 by chance.

    People whose label is negative in either grouping are in no group there and are not compared.
    Fewer than two people to compare give 1.
    """
    both = (first >= 0) & (second >= 0)
    if both.sum() < 2:
        return 1.0
    table = _contingency(first[both], second[both])
    together = _pairs(table)
    rows, columns = _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    chance = rows * columns / _pairs(table.sum())
    most = (rows + columns) / 2.0
    return 1.0 if most == chance else float((together - chance) / (most - chance))


def _contingency(first: Integers, second: Integers) -> Floats:
    wide = int(second.max()) + 1
    cells = np.bincount(first * wide + second, minlength=(int(first.max()) + 1) * wide)
    return cells.reshape(-1, wide).astype(np.float64)


def _pairs(counts: Floats) -> float:
    return float((counts * (counts - 1.0) / 2.0).sum())
