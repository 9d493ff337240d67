"""The part of voices in an erasure: the tie to the name is cut, what was said and voted stays."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from yoriai.web.register.rules.traces import Traces, is_trace

from ..models import Invitee, PolisFile, Voice
from ..queries.privacy import participants_of
from ..rules import similar


def forget(person_ids: Sequence[int], traces: Traces) -> dict[str, int]:
    """Take the person off the named lists; their voices stay without a name, also within the text.

    A voice is the person's own words, given to a public conversation: it is kept as anybody's voice, so
    that votes and reports stay true. The person can withdraw it with its receipt before.
    """
    own = participants_of(person_ids)
    changed = 0
    for voice in Voice.objects.filter(participant__in=own).order_by("pk"):
        text = traces.without(voice.text)
        if text != voice.text:
            voice.text, voice.fingerprint = text[:1000], similar.fingerprint(text)
            voice.save(update_fields=["text", "fingerprint"])
            changed += 1
    invitees = Invitee.objects.filter(person__in=person_ids).delete()[0]
    return {"invitee": invitees, "voice": changed, "polis_file": _clean_files(traces)}


def _clean_files(traces: Traces) -> int:
    """Polis files are kept packed, byte for byte, where no search sees them: the person is taken out."""
    changed = 0
    for file in PolisFile.objects.order_by("pk").iterator(chunk_size=1):
        text = zlib.decompress(file.packed).decode(errors="surrogateescape")
        if is_trace(traces.kinds(text)):
            file.packed = zlib.compress(traces.without(text).encode(errors="surrogateescape"))
            file.save(update_fields=["packed"])
            changed += 1
    return changed
