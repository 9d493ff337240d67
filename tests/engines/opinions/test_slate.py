"""The slate keeps its two promises, and is as long as they need."""

from __future__ import annotations

import numpy as np
import pytest

from yoriai.engines.opinions import Votes, check_ejr_plus
from yoriai.engines.opinions.profiles import Completed, observed
from yoriai.engines.opinions.promises import quota
from yoriai.engines.opinions.slate import Demand, choose_slate


def random_votes(seed: int) -> Votes:
    rng = np.random.default_rng(seed)
    people, statements = int(rng.integers(4, 40)), int(rng.integers(3, 15))
    value = rng.choice([-1, 0, 1], (people, statements), p=[0.3, 0.1, 0.6])
    seen = rng.random((people, statements)) < rng.uniform(0.3, 1.0)
    return Votes.from_triples(
        [(str(i), str(j), int(value[i, j])) for i in range(people) for j in range(statements) if seen[i, j]]
    )


@pytest.mark.parametrize("seed", range(40))
def test_ejr_plus_holds_on_both_profiles(seed: int) -> None:
    votes = random_votes(seed)
    cast = observed(votes)
    rng = np.random.default_rng(seed)
    agree = rng.random((votes.n, votes.m)) < rng.random(votes.m)
    completed = Completed(np.hstack([agree, ~agree]))
    slate = choose_slate([cast, completed], [], wished=1 + seed % 6)
    assert len(set(slate.chosen)) == len(slate.chosen)
    for profile in (cast, completed):
        assert check_ejr_plus(profile.dense(), slate.chosen).holds


def approvals(*rows: str) -> Completed:
    return Completed(np.array([[mark == "x" for mark in row] for row in rows]))


def test_a_quota_takes_the_last_places() -> None:
    profile = approvals(*["xxx..."] * 8, *["x..x.."] * 2)
    slate = choose_slate([profile], [Demand("B", 5, {3: 0.9, 4: 0.8})], wished=2)
    assert slate.chosen == [0, 3] and slate.groups == {3: ["B"]}


def test_a_side_that_is_only_heard_takes_one_place() -> None:
    profile = approvals(*["xxx..."] * 5, *["x..xxx"] * 5)
    slate = choose_slate([profile], [Demand("~B", 5, {3: 0.9, 4: 0.8}, most=1)], wished=3)
    assert slate.chosen == [0, 1, 3]


def test_one_entry_may_serve_two_groups() -> None:
    profile = approvals(*["xxxx"] * 20)
    demands = [Demand("A", 10, {0: 0.2, 1: 0.9}), Demand("B", 10, {1: 0.5, 2: 0.4})]
    assert choose_slate([profile], demands, wished=1).chosen == [1]


def test_quotas_that_do_not_fit_make_the_slate_longer() -> None:
    profile = approvals(*["xxxx"] * 30)
    demands = [Demand(name, 10, {c: 0.5}) for c, name in enumerate("ABC")]
    slate = choose_slate([profile], demands, wished=2)
    assert sorted(slate.chosen) == [0, 1, 2]


def test_a_slate_is_never_longer_than_there_are_candidates_with_a_supporter() -> None:
    slate = choose_slate([approvals("x..x", "x...")], [Demand("A", 5, {3: 0.5})], wished=10)
    assert slate.chosen == [0, 3] and slate.wished == 10
    assert choose_slate([approvals("....")], [], wished=3).chosen == []


@pytest.mark.parametrize(
    ("size", "people", "k", "promised"),
    [
        (50, 100, 10, 5),
        (5, 100, 10, 1),
        (4, 20, 10, 0),
        (49, 1000, 10, 0),
        (50, 1000, 10, 1),
        (29, 100, 10, 2),
    ],
)
def test_quota_of_a_group(size: int, people: int, k: int, promised: int) -> None:
    assert quota(size, people, k) == promised


def test_sparse_and_dense_profiles_count_the_same() -> None:
    votes = random_votes(3)
    cast = observed(votes)
    dense = Completed(cast.dense())
    level = np.arange(votes.n) % 3
    assert cast.people == dense.people == votes.n
    assert (cast.by_level(level, 4) == dense.by_level(level, 4)).all()
    assert all((cast.supporters(c) == dense.supporters(c)).all() for c in range(2 * votes.m))
