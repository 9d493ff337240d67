"""Exports in the menu."""

from yoriai.web.ui.navigation import Entry, register

from . import rules


def load() -> None:
    """Register the entry of this part."""
    register(Entry("exports_downloads", "書き出し", "export", rules.may_export, order=70))
