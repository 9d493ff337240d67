"""Publishing a map: it can be cited from then on, and the voices behind it are marked as used."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from ..models import Publication, Reason, Snapshot, State, Voice, VoiceStep
from ..rules import maps_publishing as rules

register_verbs({"voices.publish_map": "地図を公開した"})


def publish(actor: Viewer, snapshot: Snapshot, *, at: datetime) -> Publication:
    """Make a snapshot public; publishing it again changes nothing.

    Raises PermissionDenied when the actor may not publish.
    """
    if not rules.may_publish(actor):
        raise PermissionDenied
    with transaction.atomic():
        row, new = Publication.objects.get_or_create(
            snapshot=snapshot, defaults={"at": at, "by_id": actor.user_id}
        )
        if new:
            used = _use(_voices_behind(snapshot), snapshot, actor, at)
            audit.record(actor, "voices.publish_map", row, at=at, number=snapshot.number, voices=used)
    return row


def _voices_behind(snapshot: Snapshot) -> QuerySet[Voice]:
    return Voice.objects.select_for_update().filter(
        conversation_id=snapshot.conversation_id,
        statement__number__in=rules.cited_statements(snapshot),
        state__in=rules.CITABLE,
    )


def _use(voices: QuerySet[Voice], snapshot: Snapshot, actor: Viewer, at: datetime) -> int:
    note = rules.note_for(snapshot)
    found = [voice.pk for voice in voices.order_by("pk")]
    Voice.objects.filter(pk__in=found).update(
        state=State.USED, reason=Reason.IN_REPORT, note=note, state_at=at, decided_by_id=actor.user_id
    )
    steps = [
        VoiceStep(voice_id=pk, state=State.USED, reason=Reason.IN_REPORT, note=note, at=at) for pk in found
    ]
    VoiceStep.objects.bulk_create(steps, batch_size=500)
    return len(found)
