"""Charts as SVG made on the server: themable by class, readable without colour, no inline style.

Every chart here carries `role="img"` with a sentence that says what it shows. The page puts the same
numbers beside it as a table.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]

#: Size of the bars in user units; the page scales them to the width that there is.
BAR_WIDTH, BAR_HEIGHT = 200, 16

#: A scatter chart in user units: its width, the least and greatest height, its margin.
WIDTH, LOW, HIGH, MARGIN = 400, 200, 320, 22
#: Dots nearer than this are drawn as one.
STEP = 0.5

#: Shapes of the dots, so that groups differ without colour: class, and the path from a dot's place.
SHAPES: tuple[tuple[str, str], ...] = (
    ("round", "h.01"),
    ("solid", "m0-3.4l3.2 5.6h-6.4z"),
    ("square", "h.01"),
    ("line", "m-2.4-2.4l4.8 4.8m0-4.8l-4.8 4.8"),
    ("solid", "m0-3.4l3 3.4l-3 3.4l-3-3.4z"),
    ("line", "m-3 0h6m-3-3v6"),
)


@dataclass(frozen=True)
class Layer:
    """Dots of one kind: where they are, the label that stands among them, and the number of their look."""

    points: Sequence[Point]
    label: str = ""
    look: int = 0


@dataclass(frozen=True)
class Place:
    """One marked place with the half-axes of its uncertainty and its label."""

    x: float
    y: float
    sd_x: float
    sd_y: float
    label: str


def interval_bar(
    estimate: float, low: float, high: float, *, says: str, compare: float | None = None
) -> SafeString:
    """A share (0 to 1) as a bar, its interval as a line with ends, and another share as a tick."""
    parts = [
        _rect("track", 0, BAR_WIDTH),
        _rect("value", 0, BAR_WIDTH * _within(estimate)),
        f'<path class="half" d="M{BAR_WIDTH / 2:g} 0v{BAR_HEIGHT}"/>',
        f'<path class="interval" d="{_whisker(BAR_WIDTH * _within(low), BAR_WIDTH * _within(high))}"/>',
    ]
    if compare is not None:
        parts.append(f'<path class="compare" d="{_diamond(BAR_WIDTH * _within(compare))}"/>')
    return _bar("bar-interval", says, parts)


def stacked_bar(counts: Sequence[tuple[str, int]], *, says: str) -> SafeString:
    """Counts side by side as shares of their sum, in the order given; `counts` is (class, number)."""
    total = sum(number for _, number in counts)
    parts, start = [_rect("track", 0, BAR_WIDTH)], 0.0
    for look, number in counts:
        width = BAR_WIDTH * number / total if total else 0.0
        if number:
            parts.append(_rect(look, start, width))
        start += width
    return _bar("bar-stacked", says, parts)


def scatter(layers: Sequence[Layer], *, title: str, says: str, you: Place | None = None) -> SafeString:
    """Everybody's position as a dot, in layers that differ in shape and colour.

    Axes have the same scale; the outermost half per cent of dots is drawn at the edge.
    """
    place = _projection([point for layer in layers for point in layer.points])
    drawn = [[place(point) for point in layer.points] for layer in layers]
    body = [_cross(place((0.0, 0.0)), place.height)]
    body += [_area(points, layer.look) for layer, points in zip(layers, drawn, strict=True) if layer.label]
    body += [_dots(points, layer.look) for layer, points in zip(layers, drawn, strict=True)]
    body += [_name(points, layer) for layer, points in zip(layers, drawn, strict=True) if layer.label]
    if you is not None:
        body.append(_you(you, place))
    return _svg("chart-map", (WIDTH, place.height), title, says, body)


def histogram(counts: Sequence[int], *, title: str, says: str) -> SafeString:
    """How many people stand in each part of a line, from left to right."""
    top, wide = max([*counts, 1]), WIDTH / max(1, len(counts))
    bars = [
        f'<rect class="value" x="{place * wide + 1:g}" y="{100 - 90 * count / top:.1f}"'
        f' width="{wide - 2:g}" height="{90 * count / top:.1f}"/>'
        for place, count in enumerate(counts)
    ]
    return _svg("chart-line", (WIDTH, 104), title, says, [*bars, f'<path class="axis" d="M0 100H{WIDTH}"/>'])


def mark(look: int) -> SafeString:
    """The shape of a layer's dots, for a legend beside the words."""
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{_dots([(8.0, 8.0)], look)}</svg>'
    )


def _svg(look: str, size: Point, title: str, says: str, body: Iterable[str]) -> SafeString:
    box = f"0 0 {size[0]:g} {size[1]:g}"
    head = f'<svg class="{look}" viewBox="{box}" role="img" aria-label="{escape(says)}">'
    return mark_safe(f"{head}<title>{escape(title)}</title>{''.join(body)}</svg>")  # noqa: S308 - all text is escaped


