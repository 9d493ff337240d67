"""Demo mode shows whom to sign in as; everywhere else nothing of it is to be seen."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests import cast
from tests.areas.accounts.people import give_password, is_in
from yoriai.web.accounts.demo import DEMO_PEOPLE, PASSWORD, TOTP_SECRET
from yoriai.web.accounts.models import User
from yoriai.web.accounts.roles import Post
from yoriai.web.accounts.templatetags.demo import demo_code

pytestmark = pytest.mark.django_db


def demo_user(email: str) -> User:
    user = User.objects.create(email=email, date_joined=cast.NOW)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    TOTP.activate(user, TOTP_SECRET)
    return user


def test_there_is_somebody_for_every_post() -> None:
    assert {person.post for person in DEMO_PEOPLE} == set(Post)
    assert len({person.email for person in DEMO_PEOPLE}) == len(DEMO_PEOPLE)
    assert all(person.email.endswith("@example.jp") and person.family_kana for person in DEMO_PEOPLE)
    assert DEMO_PEOPLE[0].name == "藤原 美津子"


def test_one_can_come_in_as_a_demo_person_with_what_the_pages_show(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    user = demo_user("director@example.jp")
    browser = Client()
    page = browser.get("/accounts/login/").content.decode()
    assert all(person.email in page for person in DEMO_PEOPLE) and PASSWORD in page
    give_password(browser, user.email, PASSWORD)
    page = browser.get("/accounts/2fa/authenticate/").content.decode()
    code = demo_code(user)
    assert code in page
    browser.post("/accounts/2fa/authenticate/", {"code": code})
    assert is_in(browser)


def test_outside_demo_mode_nothing_is_shown(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = False
    user = demo_user("director@example.jp")
    browser = Client()
    assert PASSWORD not in browser.get("/accounts/login/").content.decode()
    give_password(browser, user.email, PASSWORD)
    assert "30秒ごと" not in browser.get("/accounts/2fa/authenticate/").content.decode()
    assert demo_code(user) == ""


def test_codes_of_other_people_are_never_shown(settings) -> None:  # type: ignore[no-untyped-def]
    settings.DEMO = True
    assert demo_code(User(email="staff42@example.jp")) == ""
    assert demo_code(None) == ""
