"""Who may see and write the register, and how names are made findable."""

from __future__ import annotations

import unicodedata

from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer

_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_TO_HIRAGANA = {code: code - 0x60 for code in _KATAKANA}


def search_key(*texts: str) -> str:
    """NFKC, small letters, hiragana, no spaces: what is compared when somebody searches."""
    joined = "\n".join(texts)
    folded = unicodedata.normalize("NFKC", joined).casefold().translate(_TO_HIRAGANA)
    return "".join(character for character in folded if character == "\n" or not character.isspace())


def may_read(viewer: Viewer) -> bool:
    return viewer.may(Right.REGISTER_READ)


def may_write(viewer: Viewer) -> bool:
    return viewer.may(Right.REGISTER_WRITE)


def may_read_people(viewer: Viewer) -> bool:
    return viewer.may(Right.PERSON_READ)
