"""k-means and silhouettes in a plane of few dimensions, the same result for the same points and seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from yoriai.engines.opinions.votes import Floats, Integers

#: up to this many points the silhouette is exact, above it compares with centres only
EXACT = 2000
#: points that the starts of k-means try themselves out on
SAMPLE = 3000


def kmeans(points: Floats, k: int, rng: np.random.Generator, starts: int = 4) -> Integers:
    """Labels of the best of several k-means++ starts (Lloyd's algorithm), by inertia.

    Of many points the starts use a sample, and the best one goes on with all points. There are fewer
    than k labels when there are fewer than k different points.
    """
    sample = points if len(points) <= SAMPLE else points[np.sort(rng.permutation(len(points))[:SAMPLE])]
    found = [_lloyd(sample, _spread_start(sample, k, rng)) for _ in range(starts)]
    labels, centres, _ = min(found, key=lambda result: round(result[2], 9))
    if sample is not points:
        labels = _lloyd(points, centres)[0]
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)


def squared_distances(points: Floats, centres: Floats) -> Floats:
    """Squared Euclidean distances, centres x points."""
    cross = centres @ points.T
    squares = (points**2).sum(axis=1)[None, :] + (centres**2).sum(axis=1)[:, None]
    return np.asarray(np.maximum(squares - 2.0 * cross, 0.0))


def _spread_start(points: Floats, k: int, rng: np.random.Generator) -> Floats:
    """k-means++: each next centre is drawn with weight by squared distance to those chosen."""
    centres = points[[int(rng.integers(len(points)))]]
    nearest = squared_distances(points, centres)[0]
    while len(centres) < k:
        weights = np.cumsum(nearest)
        pick = int(np.searchsorted(weights, rng.random() * weights[-1], side="right"))
        centres = np.vstack([centres, points[min(pick, len(points) - 1)]])
        nearest = np.minimum(nearest, squared_distances(points, centres[-1:])[0])
    return centres


def _lloyd(points: Floats, centres: Floats, rounds: int = 60) -> tuple[Integers, Floats, float]:
    """Labels, centres and inertia when labels no longer change."""
    labels = np.full(len(points), -1, dtype=np.int64)
    turned = np.ascontiguousarray(points.T)
    for _ in range(rounds):
        # the points' own squares do not change which centre is nearest
        offset = (centres**2).sum(axis=1)[:, None]
        nearest = (offset - (2.0 * centres) @ turned).argmin(axis=0)
        if np.array_equal(nearest, labels):
            break
        labels = nearest
        centres = centres_of(points, labels, centres)
    distance = squared_distances(points, centres)
    return labels, centres, float(np.take_along_axis(distance, labels[None, :], axis=0).sum())


def centres_of(points: Floats, labels: Integers, fallback: Floats) -> Floats:
    """The mean of each cluster; an empty one keeps its `fallback` centre."""
    size = np.bincount(labels, minlength=len(fallback)).astype(float)
    sums = [np.bincount(labels, axis, len(fallback)) for axis in points.T]
    means = np.stack(sums, axis=1) / np.maximum(size, 1.0)[:, None]
    return np.where(size[:, None] > 0, means, fallback)


def silhouettes(points: Floats, groupings: Sequence[Integers]) -> list[float]:
    """Mean silhouette (Rousseeuw 1987) of each grouping: -1 to 1. Above `EXACT` points, the simplified one.

    The simplified silhouette (Hruschka 2004) compares distances to centres instead of to all points.
    """
    if len(points) > EXACT:
        return [_simplified(points, labels) for labels in groupings]
    sums = _distance_sums(points, np.concatenate([_members(labels) for labels in groupings], axis=1))
    ends = np.cumsum([int(labels.max()) + 1 for labels in groupings])
    return [
        _exact(part, labels)
        for part, labels in zip(np.split(sums, ends[:-1], axis=1), groupings, strict=True)
    ]


def _members(labels: Integers) -> NDArray[np.float32]:
    return np.eye(int(labels.max()) + 1, dtype=np.float32)[labels]


def _exact(sums: Floats, labels: Integers) -> float:
    """From the sums of distances of each point to the members of each cluster."""
    size = np.bincount(labels).astype(float)
    own, rows = size[labels], np.arange(len(labels))
    inside = sums[rows, labels] / np.maximum(own - 1.0, 1.0)
    outside = np.array(sums / size)
    outside[rows, labels] = np.inf
    return _mean_width(inside, outside.min(axis=1), own > 1)


def _distance_sums(points: Floats, members: NDArray[np.float32], block: int = 512) -> Floats:
    """Sum of distances from each point to the members of each cluster (single precision is enough)."""
    single = (points - points.mean(axis=0)).astype(np.float32)
    sums = []
    for i in range(0, len(points), block):
        apart = [np.subtract.outer(one[i : i + block], one) for one in single.T]
        sums.append(np.sqrt(np.sum([gap * gap for gap in apart], axis=0)) @ members)
    return np.concatenate(sums).astype(np.float64)


def _simplified(points: Floats, labels: Integers) -> float:
    k = int(labels.max()) + 1
    centres = centres_of(points, labels, np.zeros((k, points.shape[1])))
    distance = np.sqrt(squared_distances(points, centres))
    rows = np.arange(len(points))
    inside = distance[labels, rows].copy()
    distance[labels, rows] = np.inf
    return _mean_width(inside, distance.min(axis=0), np.bincount(labels)[labels] > 1)


def _mean_width(inside: Floats, outside: Floats, counted: np.ndarray) -> float:
    widest = np.maximum(inside, outside)
    width = np.where(counted & (widest > 0), (outside - inside) / np.where(widest > 0, widest, 1.0), 0.0)
    return float(width.mean())
