"""Polis files: in through the browser or the command line, and out again byte for byte."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from tests import cast, factories
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.voices.actions import desk_moderation, desk_scribe
from yoriai.web.voices.actions import desk_polis as actions
from yoriai.web.voices.forms import desk_polis as desk_polis_form
from yoriai.web.voices.management.commands import import_polis
from yoriai.web.voices.models import Channel, Conversation, LoadState, PolisLoad, Reason, State, Vote
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


def folder(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in FILES if (path / name).exists()}


def load(files: dict[str, bytes], slug: str = "polis") -> PolisLoad:
    """The files handed over by the director, and carried out."""
    plan = actions.Plan(slug, world.responsible(), [factories.municipality()])
    row = actions.hand_over(cast.viewer("director"), files=files, plan=plan, at=cast.NOW)
    actions.work.func(row.pk)
    row.refresh_from_db()
    return row


@pytest.mark.realdata
@pytest.mark.django_db
@pytest.mark.parametrize("name", FOLDERS)
def test_real_conversations_come_back_byte_for_byte(shared_data: Path, name: str) -> None:
    files = folder(shared_data / "polis" / name)
    start = time.process_time()
    row = load(files)
    spent = time.process_time() - start
    assert row.state == LoadState.DONE, row.problem
    assert row.conversation is not None
    bundle = queries.polis_bundle(cast.viewer("director"), "polis")
    assert bundle is not None
    assert {n: bundle[n] for n in files} == files
    content = polis_format.read(files, since=0)
    assert Vote.objects.count() == len(content.votes)
    assert spent < 15, f"{spent:.1f} CPU s"


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
    content = browser.get(ready + "fetch/").content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("votes.csv") == VOTES
        assert archive.read("comments.csv") == COMMENTS


# --- the ways in ----------------------------------------------------------------------------------


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def form(**changes: Any) -> dict[str, Any]:
    return {
        "files": [upload(name, content) for name, content in SMALL.items()],
        "slug": "polis",
        "responsible": world.responsible().pk,
        "municipalities": [factories.municipality().pk],
        "publish": "on",
    } | changes


@pytest.mark.django_db
def test_files_through_the_browser() -> None:
    browser = cast.client("staff")
    address = browser.post("/voices/desk/polis/", form())["Location"]
    page = browser.get(address).content.decode()
    assert "この対話のデスクへ" in page
    home = PolisLoad.objects.get().conversation
    assert home is not None
    assert home.published_at
    assert list(home.municipalities.all()) == [factories.municipality()]
    assert browser.get("/voices/polis/desk/").status_code == 200
    assert address in browser.get("/voices/desk/polis/").content.decode()


@pytest.mark.django_db
def test_one_zip_through_the_browser() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("polis-export/votes.csv", VOTES)
    answer = cast.client("staff").post("/voices/desk/polis/", form(files=[upload("a.zip", out.getvalue())]))
    assert answer.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"files": [upload("votes.csv", VOTES + b"1,x,0,5,7\n")]}, "votes.csv の4行目、列「vote」：「7」"),
        ({"files": [upload("photo.png", b"x")]}, "Polisのファイルがありません"),
        ({"files": []}, "Polisのファイルがありません"),
        ({"slug": "reasons"}, "このアドレスは使えません"),
        ({"slug": "bus-desk"}, "このアドレスは使えません"),
    ],
)
def test_what_cannot_be_taken_says_why_and_leaves_nothing(changes: dict[str, Any], sentence: str) -> None:
    world.conversation()
    answer = cast.client("staff").post("/voices/desk/polis/", form(**changes))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert not PolisLoad.objects.exists()


@pytest.mark.django_db
def test_files_that_are_too_large_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_polis_form, "LARGEST", 10)
    answer = cast.client("staff").post("/voices/desk/polis/", form())
    assert "ファイルが大きすぎます" in answer.content.decode()


@pytest.mark.django_db
def test_long_files_are_worked_on_by_a_task_whose_page_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setattr(actions, "LONG", 2)
    queued: list[int] = []
    monkeypatch.setattr(type(actions.work), "enqueue", lambda _task, pk: queued.append(pk))
    browser = cast.client("staff")
    with django_capture_on_commit_callbacks(execute=True):
        address = browser.post("/voices/desk/polis/", form())["Location"]
    row = PolisLoad.objects.get()
    assert queued == [row.pk]
    assert "順番を待っています" in browser.get(address).content.decode()
    fragment = browser.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<progress" in fragment
    assert "<html" not in fragment
    for _ in range(2):
        actions.work.func(row.pk)
    row.refresh_from_db()
    assert (row.state, row.progress) == (LoadState.DONE, 100)
    assert Conversation.objects.filter(slug="polis").count() == 1


@pytest.mark.django_db
def test_a_long_file_that_is_broken_says_so_on_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LONG", 2)
    row = load({"votes.csv": VOTES + b"1,x,0,5,7\n"})
    assert row.state == LoadState.FAILED
    page = cast.client("staff").get(f"/voices/desk/polis/{row.pk}/").content.decode()
    assert "votes.csv の4行目、列「vote」：「7」" in page
    assert not Conversation.objects.exists()


@pytest.mark.django_db
def test_an_address_that_was_taken_meanwhile_fails_and_writes_nothing() -> None:
    world.conversation("polis")
    row = load(SMALL)
    assert row.state == LoadState.FAILED
    assert "もう使われています" in row.problem
    assert not Vote.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["reception", "partner", "supervisor", "visitor"])
def test_who_does_not_manage_hands_nothing_over(name: str) -> None:
    plan = actions.Plan("polis", world.responsible())
    with pytest.raises(PermissionDenied):
        actions.hand_over(cast.viewer(name), files=SMALL, plan=plan, at=cast.NOW)


# --- the command line -------------------------------------------------------------------------------


def folder_of(path: Path, found: dict[str, bytes], name: str = "My talk.2017") -> Path:
    home = path / name
    home.mkdir()
    for file, content in found.items():
        (home / file).write_bytes(content)
    return home


@pytest.mark.django_db
def test_the_command_loads_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    world.responsible()
    town = factories.municipality()
    home = folder_of(tmp_path, SMALL, "Bus talk.2017")
    call_command("import_polis", str(home), "--municipality", town.pk, "--publish")
    row = Conversation.objects.get(slug="bus-talk")
    assert row.published_at
    assert list(row.municipalities.all()) == [town]
    assert "意見 3件、参加者 3人（/voices/bus-talk/desk/）" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_takes_a_zip_and_a_chosen_person(tmp_path: Path) -> None:
    world.responsible()
    other = world.responsible(family_name="小野")
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("votes.csv", VOTES)
    call_command("import_polis", str(file), "--responsible", str(other.pk), "--slug", "z")
    assert Conversation.objects.get(slug="z").responsible == other


@pytest.mark.django_db
def test_the_command_says_in_one_line_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = folder_of(tmp_path, SMALL, "good")
    bad = folder_of(tmp_path, {"votes.csv": VOTES + b"1,x,0,5,7\n"}, "bad")

    def refused(*arguments: str) -> str:
        with pytest.raises(CommandError) as problem:
            call_command("import_polis", *arguments)
        return str(problem.value)

    assert "責任者になる人が台帳にいません" in refused(str(good))
    world.conversation("good")
    assert "アドレス「good」は使えません" in refused(str(good))
    assert "アドレス「」は使えません" in refused(str(good), "--slug", "声")
    assert "がありません" in refused(str(tmp_path / "nowhere"), "--slug", "a")
    assert "市町村コード 99999" in refused(str(good), "--slug", "a", "--municipality", "99999")
    assert "votes.csv の4行目、列「vote」" in refused(str(bad))
    monkeypatch.setattr(actions, "LONG", 2)
    assert "votes.csv の4行目、列「vote」" in refused(str(bad), "--slug", "b")
    monkeypatch.setattr(import_polis, "LARGEST", 1)
    assert "大きすぎます" in refused(str(good), "--slug", "a")
