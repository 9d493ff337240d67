"""Reads of snapshots, always for a viewer: the public sees what was published."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from yoriai.web.accounts.rules import Viewer

from ..models import Conversation, Snapshot
from ..rules import maps_publishing as rules


def snapshots_visible_to(viewer: Viewer, conversation: Conversation) -> QuerySet[Snapshot]:
    """Snapshots that the viewer may open by number, newest first."""
    rows = conversation.snapshots.select_related("publication", "conversation").order_by("-number")
    return rows if rules.may_preview(viewer) else rows.filter(publication__isnull=False)


def published(conversation: Conversation) -> QuerySet[Snapshot]:
    """Snapshots that were made public, newest first: the first one is the map of the conversation."""
    return (
        conversation.snapshots.filter(publication__isnull=False)
        .select_related("publication", "conversation")
        .order_by("-number")
    )


def snapshots_to_publish(viewer: Viewer, conversation: Conversation) -> QuerySet[Snapshot]:
    """All snapshots for those who publish; none for others."""
    rows = conversation.snapshots.select_related("publication", "conversation", "made_by")
    return rows.order_by("-number") if rules.may_publish(viewer) else rows.none()


def address(snapshot: Snapshot) -> str:
    """Where a snapshot is cited."""
    return reverse("voices_map_number", args=[snapshot.conversation.slug, snapshot.number])
