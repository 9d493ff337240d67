"""What can be decided about a voice, and when two voices are one text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..models import REASONS_OF, Reason, State, Voice
from . import similar

#: Reasons that staff can give for holding a voice back; the others come from deeds of their own.
HOLDING = tuple(
    reason
    for reason in REASONS_OF[State.HELD]
    if reason not in (Reason.SEVERAL, Reason.ENTRY_UNDONE, Reason.ELSEWHERE)
)
#: From here on a statement is worth suggesting.
ALIKE = 0.25
#: From here on two texts count as the same text sent around.
SAME = 0.9


def can_be_decided(voice: Voice) -> bool:
    """A waiting voice, or one whose decision may be changed: not one that a report cites."""
    return voice.state != State.USED and voice.reason not in (Reason.ENTRY_UNDONE, Reason.SEVERAL)


@dataclass
class Bunch:
    """Voices that say the same text; the first to come gives the wording."""

    voices: list[Voice]

    @property
    def text(self) -> str:
        return self.voices[0].text

    @property
    def people(self) -> int:
        """How many people: a participant counts once; a voice without one counts by itself."""
        return len({voice.participant_id or -voice.pk for voice in self.voices})


def bunches(voices: Iterable[Voice]) -> list[Bunch]:
    """Groups of two and more with the same fingerprint, or at least `SAME` alike to the first one."""
    found: dict[int, Bunch] = {}
    by_print: dict[str, Bunch] = {}
    for voice in voices:
        own = similar.fingerprint(voice.text)
        bunch = by_print.get(own) or _alike(found, voice.text)
        if bunch is None:
            bunch = found[len(found)] = Bunch([])
        bunch.voices.append(voice)
        by_print[own] = bunch
    return [bunch for bunch in found.values() if len(bunch.voices) > 1]


def _alike(found: dict[int, Bunch], text: str) -> Bunch | None:
    known = [(key, bunch.text) for key, bunch in found.items()]
    best = similar.nearest(text, known, least=SAME, limit=1)
    return found[best[0].key] if best else None
