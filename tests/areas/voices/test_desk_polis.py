"""Polis files: in through the browser or the command line, and out again byte for byte."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import cast, factories
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.voices.actions import desk_moderation, desk_scribe
from yoriai.web.voices.actions import desk_polis as actions
from yoriai.web.voices.models import (
    Channel,
    LoadState,
    PolisLoad,
    Reason,
    State,
    Vote,
)
from yoriai.web.voices.queries import desk_polis as queries
from yoriai.web.voices.rules import polis_format
from yoriai.web.voices.rules.polis_format import FILES

FOLDERS = [
    "15-per-hour-seattle",
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.ubi",
    "vtaiwan.uberx",
]


class Counted:
    """How often the database is asked: rows go in by the thousand, however large the conversation is."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, execute: Callable[..., Any], *how: Any) -> Any:
        self.times += 1
        return execute(*how)


def folder(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in FILES if (path / name).exists()}


def load(files: dict[str, bytes], slug: str = "polis") -> PolisLoad:
    """The files handed over by the director, and carried out."""
    plan = actions.Plan(slug, world.responsible(), [factories.municipality()])
    row = actions.hand_over(cast.viewer("director"), files=files, plan=plan, at=cast.NOW)
    actions.work.func(row.pk)
    row.refresh_from_db()
    return row


@pytest.mark.no_cover
@pytest.mark.realdata
@pytest.mark.django_db
@pytest.mark.parametrize("name", FOLDERS)
def test_real_conversations_come_back_byte_for_byte(shared_data: Path, name: str) -> None:
    files = folder(shared_data / "polis" / name)
    with connection.execute_wrapper(asked := Counted()):
        row = load(files)
    assert row.state == LoadState.DONE, row.problem
    assert row.conversation is not None
    bundle = queries.polis_bundle(cast.viewer("director"), "polis")
    assert bundle is not None
    assert {n: bundle[n] for n in files} == files
    content = polis_format.read(files, since=0)
    assert Vote.objects.count() == len(content.votes)
    rows = len(content.votes) + len(content.statements) + row.conversation.participants.count()
    assert asked.times < 100 + rows / 1000, f"{asked.times} questions to the database for {rows} rows"


VOTES = b"timestamp,datetime,comment-id,voter-id,vote\n1500232652930,x,0,5,1\n1500232652931,x,1,7,-1\n"
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1500232651000,x,0,5,1,0,1,夜のバス\n1500232651001,x,1,9,0,1,-1,宣伝\n1500232651002,x,2,9,0,0,0, \n"
).encode()
SMALL = {"votes.csv": VOTES, "comments.csv": COMMENTS}


# --- what the files become ------------------------------------------------------------------------


@pytest.mark.django_db
def test_files_become_a_draft_with_people_statements_voices_and_votes() -> None:
    home = load(SMALL).conversation
    assert home is not None
    assert (home.published_at, home.question_ja) == (None, "Polisの対話（polis）")
    assert home.responsible.family_name == "三宅"
    assert list(home.participants.values_list("number", "external_id")) == [(5, "5"), (7, "7"), (9, "9")]
    assert list(home.statements.values_list("number", "shown")) == [(0, True), (1, False), (2, True)]
    voices = list(home.voices.order_by("pk").values_list("text", "channel", "state", "reason"))
    assert voices == [
        ("夜のバス", "polis", State.ACCEPTED, Reason.FITS),
        ("宣伝", "polis", State.HELD, Reason.ELSEWHERE),
    ]
    assert list(Vote.objects.order_by("pk").values_list("statement__number", "value")) == [(0, 1), (1, -1)]
    facts = Event.objects.get(verb="voices.load_polis").facts
    assert facts == {"statements": 3, "people": 3, "casts": 2}


@pytest.mark.django_db
def test_a_conversation_in_which_nobody_has_voted_yet_is_loaded_too() -> None:
    row = load(SMALL | {"votes.csv": VOTES.splitlines(keepends=True)[0]})
    assert row.state == LoadState.DONE, row.problem
    assert row.conversation and row.conversation.statements.count() == 3
    assert not Vote.objects.exists()


