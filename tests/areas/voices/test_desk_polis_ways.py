"""The ways in for Polis files: the browser, the task for long ones, the command line."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import cast, factories
from tests.areas.voices import desk_world as world
from tests.areas.voices.test_desk_polis import SMALL, VOTES, load
from yoriai.web.voices.actions import desk_polis as actions
from yoriai.web.voices.forms import desk_polis as desk_polis_form
from yoriai.web.voices.management.commands import import_polis
from yoriai.web.voices.models import (
    Conversation,
    LoadState,
    Participant,
    PolisLoad,
    Voice,
    Vote,
)
from yoriai.web.voices.rules import desk as rules

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
    assert "この場の仕事場へ" in page
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
def test_nothing_is_kept_of_a_load_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def power_cut(*_args: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(actions, "_votes", power_cut)
    with pytest.raises(RuntimeError):
        load(SMALL)
    row = PolisLoad.objects.get()
    assert (row.state, row.conversation) == (LoadState.FAILED, None)
    assert "何も書き込んでいません" in row.problem
    assert not (Conversation.objects.exists() or Voice.objects.exists() or Participant.objects.exists())


@pytest.mark.django_db
def test_a_load_whose_worker_died_says_so_after_a_while() -> None:
    row = PolisLoad.objects.create(slug="a", state=LoadState.RUNNING, requested_at=cast.NOW)
    soon, late = cast.NOW + timedelta(minutes=29), cast.NOW + timedelta(minutes=31)
    assert (rules.has_stopped(row, soon), rules.has_stopped(row, late)) == (False, True)
    page = cast.client("staff").get(f"/voices/desk/polis/{row.pk}/").content.decode()
    assert ("作業が止まったようです" in page) == rules.has_stopped(row, timezone.now())


@pytest.mark.django_db
def test_who_answers_for_it_is_named_in_full_before_it_is_public() -> None:
    half = world.responsible(given_name="")
    answer = cast.client("staff").post("/voices/desk/polis/", form(responsible=half.pk))
    assert "姓と名のそろった人" in answer.content.decode()


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
