"""Where there are no groups: the line along which opinions differ most, and its two ends in words."""

from __future__ import annotations

from dataclasses import dataclass

from .maps_page import Page, Said

#: Parts of the line in which people are counted, and statements named at each end.
PARTS, NAMED = 12, 2


@dataclass(frozen=True)
class Part:
    """A part of the line and the people in it."""

    since: float
    until: float
    people: int


@dataclass(frozen=True)
class Line:
    """People along the main axis, and the statements that tell its ends apart."""

    parts: list[Part]
    left: list[Said]
    right: list[Said]


def line(page: Page) -> Line | None:
    """The main axis of a map without groups; None where the model has no axis."""
    xs = [position.x for position in page.positions]
    if page.has_groups or not page.summary.get("axes") or max(xs) - min(xs) < 1e-9:
        return None
    axis = page.summary["axes"][0]
    agrees, disagrees = ([int(number) for number in axis[f"high_{verb}"]] for verb in ("agrees", "disagrees"))
    return Line(
        _parts(xs),
        left=[*_said(page, disagrees, "agree"), *_said(page, agrees, "disagree")],
        right=[*_said(page, agrees, "agree"), *_said(page, disagrees, "disagree")],
    )


def _parts(xs: list[float]) -> list[Part]:
    low, width = min(xs), (max(xs) - min(xs)) / PARTS
    counts = [0] * PARTS
    for x in xs:
        counts[min(PARTS - 1, int((x - low) / width))] += 1
    return [
        Part(low + place * width, low + (place + 1) * width, people) for place, people in enumerate(counts)
    ]


def _said(page: Page, numbers: list[int], side: str) -> list[Said]:
    return [page.said({"statement": number, "side": side}) for number in numbers[:NAMED]]
