"""Bad input at the public doors of voices: nothing runs, nothing breaks, nothing wrong is stored."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast, factories
from yoriai.web.voices.models import Cast, Conversation, Participant, Showing, Voice, Vote
from yoriai.web.voices.rules.public_voice import MAXIMUM, says_something, tidy

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><a href=javascript:alert(1)>x</a>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "{{ 7|add:7 }}{% load static %}",
    "{<script>alert(1)</script>|かな}",
    "{漢字|<b>かな</b>}",
    "javascript:alert(1)//",
    "<div hx-get=/ hx-trigger=load hx-on::load=alert(1)>",
    "\u202egnirts desrever\u202c",
    "<!--",
    "]]><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "＜script＞alert(1)＜/script＞",
]
LANGUAGES = ["ja", "ja-easy", "en"]


class Markup(HTMLParser):
    """Elements and attributes that a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "script" and not str(named.get("src", "")).startswith("/static/"):
            self.found.append("script")
        self.found += [name for name in named if name.startswith(("on", "hx-on")) or name == "style"]
        self.found += [name for name, value in attrs if str(value).strip().lower().startswith("javascript:")]
        self.found += [str(named["hx-get"])] if "hx-get" in named else []
        self.found += ["img"] if tag == "img" and not str(named.get("src", "")).startswith("/static/") else []


def assert_harmless(html: str) -> None:
    markup = Markup()
    markup.feed(html)
    assert markup.found == []
    assert "1414" not in html  # a template in a voice is not run


def pages_of(talk: Conversation, code: str) -> list[str]:
    names = ["conversation", "vote", "my_votes", "give", "sheet", "about_me", "map"]
    return [*(reverse(f"voices_{name}", args=[talk.slug]) for name in names), f"/r/{code}/", "/c/", "/"]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_in_any_text_stays_text(payload: str, language: str) -> None:
    person = factories.person(family_name=payload[:60], given_name=payload[:60], family_kana=payload[:60])
    town = factories.municipality("99999", payload[:40], payload[:40])
    wording = {
        f"{field}_{each}": payload for field in ("question", "background") for each in ("ja", "easy", "en")
    }
    talk = factories.conversation(responsible=person, municipalities=[town], **wording)
    factories.asked(talk, label_ja=payload[:60], choices=[{"value": "v", "ja": payload}])
    said = factories.statement(talk, payload, text_easy=payload, text_en=payload)
    voice = factories.voice(
        talk,
        payload,
        state="merged",
        reason="same_meaning",
        statement=said,
        note=payload,
        receipt="AACD-3467",
    )
    browser = Client()
    browser.cookies["django_language"] = language
    browser.post(reverse("voices_start", args=[talk.slug]))
    for address in pages_of(talk, voice.receipt):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert_harmless(answer.content.decode())
    browser.post(reverse("voices_vote", args=[talk.slug]), {"statement": 0, "value": "agree"})
    assert_harmless(browser.get(reverse("voices_my_votes", args=[talk.slug])).content.decode())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markup_in_a_new_voice_stays_text(payload: str) -> None:
    talk = factories.conversation()
    factories.statement(talk, payload)
    browser = Client()
    give = reverse("voices_give", args=[talk.slug])
    for data in ({"text": payload}, {"text": payload * 200}, {"text": payload, "anyway": "1"}):
        answer = browser.post(give, data, follow=True)
        assert answer.status_code in (200, 400)
        assert_harmless(answer.content.decode())
    for address in (f"{give}?via={payload}", f"/r/?code={payload}", f"/c/{talk.slug}/enter/?goal={payload}"):
        assert_harmless(browser.get(address, follow=True).content.decode())


def every_door() -> list[tuple[str, Conversation]]:
    talk = factories.conversation()
    factories.asked(talk)
    factories.statement(talk)
    closed = factories.conversation(access="code")
    doors = [
        ("start", talk),
        ("about_me", talk),
        ("give", talk),
        ("vote", talk),
        ("undo", talk),
        ("enter", closed),
    ]
    return [(reverse(f"voices_{name}", args=[row.slug]), row) for name, row in doors]


def member(talk: Conversation) -> Client:
    browser = Client(raise_request_exception=False)
    browser.post(reverse("voices_start", args=[talk.slug]))
    return browser


