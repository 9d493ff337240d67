"""Downloads: for one person, one purpose, one hour; and a cell stays data."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import cast, factories
from tests.files import fetched, written
from yoriai.web.accounts.models import Assignment
from yoriai.web.accounts.rules import Viewer
from yoriai.web.audit.models import Event
from yoriai.web.exports import actions, queries, registry, rules, writers
from yoriai.web.exports.models import Download
from yoriai.web.exports.registry import EXPORTS, Column, Export
from yoriai.web.register.models import Organisation

pytestmark = pytest.mark.django_db
STAMP = writers.Stamp(who="director@example.jp", purpose="運営会議の資料", at=cast.NOW)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1＋1", "＋1", "－1", "＠x", "'=1"]
ORGANISATIONS = "register.organisations"


def made(name: str = "director", file_format: str = "csv", subject: str = "") -> Download:
    return actions.make(
        cast.viewer(name),
        export=EXPORTS[ORGANISATIONS],
        subject=subject,
        purpose="運営会議の資料",
        file_format=file_format,
        at=cast.NOW,
    )


def table(content: bytes) -> list[list[str]]:
    """The rows of a CSV file, without the stamp."""
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return rows[: rows.index([])]


# --- cells -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_becomes_text_and_comes_back(text: str) -> None:
    assert rules.neutral(text) == "'" + text
    assert rules.restored(rules.neutral(text)) == text


@pytest.mark.parametrize("value", ["声", "", " =1", "1-1", 12, -3, 1.5, None])
def test_everything_else_stays_as_it_is(value: object) -> None:
    assert rules.neutral(value) == value


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.text())
def test_any_text_comes_back_as_it_left(text: str) -> None:
    assert rules.restored(rules.neutral(text)) == text
    assert not str(rules.neutral(text)).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))


@settings(derandomize=True, deadline=None, max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1))
def test_a_csv_file_comes_back_as_it_left(texts: list[str]) -> None:
    content = written(writers.write_csv, ["欄"], [[text] for text in texts], STAMP)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [rules.restored(row[0]) if row else "" for row in rows[1 : len(texts) + 1]] == texts


def test_a_workbook_holds_no_formula() -> None:
    rows = [[text, 5, None, True] for text in FORMULAS]
    book = openpyxl.load_workbook(
        io.BytesIO(written(writers.write_xlsx, ["＝欄", "数", "空", "印"], rows, STAMP))
    )
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    table_sheet = book["表"]
    assert [table_sheet.cell(1, 1).value, table_sheet.cell(2, 2).value] == ["'＝欄", 5]
    assert [table_sheet.cell(2, 3).value, table_sheet.cell(2, 4).value] == [None, "はい"]


def test_cells_are_written_plainly() -> None:
    row = [
        True,
        False,
        None,
        date(2026, 4, 1),
        datetime(2026, 4, 1, 9, tzinfo=UTC),
        3,
        1.5,
        Organisation(name="会"),
    ]
    content = written(writers.write_csv, ["a"] * 8, [row], STAMP)
    assert table(content)[1] == [
        "はい", "いいえ", "", "2026-04-01", "2026-04-01T09:00:00+00:00", "3", "1.5", "会",
    ]  # fmt: skip


def test_the_same_table_gives_the_same_bytes() -> None:
    for write in (writers.write_csv, writers.write_xlsx, writers.write_json):
        assert written(write, ["a"], [["声"]], STAMP) == written(write, ["a"], [["声"]], STAMP)
    files = [("a.csv", b"1")]
    assert written(writers.write_zip, files, STAMP) == written(writers.write_zip, files, STAMP)


# --- who, for what, how long -----------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
def test_every_file_says_who_took_it_out_and_why(file_format: str) -> None:
    factories.organisation(name="＝水辺の会", kana="みずべのかい")
    download = made(file_format=file_format)
    content = fetched(cast.viewer("director"), download)
    if file_format == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content))["この表について"]
        text = str([[cell.value for cell in row] for row in sheet.iter_rows()])
    else:
        text = content.decode("utf-8-sig")
    assert "director@example.jp" in text and "運営会議の資料" in text and "2026-10-01" in text
    assert download.file_name == f"register.organisations-20261001-1000.{file_format}"
    assert (download.rows, len(download.sha256), str(download)) == (1, 64, f"download {download.pk}")


def test_a_table_for_excel_and_one_for_programs() -> None:
    factories.organisation(name="＝水辺の会", kana="みずべのかい")
    rows = table(actions.path_of(made()).read_bytes())
    assert rows[0][:4] == ["番号", "団体名", "よみ", "セクター"]
    assert rows[1][1:4] == ["'＝水辺の会", "みずべのかい", "市民"]
    content = json.loads(actions.path_of(made(file_format="json")).read_bytes())
    assert content["rows"][0]["name"] == "＝水辺の会"
    assert content["about"]["使いみち"] == "運営会議の資料"


def test_a_bundle_is_a_zip_with_a_note() -> None:
    bundle = Export("test.bundle", "ふたつ", rows=lambda *_: [], bundle=_bundle)
    ask = {"purpose": "点検", "file_format": "csv", "at": cast.NOW}
    download = actions.make(cast.viewer("staff"), export=bundle, subject="x", **ask)
    with zipfile.ZipFile(actions.path_of(download)) as archive:
        assert sorted(archive.namelist()) == ["a.csv", "about.txt", "b.csv"]
        assert "staff@example.jp" in archive.read("about.txt").decode("utf-8-sig")
    assert (download.format, download.rows) == ("zip", 2)
    with pytest.raises(LookupError):
        actions.make(cast.viewer("staff"), export=bundle, subject="", **ask)


def _bundle(_viewer: Viewer, subject: str) -> dict[str, bytes] | None:
    return {"a.csv": b"1", "b.csv": b"2"} if subject else None


def test_what_is_out_of_sight_cannot_be_taken() -> None:
    export = replace(EXPORTS[ORGANISATIONS], rows=lambda *_: None)
    with pytest.raises(LookupError):
        actions.make(
            cast.viewer("staff"), export=export, subject="", purpose="点検", file_format="csv", at=cast.NOW
        )
    assert not Download.objects.exists()


@pytest.mark.parametrize(
    "name", ["reception", "partner", "supervisor", "member", "citizen", "leaver", "visitor"]
)
def test_who_may_not_export_gets_nothing(name: str) -> None:
    with pytest.raises(PermissionDenied):
        made(name)
    assert not Download.objects.exists() and not Event.objects.exists()


def test_only_who_made_it_fetches_it() -> None:
    download = made("staff")
    for name in cast.NAMES:
        if name != "staff":
            with pytest.raises(PermissionDenied):
                fetched(cast.viewer(name), download)
    assert fetched(cast.viewer("staff"), download)


def test_a_file_lives_for_an_hour() -> None:
    download, staff = made("staff"), cast.viewer("staff")
    last = cast.NOW + timedelta(minutes=59, seconds=59)
    assert fetched(staff, download, last)
    with pytest.raises(PermissionDenied):
        fetched(staff, download, cast.NOW + timedelta(hours=1))


def test_who_lost_the_role_loses_the_file() -> None:
    download = made("staff")
    Assignment.objects.filter(user=cast.make_user("staff")).update(until=date(2026, 9, 30))
    with pytest.raises(PermissionDenied):
        fetched(cast.viewer("staff"), download)


def test_making_and_fetching_are_recorded_with_count() -> None:
    factories.organisation()
    download = made("staff")
    fetched(cast.viewer("staff"), download)
    first, second = Event.objects.order_by("pk")
    assert first.facts == {"export": ORGANISATIONS, "rows": 1}  # no free text: the chain cannot be changed
    assert (first.verb, second.verb) == ("exports.make", "exports.fetch")


def test_a_purpose_must_be_given_even_in_the_database() -> None:
    download = made("staff")
    sql = "UPDATE exports_download SET purpose = '' WHERE id = %s"
    key = download.pk if connection.vendor == "postgresql" else download.pk.hex
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [key])


def test_one_sees_ones_own_downloads_and_the_director_all() -> None:
    made("staff")
    made("lead")
    assert [row.user.email for row in queries.visible_to(cast.viewer("staff"))] == ["staff@example.jp"]
    assert queries.visible_to(cast.viewer("director")).count() == 2
    assert not queries.visible_to(cast.viewer("visitor"))


# --- the registry ----------------------------------------------------------------------------


def test_a_key_stands_for_one_export() -> None:
    registry.register([EXPORTS[ORGANISATIONS]])
    with pytest.raises(ValueError, match="twice"):
        registry.register([Export(ORGANISATIONS, "べつのもの", rows=_nothing)])


def _nothing(_viewer: Viewer, _subject: str) -> Iterable[object] | None:
    return None


def test_what_can_be_started_depends_on_who_asks() -> None:
    assert EXPORTS[ORGANISATIONS] in registry.startable(cast.viewer("staff"))
    assert EXPORTS[ORGANISATIONS] not in registry.startable(cast.viewer("supervisor"))
    assert all(column.key and isinstance(column, Column) for column in EXPORTS[ORGANISATIONS].columns)


# --- pages -----------------------------------------------------------------------------------


def test_from_purpose_to_file_on_the_pages(data_folder: Path) -> None:
    factories.organisation()
    browser = cast.client("staff")
    address = f"/exports/make/{ORGANISATIONS}/"
    assert "使いみち" in browser.get(address).content.decode()
    answer = browser.post(address, {"purpose": "", "file_format": "csv"})
    assert answer.status_code == 400 and "ここは空にできません" in answer.content.decode()
    answer = browser.post(address, {"purpose": "運営会議の資料"})
    page = browser.get(answer["Location"]).content.decode()
    assert "運営会議の資料" in page and "1件" in page
    download = Download.objects.get()
    file = browser.get(f"/exports/files/{download.pk}/fetch/")
    assert file["Content-Disposition"] == f'attachment; filename="{download.file_name}"'
    assert file["Content-Type"] == "application/octet-stream"
    assert table(file.getvalue())[1][1] == "高梁川流域の会"
    assert "受け取る" in browser.get("/exports/").content.decode()
    (data_folder / "exports" / str(download.pk)).unlink()
    assert browser.get(f"/exports/files/{download.pk}/fetch/").status_code == 404


def test_an_address_of_somebody_elses_file_is_not_found() -> None:
    download = factories.download("staff")
    for name in ("director", "lead", "visitor"):
        for end in ("", "fetch/"):
            assert cast.client(name).get(f"/exports/files/{download.pk}/{end}").status_code == 404
    assert cast.client("staff").get(f"/exports/files/{download.pk}/").status_code == 200


def test_what_is_out_of_sight_is_not_found() -> None:
    browser = cast.client("staff")
    assert browser.get("/exports/make/no.such/").status_code == 404
    assert browser.get("/exports/make/measures.register.organisations/nonsense/").status_code == 404
