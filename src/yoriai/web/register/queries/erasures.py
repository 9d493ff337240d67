"""Requests for an erasure, and who may confirm them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from yoriai.web.accounts.models import User
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.rules import Viewer

from ..models import ErasureRequest, Person, RequestState
from ..rules import privacy


def requests_visible_to(viewer: Viewer) -> QuerySet[ErasureRequest]:
    """All requests for those who may erase, the one to be answered first in front; nothing for others."""
    rows = ErasureRequest.objects.select_related("person", "asked_by", "decided_by").order_by("due_on", "pk")
    return rows if privacy.may_erase(viewer) else rows.none()


def waiting(viewer: Viewer) -> QuerySet[ErasureRequest]:
    """Those that wait for an answer."""
    return requests_visible_to(viewer).filter(state=RequestState.WAITING)


def waiting_for(viewer: Viewer, person: Person) -> ErasureRequest | None:
    """The request about this person that waits, if there is one."""
    return waiting(viewer).filter(person=person).first()


def erasers(day: date) -> set[int]:
    """The accounts of everybody who may erase on a day."""
    users = User.objects.filter(is_active=True, assignments__isnull=False).distinct()
    viewers = (viewer_of(user, day) for user in users.prefetch_related("assignments"))
    return {viewer.user_id for viewer in viewers if viewer.user_id and privacy.may_erase(viewer)}
