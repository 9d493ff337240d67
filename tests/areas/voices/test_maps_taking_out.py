"""What leaves voices: exports for those who may, figures that open to rows without names."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import cast
from tests.areas.voices import maps_world as world
from yoriai.web.exports import actions as exports
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.measures.registry import MEASURES, Period, cells
from yoriai.web.voices.models import Vote
from yoriai.web.voices.queries import maps_figures as queries

pytestmark = pytest.mark.django_db
YEAR = Period(cast.TODAY.replace(month=4, day=1), cast.TODAY.replace(month=12, day=31))
ALL = ["voices.voices", "voices.statements", "voices.positions", "voices.snapshot"]


def take(key: str, subject: str, file_format: str = "json") -> bytes:
    staff = cast.viewer("staff")
    made = exports.make(
        staff, export=EXPORTS[key], subject=subject, purpose="確認", file_format=file_format, at=cast.NOW
    )
    return exports.path_of(made).read_bytes()


def rows_of(key: str, subject: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(take(key, subject))["rows"]
    return found


def test_voices_leave_with_their_state_but_without_names() -> None:
    row = world.two_camps()
    world.voice(row, statement=row.statements.get(number=2), note="", text="バスを")
    world.voice(row, state="held", reason="personal", text="山田花子は")
    first, second = rows_of("voices.voices", "bus")
    assert (first["text"], first["state"], first["statement"]) == ("バスを", "公開しました", 2)
    assert second["text"] == "（個人情報があるため書き出しません）"
    assert "receipt" not in first and "participant" not in first


def test_statements_and_positions_of_a_map() -> None:
    world.snapshot(world.two_camps())
    statement = rows_of("voices.statements", "bus:1")[4]
    assert statement["statement"] == 5 and statement["agree"] > 20 and statement["disagree"] == 0
    assert statement["agree_low"] < statement["agree_share"] == 1
    positions = rows_of("voices.positions", "bus:1")
    assert len(positions) == 30 and {row["group"] for row in positions} == {"A", "B"}


def test_the_bundle_holds_what_a_repetition_needs() -> None:
    row = world.two_camps()
    found = world.snapshot(row)
    bundle = zipfile.ZipFile(io.BytesIO(take("voices.snapshot", "bus:1")))
    content = json.loads(bundle.read("snapshot.json"))
    assert content["votes_digest"] == found.votes_digest and content["seed"] == 1
    lines = list(csv.reader(io.StringIO(bundle.read("votes.csv").decode())))
    assert lines[0] == ["voter-id", "comment-id", "vote"]
    text = "".join(",".join(line) + "\n" for line in lines[1:])
    assert hashlib.sha256(text.encode()).hexdigest() == found.votes_digest


def test_votes_that_have_changed_since_are_not_passed_off_as_the_maps() -> None:
    row = world.two_camps()
    world.snapshot(row)
    Vote.objects.filter(participant__number=1).delete()
    names = zipfile.ZipFile(io.BytesIO(take("voices.snapshot", "bus:1"))).namelist()
    assert names == ["snapshot.json", "about.txt"]


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("subject", ["", "nowhere", "nowhere:1", "bus:9", "bus:x", "bus:²"])
def test_what_is_not_there_is_not_found(key: str, subject: str) -> None:
    world.empty_snapshot(world.conversation())
    url = reverse("exports_make_for", args=[key, subject]) if subject else reverse("exports_make", args=[key])
    assert cast.client("staff").get(url).status_code == 404


@pytest.mark.parametrize("key", ALL)
@pytest.mark.parametrize("name", ["reception", "supervisor", "visitor"])
def test_others_take_nothing_out(key: str, name: str) -> None:
    row = world.two_camps()
    world.empty_snapshot(row)
    subject = "bus" if key == "voices.voices" else "bus:1"
    assert EXPORTS[key].rows(cast.viewer(name), subject) is None
    if EXPORTS[key].bundle:
        assert EXPORTS[key].bundle(cast.viewer(name), subject) is None


def test_voices_leave_through_those_who_moderate_only() -> None:
    row = world.conversation()
    assert queries.voices_to_export(cast.viewer("partner"), row) is None


# --- figures ---------------------------------------------------------------------------------


def value(key: str, who: str = "supervisor", period: Period = YEAR) -> int:
    return MEASURES[key].value(cast.viewer(who), period)


def shown(key: str, who: str) -> list[list[Any]]:
    measure = MEASURES[key]
    return [cells(measure, row) for row in measure.rows(cast.viewer(who), YEAR)]


def test_voices_are_counted_by_the_way_they_came_in() -> None:
    row = world.two_camps()
    world.voice(row, channel="paper")
    world.voice(row, channel="phone", state="held", reason="attack")
    world.voice(row, channel="phone", received_at=cast.NOW - timedelta(days=400))
    assert value("voices.received") == 2
    assert value("voices.received-phone") == 1 and value("voices.received-web") == 0
    assert value("voices.decided") == 1


def test_the_supervisor_reads_no_voice_that_is_not_public() -> None:
    row = world.two_camps()
    world.voice(row, state="held", reason="attack", text="ひどい言葉")
    world.voice(row, text="まだ読まれていない")
    world.voice(row, statement=row.statements.get(number=1), text="公開された声")
    for key in ("voices.received", "voices.decided"):
        seen = str(shown(key, "supervisor"))
        assert "ひどい言葉" not in seen and "まだ読まれていない" not in seen
        assert "公開された声" in seen and "（公開していません）" in seen
    assert "ひどい言葉" in str(shown("voices.received", "staff"))


def test_votes_participants_and_conversations() -> None:
    row = world.two_camps()
    world.conversation("draft", published_at=None)
    assert value("voices.votes") == Vote.objects.count()
    assert value("voices.participants") == 30
    assert value("voices.conversations") == 1
    before = Period(cast.TODAY.replace(year=2020), cast.TODAY.replace(year=2021))
    assert [
        value(key, period=before) for key in ("voices.votes", "voices.participants", "voices.conversations")
    ] == [0, 0, 0]
    assert shown("voices.votes", "supervisor")[0][1:] == [row, 1]
    assert shown("voices.participants", "supervisor")[0][1] == row
    assert shown("voices.conversations", "supervisor")[0][0] == row.question_ja


@pytest.mark.parametrize("key", [key for key in MEASURES if key.startswith("voices.")])
def test_figures_are_nothing_to_those_who_may_not_read_them(key: str) -> None:
    row = world.two_camps()
    world.voice(row)
    assert value(key, "visitor") == 0 == value(key, "partner")
    assert all(isinstance(line, list) for line in shown(key, "director"))
