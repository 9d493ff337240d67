"""What the front page shows: areas register their panels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from yoriai.web.accounts.rules import Viewer


@dataclass(frozen=True)
class Panel:
    """A part of the front page: a template and what it needs, for those who may see it."""

    template: str
    context: Callable[[Viewer], dict[str, Any]]
    may: Callable[[Viewer], bool]
    order: int = 50


_PANELS: dict[str, Panel] = {}


def register(*panels: Panel) -> None:
    """Add panels to the front page; registering again is harmless."""
    for panel in panels:
        _PANELS[panel.template] = panel


def panels_for(viewer: Viewer) -> list[tuple[str, dict[str, Any]]]:
    """Template and context of each panel that this viewer sees, in order."""
    allowed = sorted((p for p in _PANELS.values() if p.may(viewer)), key=lambda p: (p.order, p.template))
    return [(panel.template, panel.context(viewer)) for panel in allowed]
