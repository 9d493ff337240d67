"""The people of the tests: one of every kind that meets the system. The same names serve in demo data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from yoriai.web.accounts.models import Assignment, User
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.roles import Post, Team
from yoriai.web.accounts.rules import VISITOR, Viewer

NOW = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
TODAY = date(2026, 10, 1)
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Member:
    """One of the cast: a name for the tables, who they are, their post and team."""

    name: str
    who: str
    post: Post | None
    team: Team | None = None


CAST = [
    Member("director", "事務局長", Post.DIRECTOR),
    Member("lead", "地域連携のリーダー", Post.LEAD, Team.PARTNERSHIP),
    Member("staff", "NPO事務支援の職員", Post.STAFF, Team.OFFICE),
    Member("reception", "窓口のパート職員", Post.PART_TIME, Team.PARTICIPATION),
    Member("partner", "外部の協力者", Post.PARTNER),
    Member("supervisor", "県の担当者", Post.SUPERVISOR),
    Member("member", "NPOの会計担当", Post.MEMBER),
    Member("citizen", "市民", Post.CITIZEN),
    Member("leaver", "辞めた職員", None),
    Member("visitor", "誰でもない人", None),
]
NAMES = [member.name for member in CAST]
_BY_NAME = {member.name: member for member in CAST}


def make_user(name: str) -> User:
    """The account of one of the cast, with second factor and post; made once a test."""
    email = f"{name}@example.jp"
    known = User.objects.filter(email=email).first()
    if known:
        return known
    user = User(email=email, date_joined=NOW, password="!")
    user.save()
    member = _BY_NAME[name]
    if member.post:
        Assignment.objects.create(user=user, post=member.post, team=member.team or "", since=date(2020, 4, 1))
    if name == "leaver":
        Assignment.objects.create(
            user=user, post=Post.STAFF, since=date(2020, 4, 1), until=date(2025, 3, 31), team=Team.OFFICE
        )
    TOTP.activate(user, TOTP_SECRET)
    assert Authenticator.objects.filter(user=user).exists()
    return user


def viewer(name: str) -> Viewer:
    """Somebody of the cast in front of a page."""
    return VISITOR if name == "visitor" else viewer_of(make_user(name), TODAY)


def client(name: str) -> Client:
    """A browser in which somebody of the cast is signed in."""
    browser = Client()
    if name != "visitor":
        browser.force_login(make_user(name), backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def reason(browser: Client, pk: int) -> Client:
    """The browser, in which a reason was given for a person of the register."""
    assert browser.post(f"/register/people/{pk}/reason/", {"choice": "visit"}).status_code == 302
    return browser
