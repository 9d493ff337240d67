"""Figures in the menu."""

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.ui.navigation import Entry, register


def _may(viewer: Viewer) -> bool:
    return viewer.may(Right.MEASURES_READ)


def load() -> None:
    """Register the entry of this part."""
    register(Entry("measures_figures", "数字", "figure", _may, order=60))
