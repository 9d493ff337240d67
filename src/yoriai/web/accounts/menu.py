"""Accounts in the menu."""

from yoriai.web.ui.navigation import Entry, register

from .roles import Right


def load() -> None:
    """Register the entries of this part."""
    register(
        Entry("accounts_roles", "役割の表", "role", lambda viewer: viewer.is_staff, order=84),
        Entry("accounts_users", "使う人", "people", lambda viewer: viewer.may(Right.ROLES_WRITE), order=85),
    )
