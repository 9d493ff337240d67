"""Signing in: address and password, then the second step for everybody who works with other people's data."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests import cast
from tests.areas.accounts.people import PASSWORD, code, give_password, is_in, with_password
from yoriai.web.accounts.models import Assignment, User
from yoriai.web.accounts.queries import viewer_of
from yoriai.web.accounts.roles import Post
from yoriai.web.audit.models import Event
from yoriai.web.notices.actions import send
from yoriai.web.notices.models import Notice

pytestmark = pytest.mark.django_db


def without_second_step(name: str) -> Client:
    """A browser in which somebody of the cast has just given the password twice, and no more is asked."""
    user = with_password(name)
    Authenticator.objects.all().delete()
    browser = Client()
    give_password(browser, user.email)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


PASSKEY_PAGES = ["/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/"]


def test_password_and_one_time_code_let_staff_in() -> None:
    with_password("director")
    browser = Client()
    answer = give_password(browser, "director@example.jp")
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(browser)
    answer = browser.post("/accounts/2fa/authenticate/", {"code": code()})
    assert answer["Location"] == "/"
    assert is_in(browser)


def test_address_is_found_in_any_letters() -> None:
    with_password("staff")
    assert give_password(Client(), "STAFF@Example.JP")["Location"] == "/accounts/2fa/authenticate/"


def test_a_wrong_code_does_not_let_in() -> None:
    with_password("staff")
    browser = Client()
    give_password(browser, "staff@example.jp")
    wrong = f"{(int(code()) + 1) % 1000000:06d}"
    answer = browser.post("/accounts/2fa/authenticate/", {"code": wrong})
    assert answer.status_code == 200
    assert "数字が合いません" in answer.content.decode()
    assert not is_in(browser)


def test_a_code_works_once() -> None:
    with_password("staff")
    first, second = Client(), Client()
    used = code()
    give_password(first, "staff@example.jp")
    first.post("/accounts/2fa/authenticate/", {"code": used})
    give_password(second, "staff@example.jp")
    second.post("/accounts/2fa/authenticate/", {"code": used})
    assert is_in(first) and not is_in(second)


@pytest.mark.parametrize("name", ["director", "lead", "staff", "reception", "partner", "supervisor"])
@pytest.mark.parametrize("address", ["/", "/register/organisations/", "/measures/", "/staff/me/"])
def test_staff_without_second_step_reach_only_the_page_that_sets_it_up(name: str, address: str) -> None:
    browser = cast.client(name)
    Authenticator.objects.all().delete()
    answer = browser.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/")
    assert browser.get("/accounts/2fa/").status_code == 200
    assert browser.get("/accounts/logout/").status_code == 200


@pytest.mark.parametrize("name", ["member", "citizen", "leaver"])
def test_others_may_go_without_a_second_step(name: str) -> None:
    browser = cast.client(name)
    Authenticator.objects.all().delete()
    assert browser.get("/").status_code == 200


def test_an_app_is_set_up_with_a_square_pattern_or_by_hand() -> None:
    browser = without_second_step("staff")
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'<p class="code">([A-Z2-7]+)</p>', page)
    assert secret and 'src="data:image/svg+xml' in page
    answer = browser.post("/accounts/2fa/totp/activate/", {"code": code(secret[1])})
    assert answer.status_code == 302
    assert browser.get("/register/organisations/").status_code == 200


def test_recovery_codes_let_in_once_each() -> None:
    with_password("staff")
    browser = Client()
    give_password(browser, "staff@example.jp")
    browser.post("/accounts/2fa/authenticate/", {"code": code()})
    address = "/accounts/2fa/recovery-codes/generate/"
    assert browser.get(address)["Location"].startswith("/accounts/reauthenticate/")
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert browser.get(address).status_code == 200
    browser.post("/accounts/2fa/recovery-codes/generate/")
    page = browser.get("/accounts/2fa/recovery-codes/").content.decode()
    spare = re.findall(r"<li>([0-9a-f]{4}-?[0-9a-f]{4})</li>|<li>(\d{8})</li>", page)
    word = next(part for part in spare[0] if part)
    for expected in (True, False):
        other = Client()
        give_password(other, "staff@example.jp")
        other.post("/accounts/2fa/authenticate/", {"code": word})
        assert is_in(other) is expected


@pytest.mark.parametrize("address", PASSKEY_PAGES)
def test_passkey_pages_use_the_librarys_script_from_our_own_site(address: str) -> None:
    browser = without_second_step("citizen")
    page = browser.get(address)
    text = page.content.decode()
    assert page.status_code == 200
    assert not re.search(r"<script(?![^>]*(src=|application/json))", text)
    if address.endswith("add/"):
        assert "/static/mfa/js/webauthn.js" in text
        assert 'id="mfa_webauthn_add"' in text


def test_signing_in_with_a_passkey_is_offered_and_its_challenge_is_served() -> None:
    browser = Client()
    assert 'id="passkey_login"' in browser.get("/accounts/login/").content.decode()
    answer = browser.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["challenge"]


def test_who_signs_up_is_a_citizen_without_rights() -> None:
    browser = Client()
    answer = browser.post("/accounts/signup/", {"email": "New@Example.jp", "password1": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"
    user = User.objects.get(email="new@example.jp")
    viewer = viewer_of(user, Assignment.objects.get(user=user).since)
    assert (viewer.posts, viewer.rights) == ({Post.CITIZEN}, frozenset())
    event = Event.objects.get(verb="accounts.sign_up")
    assert (event.actor_id, event.target_id) == (user.pk, str(user.pk))


def test_an_account_works_after_its_address_was_confirmed(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    browser = Client()
    browser.post("/accounts/signup/", {"email": "new@example.jp", "password1": PASSWORD})
    give_password(Client(), "new@example.jp")
    assert not is_in(browser)
    body = Notice.objects.filter(to="new@example.jp").earliest("pk").body
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+/)", body)
    assert link
    assert "あなたのメールアドレスですか" in browser.get(link[1]).content.decode()
    browser.post(link[1])
    other = Client()
    give_password(other, "new@example.jp")
    assert is_in(other)


def test_mails_of_the_sign_in_pages_go_through_the_outbox() -> None:
    with_password("citizen")
    Client().post("/accounts/password/reset/", {"email": "citizen@example.jp"})
    assert mail.outbox == []
    notice = Notice.objects.get(to="citizen@example.jp")
    assert notice.subject == "【寄合】新しいパスワードを決めるリンク"
    send.call(notice.pk)
    assert mail.outbox[0].to == ["citizen@example.jp"]


def test_a_mail_in_plain_japanese_shows_readings_in_brackets() -> None:
    with_password("citizen")
    browser = Client()
    browser.cookies["django_language"] = "ja-easy"
    browser.post("/accounts/password/reset/", {"email": "citizen@example.jp"})
    notice = Notice.objects.get(to="citizen@example.jp")
    assert "新（あたら）しい" in notice.body and "{" not in notice.body + notice.subject


def test_a_new_password_is_set_once_by_the_link() -> None:
    with_password("citizen")
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": "citizen@example.jp"})
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+/)", Notice.objects.get().body)
    assert link
    form = browser.get(link[1], follow=True)
    data = {"password1": "川べりの桜なみき", "password2": "川べりの桜なみき"}
    assert browser.post(form.request["PATH_INFO"], {**data, "password2": "ちがう"}).status_code == 200
    data = {"password1": "川べりの桜なみきみち", "password2": "川べりの桜なみきみち"}
    assert browser.post(form.request["PATH_INFO"], data).status_code == 302
    assert give_password(Client(), "citizen@example.jp", data["password1"]).status_code == 302
    assert "もう使えません" in Client().get(link[1], follow=True).content.decode()


def test_short_and_common_passwords_are_refused_in_words() -> None:
    for password, words in [("みじかい", "10文字以上"), ("password123", "よく使われる")]:
        page = Client().post("/accounts/signup/", {"email": "new@example.jp", "password1": password})
        assert words in page.content.decode()
    assert not User.objects.filter(email="new@example.jp").exists()


def test_a_deactivated_account_does_not_get_in() -> None:
    user = with_password("citizen")
    User.objects.filter(pk=user.pk).update(is_active=False)
    browser = Client()
    give_password(browser, "citizen@example.jp")
    assert not is_in(browser)


@pytest.mark.parametrize(
    "evil", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(evil: str) -> None:
    with_password("citizen")
    Authenticator.objects.all().delete()
    data = {"login": "citizen@example.jp", "password": PASSWORD, "next": evil}
    assert Client().post("/accounts/login/", data)["Location"] == "/"
    answer = Client().post("/language/", {"language": "en", "next": evil})
    assert answer["Location"] == "/"


def test_forms_need_their_token() -> None:
    with_password("citizen")
    browser = Client(enforce_csrf_checks=True)
    answer = give_password(browser, "citizen@example.jp")
    assert answer.status_code == 403
    assert "もう一度送ってください" in answer.content.decode()


def test_changing_the_password_asks_for_the_old_one() -> None:
    with_password("citizen")
    Authenticator.objects.all().delete()
    browser = Client()
    give_password(browser, "citizen@example.jp")
    data = {
        "oldpassword": "ちがうもの",
        "password1": "川べりの桜なみきみち",
        "password2": "川べりの桜なみきみち",
    }
    assert "いまのパスワードが合いません" in browser.post("/accounts/password/change/", data).content.decode()


def test_accounts_are_called_by_their_address() -> None:
    with patch("yoriai.web.accounts.adapter.notices.later") as later:
        Client().post("/accounts/password/reset/", {"email": "nobody@example.jp"})
    assert later.call_args.kwargs["to"] == "nobody@example.jp"


def test_who_changed_a_password_hears_of_it_by_mail() -> None:
    browser = without_second_step("citizen")
    fresh = "川べりの桜なみきみち"
    browser.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    )
    notice = Notice.objects.get(to="citizen@example.jp")
    assert notice.subject == "【寄合】新しいパスワードに変わりました。"
    assert "あなたがしたことでなければ" in notice.body and "127.0.0.1" in notice.body


def test_closing_the_browser_signs_out() -> None:
    browser = without_second_step("citizen")
    assert browser.cookies["sessionid"]["expires"] == ""