@pytest.mark.django_db
def test_groups_and_names_that_are_no_numbers_are_kept() -> None:
    matrix = b"participant,group-id,0\nanna,2,1\n07,,0\n"
    home = load({"participants-votes.csv": matrix}).conversation
    assert home is not None
    rows = home.participants.order_by("number").values_list("number", "external_id", "external_group")
    assert list(rows) == [(0, "07", ""), (1, "anna", "2")]
    bundle = queries.polis_bundle(cast.viewer("director"), "polis")
    assert bundle is not None
    assert bundle["participants-votes.csv"] == matrix


@pytest.mark.django_db
def test_what_happens_here_afterwards_goes_out_with_the_rest() -> None:
    home = load(SMALL).conversation
    assert home is not None
    staff = cast.viewer("staff")
    ballot = {0: 1, 2: -1}
    person = desk_scribe.key_in(
        staff, home, text="", channel=Channel.PAPER, answers={}, ballot=ballot, at=cast.NOW
    )
    undone = desk_scribe.key_in(
        staff, home, text="", channel=Channel.PAPER, answers={}, ballot={0: -1}, at=cast.NOW
    )
    desk_scribe.undo_entry(staff, undone, at=cast.NOW)
    desk_moderation.set_shown(staff, home.statements.get(number=0), shown=False, at=cast.NOW)
    bundle = queries.polis_bundle(cast.viewer("director"), "polis")
    assert bundle is not None
    now = "1790848800000,Thu Oct 01 19:00:00 JST 2026"
    assert person.number == 10
    assert bundle["votes.csv"].decode() == VOTES.decode() + f"{now},0,10,1\n{now},2,10,-1\n"
    changed = COMMENTS.decode().replace("0,5,1,0,1,夜", "0,5,2,0,-1,夜").replace("2,9,0,0,0", "2,9,0,1,0")
    assert bundle["comments.csv"].decode() == changed
    again = polis_format.read(bundle, since=0)
    assert again.votes == {("5", 0): 1, ("7", 1): -1, ("10", 0): 1, ("10", 2): -1}
    assert set(bundle) == set(FILES)


@pytest.mark.django_db
def test_a_conversation_born_here_goes_out_and_comes_back() -> None:
    home = world.conversation()
    author = world.participant()
    voice = world.waiting_voice("夜のバス", participant=author)
    wording = desk_moderation.Wording("夜のバスを増やす")
    desk_moderation.accept(cast.viewer("staff"), voice, wording=wording, seen=1, at=cast.NOW)
    desk_scribe.key_in(
        cast.viewer("staff"), home, text="", channel=Channel.PAPER, answers={}, ballot={0: 1}, at=cast.NOW
    )
    bundle = queries.polis_bundle(cast.viewer("staff"), "bus-desk")
    assert bundle is not None
    content = polis_format.read(bundle, since=0)
    assert [(row.text, row.author, row.moderated) for row in content.statements.values()] == [
        ("夜のバスを増やす", "0", "1")
    ]
    assert content.votes == {("1", 0): 1}
    twin = load(bundle, slug="twin").conversation
    assert twin is not None
    assert twin.question_ja == home.question_ja
    copied = queries.polis_bundle(cast.viewer("staff"), "twin")
    assert copied == bundle


@pytest.mark.django_db
def test_the_bundle_leaves_through_the_one_door_only() -> None:
    load(SMALL)
    export = EXPORTS["voices.polis"]
    assert export.bundle is not None
    for name in ("reception", "partner", "visitor"):
        assert export.rows(cast.viewer(name), "polis") is None
        assert export.bundle(cast.viewer(name), "polis") is None
    assert export.rows(cast.viewer("staff"), "nowhere") is None
    browser = cast.client("staff")
    data = {"purpose": "検証のため", "file_format": "csv"}
    ready = browser.post("/exports/make/voices.polis/polis/", data)["Location"]
    content = browser.get(ready + "fetch/").getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("votes.csv") == VOTES
        assert archive.read("comments.csv") == COMMENTS
