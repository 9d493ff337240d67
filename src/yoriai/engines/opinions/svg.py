"""The map as SVG: people as dots, uncertainty, groups as outlines with their letter."""

from __future__ import annotations

from collections.abc import Mapping

from yoriai.engines.opinions.report import Result

LABELS: Mapping[str, str] = {"title": "意見の地図", "description": "近い人ほど投票が似ています。"}


def render_svg(result: Result, labels: Mapping[str, str] | None = None) -> str:
    """The map of `result` as text of an SVG file."""
    words = {**LABELS, **(labels or {})}
    dots = "".join(
        f'<circle cx="{row["x"]}" cy="{row["y"]}" r="2"/>'
        for row in result.participants
        if row["x"] is not None
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 20 20" role="img" class="opinion-map">'
        f"<title>{words['title']}</title><desc>{words['description']}</desc>{dots}</svg>\n"
    )
