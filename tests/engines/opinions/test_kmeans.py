"""k-means and silhouettes, against plain slow ones."""

from __future__ import annotations

import numpy as np
import pytest

from yoriai.engines.opinions import kmeans as module
from yoriai.engines.opinions.kmeans import kmeans, silhouettes

RNG = np.random.default_rng(1)
BLOBS = np.concatenate([RNG.normal(centre, 0.3, (40, 2)) for centre in ((0, 0), (3, 0), (0, 3))])
TRUTH = np.repeat([0, 1, 2], 40)


def plain_silhouette(points: np.ndarray, labels: np.ndarray) -> float:
    widths = []
    for i, point in enumerate(points):
        distance = np.linalg.norm(points - point, axis=1)
        own = [j for j in range(len(points)) if labels[j] == labels[i] and j != i]
        others = [distance[labels == g].mean() for g in set(labels.tolist()) - {labels[i]}]
        inside, outside = (distance[own].mean() if own else 0.0), min(others)
        widths.append((outside - inside) / max(inside, outside) if own else 0.0)
    return float(np.mean(widths))


def same_grouping(a: np.ndarray, b: np.ndarray) -> bool:
    return len(set(zip(a.tolist(), b.tolist(), strict=True))) == len(set(a.tolist())) == len(set(b.tolist()))


def test_three_clear_blobs() -> None:
    assert same_grouping(kmeans(BLOBS, 3, np.random.default_rng(5)), TRUTH)


def test_many_points_start_from_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SAMPLE", 30)
    assert same_grouping(kmeans(BLOBS, 3, np.random.default_rng(5)), TRUTH)


def test_fewer_points_than_clusters_wanted() -> None:
    labels = kmeans(np.zeros((5, 2)), 3, np.random.default_rng(0))
    assert labels.tolist() == [0] * 5


def test_rounds_are_limited() -> None:
    labels, _, inertia = module._lloyd(BLOBS, BLOBS[:3], rounds=1)
    assert set(labels.tolist()) <= {0, 1, 2} and inertia > 0


def test_silhouette_is_the_plain_one() -> None:
    labels = np.append(TRUTH, 3)  # a cluster of one
    points = np.vstack([BLOBS, [9.0, 9.0]])
    halves = (points[:, 0] > 1).astype(int)
    plain = [plain_silhouette(points, grouping) for grouping in (labels, halves)]
    assert silhouettes(points, [labels, halves]) == pytest.approx(plain, abs=1e-6)


def test_simplified_silhouette_for_many_points(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = np.where(TRUTH == 2, 1, TRUTH)
    exact = silhouettes(BLOBS, [TRUTH, coarse])
    monkeypatch.setattr(module, "EXACT", 10)
    simplified = silhouettes(BLOBS, [TRUTH, coarse])
    assert simplified == pytest.approx(exact, abs=0.2) and simplified[0] > simplified[1]
