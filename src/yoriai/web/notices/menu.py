"""The outbox in the menu."""

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.ui.navigation import Entry, register


def _may(viewer: Viewer) -> bool:
    return viewer.may(Right.NOTICES_READ)


def load() -> None:
    """Register the entry of this part."""
    register(Entry("notices_outbox", "送ったメール", "mail", _may, order=80))
