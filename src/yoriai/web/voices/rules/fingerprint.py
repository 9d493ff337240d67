"""When two texts are copies of one text: width, kana, spaces and punctuation do not count."""

from __future__ import annotations

import hashlib

from . import similar

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def folded(text: str) -> str:
    """The text as `similar.fold` leaves it, in hiragana."""
    return similar.fold(text).translate(_TO_HIRAGANA)


def fingerprint(text: str) -> str:
    """SHA-256 of the folded text in hexadecimal: equal for copies of one text."""
    return hashlib.sha256(folded(text).encode()).hexdigest()
