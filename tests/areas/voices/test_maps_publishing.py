"""Publishing a map: the voices behind its summary are used from then on, each with a step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tests import cast
from tests.areas.voices import maps_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import maps_publishing as actions
from yoriai.web.voices.models import Publication, VoiceStep
from yoriai.web.voices.rules import maps_publishing as rules

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=1)


def test_voices_behind_the_summary_become_used() -> None:
    row = world.two_camps()
    found = world.snapshot(row)
    inside = row.statements.get(number=rules.cited_statements(found)[0])
    outside = world.statements(row, 7)[-1]
    accepted = world.voice(row, statement=inside)
    merged = world.voice(row, statement=inside, state="merged", reason="same_meaning")
    elsewhere = world.voice(row, statement=outside)
    waiting = world.voice(row)
    actions.publish(cast.viewer("staff"), found, at=LATER)
    for voice in (accepted, merged, elsewhere, waiting):
        voice.refresh_from_db()
    assert [v.state for v in (accepted, merged, elsewhere, waiting)] == [
        "used",
        "used",
        "accepted",
        "waiting",
    ]
    assert (merged.reason, merged.state_at, merged.statement) == ("in_report", LATER, inside)
    assert "第1号" in merged.note
    steps = VoiceStep.objects.order_by("pk").values_list("voice_id", "state", "reason", "at")
    assert list(steps) == [(v.pk, "used", "in_report", LATER) for v in (accepted, merged)]


def test_publishing_twice_changes_nothing() -> None:
    found = world.snapshot(world.two_camps())
    first = actions.publish(cast.viewer("staff"), found, at=cast.NOW)
    again = actions.publish(cast.viewer("director"), found, at=LATER)
    assert first == again and again.at == cast.NOW
    event = Event.objects.get(verb="voices.publish_map")
    assert event.facts == {"number": 1, "voices": 0}


@pytest.mark.parametrize("name", ["reception", "partner", "supervisor", "visitor"])
def test_others_may_not_publish(name: str) -> None:
    found = world.snapshot(world.two_camps())
    with pytest.raises(PermissionDenied):
        actions.publish(cast.viewer(name), found, at=cast.NOW)
    assert not Publication.objects.exists()


def test_a_publication_is_never_taken_back() -> None:
    world.published(world.two_camps())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Publication.objects.update(at=LATER)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Publication.objects.all()._raw_delete("default")
