"""The audit in the menu."""

from yoriai.web.ui.navigation import Entry, register

from . import rules


def load() -> None:
    """Register the entry of this part."""
    register(Entry("audit_events", "操作の記録", "audit", rules.may_read, order=90))
