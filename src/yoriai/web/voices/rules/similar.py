"""Which texts say nearly the same: the Dice coefficient of their character bigrams.

Bigrams need no dictionary and work for Japanese and English alike. Texts are folded first, so that
width, case, kana, spaces and punctuation do not count. One text against 5,000 statements takes milliseconds:
the bigrams of known texts stay in memory, and a text whose length alone rules it out is not compared.
"""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
#: From this value on two texts are worth showing to a person as "alike".
ALIKE = 0.5


@dataclass(frozen=True)
class Likeness:
    """A known text that resembles the given one; `score` is 1.0 for the same bigrams."""

    key: int
    score: float


def fold(text: str) -> str:
    """NFKC, small letters, hiragana, letters and digits only; if none are there (👍！), all but spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_TO_HIRAGANA)
    return "".join(filter(str.isalnum, folded)) or "".join(folded.split())


def fingerprint(text: str) -> str:
    """SHA-256 of the folded text in hexadecimal: equal for copies of one text."""
    return hashlib.sha256(fold(text).encode()).hexdigest()


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of the folded text; of a single character, itself."""
    folded = fold(text)
    return frozenset(sys.intern(a + b) for a, b in pairwise(folded)) or frozenset({folded})


#: Some 5 kB each, since the pairs themselves are shared.
_remembered = lru_cache(maxsize=8192)(bigrams)


def similarity(one: str, other: str) -> float:
    """Dice coefficient 2·|A ∩ B| / (|A| + |B|) of the bigrams, from 0.0 to 1.0."""
    return _dice(bigrams(one), bigrams(other))


def nearest(
    text: str, known: Iterable[tuple[int, str]], *, least: float = ALIKE, limit: int = 3
) -> list[Likeness]:
    """The known texts (key, text) that resemble this one at least so much, most alike first.

    Equal scores come in the order of their keys. At most `limit` are given.
    """
    own = bigrams(text)
    found = []
    for key, other in known:
        theirs = _remembered(other)
        small, large = sorted((len(own), len(theirs)))
        if 2 * small < least * (small + large):  # even if every pair of the shorter text were shared
            continue
        score = _dice(own, theirs)
        if score >= least:
            found.append(Likeness(key, score))
    return sorted(found, key=lambda likeness: (-likeness.score, likeness.key))[:limit]


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
