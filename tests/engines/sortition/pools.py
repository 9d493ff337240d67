"""Pools for tests: tiny ones with every oddity for hypothesis, and made-up towns of any size."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from yoriai.engines.sortition import Person, Pool, Quota

FEATURES = {"g": ("f", "m"), "a": ("y", "o", "e"), "d": ("n", "s")}


@st.composite
def tiny_pools(draw: st.DrawFn) -> Pool:
    """At most ten people, one to three features, some of whom share households, quotas of any width."""
    size = draw(st.integers(2, 10))
    names = list(FEATURES)[: draw(st.integers(1, 3))]
    panel = draw(st.integers(1, min(5, size)))
    homes = st.one_of(st.none(), st.sampled_from("xyz"))
    people = tuple(
        Person(f"p{number}", tuple(draw(st.sampled_from(FEATURES[name])) for name in names), draw(homes))
        for number in range(size)
    )
    quotas = []
    for name in names:
        for value in FEATURES[name]:
            there = sum(person.values[names.index(name)] == value for person in people)
            low = draw(st.integers(0, min(there, panel // len(FEATURES[name]))))
            quotas.append(Quota(name, value, low, draw(st.integers(max(low, panel // 2), panel))))
    return Pool(people, tuple(quotas), panel)


SHARES = {
    "gender": {"f": 0.51, "m": 0.485, "x": 0.005},
    "age": {"16-29": 0.18, "30-44": 0.2, "45-59": 0.24, "60-74": 0.22, "75+": 0.16},
    "district": {f"d{i}": s for i, s in enumerate((0.24, 0.2, 0.17, 0.13, 0.1, 0.08, 0.05, 0.03))},
    "work": {"employee": 0.45, "self": 0.1, "care": 0.14, "student": 0.07, "none": 0.24},
    "household": {"child": 0.24, "adults": 0.48, "alone": 0.28},
    "opinion": {"satisfied": 0.4, "neutral": 0.4, "dissatisfied": 0.2},
    "school": {"basic": 0.15, "high": 0.4, "college": 0.2, "university": 0.25},
}


def town(people: int, panel: int, features: int, *, seed: int = 0, sharing: int = 0, slack: int = 0) -> Pool:
    """A made-up pool of volunteers who do not mirror the town; quotas follow the town, rounded.

    `sharing` people live two to an address; `slack` widens the quotas on both sides.
    """
    rng = np.random.default_rng(seed)
    columns, quotas = [], []
    for name, shares in list(SHARES.items())[:features]:
        town_shares = np.array(list(shares.values()))
        volunteers = town_shares * np.exp(rng.normal(0, 0.6, len(shares)))
        column = rng.choice(list(shares), people, p=volunteers / volunteers.sum())
        columns.append(column)
        for value, share in shares.items():
            there = int((column == value).sum())
            low, high = int(np.floor(share * panel)), int(np.ceil(share * panel))
            quotas.append(Quota(name, value, max(0, min(low - slack, there)), high + slack))
    homes = [f"home {number // 2}" if number < sharing else None for number in range(people)]
    rows = zip(*columns, homes, strict=True)
    return Pool(
        tuple(Person(f"p{number}", tuple(map(str, row[:-1])), row[-1]) for number, row in enumerate(rows)),
        tuple(quotas),
        panel,
    )
