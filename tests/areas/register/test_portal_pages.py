"""The pages of imports and of the coming deadlines."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from seed import portal as seed

from tests import cast, factories
from tests.areas.register import portal_world as world
from tests.areas.register.portal_world import GOOD
from yoriai.web.register.actions import portal_applying, portal_reading, portal_undoing
from yoriai.web.register.models import ImportRun, Organisation

pytestmark = pytest.mark.django_db


def upload(content: bytes, name: str = "gyousei_000.zip", **words: str) -> Any:
    factories.municipality()
    data = {"file": SimpleUploadedFile(name, content), "scope": "all", "months": "6"} | words
    return cast.client("director").post("/register/imports/portal/", data)


def test_from_the_file_to_the_changed_entry_and_back() -> None:
    browser, director = cast.client("director"), cast.make_user("director").pk
    answer = upload(seed.make(30, 1, world.DAY).zip(world.DAY))
    run = ImportRun.objects.get()
    assert answer["Location"] == f"/register/imports/portal/{run.pk}/"
    reading = browser.get(answer["Location"])
    assert "読み込んでいます" in reading.text and 'hx-trigger="every 2s"' in reading.text
    part = browser.get(answer["Location"], headers={"HX-Request": "true"})
    assert part.text.startswith("<section")
    portal_reading.work_on(run.pk)
    ready = browser.get(answer["Location"], headers={"HX-Request": "true"})
    assert ready["HX-Refresh"] == "true"
    preview = browser.get(answer["Location"])
    assert "台帳はまだ変わっていません" in preview.text and "新しい" in preview.text
    lines = browser.get(f"/register/imports/portal/{run.pk}/lines/new/")
    assert "特定非営利活動法人" in lines.text and "載せる内容" in lines.text
    assert browser.get(f"/register/imports/portal/{run.pk}/lines/broken/").status_code == 200
    browser.post(f"/register/imports/portal/{run.pk}/confirm/")
    portal_applying.work_on(run.pk, director)
    done = browser.get(answer["Location"])
    assert "取り込みました" in done.text and "まるごと元に戻す" in done.text
    assert Organisation.objects.filter(legal_form="npo").count() == 30
    assert "gyousei_000.zip" in browser.get("/register/imports/").text
    browser.post(f"/register/imports/portal/{run.pk}/undo/")
    portal_undoing.work_on(run.pk, director)
    assert "元に戻しました" in browser.get(answer["Location"]).text


def test_choosing_on_the_page_of_a_kind() -> None:
    world.take(world.bring(world.csv_of(GOOD)))
    Organisation.objects.update(checked_by_hand=["postal_code"], postal_code="700-0001")
    run = world.bring(world.csv_of(GOOD | {"代表者氏名": "國富　文"}))
    line, browser = run.lines.get(), cast.client("lead")
    address = f"/register/imports/portal/{run.pk}/lines/changed/"
    page = browser.get(address)
    assert "手で直した欄" in page.text and "700-0001" in page.text and "719-3201" in page.text
    words = {"shown": [line.pk, "x"], "page": "1", "overwrite": [f"{line.pk}:postal_code", "x:y"]}
    answer = browser.post(address, words)
    assert answer["Location"] == f"{address}?page=1"
    line.refresh_from_db()
    assert (line.chosen, line.values["overwrite"]) == (False, ["postal_code"])
    browser.post(f"/register/imports/portal/{run.pk}/kind/changed/", {"chosen": "all"})
    line.refresh_from_db()
    assert line.chosen


def test_a_kind_that_is_none_and_one_that_changes_nothing() -> None:
    run, browser = world.bring(world.csv_of(GOOD)), cast.client("director")
    for kind in ("same", "nonsense"):
        assert browser.get(f"/register/imports/portal/{run.pk}/lines/{kind}/").status_code == 404
    assert browser.post(f"/register/imports/portal/{run.pk}/kind/broken/").status_code == 404
    assert "この種類の行はありません" in browser.get(f"/register/imports/portal/{run.pk}/lines/moved/").text


def test_who_comes_too_late_is_told() -> None:
    run, browser = world.bring(world.csv_of(GOOD)), cast.client("director")
    browser.post(f"/register/imports/portal/{run.pk}/stop/")
    answer = browser.post(f"/register/imports/portal/{run.pk}/confirm/", follow=True)
    assert "もう先へ進んでいます" in answer.text and "台帳は変わっていません" in answer.text


def test_what_was_left_is_named_on_the_page() -> None:
    run = world.take(world.bring(world.csv_of(GOOD)))
    factories.affiliation(organisation=Organisation.objects.get())
    world.undo(run)
    page = cast.client("director").get(f"/register/imports/portal/{run.pk}/")
    assert "元に戻せなかったものは" in page.text and portal_undoing.LINKED_SINCE in page.text


@pytest.mark.parametrize("state", ["reading", "applying", "undoing"])
def test_a_worker_that_is_gone_is_told(state: str) -> None:
    run = world.bring(world.csv_of(GOOD))
    long_ago = timezone.now() - timedelta(minutes=9)
    ImportRun.objects.filter(pk=run.pk).update(state=state, heard_at=long_ago)
    assert "止まったようです" in cast.client("director").get(f"/register/imports/portal/{run.pk}/").text


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"hello", "list.xlsx", "zipでもCSVでもありません"),
        (b"PK\x03\x04", "a.zip", "zipファイルとして開けません"),
        (b"a,b\r\n", "a.csv", "見出しに「法人名称」"),
    ],
)
def test_a_file_that_is_something_else_is_named_on_the_form(content: bytes, name: str, sentence: str) -> None:
    answer = upload(content, name)
    assert answer.status_code == 400
    assert sentence in answer.text and f"「{name}」" in answer.text
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yoriai.web.register.rules.portal_file.LARGEST_UPLOAD", 10)
    assert "大きすぎます" in upload(world.csv_of(GOOD), "a.csv").text


def test_the_filter_of_the_form() -> None:
    missing = upload(world.csv_of(GOOD), "a.csv", scope="authorities")
    assert "所轄庁の名前を" in missing.text
    upload(world.csv_of(GOOD), "a.csv", scope="authorities", authorities="岡山県\n\n 倉敷市 \n")
    upload(world.csv_of(GOOD), "a.csv", scope="prefecture:岡山県")
    chosen, own = ImportRun.objects.order_by("pk")
    assert chosen.options == {"months": 6, "prefecture": "", "authorities": ["倉敷市", "岡山県"]}
    assert own.options == {"months": 6, "prefecture": "岡山県", "authorities": []}
    page = cast.client("director").get(f"/register/imports/portal/{chosen.pk}/")
    assert "倉敷市、岡山県の法人" in page.text


def test_an_import_of_another_kind_has_its_own_pages() -> None:
    run = ImportRun.objects.create(
        kind="list",
        state="done",
        file_name="名簿.xlsx",
        started_at=cast.NOW,
        started_by=cast.make_user("lead"),
    )
    browser = cast.client("director")
    assert browser.get(f"/register/imports/portal/{run.pk}/").status_code == 404
    assert "名簿.xlsx" in browser.get("/register/imports/").text


# --- the coming deadlines ------------------------------------------------------------------------------


def npo(**fields: Any) -> Organisation:
    return factories.organisation(legal_form="npo", **fields)


def test_filing_deadlines_the_nearest_first() -> None:
    town = factories.municipality()
    today = timezone.localdate()
    ends = {"まもなく": today - timedelta(days=60), "あと": today - timedelta(days=5)}
    for name, end in ends.items():
        place = town if name == "あと" else None
        npo(name=name, fiscal_year_end=f"{end:%m-%d}", municipality=place)
    npo(name="解散した会", fiscal_year_end="03-31", dissolved_on=today)
    factories.organisation(name="会社", legal_form="company", fiscal_year_end="03-31")
    browser = cast.client("reception")
    page = browser.get("/register/deadlines/")
    assert [due.organisation.name for due in page.context["rows"]] == ["まもなく", "あと"]
    only = browser.get("/register/deadlines/", {"town": town.code})
    assert [due.organisation.name for due in only.context["rows"]] == ["あと"]
    assert len(browser.get("/register/deadlines/", {"town": "99999"}).context["rows"]) == 2


def test_renewal_windows() -> None:
    today = timezone.localdate()
    for name, days in {"いま": 150, "過ぎた": 30, "まだ": 400, "終わった": -1}.items():
        npo(name=name, certification="certified", certified_until=today + timedelta(days=days))
    page = cast.client("reception").get("/register/deadlines/", {"kind": "renewal"})
    found = {due.organisation.name: due.late for due in page.context["rows"]}
    assert found == {"過ぎた": True, "いま": False, "まだ": False}
    assert list(found) == ["過ぎた", "いま", "まだ"]
    assert page.text.count("いま申請できます") == 1


def test_the_page_of_deadlines_asks_the_same_number_of_questions(
    django_assert_max_num_queries: Any,
) -> None:
    for place in range(60):
        factories.organisation(
            name=f"会{place}", legal_form="npo", fiscal_year_end=f"{place % 12 + 1:02d}-28"
        )
    browser = cast.client("reception")
    with django_assert_max_num_queries(15):
        assert "60団体" in browser.get("/register/deadlines/", {"page": "2"}).text
