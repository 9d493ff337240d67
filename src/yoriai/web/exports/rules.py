"""Who may take something out, and what is done to a cell so that it stays data."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

from .models import Download

#: How long a file can be fetched.
LIFE = timedelta(hours=1)

#: Signs with which a spreadsheet starts a formula; full-width ones are folded by some programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def may_export(viewer: Viewer) -> bool:
    return viewer.may(Right.EXPORT)


def may_fetch(viewer: Viewer, download: Download, at: datetime) -> bool:
    """Only who made it, while it lives, and only as long as they may export at all."""
    return may_export(viewer) and download.user_id == viewer.user_id and at < download.expires_at


def neutral(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front; the rest stays.

    Numbers stay numbers. `restored` undoes it, so that a file can come back as it left.
    """
    if isinstance(value, str) and (value.startswith(_FORMULA) or value.startswith("'")):
        return "'" + value
    return value


def restored(value: str) -> str:
    """What `neutral` was given."""
    return value[1:] if value.startswith("'") else value
