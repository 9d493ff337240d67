"""Giving a voice, and what its receipt shows from then on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from tests import cast, factories
from tests.areas.voices import maps_world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import public_voice as actions
from yoriai.web.voices.models import (
    REASONS_OF,
    Channel,
    Conversation,
    Participant,
    Reason,
    Showing,
    State,
    Voice,
    VoiceStep,
)
from yoriai.web.voices.rules import codes, public_receipt, throttle
from yoriai.web.voices.rules.public_voice import MAXIMUM, is_withdrawn, may_withdraw, says_something, tidy

pytestmark = pytest.mark.django_db
TEXT = "木かげのあるベンチがほしい"


def give(browser: Client, talk: Conversation, text: str = TEXT, **data: str):  # type: ignore[no-untyped-def]
    return browser.post(reverse("voices_give", args=[talk.slug]), {"text": text, **data})


def receipt(code: str, browser: Client | None = None):  # type: ignore[no-untyped-def]
    return (browser or Client()).get(reverse("voices_receipt", args=[code]))


def test_a_voice_waits_with_its_receipt_step_and_event() -> None:
    talk = factories.conversation()
    answer = give(Client(), talk)
    voice = Voice.objects.get()
    assert answer.url == reverse("voices_receipt", args=[voice.receipt]) + "?new=1"
    assert (voice.text, voice.channel, voice.state, voice.reason) == (TEXT, Channel.WEB, "waiting", "just_in")
    assert voice.participant == Participant.objects.get()
    assert voice.receipt == codes.normalise(voice.receipt) != ""
    step = VoiceStep.objects.get()
    assert (step.voice, step.state, step.at) == (voice, "waiting", voice.received_at)
    event = Event.objects.get(verb="voices.give")
    assert event.facts == {"channel": "web"}  # never the words themselves


def test_a_voice_by_qr_code_says_so() -> None:
    talk = factories.conversation()
    browser = Client()
    page = browser.get(reverse("voices_give", args=[talk.slug]) + "?via=qr").content.decode()
    assert 'name="via" value="qr"' in page
    give(browser, talk, via="qr")
    give(browser, talk, "水飲み場もほしい")  # the browser remembers how it came
    assert {voice.channel for voice in Voice.objects.all()} == {"qr"}


def test_the_receipt_is_shown_at_once_with_code_link_and_qr() -> None:
    talk = factories.conversation()
    browser = Client()
    give(browser, talk)
    voice = Voice.objects.get()
    page = browser.get(reverse("voices_receipt", args=[voice.receipt]) + "?new=1")
    text = page.content.decode()
    assert "声が届きました" in text
    assert voice.receipt in text
    assert f"http://testserver/r/{voice.receipt}/" in text
    assert '<svg role="img"' in text
    assert "読む順番を待っています" in text
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in text


def test_sending_the_same_twice_gives_the_same_receipt() -> None:
    talk = factories.conversation()
    browser = Client()
    assert give(browser, talk).url == give(browser, talk).url
    assert Voice.objects.count() == 1
    give(Client(), talk)
    assert Voice.objects.count() == 2  # another person may say the same


def test_a_voice_taken_back_can_be_given_again() -> None:
    talk = factories.conversation()
    who = factories.participant(talk)
    first = actions.give(who, text=TEXT, channel="web", at=cast.NOW)
    actions.withdraw(first, at=cast.NOW)
    assert actions.give(who, text=TEXT, channel="web", at=cast.NOW) != first


def test_a_receipt_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    talk = factories.conversation()
    factories.voice(talk, receipt="AACD-3467")
    drawn = iter(["AACD-3467", "AACD-3468"])
    monkeypatch.setattr(codes, "new_code", lambda: next(drawn))
    assert (
        actions.give(factories.participant(talk), text=TEXT, channel="web", at=cast.NOW).receipt
        == "AACD-3468"
    )


def test_another_conflict_is_not_taken_for_a_receipt() -> None:
    who = factories.participant(factories.conversation())
    with pytest.raises(IntegrityError):
        actions.give(who, text=TEXT, channel="smoke", at=cast.NOW)


@pytest.mark.parametrize("text", ["", " \n\t　 ", "\u200b\u200d\ufeff", "\0\0"])
def test_a_voice_that_says_nothing_is_sent_back(text: str) -> None:
    page = give(Client(), factories.conversation(), text)
    assert page.status_code == 400
    assert "声を書いてから送ってください" in page.content.decode()
    assert not Voice.objects.exists()
    assert not Participant.objects.exists()


def test_a_thousand_characters_fit_also_with_lines_and_not_one_more() -> None:
    talk = factories.conversation()
    assert give(Client(), talk, "\r\n".join("あ" * 500)[:1498] + "ん").status_code == 302
    assert len(Voice.objects.get().text) == MAXIMUM
    page = give(Client(), talk, "あ" * 1001)
    assert page.status_code == 400
    assert "いまは1001文字です" in page.content.decode()
    assert "あ" * 1001 in page.content.decode()  # what was typed is kept


def test_the_limit_is_told_before_anything_is_typed() -> None:
    page = Client().get(reverse("voices_give", args=[factories.conversation().slug])).content.decode()
    assert "1000文字まで書けます" in page
    assert 'maxlength="1000"' in page


def test_text_is_tidied_but_not_changed() -> None:
    assert tidy("  一行目\r\n二行目\r三行目\x07\x00 ") == "一行目\n二行目\n三行目"
    assert tidy("葛\U000e0100城と髙﨑👪") == "葛\U000e0100城と髙﨑👪"
    assert says_something("👍")
    assert not says_something("\u202e\u200b ")


def test_similar_statements_are_offered_to_vote_on_instead() -> None:
    talk = factories.conversation()
    near = factories.statement(talk, "木かげのあるベンチがほしいです")
    factories.statement(talk, "駐輪場を広げてほしい")
    factories.statement(talk, "木かげのあるベンチがほしい！", shown=False)
    browser = Client()
    page = give(browser, talk)
    text = page.content.decode()
    assert page.status_code == 200
    assert "似た意見があります" in text
    assert page.context["similar"] == [near]
    assert not Voice.objects.exists()
    assert Showing.objects.get().probability == 1
    vote = reverse("voices_vote", args=[talk.slug])
    assert browser.get(f"{vote}?s={near.number}").context["statement"] == near
    assert browser.post(vote, {"statement": near.number, "value": "agree"}).status_code == 302


def test_one_may_give_the_voice_all_the_same() -> None:
    talk = factories.conversation()
    factories.statement(talk, TEXT)
    assert give(Client(), talk, anyway="1").status_code == 302
    assert Voice.objects.get().text == TEXT


def test_too_many_voices_of_one_person_are_slowed_down() -> None:
    talk = factories.conversation()
    browser = Client()
    answers = [give(browser, talk, f"声その{n}").status_code for n in range(throttle.VOICE_OF_ONE.burst + 1)]
    assert answers == [302] * throttle.VOICE_OF_ONE.burst + [429]
    assert give(Client(), talk).status_code == 302


def test_a_code_is_asked_for_before_writing() -> None:
    talk = factories.conversation(access="code")
    page = give(Client(), talk)
    assert page.url == reverse("voices_enter", args=[talk.slug]) + "?goal=voice"
    assert not Voice.objects.exists()


@pytest.mark.parametrize("days", [-1, 40_000])
def test_before_and_after_nothing_is_taken(days: int) -> None:
    moment = cast.NOW + timedelta(days=days)
    period = {"closes_at": moment} if days < 0 else {"opens_at": moment, "closes_at": moment + timedelta(1)}
    talk = factories.conversation(**period)
    assert give(Client(), talk).url == reverse("voices_conversation", args=[talk.slug])
    assert not Voice.objects.exists()


# --- receipts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["aacd3467", " AACD 3467 ", "ＡＡＣＤー３４６７"])
def test_a_receipt_is_found_however_it_is_typed(typed: str) -> None:
    factories.voice(factories.conversation(), receipt="AACD-3467")
    answer = Client().post(reverse("voices_find_receipt"), {"code": typed})
    assert answer.url == reverse("voices_receipt", args=["AACD-3467"])
    assert Client().get(f"/r/{typed.strip()}/").url == answer.url


def test_an_unknown_receipt_is_told_kindly() -> None:
    page = receipt("AACD-3467")
    assert page.status_code == 404
    assert "見つかりませんでした" in page.content.decode()
    assert Client().post(reverse("voices_find_receipt"), {"code": "AACD-3467"}).status_code == 400
    assert Client().post(reverse("voices_withdraw", args=["AACD-3467"])).status_code == 404
    assert Client().get(reverse("voices_find_receipt")).status_code == 200


def test_guessing_receipts_is_stopped_at_every_door() -> None:
    voice = factories.voice(factories.conversation(), receipt="AACD-3467")
    for _ in range(throttle.WRONG_RECEIPT.burst):
        assert receipt("AACD-3468").status_code == 404
    assert receipt(voice.receipt).status_code == 429
    assert Client().post(reverse("voices_find_receipt"), {"code": voice.receipt}).status_code == 429
    assert Client().post(reverse("voices_withdraw", args=[voice.receipt])).status_code == 429


def test_looking_at_ones_receipt_again_and_again_is_fine() -> None:
    voice = factories.voice(factories.conversation())
    assert {receipt(voice.receipt).status_code for _ in range(2 * throttle.WRONG_RECEIPT.burst)} == {200}


@pytest.mark.parametrize(("state", "reason"), [(s, r) for s, reasons in REASONS_OF.items() for r in reasons])
def test_every_state_and_reason_has_its_words(state: State, reason: Reason) -> None:
    talk = factories.conversation()
    with_statement = state in (State.ACCEPTED, State.MERGED, State.USED)
    statement = factories.statement(talk, "まとめた意見") if with_statement else None
    voice = factories.voice(talk, state=state, reason=reason, statement=statement, note="読みました")
    words = public_receipt.words(state, reason)
    page = receipt(voice.receipt).content.decode()
    for part in (words.where, words.why, "読みました", voice.text):
        assert part in page
    assert ("まとめた意見" in page) == with_statement


def test_the_steps_so_far_are_shown_in_order() -> None:
    talk = factories.conversation()
    voice = factories.voice(talk)
    VoiceStep.objects.create(
        voice=voice,
        state="held",
        reason="several",
        note="二つに分けてください",
        at=cast.NOW + timedelta(days=1),
    )
    page = receipt(voice.receipt).content.decode()
    way = page.split("ここまでの道のり")[1]
    assert (
        way.index("読む順番を待っています")
        < way.index("みんなには見せていません")
        < way.index("二つに分けて")
    )


def test_a_voice_that_was_divided_shows_its_parts() -> None:
    talk = factories.conversation()
    whole = factories.voice(talk, state="held", reason="several")
    factories.voice(talk, "木を植えてほしい", part_of=whole)
    page = receipt(whole.receipt).content.decode()
    assert "一つずつに分けた意見" in page
    assert "木を植えてほしい" in page


def test_a_receipt_shows_nobody_elses_voice() -> None:
    talk = factories.conversation()
    statement = factories.statement(talk, "ベンチがほしい")
    mine = factories.voice(talk, "わたしの声", state="merged", reason="same_meaning", statement=statement)
    factories.voice(
        talk,
        "となりの人の声",
        state="merged",
        reason="same_meaning",
        statement=statement,
        receipt="AACD-3467",
    )
    page = receipt(mine.receipt).content.decode()
    assert "わたしの声" in page
    assert "となりの人の声" not in page
    assert "AACD-3467" not in page


def test_a_voice_cited_by_a_published_map_leads_there() -> None:
    talk = maps_world.two_camps()
    world = maps_world.published(talk)
    cited = world.summary["slate"][0]["statement"]
    statement = talk.statements.get(number=cited)
    voice = factories.voice(talk, state="accepted", reason="fits", statement=statement)
    other = factories.voice(talk, "べつの声")
    link = reverse("voices_map_number", args=[talk.slug, world.number])
    assert link in receipt(voice.receipt).content.decode()
    assert link not in receipt(other.receipt).content.decode()


# --- taking back -------------------------------------------------------------------------------


def test_who_holds_the_receipt_takes_the_voice_back() -> None:
    voice = factories.voice(factories.conversation())
    assert "取り下げる" in receipt(voice.receipt).content.decode()
    withdraw = reverse("voices_withdraw", args=[voice.receipt])
    for _ in range(2):
        assert Client().post(withdraw).url == reverse("voices_receipt", args=[voice.receipt])
    voice.refresh_from_db()
    assert (voice.state, voice.reason) == ("held", "withdrawn")
    assert [step.reason for step in voice.steps.all()] == ["just_in", "withdrawn"]
    assert Event.objects.filter(verb="voices.withdraw").count() == 1
    page = receipt(voice.receipt).content.decode()
    assert "この声は取り下げました" in page
    assert withdraw not in page


def test_looking_never_takes_back() -> None:
    voice = factories.voice(factories.conversation())
    assert Client().get(reverse("voices_withdraw", args=[voice.receipt])).status_code == 405


@pytest.mark.parametrize(
    ("state", "reason"), [("accepted", "fits"), ("merged", "same_text"), ("used", "in_report")]
)
def test_after_it_was_accepted_the_page_says_why_not(state: str, reason: str) -> None:
    talk = factories.conversation()
    voice = factories.voice(talk, state=state, reason=reason, statement=factories.statement(talk))
    page = receipt(voice.receipt).content.decode()
    assert "取り下げることはできません" in page
    answer = Client().post(reverse("voices_withdraw", args=[voice.receipt]))
    assert answer.url.endswith("#withdraw")
    voice.refresh_from_db()
    assert voice.state == state
    with pytest.raises(actions.TooLate):
        actions.withdraw(voice, at=cast.NOW)


def test_a_voice_held_back_can_be_taken_back_too() -> None:
    voice = factories.voice(factories.conversation(), state="held", reason="off_topic")
    assert may_withdraw(voice)
    assert not is_withdrawn(voice)
    taken = actions.withdraw(voice, at=cast.NOW)
    assert is_withdrawn(taken)
    assert not may_withdraw(taken)
