"""Sample rows for the addresses of maps; asked for again, they are the same."""

from __future__ import annotations

from typing import Any

from tests import cast
from tests.areas.voices import maps_world as world
from yoriai.web.voices.actions import maps_publishing
from yoriai.web.voices.models import Snapshot


def _slug() -> dict[str, Any]:
    return {"slug": world.conversation().slug}


def _snapshot() -> Snapshot:
    """A snapshot of an empty conversation, as the database keeps it."""
    return world.empty_snapshot(world.conversation())


def _draft() -> dict[str, Any]:
    return {"slug": "bus", "number": _snapshot().number}


def _public() -> dict[str, Any]:
    found = _snapshot()
    maps_publishing.publish(cast.viewer("staff"), found, at=cast.NOW)
    return {"slug": "bus", "number": found.number}


def _statement() -> dict[str, Any]:
    row = world.conversation()
    return {"slug": row.slug, "number": world.statements(row, 1)[0].number}


def _computation() -> dict[str, Any]:
    conversation = world.conversation()
    row = conversation.computations.first() or world.computation(conversation)
    return {"slug": row.conversation.slug, "pk": row.pk}


def _compare() -> dict[str, Any]:
    _snapshot()
    return {"slug": "bus"}


SAMPLES = {
    "voices_map": _slug,
    "voices_map_number": _public,
    "voices_statement": _statement,
    "voices_maps": _slug,
    "voices_compute_map": _slug,
    "voices_compare_maps": _compare,
    "voices_computation": _computation,
    "voices_stop_computation": _computation,
    "voices_publish_map": _draft,
}
