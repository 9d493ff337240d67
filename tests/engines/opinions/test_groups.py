"""Groups are shown when they stand up to redrawing the votes, and not otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.opinions_instances import planted_groups, planted_minority

from yoriai.engines.opinions import Votes, groups
from yoriai.engines.opinions.agreement import adjusted_rand
from yoriai.engines.opinions.draws import largest_first
from yoriai.engines.opinions.groups import find_groups, labels_of, smallest_group
from yoriai.engines.opinions.votes import silence


def continuum(people: int = 200, statements: int = 30) -> Votes:
    """People spread evenly along one axis: there are no groups."""
    rng = np.random.default_rng(5)
    u, v = rng.normal(size=people), rng.normal(size=statements)
    person, statement = np.nonzero(rng.random((people, statements)) < 0.5)
    chance = 1.0 / (1.0 + np.exp(-1.5 * u[person] * v[statement]))
    value = np.where(rng.random(len(person)) < chance, 1, -1)
    names = tuple(map(str, range(people))), tuple(map(str, range(statements)))
    return Votes.from_columns(*names, person, statement, value)


def test_planted_groups_are_found_with_the_small_one() -> None:
    made = planted_groups(3, people=500, statements=60, density=0.5, sharpness=1.0)
    found = find_groups(made.votes, 6, 1, silence)
    assert found is not None and found.stable
    assert adjusted_rand(found.label, made.group) > 0.94
    assert np.bincount(found.label[found.label >= 0]).tolist() == pytest.approx([200, 150, 100, 50], abs=8)
    assert found.recovered.min() > 0.9 and found.member.shape == (500, 4)


def test_a_continuum_has_no_stable_groups() -> None:
    found = find_groups(continuum(), 6, 1, silence)
    assert found is not None and not found.stable


@pytest.mark.parametrize("seed", range(3))
def test_another_seed_gives_the_same_groups(seed: int) -> None:
    made = planted_minority(4, people=200, statements=30, density=0.6, share=0.2)
    found = find_groups(made.votes, 6, seed, silence)
    assert found is not None and found.stable and found.ari.mean() >= 0.9 and found.ari.min() >= 0.8
    assert adjusted_rand(found.label, made.group) > 0.85


def test_when_nothing_passes_the_best_attempt_is_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST", 3)
    monkeypatch.setattr(groups.Grouping, "stable", False)
    made = planted_minority(4, people=80, statements=40, density=1.0, share=0.3)
    found = find_groups(made.votes, 6, 1, silence)
    assert found is not None and not found.stable
    assert adjusted_rand(found.label, made.group) > 0.9


def test_too_few_people_for_two_groups() -> None:
    votes = Votes.from_triples([(str(i), str(j), 1 if i < 4 else -1) for i in range(9) for j in range(9)])
    assert find_groups(votes, 6, 1, silence) is None


@pytest.mark.parametrize(("people", "least"), [(10, 5), (250, 5), (251, 6), (2000, 40)])
def test_no_group_is_smaller_than_five_people_or_two_per_cent(people: int, least: int) -> None:
    assert smallest_group(people) == least


def test_people_between_groups_are_in_none() -> None:
    member = np.array([[0.9, 0.1], [0.45, 0.55], [0.3, 0.7]])
    assert labels_of(member, 0.6).tolist() == [0, -1, 1]


def test_groups_are_numbered_by_size_and_then_by_their_first_person() -> None:
    placed, order = largest_first(np.array([2, 0, 0, 1, -1, 2]))
    assert (placed.tolist(), order) == ([0, 1, 1, 2, -1, 0], [2, 0, 1])
