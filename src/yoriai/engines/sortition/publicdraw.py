"""The draw itself: from a seed, an outside number and the list of panels to one ticket.

Everything here is SHA-256 of short texts, so that it can be repeated in any language or with the
command `sha256sum`, from the published files alone.
"""

from __future__ import annotations

import hashlib
import unicodedata

from yoriai.engines.sortition.tickets import TICKETS

#: first line of every hashed text, so that the rules can change without old draws changing
RULES = "yoriai-draw-1"


def sha256(text: str | bytes) -> str:
    """64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def seal(seed: str) -> str:
    """What is published of the seed before the draw."""
    return sha256(seed)


def plain_number(outside: str) -> str:
    """The outside number as it is hashed: full-width digits become ASCII, outer spaces go.

    Raises ValueError when it is empty or has more than one line.
    """
    number = unicodedata.normalize("NFKC", outside).strip()
    if not number or len(number.splitlines()) > 1:
        raise ValueError("the outside number is one line that is not empty")
    return number


def draw_text(seed: str, outside: str, panels_sha256: str) -> str:
    """The text whose SHA-256 decides the draw: four lines, each closed by a line feed."""
    return f"{RULES}\nseed={seed}\noutside={outside}\npanels={panels_sha256}\n"


def draw_hash(seed: str, outside: str, panels_sha256: str) -> str:
    """The hash that decides the draw."""
    return sha256(draw_text(seed, outside, panels_sha256))


def ticket_of(digest: str) -> int:
    """The ticket drawn: the hash, read as a hexadecimal number, modulo `TICKETS`.

    2**256 is so much larger than `TICKETS` that no ticket is favoured by more than 1 in 10**68.
    """
    return int(digest, 16) % TICKETS


def lot_order(digest: str, ids: list[str]) -> list[str]:
    """The ids in the order of their lots: SHA-256 of "hash:id", smallest first."""
    return sorted(ids, key=lambda one: (sha256(f"{digest}:{one}"), one))
