"""Writes of accounts: one transaction and one audit event each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from yoriai.web.audit import actions as audit
from yoriai.web.audit.verbs import register_verbs

from .models import Assignment, User
from .roles import Post, Right, Team
from .rules import Viewer

register_verbs(
    {
        "accounts.sign_up": "アカウントを作った",
        "accounts.assign": "役割を決めた",
        "accounts.end_assignment": "役割を終えた",
    }
)


def sign_up(user: User, *, at: datetime) -> User:
    """Save a new account, whose post is citizen; the account itself is the actor."""
    with transaction.atomic():
        user.save()
        day = timezone.localdate(at)
        Assignment.objects.create(user=user, post=Post.CITIZEN, since=day)
        audit.record(Viewer(user_id=user.pk, email=user.email), "accounts.sign_up", user, at=at)
    return user


def assign(
    actor: Viewer, *, user: User, post: Post, team: Team | None, since: date, at: datetime
) -> Assignment:
    """Give a post to a user from a day on.

    Raises PermissionDenied when the actor may not set roles.
    """
    _must_set_roles(actor)
    with transaction.atomic():
        row = Assignment.objects.create(user=user, post=post, team=team or "", since=since)
        audit.record(actor, "accounts.assign", user, at=at, post=str(post), team=str(team or ""))
    return row


def end_assignment(actor: Viewer, *, assignment: Assignment, until: date, at: datetime) -> None:
    """End a post on a day; what was held before stays readable."""
    _must_set_roles(actor)
    with transaction.atomic():
        assignment.until = until
        assignment.save(update_fields=["until"])
        audit.record(actor, "accounts.end_assignment", assignment.user, at=at, post=assignment.post)


def _must_set_roles(actor: Viewer) -> None:
    if not actor.may(Right.ROLES_WRITE):
        raise PermissionDenied


def forget(user_ids: Collection[int], *, at: datetime, names: Callable[[Any], bool]) -> dict[str, int]:
    """Part of an erasure, which records it: accounts stay as numbers that nobody can sign in with.

    Addresses, second factors, sessions and what a session holds are deleted; open posts end today. A
    session of somebody else that holds what `names` the person (a message not yet shown) ends too.
    """
    day = timezone.localdate(at)
    done = {
        "address": EmailAddress.objects.filter(user__in=user_ids).delete()[0],
        "second_factor": Authenticator.objects.filter(user__in=user_ids).delete()[0],
        "session_place": UserSession.objects.filter(user__in=user_ids).delete()[0],
        "session": _end_sessions({str(pk) for pk in user_ids}, names),
    }
    Assignment.objects.filter(user__in=user_ids, until__isnull=True, since__lte=day).update(until=day)
    for user in User.objects.filter(pk__in=user_ids):
        user.email, user.is_active = f"erased-{user.pk}@invalid.invalid", False
        user.set_unusable_password()
        user.save(update_fields=["email", "is_active", "password"])
    return done | {"account": len(user_ids)}


def _end_sessions(users: set[str], names: Callable[[Any], bool]) -> int:
    """Sessions are signed texts: each is read to see whose it is, and whom it names."""
    ended = []
    for row in Session.objects.iterator():
        held = row.get_decoded()
        if held.get("_auth_user_id") in users or names(held):
            ended.append(row.pk)
    return Session.objects.filter(pk__in=ended).delete()[0]
