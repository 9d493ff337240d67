"""Moderation: every decision is a step that stays, the first one wins, nobody's voice gets lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import desk_moderation as actions
from yoriai.web.voices.actions.desk_moderation import Wording
from yoriai.web.voices.models import Reason, State, Statement, Voice

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=1)
COPY = "路線バスの廃止に反対します。住民の足を守ってください。"


def accept(voice: Voice, text: str = "夜のバスを増やす", **kwargs: Any) -> Statement:
    given = {"wording": Wording(text), "seen": voice.steps.count(), "at": LATER} | kwargs
    return actions.accept(cast.viewer("staff"), voice, **given)


def way(voice: Voice) -> list[str]:
    return [step.state for step in voice.steps.order_by("pk")]


def fresh(voice: Voice) -> Voice:
    return Voice.objects.get(pk=voice.pk)


# --- each decision ------------------------------------------------------------------------------


def test_an_accepted_voice_goes_to_the_vote_and_stays_as_it_was_said() -> None:
    voice = world.waiting_voice("夜のバスを増やしてほしい!!")
    statement = accept(voice)
    row = fresh(voice)
    assert (row.text, row.state, row.reason, row.state_at) == (
        "夜のバスを増やしてほしい!!",
        State.ACCEPTED,
        Reason.FITS,
        LATER,
    )
    assert row.statement == statement
    assert (statement.text, statement.number, statement.shown) == ("夜のバスを増やす", 0, True)
    assert row.decided_by == cast.make_user("staff")
    assert way(voice) == ["waiting", "accepted"]
    event = Event.objects.get(verb="voices.accept")
    assert event.facts == {"statement": 0, "reworded": True}


def test_a_merged_voice_tells_its_person_why() -> None:
    statement, voice = world.statement(), world.waiting_voice()
    actions.merge(cast.viewer("staff"), voice, statement=statement, note="同じ道の話なので", seen=1, at=LATER)
    row = fresh(voice)
    assert (row.state, row.reason, row.note, row.statement) == (
        State.MERGED,
        Reason.SAME_MEANING,
        "同じ道の話なので",
        statement,
    )
    assert row.steps.last().note == "同じ道の話なので"


def test_a_held_voice_has_a_reason_of_the_list_and_no_statement() -> None:
    voice = world.waiting_voice()
    actions.hold(
        cast.viewer("staff"), voice, reason=Reason.PERSONAL, note="電話番号があります", seen=1, at=LATER
    )
    row = fresh(voice)
    assert (row.state, row.reason, row.statement) == (State.HELD, Reason.PERSONAL, None)


def test_a_voice_with_several_opinions_becomes_several_and_names_them() -> None:
    person = world.participant()
    voice = world.waiting_voice("バスと屋根がほしい", participant=person, channel="paper")
    parts = actions.split(
        cast.viewer("staff"), voice, texts=["バスがほしい", "屋根がほしい"], seen=1, at=LATER
    )
    row = fresh(voice)
    assert (row.state, row.reason, row.statement) == (State.HELD, Reason.SEVERAL, None)
    assert all(part.receipt in row.note for part in parts)
    assert [part.part_of for part in parts] == [voice, voice]
    assert [part.statement.text for part in parts if part.statement] == ["バスがほしい", "屋根がほしい"]
    assert {(part.participant, part.channel, part.received_at) for part in parts} == {
        (person, "paper", cast.NOW)
    }
    assert all(way(part) == ["waiting", "accepted"] for part in parts)


def test_a_decision_is_taken_back_by_a_further_step_and_its_empty_statement_hidden() -> None:
    voice = world.waiting_voice()
    statement = accept(voice)
    actions.reopen(cast.viewer("director"), voice, seen=2, at=LATER)
    assert (fresh(voice).state, fresh(voice).statement) == (State.WAITING, None)
    assert way(voice) == ["waiting", "accepted", "waiting"]
    statement.refresh_from_db()
    assert not statement.shown


def test_a_statement_that_others_stand_behind_stays_in_the_vote() -> None:
    first, second = world.waiting_voice(), world.waiting_voice("夜の便がいる")
    statement = accept(first)
    actions.merge(cast.viewer("staff"), second, statement=statement, note="同じ", seen=1, at=LATER)
    actions.reopen(cast.viewer("staff"), first, seen=2, at=LATER)
    statement.refresh_from_db()
    assert statement.shown


def test_a_decision_can_be_changed_without_going_back() -> None:
    voice = world.waiting_voice()
    actions.hold(cast.viewer("staff"), voice, reason=Reason.OFF_TOPIC, note="", seen=1, at=LATER)
    accept(voice)
    assert way(voice) == ["waiting", "held", "accepted"]


# --- two at once, and those who may not -----------------------------------------------------------


def test_the_first_decision_wins_and_the_second_is_told() -> None:
    voice = world.waiting_voice()
    accept(voice)
    with pytest.raises(actions.AlreadyDecided) as late:
        actions.hold(cast.viewer("lead"), voice, reason=Reason.ATTACK, note="", seen=1, at=LATER)
    assert late.value.voice.state == State.ACCEPTED
    assert way(voice) == ["waiting", "accepted"]


def test_the_second_sees_who_was_first_on_the_page() -> None:
    voice = world.waiting_voice()
    accept(voice)
    address = f"/voices/bus-desk/desk/voices/{voice.pk}/"
    answer = cast.client("lead").post(address + "hold/", {"seen": "1", "reason": "attack"}, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "ほかの人が先に決めていました（公開しました）" in answer.content.decode()


def test_a_voice_that_a_report_cites_is_not_decided_again() -> None:
    statement = world.statement()
    voice = world.waiting_voice(state=State.USED, reason=Reason.IN_REPORT, statement=statement)
    with pytest.raises(actions.AlreadyDecided):
        actions.reopen(cast.viewer("staff"), voice, seen=1, at=LATER)


@pytest.mark.parametrize("name", ["reception", "partner", "supervisor", "citizen", "visitor", "leaver"])
def test_who_does_not_moderate_decides_nothing(name: str) -> None:
    voice = world.waiting_voice()
    with pytest.raises(PermissionDenied):
        actions.accept(cast.viewer(name), voice, wording=Wording("x"), seen=1, at=LATER)
    with pytest.raises(PermissionDenied):
        actions.merge_campaign(cast.viewer(name), voice.conversation, voices=[voice], text="x", at=LATER)
    with pytest.raises(PermissionDenied):
        actions.contribute(cast.viewer(name), voice.conversation, wording=Wording("x"), at=LATER)
    assert fresh(voice).state == State.WAITING


# --- pages --------------------------------------------------------------------------------------


def test_the_queue_shows_the_oldest_first_and_skips_on_request() -> None:
    new = world.waiting_voice("新しい声")
    old = world.waiting_voice("古い声", received_at=cast.NOW - timedelta(days=1))
    browser = cast.client("staff")
    assert "古い声" in browser.get("/voices/bus-desk/desk/moderation/").content.decode()
    skipped = browser.get(f"/voices/bus-desk/desk/moderation/?after={old.pk}").content.decode()
    assert "新しい声" in skipped
    round_again = browser.get(f"/voices/bus-desk/desk/moderation/?after={new.pk}").content.decode()
    assert "古い声" in round_again
    assert browser.get("/voices/bus-desk/desk/moderation/?after=²").status_code == 200


def test_an_empty_queue_says_so() -> None:
    world.conversation()
    page = cast.client("staff").get("/voices/bus-desk/desk/moderation/").content.decode()
    assert "確認を待つ声はありません" in page


def test_near_statements_are_suggested_with_how_alike_they_are() -> None:
    world.statement("夜のバスをもっと増やしてほしい")
    voice = world.waiting_voice("夜のバスを増やしてほしい")
    page = cast.client("staff").get(f"/voices/bus-desk/desk/voices/{voice.pk}/").content.decode()
    assert "0番「夜のバスをもっと増やしてほしい」" in page
    assert "似ている度合い" in page


def test_what_was_typed_comes_back_when_it_cannot_be_taken() -> None:
    voice = world.waiting_voice()
    address = f"/voices/bus-desk/desk/voices/{voice.pk}/"
    browser = cast.client("staff")
    for name, data, sentence in [
        ("accept", {"text": "のこる文", "easy": "{漢字"}, "読みの書き方"),
        ("merge", {"number": "77", "note": "のこる文"}, "77番の意見はありません"),
        ("hold", {"reason": "in_report", "note": "のこる文"}, "正しく選択してください"),
        ("split", {"texts": "のこる文"}, "二つ以上に分けてください"),
        ("split", {"texts": "のこる文\n" + "長" * 1001}, "一つ1000字まで"),
    ]:
        answer = browser.post(f"{address}{name}/", {"seen": "1"} | data)
        assert answer.status_code == 400
        assert sentence in answer.content.decode(), name
        assert "のこる文" in answer.content.decode()
    assert fresh(voice).state == State.WAITING


def test_a_whole_morning_by_the_forms() -> None:
    browser = cast.client("staff")
    voices = [world.waiting_voice(f"声{number}") for number in range(4)]
    world.statement()
    posts = [
        ("accept", {"text": "夜のバス"}),
        ("merge", {"number": "0", "note": "同じ"}),
        ("hold", {"reason": "off_topic"}),
        ("split", {"texts": "一つめ\n二つめ"}),
    ]
    for voice, (name, data) in zip(voices, posts, strict=True):
        answer = browser.post(f"/voices/bus-desk/desk/voices/{voice.pk}/{name}/", {"seen": "1"} | data)
        assert answer["Location"] == "/voices/bus-desk/desk/moderation/"
    assert [fresh(voice).state for voice in voices] == ["accepted", "merged", "held", "held"]
    browser.post(f"/voices/bus-desk/desk/voices/{voices[0].pk}/reopen/", {"seen": "2"})
    assert fresh(voices[0]).state == State.WAITING
    held = browser.get("/voices/bus-desk/desk/voices/?state=held").content.decode()
    assert f"desk/voices/{voices[2].pk}/" in held
    assert f"desk/voices/{voices[0].pk}/" not in held
    for voice in Voice.objects.all():
        page = browser.get(f"/voices/bus-desk/desk/voices/{voice.pk}/")
        assert voice.receipt in page.content.decode()


def test_the_list_of_reasons_is_for_everybody_in_three_languages() -> None:
    browser = cast.client("visitor")
    page = browser.get("/voices/reasons/").content.decode()
    assert "だれのことか分かる名前や住所などが書いてあったからです。" in page
    for language in ("en", "ja-easy"):
        browser.cookies["django_language"] = language
        assert browser.get("/voices/reasons/").status_code == 200
