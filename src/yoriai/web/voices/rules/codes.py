"""Codes that people read out, copy from paper and type: receipts of voices, and codes to take part.

A code to take part is kept as a keyed digest only; the key is the site's secret, so that a copy of the
database does not tell which codes are valid.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable

from django.utils.crypto import constant_time_compare, salted_hmac

#: One of each pair that is easily mistaken is left out: 0 O, 1 I L, 2 Z, 5 S, B (8), U (V).
ALPHABET = "346789ACDEFGHJKMNPQRTVWXY"
#: 25 ** 8 is about 1.5e11 codes (37 bits): enough behind the limit on guessing.
LENGTH = 8
_LOOKALIKES = str.maketrans({"B": "8", "U": "V"})


def new_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """A fresh code as it is printed: `XXXX-XXXX`. `choose` picks one letter of the alphabet."""
    return _printed("".join(choose(ALPHABET) for _ in range(LENGTH)))


def normalise(typed: str) -> str:
    """The code somebody meant, as it is printed; empty when it cannot be a code.

    Small letters, full-width letters, spaces, and hyphens of every kind (also ー) do not matter.
    """
    folded = unicodedata.normalize("NFKC", typed[:100]).upper()
    letters = "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
    letters = letters.translate(_LOOKALIKES)
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return _printed(letters)


def digest_of(code: str, conversation_id: int) -> str:
    """What is stored of a code to take part: HMAC-SHA256 in hexadecimal, bound to its conversation.

    `code` is a code as it is printed, i.e. from `new_code` or `normalise`.
    """
    return keyed("code", f"{conversation_id}:{code}")


def matches(code: str, conversation_id: int, digest: str) -> bool:
    """Whether this code has that digest, compared in constant time."""
    return constant_time_compare(digest_of(code, conversation_id), digest)


def participant_key(token: str, conversation_id: int) -> str:
    """What is stored of a participant's token (in their cookie): the same kind of digest."""
    return keyed("participant", f"{conversation_id}:{token}")


def keyed(purpose: str, value: str) -> str:
    """HMAC-SHA256 under the secret of the site, apart for each purpose, in hexadecimal."""
    return salted_hmac(f"yoriai.voices.{purpose}", value, algorithm="sha256").hexdigest()


def _printed(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:]}"
