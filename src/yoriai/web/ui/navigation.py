"""The menu. Areas register their entries; the foundation knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yoriai.web.accounts.rules import Viewer


@dataclass(frozen=True)
class Entry:
    """One line of the menu: address name, wording, icon, and who sees it."""

    url: str
    label: str
    icon: str
    may: Callable[[Viewer], bool]
    order: int = 50


_ENTRIES: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries to the menu; registering again is harmless."""
    for entry in entries:
        _ENTRIES[entry.url] = entry


def entries_for(viewer: Viewer) -> list[Entry]:
    """The entries that this viewer may open, in order."""
    allowed = [entry for entry in _ENTRIES.values() if entry.may(viewer)]
    return sorted(allowed, key=lambda entry: (entry.order, entry.url))
