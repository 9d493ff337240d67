"""Who may take part: anyone, holders of a code, people on a list; and what one tells about oneself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import public_entry
from yoriai.web.voices.models import AccessCode, Conversation, Declared, Invitee, Participant, Vote
from yoriai.web.voices.rules import codes, throttle
from yoriai.web.voices.rules.public_conversation import takes_part

pytestmark = pytest.mark.django_db
CODE = "AACD-3467"


def start(browser: Client, talk: Conversation, **data: str) -> HttpResponse:
    return browser.post(reverse("voices_start", args=[talk.slug]), data)


def enter(browser: Client, talk: Conversation, code: str, **data: str) -> HttpResponse:
    return browser.post(reverse("voices_enter", args=[talk.slug]), {"code": code, **data})


def cookie(browser: Client, talk: Conversation) -> str:
    return f"voices_{talk.pk}"


def test_looking_makes_nobody_a_participant() -> None:
    talk = factories.conversation()
    factories.statement(talk)
    browser = Client()
    for name in ("voices_conversation", "voices_vote", "voices_give", "voices_my_votes", "voices_sheet"):
        browser.get(reverse(name, args=[talk.slug]))
    assert not Participant.objects.exists()
    assert not browser.cookies.get(cookie(browser, talk))


def test_the_cookie_is_closed_to_scripts_and_holds_no_key() -> None:
    talk = factories.conversation()
    browser = Client()
    start(browser, talk)
    morsel = browser.cookies[cookie(browser, talk)]
    assert morsel["httponly"]
    assert morsel["samesite"] == "Lax"
    assert morsel["path"] == f"/c/{talk.slug}/"
    assert Participant.objects.get().key not in morsel.value


def test_coming_back_is_the_same_person_and_another_browser_is_another() -> None:
    talk = factories.conversation()
    browser = Client()
    assert start(browser, talk).url == reverse("voices_vote", args=[talk.slug])
    start(browser, talk)
    assert Participant.objects.count() == 1
    start(Client(), talk)
    assert list(Participant.objects.order_by("pk").values_list("number", flat=True)) == [0, 1]


def test_an_account_is_never_tied_to_a_participant() -> None:
    talk = factories.conversation()
    factories.statement(talk)
    browser = cast.client("citizen")
    start(browser, talk)
    browser.get(reverse("voices_vote", args=[talk.slug]))
    browser.post(reverse("voices_vote", args=[talk.slug]), {"statement": 0, "value": "agree"})
    assert Vote.objects.count() == 1
    assert {event.actor_id for event in Event.objects.filter(verb__startswith="voices.")} == {None}


def test_a_cookie_of_one_conversation_is_nothing_in_another() -> None:
    one, other = factories.conversation(), factories.conversation()
    browser = Client()
    start(browser, one)
    browser.cookies[cookie(browser, other)] = browser.cookies[cookie(browser, one)].value
    browser.get(reverse("voices_vote", args=[other.slug]))
    page = browser.get(reverse("voices_vote", args=[other.slug]))
    assert "投票を始める" in page.content.decode()
    assert not other.participants.exists()


@pytest.mark.parametrize("forged", ["", "web:token", "web:token:1abc:xyz", ":::", "x" * 5000, "web:\0:a:b"])
def test_a_forged_cookie_is_no_cookie(forged: str) -> None:
    talk = factories.conversation()
    browser = Client()
    browser.cookies[cookie(browser, talk)] = forged
    page = browser.get(reverse("voices_vote", args=[talk.slug]))
    assert page.status_code == 200
    assert "投票を始める" in page.content.decode()


def test_a_code_lets_in_once_typed_however_it_is_typed() -> None:
    talk = factories.conversation(access="code")
    row = factories.access_code(talk, CODE)
    browser = Client()
    assert start(browser, talk).url == reverse("voices_enter", args=[talk.slug])
    assert enter(browser, talk, " ａａｃｄ 3467").status_code == 302
    assert Participant.objects.get().code == row
    assert start(browser, talk).url == reverse("voices_vote", args=[talk.slug])


def test_a_code_on_two_devices_is_one_person() -> None:
    talk = factories.conversation(access="code")
    factories.access_code(talk, CODE)
    for browser in (Client(), Client()):
        enter(browser, talk, CODE)
    assert Participant.objects.count() == 1


def test_after_the_code_one_goes_where_one_wanted() -> None:
    talk = factories.conversation(access="code")
    factories.access_code(talk, CODE)
    browser = Client()
    refused = browser.get(reverse("voices_give", args=[talk.slug]), follow=True)
    assert 'name="goal" value="voice"' in refused.content.decode()
    assert enter(browser, talk, CODE, goal="voice").url == reverse("voices_give", args=[talk.slug])
    assert enter(browser, talk, CODE, goal="//evil.example").url == reverse("voices_vote", args=[talk.slug])


@pytest.mark.parametrize("wrong", ["AACD-3468", "", "わかりません", "A" * 41])
def test_a_wrong_code_is_told_kindly(wrong: str) -> None:
    talk = factories.conversation(access="code")
    factories.access_code(talk, CODE)
    page = enter(Client(), talk, wrong)
    assert page.status_code == 400
    assert 'aria-invalid="true"' in page.content.decode()
    assert not Participant.objects.exists()


def test_a_code_of_another_conversation_does_not_fit() -> None:
    talk = factories.conversation(access="code")
    factories.access_code(factories.conversation(access="code"), CODE)
    assert enter(Client(), talk, CODE).status_code == 400


def test_guessing_codes_is_stopped_but_a_hall_of_people_is_not() -> None:
    talk = factories.conversation(access="code")
    factories.access_code(talk, CODE)
    for _ in range(2 * throttle.WRONG_CODE.burst):
        assert enter(Client(), talk, CODE).status_code == 302
    for _ in range(throttle.WRONG_CODE.burst):
        assert enter(Client(), talk, "AACD-3468").status_code == 400
    stopped = enter(Client(), talk, CODE)
    assert stopped.status_code == 429
    assert "少し待って" in stopped.content.decode()


def test_a_spoofed_address_does_not_help() -> None:
    talk = factories.conversation(access="code")
    for n in range(throttle.WRONG_CODE.burst):
        forged = {"headers": {"X-Forwarded-For": f"192.0.2.{n}"}}
        Client(**forged).post(reverse("voices_enter", args=[talk.slug]), {"code": "AACD-3468"})
    assert enter(Client(), talk, "AACD-3468").status_code == 429


def test_the_named_list_takes_codes_of_people_on_it() -> None:
    talk = factories.conversation(access="list")
    row = factories.access_code(talk, CODE)
    assert enter(Client(), talk, CODE).status_code == 400
    invitee = Invitee.objects.create(conversation=talk, person=talk.responsible, code=row)
    browser = Client()
    assert enter(browser, talk, CODE).status_code == 302
    factories.statement(talk)
    assert "ベンチ" in browser.get(reverse("voices_vote", args=[talk.slug])).content.decode()
    invitee.delete()
    gone = browser.get(reverse("voices_vote", args=[talk.slug]))
    assert gone.url == reverse("voices_enter", args=[talk.slug])


def test_who_joined_freely_needs_a_code_when_codes_are_asked_for_later() -> None:
    talk = factories.conversation()
    row = factories.participant(talk)
    assert takes_part(talk, row)
    talk.access = "code"
    assert not takes_part(talk, row)
    row.code = factories.access_code(talk, CODE)
    assert takes_part(talk, row)


def test_where_no_code_is_needed_nobody_is_asked_for_one() -> None:
    talk = factories.conversation()
    page = Client().get(reverse("voices_enter", args=[talk.slug]))
    assert page.url == reverse("voices_conversation", args=[talk.slug])


def test_many_newcomers_from_one_address_are_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yoriai.web.voices.views.public_visit.JOINING", throttle.Limit("join", 2, 60))
    talk = factories.conversation()
    assert [start(Client(), talk).status_code for _ in range(3)] == [302, 302, 429]
    give = reverse("voices_give", args=[talk.slug])
    assert Client().post(give, {"text": "木かげがほしい"}).status_code == 429


def test_two_requests_of_one_newcomer_make_one_participant(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = factories.conversation()
    plain = public_entry._join

    def slower(conversation: Conversation, key: str, code: AccessCode | None, at: object) -> Participant:
        factories.participant(conversation, key=key)  # the other request was faster
        return plain(conversation, key, code, at)  # type: ignore[arg-type]

    monkeypatch.setattr(public_entry, "_join", slower)
    row = public_entry.join(talk, token="t", code=None, at=cast.NOW)
    assert row == Participant.objects.get()
    assert row.key == codes.participant_key("t", talk.pk)


def test_if_no_number_is_ever_free_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_: object) -> Participant:
        raise IntegrityError

    monkeypatch.setattr(public_entry, "_join", taken)
    with pytest.raises(RuntimeError, match="no free number"):
        public_entry.join(factories.conversation(), token="t", code=None, at=cast.NOW)


def test_questions_about_oneself_are_asked_once_and_can_be_skipped() -> None:
    talk = factories.conversation()
    factories.asked(talk)
    browser = Client()
    first = browser.post(reverse("voices_start", args=[talk.slug]), follow=True)
    page = first.content.decode()
    assert "何歳ですか" in page
    assert "5人より少ない" in page
    assert "答えずに進む" in page
    assert start(browser, talk).url == reverse("voices_vote", args=[talk.slug])
    assert not Declared.objects.exists()


def test_answers_can_be_given_changed_and_taken_back() -> None:
    talk = factories.conversation()
    factories.asked(talk)
    browser = Client()
    start(browser, talk)
    about = reverse("voices_about_me", args=[talk.slug])
    for answer in ("young", "old"):
        assert browser.post(about, {"age": answer}).url == reverse("voices_vote", args=[talk.slug])
        assert Declared.objects.get().value == answer
    assert 'value="old"' in browser.get(about).content.decode()
    browser.post(about, {"age": ""})
    assert not Declared.objects.exists()


def test_an_answer_that_is_not_offered_is_refused() -> None:
    talk = factories.conversation()
    factories.asked(talk)
    browser = Client()
    start(browser, talk)
    page = browser.post(reverse("voices_about_me", args=[talk.slug]), {"age": "<script>"})
    assert page.status_code == 400
    assert "<script>" not in page.content.decode().split("<main")[1].replace("&lt;script&gt;", "")
    assert not Declared.objects.exists()


def test_only_participants_are_asked() -> None:
    talk = factories.conversation()
    factories.asked(talk)
    page = Client().get(reverse("voices_about_me", args=[talk.slug]))
    assert page.url == reverse("voices_conversation", args=[talk.slug])
