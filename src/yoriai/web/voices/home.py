"""What voices show on the front page, and their line in the menu."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from yoriai.web.accounts.rules import Viewer
from yoriai.web.ui.home import Panel
from yoriai.web.ui.home import register as register_panels
from yoriai.web.ui.navigation import Entry
from yoriai.web.ui.navigation import register as register_entries

from .queries import desk
from .queries import public_conversation as queries
from .rules import desk as desk_rules
from .rules.public_conversation import by_phase

#: As many conversations as fit the front page without pushing other things down.
SHOWN = 6


def load() -> None:
    """Register the panels and the menu line."""
    register_panels(
        Panel("voices/desk/panel.html", _desks, desk_rules.may_key_in, order=5),
        Panel("voices/public/panel.html", _context, _everybody, order=10),
    )
    register_entries(Entry("voices_conversations", "みんなの声", "conversation", _everybody, order=10))


def _everybody(_viewer: Viewer) -> bool:
    return True


def _context(_viewer: Viewer) -> dict[str, Any]:
    at = timezone.now()
    return {"rows": by_phase(queries.published(at)[: 5 * SHOWN], at)[:SHOWN]}


def _desks(viewer: Viewer) -> dict[str, Any]:
    """Running conversations with the number of voices that wait, for those who work on them."""
    running = queries.published(timezone.now())[:SHOWN]
    rows = [(row, desk.waiting(viewer, row).count()) for row in running]
    return {"desks": rows, "may_moderate": desk_rules.may_moderate(viewer)}
