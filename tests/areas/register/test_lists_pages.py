"""The pages of an import as staff use them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import cast, factories
from tests.areas.register import lists_world as world
from tests.files import written
from yoriai.web.accounts.roles import Right
from yoriai.web.accounts.rules import Viewer
from yoriai.web.exports.registry import EXPORTS
from yoriai.web.exports.writers import Stamp, write_csv
from yoriai.web.register.actions import lists_reading
from yoriai.web.register.models import ImportRun, Organisation, Person, Sight
from yoriai.web.register.queries import lists_preview
from yoriai.web.register.queries import rosters as queries
from yoriai.web.register.rules.rosters import stages

pytestmark = pytest.mark.django_db
NEW = "/register/imports/lists/new/"


def upload(browser: Client, content: bytes, name: str = "名簿.xlsx") -> Any:
    return browser.post(NEW, {"file": SimpleUploadedFile(name, content)})


def text(browser: Client, address: str) -> str:
    answer = browser.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def matched(columns: list[str], **more: str) -> dict[str, str]:
    data = {f"s0-c{place}": key for place, key in enumerate(columns)}
    return {"s0-take": "on", "s0-header": "1", "role": "member"} | data | more


def test_from_the_file_to_the_register_and_back() -> None:
    browser = cast.client("lead")
    answer = upload(browser, world.book([world.HEADER, world.SUMIE]))
    run = ImportRun.objects.get()
    base = f"/register/imports/lists/{run.pk}/"
    assert answer.headers["Location"] == f"{base}columns/"
    page = text(browser, base)
    assert "ﾀｶｻｷ ｽﾐｴ" in page and "電話（個人）" in page
    answer = browser.post(f"{base}columns/", matched(run.options["sheets"][0]["columns"]))
    page = text(browser, answer.headers["Location"])
    assert "取り込む前の確認" in page and "先頭の0を補いました" in page and not Person.objects.exists()
    browser.post(f"{base}apply/")
    page = text(browser, base)
    person = Person.objects.get()
    assert f'href="/register/people/{person.pk}/"' in page and "取り込んだもの 2件" in page
    browser.post(f"{base}undo/")
    assert "すべて元どおりです" in text(browser, base) and not Person.objects.exists()
    assert "名簿.xlsx" in text(browser, NEW)


def test_a_bad_file_is_said_on_the_page() -> None:
    answer = upload(cast.client("lead"), b"x", "名簿.pdf")
    assert answer.status_code == 400 and "（.xlsx）かCSV" in answer.content.decode()
    assert cast.client("lead").post(NEW).status_code == 400


def test_wrong_matches_are_said_on_the_page() -> None:
    browser = cast.client("lead")
    upload(browser, world.book([["氏名", "名前"], ["大森 健", "x"]]))
    address = f"/register/imports/lists/{ImportRun.objects.get().pk}/columns/"
    for columns, sentence in (
        (["", ""], "氏名か団体名の列を"),
        (["person.name", "person.name"], "一つにしてください"),
    ):
        answer = browser.post(address, matched(columns))
        assert answer.status_code == 400 and sentence in answer.content.decode()
    answer = browser.post(address, {"s0-header": "1", "s0-c0": "", "role": "member"})
    assert answer.status_code == 400 and "一つはえらんでください" in answer.content.decode()
    assert browser.post(address, matched(["nonsense", ""])).status_code == 400


def test_another_row_of_headers_changes_what_is_proposed() -> None:
    browser = cast.client("lead")
    upload(browser, world.book([["氏名", "電話"], ["団体名", "所在地"], ["里山の会", "倉敷市"]]))
    run = ImportRun.objects.get()
    address = f"/register/imports/lists/{run.pk}/columns/"
    answer = browser.post(address, matched(["person.name", "person.phone"], **{"s0-header": "2"}))
    assert answer.headers["Location"] == address
    assert world.fresh(run).options["sheets"][0]["columns"] == ["organisation.name", "organisation.address"]
    browser.post(address, matched(["organisation.name", "organisation.address"], **{"s0-header": "2"}))
    browser.post(f"/register/imports/lists/{run.pk}/apply/")
    assert Organisation.objects.get().address == "倉敷市"


def test_lines_are_decided_on_the_page() -> None:
    known = factories.person(family_kana="", given_kana="", birthday=None)
    browser = cast.client("lead")
    run = world.compared(world.book([["氏名", "備考"], ["髙﨑 澄江", "メモ"], ["大森 健", ""], ["", "x"]]))
    base = f"/register/imports/lists/{run.pk}/"
    page = text(browser, base)
    assert "決めてほしい 1" in page and "新しい 1" in page and "読めない 1" in page and "3行目" in page
    undecided = text(browser, f"{base}?heap=undecided")
    assert "大森" not in undecided and "名前が同じ" in undecided
    assert "この種類の行はありません" in text(browser, f"{base}?heap=same")
    line = world.lines(run)[0]
    answer = browser.post(
        f"{base}decide/",
        {f"line-{line.pk}": str(known.pk), "line-x": "new", "heap": "undecided", "page": "1"},
    )
    assert answer.headers["Location"] == f"{base}?heap=undecided&page=1"
    assert "メモ：（空） → <strong>メモ</strong>" in text(browser, f"{base}?heap=changed")
    browser.post(f"{base}decide/", {f"line-{line.pk}": "leave"})
    assert "取り込まない 1" in text(browser, base)
    browser.post(f"{base}apply/")
    known.refresh_from_db()
    assert known.note == "" and Person.objects.count() == 2
    page = text(browser, base)
    assert "取り込んでいません" in page and "氏名が空です" in page


def test_looking_at_known_people_is_recorded() -> None:
    known = factories.person(birthday=cast.TODAY)
    run = world.compared(world.book([["氏名", "備考"], ["髙﨑 澄江", "メモ"]]))
    text(cast.client("director"), f"/register/imports/lists/{run.pk}/")
    assert list(Sight.objects.values_list("person_id", "how")) == [(known.pk, "import")]


def test_a_list_can_be_left() -> None:
    browser = cast.client("lead")
    run = world.compared(world.book([["氏名"], ["大森 健"]]))
    base = f"/register/imports/lists/{run.pk}/"
    browser.post(f"{base}stop/")
    assert "やめました" in text(browser, base) and "大森" not in text(browser, f"{base}columns/")
    assert "ほかの人が先に進めました" in browser.post(f"{base}apply/", follow=True).content.decode()


def test_long_lists_go_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "LONG", 1)
    browser = cast.client("lead")
    run = world.compared(world.book([["氏名"], ["大森 健"]]))
    base = f"/register/imports/lists/{run.pk}/"
    browser.post(f"{base}apply/")
    page = text(browser, base)
    assert "取り込んでいます" in page and 'hx-trigger="every 1s"' in page and "止める" in page
    assert "取り込んでいます" in text(browser, f"{base}columns/")
    fragment = browser.get(base, headers={"HX-Request": "true"}).content.decode()
    assert fragment.startswith('<section class="card stack" id="work"')
    browser.post(f"{base}stop/")
    assert "止めています" in text(browser, base)
    old = world.fresh(run)
    old.options["heard_at"] = (timezone.now() - timedelta(hours=1)).isoformat()
    ImportRun.objects.filter(pk=run.pk).update(options=old.options, stop_requested=False)
    assert str(stages.SENTENCES.lost_worker) in text(browser, base)
    browser.post(f"{base}stop/")
    assert str(stages.SENTENCES.lost_worker) in text(browser, base)
    assert browser.get(base, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_undoing_after_its_time_is_said() -> None:
    run = world.taken(world.book([["氏名"], ["大森 健"]]))
    run.lines.update(values={})
    answer = cast.client("lead").post(f"/register/imports/lists/{run.pk}/undo/", follow=True)
    assert "控えは、もう残っていません" in answer.content.decode()


def test_sensitive_columns_need_the_right_to_read_them() -> None:
    """The table of roles gives both to those who import; whoever loses one loses these columns."""
    lead = cast.viewer("lead")
    viewer = Viewer(user_id=lead.user_id, rights=lead.rights - {Right.SENSITIVE_READ})
    content = world.book([["氏名", "アレルギー"], ["大森 健", "そば"]])
    run = lists_reading.read_list(viewer, file_name="a.xlsx", content=content, at=cast.NOW)
    assert run.options["sheets"][0]["columns"] == ["person.name", ""]
    keys = {"Sheet": ["person.name", "person.care_needs"]}
    lists_reading.match_columns(viewer, run, chosen=keys, role="member", at=cast.NOW)
    assert world.fresh(run).options["sheets"][0]["columns"] == ["person.name", ""]
    seen = world.compared(content)
    (shown,) = lists_preview.shown(viewer, seen, world.lines(seen))
    assert "そば" not in str(shown.says)
    (shown,) = lists_preview.shown(lead, seen, world.lines(seen))
    assert ("配慮してほしいこと（要配慮）", "そば") in shown.says


def test_who_may_not_import_sees_no_run_and_no_entry() -> None:
    world.taken(world.book([["氏名"], ["大森 健"]]))
    person = Person.objects.get()
    assert not queries.runs_visible_to(cast.viewer("staff")).exists()
    assert queries.entries_for(cast.viewer("staff"), "person", [person.pk]) == {}


def test_the_sample_list_is_read_without_a_question() -> None:
    export = EXPORTS["register.list_template"]
    assert export.rows(cast.viewer("staff"), "") is None
    rows = [
        [column.value(row) for column in export.columns] for row in export.rows(cast.viewer("lead"), "") or ()
    ]
    labels = [column.label for column in export.columns]
    content = written(write_csv, labels, rows, Stamp("a@b.jp", "見本", cast.NOW))
    run = world.compared(content, "見本.csv")
    assert [line.problem for line in world.lines(run)] == [""] * 4
    assert "" not in run.options["sheets"][0]["columns"]


def test_a_whole_heap_is_decided_at_once() -> None:
    factories.person()
    browser = cast.client("lead")
    run = world.compared(
        world.book([["氏名", "備考"], ["髙﨑 澄江", "一"], ["髙﨑澄江", "二"], ["大森 健", ""]])
    )
    answer = browser.post(
        f"/register/imports/lists/{run.pk}/decide/", {"every": "leave", "heap": "undecided"}
    )
    assert answer.headers["Location"].endswith("?heap=undecided")
    assert [line.values["decision"] for line in world.lines(run)] == ["leave", "leave", "new"]
    answer = browser.post(f"/register/imports/lists/{run.pk}/decide/", {"heap": "あ", "page": "x"})
    assert answer.headers["Location"].endswith(f"/{run.pk}/")
