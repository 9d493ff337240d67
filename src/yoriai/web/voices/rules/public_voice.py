"""What counts as a voice, and when its giver may take it back."""

from __future__ import annotations

import unicodedata

from ..models import Reason, State, Voice

MAXIMUM = 1000


def tidy(typed: str) -> str:
    """The text as it is kept: lines end in \\n, no control characters, no space around it."""
    lines = typed.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in lines if letter in "\n\t" or unicodedata.category(letter) != "Cc")
    return kept.strip()


def says_something(text: str) -> bool:
    """Whether anything in it can be seen (zero-width characters and the like cannot)."""
    return any(unicodedata.category(letter)[0] not in "CZ" for letter in text)


def may_withdraw(voice: Voice) -> bool:
    """Until it has been accepted; what others have voted on stays."""
    return voice.state == State.WAITING or (voice.state == State.HELD and voice.reason != Reason.WITHDRAWN)


def is_withdrawn(voice: Voice) -> bool:
    return voice.reason == Reason.WITHDRAWN
