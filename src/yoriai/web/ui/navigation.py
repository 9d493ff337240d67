"""The menu. Areas register their entries; the foundation knows none of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from yoriai.web.accounts.rules import Viewer


@dataclass(frozen=True)
class Entry:
    """One line of the menu: address name, wording, icon, who sees it, and which other pages are below it."""

    url: str
    label: str
    icon: str
    may: Callable[[Viewer], bool]
    order: int = 50
    also: tuple[str, ...] = ()


_ENTRIES: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Add entries to the menu; registering again is harmless."""
    for entry in entries:
        _ENTRIES[entry.url] = entry


def entries_for(viewer: Viewer) -> list[Entry]:
    """The entries that this viewer may open, in order."""
    allowed = [entry for entry in _ENTRIES.values() if entry.may(viewer)]
    return sorted(allowed, key=lambda entry: (entry.order, entry.url))


@dataclass(frozen=True)
class Line:
    """An entry as a page shows it: its address, and whether this page belongs to it."""

    href: str
    label: str
    icon: str
    current: bool


def lines_for(viewer: Viewer, path: str) -> list[Line]:
    """The menu on the page at `path`: the entry with the longest address above it is the current one."""
    entries = entries_for(viewer)
    below = {reverse(url): entry for entry in entries for url in (*entry.also, entry.url)}
    here = below.get(max((href for href in below if path.startswith(href)), key=len, default=""))
    return [Line(reverse(entry.url), entry.label, entry.icon, entry is here) for entry in entries]
