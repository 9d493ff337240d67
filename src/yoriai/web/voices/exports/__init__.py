"""What can be taken out of voices, by subject."""

from . import desk, maps


def load() -> None:
    """Register the exports of this area."""
    desk.load()
    maps.load()
