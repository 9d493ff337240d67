"""How often somebody may try: a token bucket, computed without a clock of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .codes import keyed


@dataclass(frozen=True)
class Limit:
    """`burst` tries at once; after that one more every `seconds`."""

    purpose: str
    burst: int
    seconds: float


#: Wrong codes, counted by address. Right ones are free: a whole hall sits behind one address.
WRONG_RECEIPT = Limit("receipt", burst=20, seconds=30)
WRONG_CODE = Limit("code", burst=20, seconds=30)
#: New participants, counted by address: a hall of several hundred people may come in at once.
JOINING = Limit("join", burst=500, seconds=2)
#: Voices, counted by participant and by address.
VOICE_OF_ONE = Limit("voice", burst=20, seconds=60)
VOICE_FROM_ADDRESS = Limit("voices", burst=300, seconds=5)


def bucket_key(limit: Limit, who: str) -> str:
    """The name of somebody's bucket: a keyed digest, so that no address is stored."""
    return keyed("throttle", f"{limit.purpose}:{who}")


def tokens_at(limit: Limit, tokens: float, since: datetime, at: datetime) -> float:
    """Tries that are left at a moment, when `tokens` were left at `since`. Never more than the burst."""
    passed = max(0.0, (at - since).total_seconds())
    return min(float(limit.burst), tokens + passed / limit.seconds)
