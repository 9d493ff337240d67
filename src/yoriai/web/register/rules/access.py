"""Who may see and write the register."""

from __future__ import annotations

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer


def may_read(viewer: Viewer) -> bool:
    """Organisations."""
    return viewer.may(Right.REGISTER_READ)


def may_read_people(viewer: Viewer) -> bool:
    """That somebody is in the register, and their name."""
    return viewer.may(Right.PEOPLE_NAMES)


def may_read_contacts(viewer: Viewer) -> bool:
    """Ways to reach people, birthdays, consents."""
    return viewer.may(Right.PERSON_READ)


def may_add(viewer: Viewer) -> bool:
    """Add new entries, and register user groups: what reception does."""
    return viewer.may(Right.REGISTER_ADD)


def may_write(viewer: Viewer) -> bool:
    """Add and change entries."""
    return viewer.may(Right.REGISTER_WRITE)


def may_merge(viewer: Viewer) -> bool:
    """Import files, merge entries, erase people."""
    return viewer.may(Right.REGISTER_MERGE)


def may_import_lists(viewer: Viewer) -> bool:
    """Import the centre's own lists: they hold people and ways to reach them."""
    return may_merge(viewer) and may_read_people(viewer) and may_read_contacts(viewer)