def test_ten_thousand_fields_are_refused() -> None:
    fields = "&".join(f"f{n}=1" for n in range(10_000))
    for address, talk in every_door():
        answer = member(talk).post(address, fields, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (302, 400), address
    assert not Voice.objects.exists()
    assert not Vote.objects.exists()


@pytest.mark.parametrize("text", ["あ" * 100_000, "a" * 4_000_000, "\n" * 1_000_000, "<" * 100_000])
def test_oversized_text_is_refused_kindly(text: str) -> None:
    for address, talk in every_door():
        answer = member(talk).post(
            address, {"text": text, "code": text, "statement": text, "value": text, "age": text}
        )
        assert answer.status_code in (302, 400), address
    assert not Voice.objects.exists()
    assert not Vote.objects.exists()


def test_more_than_a_form_can_hold_is_refused() -> None:
    talk = factories.conversation()
    answer = member(talk).post(reverse("voices_give", args=[talk.slug]), {"text": "a" * 6_000_000})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\xfd", b"text=%ff%fe", b"text=%00", b"statement=%E0%80&value=agree", b"{}"]
)
def test_bytes_that_are_no_text_do_not_break_a_door(body: bytes) -> None:
    for address, talk in every_door():
        answer = member(talk).post(address, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 302, 400), address


@pytest.mark.parametrize(
    "code",
    [
        "..",
        "%2e%2e",
        "A" * 3000,
        "AACD-3467'--",
        "０" * 8,
        "\u202e",
        "null",
        "-1",
        "AACD%00-3467",
        "🎲🎲🎲🎲",
    ],
)
def test_bad_receipt_codes_are_unknown(code: str) -> None:
    browser = Client(raise_request_exception=False)
    assert browser.get(f"/r/{code}/").status_code == 404
    assert browser.post(f"/r/{code}/withdraw/").status_code == 404
    assert browser.post("/r/", {"code": code}).status_code == 400


@pytest.mark.parametrize("value", ["7", "-7", "agree ", "AGREE", "1e0", "true", "賛成", "agree\0"])
def test_a_vote_of_anything_else_is_no_vote(value: str) -> None:
    talk = factories.conversation()
    factories.statement(talk)
    browser = member(talk)
    vote = reverse("voices_vote", args=[talk.slug])
    browser.get(vote)
    assert browser.post(vote, {"statement": "0", "value": value}).status_code == 400
    assert not Vote.objects.exists()
    assert not Cast.objects.exists()


def test_numbers_of_another_conversation_are_no_way_in() -> None:
    talk, other = factories.conversation(), factories.conversation()
    factories.statement(talk)
    for _ in range(4):
        factories.statement(other)
    browser = member(talk)
    vote = reverse("voices_vote", args=[talk.slug])
    browser.get(vote)
    for foreign in [3, *other.statements.values_list("pk", flat=True)]:
        if foreign != 0:
            assert browser.post(vote, {"statement": foreign, "value": "agree"}).status_code == 400
    assert not Vote.objects.exists()
    assert not Showing.objects.filter(statement__conversation=other).exists()


def test_a_cookie_that_was_changed_by_one_letter_is_nobody() -> None:
    talk = factories.conversation()
    factories.statement(talk)
    browser = member(talk)
    name = f"voices_{talk.pk}"
    value = browser.cookies[name].value
    for place in range(0, len(value), 5):
        forged = value[:place] + ("A" if value[place] != "A" else "B") + value[place + 1 :]
        stranger = Client()
        stranger.cookies[name] = forged
        page = stranger.get(reverse("voices_vote", args=[talk.slug])).content.decode()
        assert "投票を始める" in page, place
    assert Participant.objects.count() == 1


def test_posts_need_the_token_of_the_page() -> None:
    talk = factories.conversation()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("voices_give", args=[talk.slug]), {"text": "声"}).status_code == 403
    assert strict.post(reverse("voices_start", args=[talk.slug])).status_code == 403
    assert not Voice.objects.exists()


def test_the_public_pages_keep_the_policy_of_the_site() -> None:
    talk = factories.conversation()
    for address in pages_of(talk, factories.voice(talk).receipt):
        answer = Client().get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert not re.search(r"<[^>]+\sstyle=|<style|<script(?![^>]*\ssrc=)", answer.content.decode()), (
            address
        )


def test_unknown_parameters_change_nothing() -> None:
    talk = factories.conversation()
    voice = factories.voice(talk)
    secret = factories.voice(talk, "ひとの声", receipt="AACD-3467")
    wild = "?fields=*&format=json&order_by=participant__key&page=999999&page_size=1000000&include=voices"
    for address in pages_of(talk, voice.receipt):
        body = cast.client("visitor").get(address + wild).content.decode()
        assert secret.text not in body
        assert secret.receipt not in body


@settings(derandomize=True, deadline=None, max_examples=40)
@given(text=st.text(max_size=1100))
def test_any_text_is_kept_as_it_is_or_sent_back(text: str) -> None:
    talk = factories.conversation()
    answer = Client().post(reverse("voices_give", args=[talk.slug]), {"text": text, "anyway": "1"})
    kept = list(talk.voices.values_list("text", flat=True))
    if answer.status_code == 400:
        assert kept == []
        assert not says_something(tidy(text)) or len(tidy(text)) > MAXIMUM
    else:
        assert kept == [tidy(text)]
        page = Client().get(answer.url)
        assert page.status_code == 200
        assert_harmless(page.content.decode())
