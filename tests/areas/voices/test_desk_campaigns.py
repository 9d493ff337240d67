"""Copy-paste campaigns: one statement, counted once a person; and the statements themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import desk_moderation as actions
from yoriai.web.voices.actions.desk_moderation import Wording
from yoriai.web.voices.models import Campaign, Reason, State, Statement, Voice, Vote
from yoriai.web.voices.rules import moderation as rules

pytestmark = pytest.mark.django_db
LATER = cast.NOW + timedelta(hours=1)
COPY = "路線バスの廃止に反対します。住民の足を守ってください。"


def fresh(voice: Voice) -> Voice:
    return Voice.objects.get(pk=voice.pk)


# --- campaigns ----------------------------------------------------------------------------------


def test_copies_are_found_through_width_kana_and_small_changes() -> None:
    texts = [
        COPY,
        "路線バスの廃止に反対します 住民の足を守ってクダサイ！",
        COPY.replace("ます。", "ますよ。"),
        "別の話です",
    ]
    voices = [world.waiting_voice(text) for text in texts]
    bunch = rules.bunches(voices)
    assert [[voice.text for voice in one.voices] for one in bunch] == [texts[:3]]


def test_a_campaign_is_one_statement_counted_once_a_person_with_all_originals() -> None:
    person = world.participant()
    voices = [world.waiting_voice(COPY, participant=person) for _ in range(3)]
    voices += [world.waiting_voice(COPY, participant=world.participant()), world.waiting_voice(COPY)]
    campaign = actions.merge_campaign(
        cast.viewer("staff"), voices[0].conversation, voices=voices, text=COPY, at=LATER
    )
    states = [(fresh(voice).state, fresh(voice).reason) for voice in voices]
    assert states == [("accepted", "fits")] + [("merged", "same_text")] * 4
    assert Statement.objects.count() == 1
    assert set(campaign.voices.all()) == set(voices)
    assert Event.objects.get(verb="voices.merge_campaign").facts == {
        "voices": 5,
        "people": 3,
        "statement": 0,
    }
    assert "5通（3人）" in fresh(voices[1]).note


def test_a_campaign_joins_the_statement_that_already_says_it() -> None:
    statement = world.statement(COPY)
    voices = [world.waiting_voice(COPY) for _ in range(2)]
    page = cast.client("staff").get("/voices/bus-desk/desk/campaigns/")
    assert f"{statement.number}番にまとめる" in page.content.decode()
    answer = cast.client("staff").post(
        "/voices/bus-desk/desk/campaigns/",
        {"voices": ",".join(str(v.pk) for v in voices), "text": COPY, "number": statement.number},
    )
    campaign = Campaign.objects.get()
    assert answer["Location"] == f"/voices/bus-desk/desk/campaigns/{campaign.pk}/"
    assert {fresh(v).statement for v in voices} == {statement}
    assert {fresh(v).reason for v in voices} == {Reason.SAME_TEXT}
    listed = cast.client("staff").get(answer["Location"]).content.decode()
    assert all(voice.receipt in listed for voice in voices)


def test_copies_that_were_decided_meanwhile_are_left_alone() -> None:
    first, second = world.waiting_voice(COPY), world.waiting_voice(COPY)
    actions.hold(cast.viewer("lead"), first, reason=Reason.ATTACK, note="", seen=1, at=LATER)
    actions.merge_campaign(
        cast.viewer("staff"), first.conversation, voices=[first, second], text=COPY, at=LATER
    )
    assert fresh(first).state == State.HELD
    with pytest.raises(LookupError):
        actions.merge_campaign(
            cast.viewer("staff"), first.conversation, voices=[first, second], text=COPY, at=LATER
        )
    answer = cast.client("staff").post(
        "/voices/bus-desk/desk/campaigns/", {"voices": str(first.pk), "text": COPY}, follow=True
    )
    assert "ほかの人が先に決めていました" in answer.content.decode()


def test_unreadable_numbers_of_voices_are_refused() -> None:
    world.conversation()
    answer = cast.client("staff").post("/voices/bus-desk/desk/campaigns/", {"voices": "1,x", "text": "a"})
    assert answer.status_code == 400
    assert "読み取れませんでした" in answer.content.decode()


# --- statements ---------------------------------------------------------------------------------


def test_a_statement_of_the_centre_is_a_voice_too() -> None:
    home = world.conversation()
    statement = actions.contribute(
        cast.viewer("staff"), home, wording=Wording("屋根を付ける", "{屋根|やね}", "Roofs"), at=LATER
    )
    voice = Voice.objects.get()
    assert (voice.channel, voice.state, voice.statement) == ("staff", State.ACCEPTED, statement)
    assert (statement.text_easy, statement.text_en) == ("{屋根|やね}", "Roofs")


def test_wording_stays_once_people_have_voted_but_translations_can_follow() -> None:
    statement = world.statement("屋根を付ける")
    staff = cast.viewer("staff")
    actions.reword(staff, statement, wording=Wording("停留所に屋根を付ける"), at=LATER)
    Vote.objects.create(participant=world.participant(), statement=statement, value=1, at=LATER)
    with pytest.raises(actions.WordingFixed):
        actions.reword(staff, statement, wording=Wording("屋根を外す"), at=LATER)
    actions.reword(staff, statement, wording=Wording("停留所に屋根を付ける", english="Roofs"), at=LATER)
    statement.refresh_from_db()
    assert (statement.text, statement.text_en) == ("停留所に屋根を付ける", "Roofs")
    page = cast.client("staff").post(
        f"/voices/bus-desk/desk/statements/{statement.pk}/", {"text": "屋根を外す"}
    )
    assert page.status_code == 400
    assert "日本語の文は変えられません" in page.content.decode()


def test_statements_are_added_and_corrected_on_their_pages() -> None:
    world.conversation()
    browser = cast.client("staff")
    address = "/voices/bus-desk/desk/statements/"
    assert browser.post(address, {"text": "屋根を付ける"})["Location"] == address
    assert browser.post(address, {"text": ""}).status_code == 400
    statement = Statement.objects.get()
    data = {"text": "停留所に屋根を付ける", "easy": "{屋根|やね}", "english": "Roofs"}
    assert browser.post(f"{address}{statement.pk}/", data)["Location"] == address
    page = browser.get(address).content.decode()
    assert "停留所に屋根を付ける" in page
    assert "英語なし" not in page
    voice = Voice.objects.get()
    assert voice.receipt in browser.get(f"{address}{statement.pk}/").content.decode()
    assert voice.receipt in browser.get("/voices/bus-desk/desk/voices/").content.decode()


def test_a_statement_leaves_the_vote_and_comes_back_with_its_votes() -> None:
    statement = world.statement()
    Vote.objects.create(participant=world.participant(), statement=statement, value=1, at=LATER)
    browser = cast.client("staff")
    for shown in ("0", "1"):
        browser.post(f"/voices/bus-desk/desk/statements/{statement.pk}/shown/", {"shown": shown})
        statement.refresh_from_db()
        assert statement.shown is (shown == "1")
    assert statement.votes.count() == 1
