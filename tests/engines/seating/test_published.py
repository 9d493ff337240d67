"""Plans whose best figure is known from the literature: nobody meets anybody twice."""

from __future__ import annotations

import pytest

from tests.engines.seating.halls import crowd, hall
from yoriai.engines.seating import certify, check, solve


@pytest.mark.parametrize(
    ("tables", "size", "rounds"),
    [
        (3, 3, 4),  # affine plane of order 3: everybody meets everybody
        (4, 4, 5),  # affine plane of order 4
        (5, 5, 6),  # affine plane of order 5
        (5, 3, 7),  # Kirkman's schoolgirls (1850): 15 in rows of three, seven days, all 105 pairs
        (8, 4, 7),  # social golfers, 32 in fours (sci.op-research 1998); 7 of the 10 weeks known
    ],
)
def test_nobody_meets_twice_where_that_is_known_to_be_possible(tables: int, size: int, rounds: int) -> None:
    workshop = hall(crowd(tables * size), tables, rounds)
    certificate = certify(workshop, solve(workshop, seed=1, moves=3_000_000).plan)
    assert certificate.pairs == certificate.pairs_bound == rounds * tables * size * (size - 1) // 2
    assert certificate.ratio == 1
    assert certificate.broken == []


def test_hundred_people_at_fourteen_tables() -> None:
    """100 = 2 * 8 + 12 * 7, which tools that fill tables of one size cannot make."""
    workshop = hall(crowd(100, gender="fm"), 14, 3, diversify=("gender",))
    plan = solve(workshop, seed=1, moves=400_000).plan
    assert workshop.sizes[0] == (8, 8, *[7] * 12)
    assert check(workshop, plan).faults == []
    assert certify(workshop, plan).excess == 0
