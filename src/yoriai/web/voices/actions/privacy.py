"""The part of voices in an erasure: the tie to the name is cut, what was said and voted stays."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Invitee, Voice
from ..queries.privacy import participants_of
from ..rules import similar

#: What stands where a name was said.
ERASED = "（消去済み）"


def forget(person_ids: Sequence[int], texts: Sequence[str]) -> dict[str, int]:
    """Take the person off the named lists; their voices stay without a name, also within the text.

    A voice is the person's own words, given to a public conversation: it is kept as anybody's voice, so
    that votes and reports stay true. The person can withdraw it with its receipt before.
    """
    own = participants_of(person_ids)
    changed = 0
    for voice in Voice.objects.filter(participant__in=own).order_by("pk"):
        text = voice.text
        for one in texts:
            text = text.replace(one, ERASED)
        if text != voice.text:
            voice.text, voice.fingerprint = text[:1000], similar.fingerprint(text)
            voice.save(update_fields=["text", "fingerprint"])
            changed += 1
    return {"invitee": Invitee.objects.filter(person__in=person_ids).delete()[0], "voice": changed}
