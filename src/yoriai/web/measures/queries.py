"""Reads of figures, for a viewer and a period."""

from __future__ import annotations

from datetime import date

from yoriai.web.accounts.rules import Viewer

from .registry import MEASURES, Measure, Period


def visible_to(viewer: Viewer) -> list[Measure]:
    """The measures that the viewer may open, in the order in which areas registered them."""
    return [measure for measure in MEASURES.values() if viewer.may(measure.right)]


def measure_for(viewer: Viewer, key: str) -> Measure | None:
    """One measure, or None when there is none in the viewer's sight."""
    return next((measure for measure in visible_to(viewer) if measure.key == key), None)


def fiscal_year(day: date, first_month: int = 4) -> Period:
    """The fiscal year that a day is in; it starts in April unless told otherwise."""
    start = date(day.year - (day.month < first_month), first_month, 1)
    following = date(start.year + 1, first_month, 1)
    return Period(since=start, until=date.fromordinal(following.toordinal() - 1))
