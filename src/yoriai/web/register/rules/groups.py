"""User groups of the centre: fiscal years, renewal, cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

#: The month in which the fiscal year of the centre begins.
APRIL = 4
#: From this month on, groups may register for the coming fiscal year.
EARLY = 2


def fiscal_year(day: date) -> int:
    """The fiscal year of the centre to which a day belongs."""
    return day.year - (day.month < APRIL)


def years_open(day: date) -> list[int]:
    """The fiscal years for which a group may be registered on a day; the usual one first."""
    year = fiscal_year(day)
    return [year + 1, year] if EARLY <= day.month < APRIL else [year]


def next_card(cards: Iterable[str]) -> str:
    """The number after the highest of the cards that are plain numbers."""
    return str(max((int(card) for card in cards if card.isdecimal()), default=0) + 1)
