"""Publishing a snapshot: who sees which, what it cites, and which voices that uses."""

from __future__ import annotations

from yoriai.web.accounts.rules import Viewer

from ..models import Snapshot, State
from .maps_computing import may_compute

#: States from which a voice becomes "used": it has a statement, and is not yet used.
CITABLE = (State.ACCEPTED, State.MERGED)


def may_publish(viewer: Viewer) -> bool:
    """Whoever makes maps publishes them."""
    return may_compute(viewer)


def may_preview(viewer: Viewer) -> bool:
    """Whoever makes maps sees them before the public does."""
    return may_compute(viewer)


def cited_statements(snapshot: Snapshot) -> list[int]:
    """Numbers of the statements that the slate of this snapshot quotes, in order."""
    return sorted({entry["statement"] for entry in snapshot.summary["slate"]})


def note_for(snapshot: Snapshot) -> str:
    """What the receipt of a voice says about where it was used."""
    return f"意見の地図 第{snapshot.number}号に載せました。"
