"""Wishes for correction (個人情報の保護に関する法律34条; reasons are explained by 36条)."""

from __future__ import annotations

from datetime import date, timedelta

#: The law says "without delay"; the house answers within two weeks.
DAYS = 14


def due(asked_on: date) -> date:
    """The last day of the answer."""
    return asked_on + timedelta(days=DAYS)
