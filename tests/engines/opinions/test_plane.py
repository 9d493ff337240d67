"""The plane of Polis, against PCA of the filled matrix."""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.opinions_instances import planted_groups

from yoriai.engines.opinions import Votes, plane
from yoriai.engines.opinions.votes import Floats


def filled(votes: Votes) -> tuple[Floats, Floats]:
    """Scores (spread as in Polis) and axes from the matrix with every column's mean filled in."""
    matrix = np.full((votes.n, votes.m), np.nan)
    matrix[votes.person, votes.statement] = votes.value
    full = np.where(np.isnan(matrix), np.nanmean(matrix, axis=0), matrix)
    centred = full - full.mean(axis=0)
    _, _, right = np.linalg.svd(centred, full_matrices=False)
    stretch = np.sqrt(votes.m / (~np.isnan(matrix)).sum(axis=1))
    return centred @ right[:2].T * stretch[:, None], right[:2].T


def cosine(a: Floats, b: Floats) -> float:
    return float(abs(a @ b) / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize(("people", "statements", "whole"), [(200, 30, 400), (40, 60, 400), (200, 30, 1)])
def test_same_plane_as_the_filled_matrix(
    people: int, statements: int, whole: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plane, "WHOLE", whole)
    votes = planted_groups(1, people=people, statements=statements, density=0.3).votes
    found = plane.plane_of(votes)
    places, axes = filled(votes)
    for component in range(2):
        assert cosine(found.axes[:, component], axes[:, component]) > 0.999999
        assert cosine(found.spread(votes)[:, component], places[:, component]) > 0.999999
        assert found.axes[np.argmax(np.abs(found.axes[:, component])), component] > 0


def test_one_statement_has_one_axis_at_most() -> None:
    votes = Votes.from_triples([("1", "1", 1), ("2", "1", -1), ("3", "1", 1)])
    found = plane.plane_of(votes)
    assert found.axes.tolist() == [[1.0, 0.0]]
    assert found.scores[:, 1].tolist() == [0.0, 0.0, 0.0]


def test_no_votes_have_no_plane() -> None:
    assert plane.plane_of(Votes.from_triples([])).scores.shape == (0, 2)
