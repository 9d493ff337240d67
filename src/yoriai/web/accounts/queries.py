"""Reads of accounts."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from .models import Assignment, User
from .roles import Right
from .rules import VISITOR, Viewer, holds, viewer_with


def viewer_of(user: User | AnonymousUser, day: date) -> Viewer:
    """Who is looking; a deactivated account is a visitor."""
    if not isinstance(user, User) or not user.is_active:
        return VISITOR
    return viewer_with(user.pk, user.email, user.assignments.all(), day)


def users_visible_to(viewer: Viewer) -> QuerySet[User]:
    """Those who set roles see every account; everybody else sees their own."""
    if viewer.may(Right.ROLES_WRITE):
        return User.objects.order_by("email")
    return User.objects.filter(pk=viewer.user_id or 0)


def assignments_visible_to(viewer: Viewer) -> QuerySet[Assignment]:
    """Posts of the accounts that the viewer sees, newest first."""
    return Assignment.objects.filter(user__in=users_visible_to(viewer)).order_by("-since", "-pk")


def posts_of(viewer: Viewer, day: date) -> list[Assignment]:
    """The posts that the viewer holds on a day."""
    rows = Assignment.objects.filter(user_id=viewer.user_id or 0).order_by("since", "pk")
    return [row for row in rows if holds(row, day)]
