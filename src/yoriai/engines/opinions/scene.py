"""Where each dot of the map is drawn: from map coordinates to the units of the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions.rows import Row
from yoriai.engines.opinions.votes import Floats

#: people above this number are drawn as one dot per cell, its area by the number of people
MANY = 3000
#: people up to this number have an ellipse each
FEW = 400
CELL, DOT, MARGIN = 6.0, 2.6, 14.0


@dataclass(frozen=True, eq=False)
class Scene:
    """Dots in picture units: places, radii, letters of groups ("" for none), how sure (0 to 1), blur."""

    height: float
    origin: tuple[float, float]
    points: Floats
    radius: Floats
    letters: list[str]
    sure: Floats
    blur: Floats
    each_blur: bool
    typical_blur: tuple[float, float]

    def core(self, letter: str) -> Floats:
        """The nine tenths of a group's dots that are nearest to their middle."""
        points = self.points[np.array(self.letters) == letter]
        away = np.round(((points - np.median(points, axis=0)) ** 2).sum(axis=1), 6)
        return np.asarray(points[np.argsort(away, kind="stable")[: max(1, -(-9 * len(points) // 10))]])


def scene_of(people: Sequence[Row], width: float) -> Scene | None:
    """The dots for rows of participants.csv; None when nobody has a place."""
    placed = [row for row in people if row["x"] is not None]
    if not placed:
        return None
    places = np.array([[row["x"], row["y"]] for row in placed])
    deviation = np.array([[row["sd_x"] or 0.0, row["sd_y"] or 0.0] for row in placed])
    reach = np.maximum(np.quantile(np.abs(places), 0.995, axis=0), 1e-9)
    unit = (width / 2.0 - MARGIN) / max(reach[0], reach[1])
    flat = bool(reach[1] < 1e-6)
    height = 2.0 * (MARGIN + min(max(unit * reach[1], 0.3 * width), 0.5 * width))
    origin = (width / 2.0, height / 2.0)
    points = np.array(origin) + np.clip(places, -reach.max(), reach.max()) * [unit, -unit]
    points[:, 1] = np.clip(points[:, 1], 4.0, height - 4.0)
    if flat:
        points = _stacked(points, height)
    letters = [str(row["group"]) for row in placed]
    sure = np.array([0.35 + 0.5 * (row["p_group"] if row["p_group"] is not None else 0.6) for row in placed])
    blur = np.minimum(deviation * unit, width / 4.0)
    typical = np.median(blur, axis=0)
    scene = Scene(
        height,
        origin,
        points,
        np.full(len(placed), DOT),
        letters,
        sure,
        blur,
        each_blur=len(placed) <= FEW and not flat,
        typical_blur=(float(typical[0]), float(typical[1])),
    )
    return scene if len(placed) <= MANY else _gathered(scene)


def _stacked(points: Floats, height: float) -> Floats:
    """On one axis, dots of the same cell are piled up and down from the middle line."""
    column = np.floor(points[:, 0] / CELL).astype(np.int64)
    order = np.argsort(column, kind="stable")
    start = np.searchsorted(column[order], column[order], side="left")
    place = np.empty(len(points))
    place[order] = np.arange(len(points)) - start
    step = min(CELL, (height / 2.0 - MARGIN) / max(float(place.max()) / 2.0, 1.0))
    away = np.ceil(place / 2.0) * np.where(place % 2 == 0, 1.0, -1.0)
    return np.column_stack([points[:, 0], height / 2.0 + away * step])


def _gathered(scene: Scene) -> Scene:
    """One dot for each cell and group, its area by the number of people."""
    cells = np.floor(scene.points / CELL).astype(np.int64)
    names = sorted(set(scene.letters))
    group = np.searchsorted(names, scene.letters)
    keys, index, where, size = np.unique(
        np.column_stack([cells, group]), axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    where = where.ravel()
    mean = [np.bincount(where, column) / size for column in (*scene.points.T, scene.sure)]
    return Scene(
        scene.height,
        scene.origin,
        np.column_stack(mean[:2]),
        np.minimum(1.2 * np.sqrt(size), CELL),
        [names[g] for g in keys[:, 2]],
        mean[2],
        scene.blur[index],
        each_blur=False,
        typical_blur=scene.typical_blur,
    )


def convex_hull(points: Floats) -> Floats:
    """Corners of the smallest convex polygon around the points (Andrew's monotone chain)."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)
    return np.array(_chain(ordered) + _chain(ordered[::-1]))


def _chain(ordered: list[tuple[float, float]]) -> list[tuple[float, float]]:
    chain: list[tuple[float, float]] = []
    for x, y in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], (x, y)) <= 0:
            chain.pop()
        chain.append((x, y))
    return chain[:-1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
