"""One sees where one is signed in, and can end it."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests.areas.accounts.people import PASSWORD, give_password, is_in, with_password
from yoriai.web.accounts.templatetags.devices import device

pytestmark = pytest.mark.django_db


def browsers(number: int) -> list[Client]:
    """So many browsers in which the citizen is signed in."""
    with_password("citizen")
    Authenticator.objects.all().delete()
    found = [Client(headers={"user-agent": f"ためしのブラウザ{turn}"}) for turn in range(number)]
    for browser in found:
        give_password(browser, "citizen@example.jp")
        assert is_in(browser)
    return found


def test_every_session_is_listed_with_its_browser() -> None:
    first, _ = browsers(2)
    page = first.get("/accounts/sessions/").content.decode()
    assert "ためしのブラウザ0" in page and "ためしのブラウザ1" in page
    assert page.count("この端末") == 1


def test_other_sessions_can_be_ended() -> None:
    first, second = browsers(2)
    first.post("/accounts/sessions/")
    assert is_in(first) and not is_in(second)


def test_signing_out_ends_the_session() -> None:
    (browser,) = browsers(1)
    key = browser.cookies["sessionid"].value
    browser.post("/accounts/logout/")
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert not is_in(browser) and not is_in(stolen)


def test_a_new_password_ends_the_other_sessions() -> None:
    first, second = browsers(2)
    fresh = "川べりの桜なみきみち"
    first.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    assert is_in(first) and not is_in(second)


def test_a_session_has_another_name_after_signing_in() -> None:
    with_password("citizen")
    browser = Client()
    browser.get("/accounts/login/")
    browser.cookies["sessionid"] = "a" * 32
    give_password(browser, "citizen@example.jp")
    assert browser.cookies["sessionid"].value != "a" * 32


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome（Android）",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari（iPhone）",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge（Windows）"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox（Linux）"),
        ("curl/8", "curl/8"),
    ],
)
def test_browsers_are_called_by_names_people_know(user_agent: str, name: str) -> None:
    assert device(user_agent) == name
