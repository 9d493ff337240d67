"""Small random approval profiles, for comparing the checker with others."""

from __future__ import annotations

import numpy as np
from abcvoting import properties
from abcvoting.preferences import Profile
from numpy.typing import NDArray


def random_profile(rng: np.random.Generator) -> tuple[NDArray[np.bool_], list[int]]:
    """Approvals of 1 to 10 people over 2 to 8 candidates, and a slate of at least one of them."""
    people, candidates = int(rng.integers(1, 11)), int(rng.integers(2, 9))
    approvals = rng.random((people, candidates)) < rng.uniform(0.1, 0.9)
    size = int(rng.integers(1, candidates + 1))
    return approvals, sorted(rng.permutation(candidates)[:size].tolist())


def abcvoting_says(approvals: NDArray[np.bool_], slate: list[int]) -> bool:
    """Whether the library abcvoting finds that the slate provides EJR+."""
    profile = Profile(approvals.shape[1])
    profile.add_voters([np.flatnonzero(row).tolist() for row in approvals])
    return bool(properties.check("ejr+", profile, slate))