def _bar(look: str, says: str, parts: Iterable[str]) -> SafeString:
    return _svg(look, (BAR_WIDTH, BAR_HEIGHT), says, says, parts)


def _rect(look: str, x: float, width: float) -> str:
    return f'<rect class="{look}" x="{x:.1f}" y="2" width="{width:.1f}" height="{BAR_HEIGHT - 4}"/>'


def _whisker(low: float, high: float) -> str:
    middle = BAR_HEIGHT / 2
    return f"M{low:.1f} {middle:g}H{high:.1f}M{low:.1f} 4v8M{high:.1f} 4v8"


def _diamond(x: float) -> str:
    return f"M{x:.1f} 2l4 6l-4 6l-4-6z"


def _within(share: float) -> float:
    return min(1.0, max(0.0, share))


class _Projection:
    """From positions to places on the drawing, y upwards, the same scale on both axes."""

    def __init__(self, xs: tuple[float, float], ys: tuple[float, float]) -> None:
        self.middle = ((xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2)
        wide, tall = max(xs[1] - xs[0], 1e-6), max(ys[1] - ys[0], 1e-6)
        inner = WIDTH - 2 * MARGIN
        self.height = _clamp(round(inner * tall / wide) + 2 * MARGIN, LOW, HIGH)
        self.scale = min(inner / wide, (self.height - 2 * MARGIN) / tall)

    def __call__(self, point: Point) -> Point:
        x = WIDTH / 2 + (point[0] - self.middle[0]) * self.scale
        y = self.height / 2 - (point[1] - self.middle[1]) * self.scale
        edge = MARGIN / 2
        return _clamp(x, edge, WIDTH - edge), _clamp(y, edge, self.height - edge)


def _projection(points: Sequence[Point]) -> _Projection:
    return _Projection(_bounds([p[0] for p in points]), _bounds([p[1] for p in points]))


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    """The range without the outermost half per cent on each side."""
    if not values:
        return 0.0, 0.0
    ordered = sorted(values)
    cut = len(ordered) // 200
    return ordered[cut], ordered[len(ordered) - 1 - cut]


def _clamp(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))


def _cross(origin: Point, height: float) -> str:
    x, y = origin
    return f'<path class="axis" d="M{x:.1f} 6V{height - 6:g}M6 {y:.1f}H{WIDTH - 6}"/>'


def _look(look: int) -> str:
    """The class of a layer; a negative number is the muted look of those in no group."""
    return f"look-{look}" if look >= 0 else "look-none"


def _dots(points: Sequence[Point], look: int) -> str:
    kind, path = SHAPES[max(0, look) % len(SHAPES)]
    seen = sorted({(round(x / STEP) * STEP, round(y / STEP) * STEP) for x, y in points})
    places = "".join(f"M{x:g} {y:g}{path}" for x, y in seen)
    return f'<path class="dots {kind} {_look(look)}" d="{places}"/>' if seen else ""


def _area(points: Sequence[Point], look: int) -> str:
    """The ellipse in which most of a group stands (1.6 standard deviations along its main axes)."""
    if len(points) < 3:
        return ""
    n = len(points)
    mx, my = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    xx = sum((x - mx) ** 2 for x, _ in points) / n
    yy = sum((y - my) ** 2 for _, y in points) / n
    xy = sum((x - mx) * (y - my) for x, y in points) / n
    half, spread = (xx + yy) / 2, math.hypot((xx - yy) / 2, xy)
    long, short = 1.6 * math.sqrt(half + spread), 1.6 * math.sqrt(max(half - spread, 0.0))
    turn = math.degrees(math.atan2(2 * xy, xx - yy)) / 2
    return (
        f'<ellipse class="area {_look(look)}" rx="{long:.1f}" ry="{short:.1f}"'
        f' transform="translate({mx:.1f} {my:.1f}) rotate({turn:.1f})"/>'
    )


def _name(points: Sequence[Point], layer: Layer) -> str:
    if not points:
        return ""
    x = sorted(p[0] for p in points)[len(points) // 2]
    y = sorted(p[1] for p in points)[len(points) // 2]
    return f'<text class="name {_look(layer.look)}" x="{x:.1f}" y="{y:.1f}">{escape(layer.label)}</text>'


def _you(you: Place, place: _Projection) -> str:
    x, y = place((you.x, you.y))
    rx, ry = you.sd_x * place.scale, you.sd_y * place.scale
    side = "end" if x > WIDTH / 2 else "start"
    shift = -9 if side == "end" else 9
    return (
        f'<ellipse class="you-about" cx="{x:.1f}" cy="{y:.1f}" rx="{rx:.1f}" ry="{ry:.1f}"/>'
        f'<circle class="you" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        f'<text class="you-name {side}" x="{x + shift:.1f}" y="{y + 4:.1f}">{escape(you.label)}</text>'
    )
