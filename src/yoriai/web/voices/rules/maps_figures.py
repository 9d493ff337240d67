"""Shares, intervals and wordings that several pages of the map use."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

#: 97.5 % point of the normal distribution.
Z = 1.959964


@dataclass(frozen=True)
class Share:
    """How many of `of` votes, with the 95 % interval of the share (Wilson 1927)."""

    votes: int
    of: int
    estimate: float
    low: float
    high: float


def share(votes: int, of: int) -> Share:
    """The share of votes with its Wilson score interval; without votes it can be anything from 0 to 1."""
    if not of:
        return Share(0, 0, 0.0, 0.0, 1.0)
    rate, weight = votes / of, Z * Z / of
    centre = (rate + weight / 2) / (1 + weight)
    half = Z * math.sqrt(rate * (1 - rate) / of + weight / (4 * of)) / (1 + weight)
    return Share(votes, of, rate, max(0.0, centre - half), min(1.0, centre + half))


def signed_share(counts: list[int], side: str) -> Share:
    """The share of those who agree (or disagree) among all who voted; counts are [agree, pass, disagree]."""
    return share(counts[2 if side == "disagree" else 0], sum(counts))


def percent(value: float) -> int:
    """A share as a whole percentage; half goes up."""
    return math.floor(100 * value + 0.5)


def wording(texts: Mapping[str, Any]) -> str:
    """The wording in the reader's language; an empty one falls back to Japanese."""
    key = {"en": "en", "ja-easy": "easy"}.get(get_language() or "ja", "ja")
    return str(texts.get(key) or texts["ja"])
