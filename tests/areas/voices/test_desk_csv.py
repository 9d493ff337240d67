"""Tables of voices: every encoding, every broken row named, nothing saved before it is confirmed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast
from tests.areas.voices import desk_world as world
from yoriai.web.audit.models import Event
from yoriai.web.exports.rules import neutral
from yoriai.web.voices.actions import desk_conversations, desk_moderation
from yoriai.web.voices.actions import desk_csv as actions
from yoriai.web.voices.models import ImportState, Participant, Reason, State, Voice, VoiceImport, VoiceStep
from yoriai.web.voices.queries import desk_csv as queries
from yoriai.web.voices.rules import presets, voices_csv
from yoriai.web.voices.rules.voices_csv import Asked, Columns

pytestmark = pytest.mark.django_db
TABLE = (
    "番号,声,受付日時,この地域との関わり\n"
    "7,夜のバス,2026-09-30 18:05,住んでいる\n7,屋根,2026/9/30,\n8,髙﨑の道,,visit\n"
)
ADDRESS = "/voices/bus-desk/desk/csv/"


def read_table(content: bytes = TABLE.encode(), name: str = "声.csv") -> VoiceImport:
    staff, home = cast.viewer("staff"), world.conversation()
    desk_conversations.ask(staff, home, presets.TIE, at=cast.NOW)
    return actions.read_table(staff, home, file_name=name, content=content, at=cast.NOW)


def take(table: VoiceImport, *, known_too: bool = False) -> int:
    return actions.import_table(cast.viewer("staff"), table, known_too=known_too, at=cast.NOW)


# --- reading ------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_encoding_reads_the_same(encoding: str, line_end: str) -> None:
    table = read_table(TABLE.replace("\n", line_end).encode(encoding))
    preview = queries.preview(table)
    assert [row.found.text for row in preview.rows] == ["夜のバス", "屋根", "髙﨑の道"]
    assert not preview.broken
    assert not Voice.objects.exists()


def test_tabs_part_cells_too() -> None:
    preview = queries.preview(read_table("声\t番号\n夜のバス、朝のバス\t7\n".encode()))
    assert [(row.found.text, row.found.person) for row in preview.rows] == [("夜のバス、朝のバス", "7")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "中身がありません"),
        (b" \r\n\n", "中身がありません"),
        (b",,\n ,\n", "中身がありません"),
        (b"\x81\xff\xfe\x00", "文字を読み取れません"),
        (b"a\0b", "文字を読み取れません"),
        ('声\n"夜のバス\n'.encode(), "2行目：引用符"),
        ('声\n"夜"のバス\n'.encode(), "2行目：引用符"),
        (b"x" * (voices_csv.LARGEST + 1), "大きすぎます"),
        (b"a\n" * (voices_csv.MOST_ROWS + 2), "行が多すぎます"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, sentence: str) -> None:
    world.conversation()
    upload = SimpleUploadedFile("声.csv", content or b"")
    answer = cast.client("staff").post(ADDRESS, {"file": upload})
    assert answer.status_code == 400
    if content:
        assert sentence in answer.content.decode()
    with pytest.raises(voices_csv.Unreadable, match=sentence):
        read_table(content)
    assert not VoiceImport.objects.exists()


def test_broken_rows_are_named_by_line_and_column() -> None:
    content = (
        "番号,声,受付日時,この地域との関わり\n"
        "1,,2026-09-30,\n"
        '2,"二行に\nわたる",いつか,\n'
        "3,多い,2026-09-30,,あまり\n"
        "4,月から,2026-09-30,月\n"
        f"5,{'長' * 1001},,\n"
        "6,よい,,\n"
    )
    preview = queries.preview(read_table(content.encode()))
    assert [(row.row, row.column, row.message[:20]) for row in preview.broken] == [
        (2, "声", "声が空です。"),
        (3, "受付日時", "「いつか」を日時として読み取れません。2"[:20]),
        (5, "", "欄が5個あります。ほかの行と同じ4個にし"[:20]),
        (6, "この地域との関わり", "「月」は「この地域との関わり」の選択肢に"[:20]),
        (7, "声", "声が1001字あります。1000字までに"[:20]),
    ]
    assert [row.found.row for row in preview.rows] == [8]
    page = cast.client("staff").get(f"{ADDRESS}{VoiceImport.objects.get().pk}/").content.decode()
    assert "3行目、列「受付日時」：「いつか」を日時として読み取れません。" in page


def test_a_table_without_header_takes_the_longest_column() -> None:
    table = read_table("1,夜のバスがほしい\n2,屋根\n".encode())
    preview = queries.preview(table)
    assert preview.names == ["1列目", "2列目"]
    assert [row.found.text for row in preview.rows] == ["夜のバスがほしい", "屋根"]
    broken = queries.preview(read_table("1,夜のバスがほしい\n2,\n".encode())).broken
    assert [row.column for row in broken] == ["2列目"]


def test_columns_can_be_matched_by_hand() -> None:
    table = read_table("a,b\nx,夜のバス\ny,屋根\n".encode())
    browser = cast.client("staff")
    answer = browser.post(f"{ADDRESS}{table.pk}/", {"text": "1", "header": "on", "person": "0"})
    assert answer.status_code == 302
    table.refresh_from_db()
    assert queries.columns_of(table) == Columns(text=1, header=True, person=0)
    rows = queries.preview(table).rows
    assert [(row.found.text, row.found.person) for row in rows] == [("夜のバス", "x"), ("屋根", "y")]
    assert browser.post(f"{ADDRESS}{table.pk}/", {"text": "9"}).status_code == 400


def test_duplicates_are_marked_and_known_texts_left_out() -> None:
    world.waiting_voice("夜のバス")
    table = read_table("声\n夜のバス。\n屋根\n屋根!\n".encode())
    preview = queries.preview(table)
    assert [(row.known, row.found.twin) for row in preview.rows] == [(True, None), (False, None), (False, 3)]
    page = cast.client("staff").get(f"{ADDRESS}{table.pk}/").content.decode()
    assert "すでにあります" in page
    assert "3行目と同じ文" in page
    assert take(table) == 2
    assert take(read_table("声\n夜のバス\n".encode()), known_too=True) == 1


@given(st.lists(st.text(max_size=30).filter(lambda text: text.strip()), min_size=1, max_size=8))
@settings(derandomize=True, deadline=None)
def test_what_our_own_export_wrote_reads_back(texts: list[str]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([["声"], *[[neutral(text)] for text in texts]])
    if "\0" in out.getvalue() or any("\ud800" <= sign <= "\udfff" for sign in out.getvalue()):
        return
    rows = voices_csv.lines(voices_csv.decoded(out.getvalue().encode("utf-8-sig")))
    found, broken = voices_csv.read(rows, Columns(text=0, header=True), [])
    assert not broken
    assert [row.text for row in found] == [text.strip() for text in texts]


@given(st.binary(max_size=200))
@settings(derandomize=True, deadline=None)
def test_garbage_is_read_or_refused_never_broken(content: bytes) -> None:
    asked = [Asked("tie", "関わり", {"live": "live"})]
    try:
        rows = voices_csv.lines(voices_csv.decoded(content))
        voices_csv.read(rows, voices_csv.guessed(rows, asked), asked)
    except voices_csv.Unreadable as problem:
        assert str(problem)


# --- taking and taking back ----------------------------------------------------------------------


def test_taking_is_one_deed_with_people_answers_and_times() -> None:
    table = read_table()
    assert take(table) == 3
    voices = list(Voice.objects.order_by("pk"))
    assert {voice.channel for voice in voices} == {"csv"}
    assert {voice.state for voice in voices} == {State.WAITING}
    assert all(voice.batch == table and voice.steps.count() == 1 for voice in voices)
    assert voices[0].participant == voices[1].participant != voices[2].participant
    assert voices[0].received_at.isoformat() == "2026-09-30T09:05:00+00:00"
    assert voices[2].received_at == cast.NOW
    told = {row.value for row in Participant.objects.get(pk=voices[0].participant_id).declared.all()}
    assert told == {"live"}
    assert Event.objects.get(verb="voices.import_table").facts == {"voices": 3, "broken": 0}
    table.refresh_from_db()
    assert (table.state, table.done_at) == (ImportState.DONE, cast.NOW)


def test_a_table_is_taken_once_only() -> None:
    table = read_table()
    take(table)
    with pytest.raises(actions.NotInPreview):
        take(table)
    with pytest.raises(actions.NotInPreview):
        actions.match_columns(cast.viewer("staff"), table, columns=Columns(text=0, header=True), at=cast.NOW)
    browser = cast.client("staff")
    for path, data in [("confirm/", {}), ("", {"text": "0"})]:
        page = browser.post(f"{ADDRESS}{table.pk}/{path}", data, follow=True).content.decode()
        assert "もう取り込まれています" in page
    assert Voice.objects.count() == 3


def test_nothing_is_kept_of_a_taking_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_table()

    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(actions.audit, "record", fail)
    with pytest.raises(RuntimeError):
        take(table)
    assert (Voice.objects.count(), VoiceStep.objects.count(), Participant.objects.count()) == (0, 0, 0)
    table.refresh_from_db()
    assert table.state == ImportState.PREVIEW


def test_a_whole_table_is_taken_back_while_all_wait() -> None:
    table = read_table()
    take(table)
    actions.undo_import(cast.viewer("staff"), table, at=cast.NOW + timedelta(hours=1))
    voices = Voice.objects.all()
    assert {(voice.state, voice.reason) for voice in voices} == {(State.HELD, Reason.ENTRY_UNDONE)}
    assert all(voice.steps.count() == 2 for voice in voices)
    with pytest.raises(actions.NotUndoable):
        actions.undo_import(cast.viewer("staff"), table, at=cast.NOW)
    again = read_table()
    assert queries.preview(again).known == 0


def test_a_table_with_a_decided_voice_is_not_taken_back() -> None:
    table = read_table()
    take(table)
    wording = desk_moderation.Wording("夜のバス")
    first = Voice.objects.order_by("pk")[0]
    desk_moderation.accept(cast.viewer("staff"), first, wording=wording, seen=1, at=cast.NOW)
    with pytest.raises(actions.NotUndoable):
        actions.undo_import(cast.viewer("staff"), table, at=cast.NOW)
    browser = cast.client("staff")
    page = browser.post(f"{ADDRESS}{table.pk}/undo/", follow=True).content.decode()
    assert "もう確認した声がある" in page


def test_through_the_browser_from_file_to_undo() -> None:
    world.conversation()
    browser = cast.client("staff")
    answer = browser.post(ADDRESS, {"file": SimpleUploadedFile("意見.csv", TABLE.encode("cp932"))})
    address = answer["Location"]
    assert "取り込める声 3件" in browser.get(address).content.decode()
    assert not Voice.objects.exists()
    assert "3件の声を取り込みました" in browser.post(address + "confirm/", follow=True).content.decode()
    assert "この取り込みを取り消す" in browser.get(address).content.decode()
    assert "取り込みを取り消しました" in browser.post(address + "undo/", follow=True).content.decode()
    assert "意見.csv" in browser.get(ADDRESS).content.decode()


def test_a_table_of_another_conversation_is_out_of_sight() -> None:
    table = read_table()
    world.conversation("other", responsible=world.responsible())
    assert cast.client("staff").get(f"/voices/other/desk/csv/{table.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["reception", "partner", "supervisor", "visitor"])
def test_who_does_not_manage_takes_nothing(name: str) -> None:
    table = read_table()
    viewer = cast.viewer(name)
    columns = Columns(text=0, header=True)
    for deed in (
        lambda: actions.read_table(viewer, table.conversation, file_name="x", content=b"a", at=cast.NOW),
        lambda: actions.match_columns(viewer, table, columns=columns, at=cast.NOW),
        lambda: actions.import_table(viewer, table, known_too=True, at=cast.NOW),
        lambda: actions.undo_import(viewer, table, at=cast.NOW),
    ):
        with pytest.raises(PermissionDenied):
            deed()
