"""The scribe's screen: one entry after the other, with its channel, nothing lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.voices.actions import desk_conversations, desk_moderation
from yoriai.web.voices.actions import desk_scribe as actions
from yoriai.web.voices.models import AskedAttribute, Cast, Channel, Participant, Reason, State, Voice
from yoriai.web.voices.queries import desk_scribe as queries
from yoriai.web.voices.rules import ballot, presets

pytestmark = pytest.mark.django_db
ADDRESS = "/voices/bus-desk/scribe/"


def key_in(text: str = "夜のバスがほしい", **fields: Any) -> Participant:
    given = {"channel": Channel.PAPER, "answers": {}, "ballot": {}, "at": cast.NOW} | fields
    return actions.key_in(cast.viewer("reception"), world.conversation(), text=text, **given)


def attributes() -> list[AskedAttribute]:
    staff, home = cast.viewer("staff"), world.conversation()
    return [desk_conversations.ask(staff, home, one, at=cast.NOW) for one in (presets.AGE, presets.TIE)]


# --- the deed ---------------------------------------------------------------------------------


def test_a_slip_ends_in_the_same_rows_with_its_channel() -> None:
    statement = world.statement()
    age, _tie = attributes()
    person = key_in(channel=Channel.PHONE, answers={age: "25-39"}, ballot={statement.number: -1})
    voice = person.voices.get()
    assert (voice.channel, voice.state, voice.keyed_by) == (
        "phone",
        State.WAITING,
        cast.make_user("reception"),
    )
    assert len(voice.receipt) == 9
    assert voice.steps.get().state == State.WAITING
    assert list(person.declared.values_list("attribute__key", "value")) == [("age", "25-39")]
    assert list(person.votes.values_list("statement", "value")) == [(statement.pk, -1)]
    cast_row = Cast.objects.get()
    assert (cast_row.value, cast_row.channel) == (-1, "phone")
    assert cast_row.milliseconds == int(cast.NOW.timestamp() * 1000)
    assert Event.objects.get(verb="voices.key_in").facts == {"channel": "phone", "voice": True, "votes": 1}


def test_a_ballot_alone_is_an_entry_but_nothing_is_not() -> None:
    person = key_in("", ballot={world.statement().number: 1})
    assert not person.voices.exists()
    with pytest.raises(ValueError, match="without voice"):
        key_in("")


def test_an_unknown_or_hidden_statement_stops_the_whole_entry() -> None:
    hidden = world.statement(shown=False)
    for number in (99, hidden.number):
        with pytest.raises(actions.UnknownStatement):
            key_in(ballot={number: 1})
    assert not Participant.objects.exists()


def test_ones_own_entry_is_undone_without_deleting_anything() -> None:
    person = key_in(ballot={world.statement().number: 1})
    actions.undo_entry(cast.viewer("reception"), person, at=cast.NOW)
    voice = person.voices.get()
    assert (voice.state, voice.reason) == (State.HELD, Reason.ENTRY_UNDONE)
    assert not person.votes.exists()
    assert list(Cast.objects.order_by("pk").values_list("value", "channel")) == [
        (1, "paper"),
        (None, "paper"),
    ]
    with pytest.raises(desk_moderation.AlreadyDecided):
        desk_moderation.reopen(cast.viewer("staff"), voice, seen=2, at=cast.NOW)


def test_what_is_decided_or_somebody_elses_is_not_undone() -> None:
    person = key_in()
    with pytest.raises(actions.NotUndoable):
        actions.undo_entry(cast.viewer("partner"), person, at=cast.NOW)
    wording = desk_moderation.Wording("夜のバス")
    desk_moderation.accept(cast.viewer("staff"), person.voices.get(), wording=wording, seen=1, at=cast.NOW)
    answer = cast.client("reception").post(f"{ADDRESS}{person.pk}/undo/", follow=True)
    assert "もう取り消せません" in answer.content.decode()
    empty = key_in("", ballot={0: 1})
    actions.undo_entry(cast.viewer("reception"), empty, at=cast.NOW)
    with pytest.raises(actions.NotUndoable):
        actions.undo_entry(cast.viewer("reception"), empty, at=cast.NOW)


@pytest.mark.parametrize("name", ["supervisor", "citizen", "member", "visitor", "leaver"])
def test_who_is_not_of_the_desk_keys_nothing_in(name: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.key_in(
            cast.viewer(name), world.conversation(), text="x", channel=Channel.PAPER,
            answers={}, ballot={}, at=cast.NOW,
        )  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.undo_entry(cast.viewer(name), world.participant(), at=cast.NOW)


# --- what is typed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "votes"),
    [
        ("3 a 5 d 7 p", {3: 1, 5: -1, 7: 0}),
        ("3a5d7p", {3: 1, 5: -1, 7: 0}),
        ("３ａ、５ｄ，７ｐ", {3: 1, 5: -1, 7: 0}),
        ("3 A 12 D", {3: 1, 12: -1}),
        ("3○ 4× 5-", {3: 1, 4: -1, 5: 0}),
        ("", {}),
    ],
)
def test_a_ballot_as_it_is_typed(typed: str, votes: dict[int, int]) -> None:
    assert ballot.ballot(typed) == votes


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("3 a 5 z", "「5 z」を読み取れません"),
        ("a 3", "「a 3」を読み取れません"),
        ("3 a 3 d", "3番が二度"),
        ("3", "「3」を"),
    ],
)
def test_a_ballot_that_cannot_be_read_says_where(typed: str, sentence: str) -> None:
    with pytest.raises(ballot.Unreadable, match=sentence):
        ballot.ballot(typed)


def test_single_keys_stand_for_answers() -> None:
    both = attributes()
    assert [key.key for key in ballot.keys_of(both)] == list("123456789a")
    found = ballot.answers(" ３a", both)
    assert {row.key: value for row, value in found.items()} == {"age": "25-39", "tie": "visit"}
    with pytest.raises(ballot.Unreadable, match="「年代」のキーが二つ"):
        ballot.answers("12", both)
    with pytest.raises(ballot.Unreadable, match="キー「z」"):
        ballot.answers("z", both)


# --- the page -----------------------------------------------------------------------------------


def test_saving_leads_back_to_an_empty_field_in_focus_with_the_channel_kept() -> None:
    world.statement()
    attributes()
    browser = cast.client("reception")
    answer = browser.post(ADDRESS, {"text": "夜のバス", "ballot": "0 a", "answers": "3", "channel": "phone"})
    assert answer["Location"] == ADDRESS + "?channel=phone"
    page = browser.get(answer["Location"]).content.decode()
    voice = Voice.objects.get()
    assert f"直前の受付番号 <strong>{voice.receipt}</strong>" in page
    assert 'value="phone" required id="id_channel_1" checked' in page or "checked" in page
    assert "autofocus" in page
    assert "きょう <strong>1件</strong>" in page


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"ballot": "99 a"}, "99番の意見は投票に出ていません"),
        ({"ballot": "x"}, "を読み取れません"),
        ({"answers": "zz"}, "キー「z」"),
        ({"channel": "fax"}, "選択"),
    ],
)
def test_nothing_typed_is_lost_on_a_mistake(data: dict[str, str], sentence: str) -> None:
    attributes()
    typed = {"text": "のこる声", "channel": "paper"} | data
    answer = cast.client("reception").post(ADDRESS, typed)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert "のこる声" in answer.content.decode()
    assert not Voice.objects.exists()


def test_an_empty_slip_is_asked_for_again() -> None:
    world.conversation()
    answer = cast.client("partner").post(ADDRESS, {"text": " ", "channel": "paper"})
    assert "声か投票のどちらか" in answer.content.decode()


def test_nothing_typed_is_lost_when_the_database_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("database is locked")

    world.conversation()
    monkeypatch.setattr(actions, "add_participants", busy)
    answer = cast.client("reception").post(ADDRESS, {"text": "のこる声", "channel": "paper"})
    assert answer.status_code == 400
    assert "のこる声" in answer.content.decode()
    assert "いま保存できませんでした" in answer.content.decode()


def test_the_last_entries_are_ones_own_newest_first_with_undo() -> None:
    for number in range(12):
        key_in(f"声{number}")
    browser = cast.client("reception")
    shown = queries.entries(cast.viewer("reception"), world.conversation())
    assert [entry.voice.text for entry in shown if entry.voice] == [f"声{n}" for n in range(11, 1, -1)]
    assert not queries.entries(cast.viewer("partner"), world.conversation())
    last = shown[0].participant
    assert browser.post(f"{ADDRESS}{last.pk}/undo/")["Location"] == ADDRESS
    page = browser.get(ADDRESS).content.decode()
    assert "取り消しました" in page
    assert cast.client("partner").post(f"{ADDRESS}{last.pk}/undo/").status_code == 404


def test_the_pace_counts_the_last_ten_minutes() -> None:
    viewer, home = cast.viewer("reception"), world.conversation()
    assert queries.pace(viewer, home, cast.NOW) == queries.Pace(0, None)
    key_in(at=cast.NOW - timedelta(minutes=30))
    assert queries.pace(viewer, home, cast.NOW) == queries.Pace(1, None)
    for seconds in (40, 30, 20, 10):
        key_in(at=cast.NOW - timedelta(seconds=seconds))
    assert queries.pace(viewer, home, cast.NOW) == queries.Pace(5, 6.0)


def test_ballots_alone_show_as_votes_and_as_undone() -> None:
    person = key_in("", ballot={world.statement().number: 1})
    (entry,) = queries.entries(cast.viewer("reception"), world.conversation())
    assert (entry.voice, entry.votes, entry.undone, entry.undoable) == (None, 1, False, True)
    actions.undo_entry(cast.viewer("reception"), person, at=cast.NOW)
    (entry,) = queries.entries(cast.viewer("reception"), world.conversation())
    assert (entry.undone, entry.undoable) == (True, False)


def test_the_strip_of_receipts_has_todays_slips_that_stand() -> None:
    browser = cast.client("reception")
    world.conversation()
    assert "まだありません" in browser.get(ADDRESS + "slips/").content.decode()
    for text in ("一枚め", "二枚め"):
        browser.post(ADDRESS, {"text": text, "channel": "paper"})
    first, second = Voice.objects.order_by("pk")
    browser.post(f"{ADDRESS}{second.participant_id}/undo/")
    page = browser.get(ADDRESS + "slips/").content.decode()
    assert first.receipt in page
    assert second.receipt not in page
