"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

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


def find_users(viewer: Viewer, words: str) -> QuerySet[User]:
    """Accounts whose address, or whose name or kana in the register, holds every word."""
    rows = users_visible_to(viewer).select_related("person").prefetch_related("assignments")
    names = ("family_name", "given_name", "family_kana", "given_kana")
    for word in words.split():
        asked = Q(email__icontains=word)
        for name in names:
            asked |= Q(**{f"person__{name}__contains": word})
        rows = rows.filter(asked)
    return rows


def with_second_factor(users: Iterable[User]) -> set[int]:
    """Which of these accounts sign in with a second factor."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    rows = Authenticator.objects.filter(user__in=users, type__in=kinds)
    return set(rows.values_list("user_id", flat=True))


def assignments_visible_to(viewer: Viewer) -> QuerySet[Assignment]:
    """Posts of the accounts that the viewer sees, newest first."""
    return Assignment.objects.filter(user__in=users_visible_to(viewer)).order_by("-since", "-pk")


def posts_of(viewer: Viewer, day: date) -> list[Assignment]:
    """The posts that the viewer holds on a day."""
    rows = Assignment.objects.filter(user_id=viewer.user_id or 0).order_by("since", "pk")
    return [row for row in rows if holds(row, day)]
