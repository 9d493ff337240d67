"""Long work at size: the portal's file of a whole country, the centre's own lists, duplicates and merging."""

from __future__ import annotations

import re
import tempfile
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.bench_register_rosters import workbook
from benchmarks.load.register_look import Eyes

ROWS = 60_000
#: Milliseconds that a worker may need for the longest work.
LONG = 240_000


def portal(eyes: Eyes) -> None:
    """Two years of the portal's file: compared, confirmed by kind, taken, looked at, undone; then one more
    that stays in preview."""
    from seed import portal as made  # noqa: PLC0415 - Django is set up by now

    day = date.today() - timedelta(days=365)  # noqa: DTZ011 - the file's own date
    first = made.make(ROWS, 7, day)
    second, _planted = made.a_year_later(first, 7, date.today())  # noqa: DTZ011
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "gyousei_first.zip", Path(folder) / "gyousei_second.zip"]
        for path, file in zip(files, (first, second), strict=True):
            path.write_bytes(file.zip(day))
        _bring(eyes, files[0])
        _lines(eyes, "新しい")
        _take(eyes, files[0].name)
        _bring(eyes, files[1])
        _lines(eyes, "変わった")
        _by_kind(eyes)
        _take(eyes, files[1].name)
        _changed_entry(eyes)
        for path in reversed(files):
            _undo(eyes, path.name)
        _bring(eyes, files[1])


def _bring(eyes: Eyes, file: Path) -> None:
    page = eyes.page
    page.goto("/register/imports/portal/")
    with eyes.flow(f"upload and compare {ROWS} rows: {file.name}"):
        page.locator("input[type=file]").set_input_files(str(file))
        page.get_by_label("全国の法人").check()
        page.get_by_role("button", name="台帳と比べる").click()
        _progress(page, "#import-progress")
        eyes.seen(f"portal at work: {file.name}")
        expect(page.get_by_text("台帳はまだ変わっていません")).to_be_visible(timeout=LONG)
    eyes.seen(f"portal preview: {file.name}")


def _progress(page: Page, place: str) -> None:
    """The work is shown with a bar as long as it lasts."""
    expect(page.locator(f"{place} progress")).to_be_visible(timeout=LONG)


def _lines(eyes: Eyes, kind: str) -> None:
    page = eyes.page
    with eyes.flow(f"lines of a kind: {kind}"):
        page.get_by_role("link", name=kind, exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(kind)
    eyes.seen(f"portal lines: {kind}")
    with eyes.flow("the next lines"):
        page.get_by_role("link", name="次").click()
        expect(page.get_by_text("2ページ目")).to_be_visible()
    page.locator(".crumb a").first.click()


def _by_kind(eyes: Eyes) -> None:
    page = eyes.page
    with eyes.flow("confirm by kind"):
        row = page.get_by_role("row", name=re.compile("^解散した"))
        row.get_by_role("button", name=re.compile("どれも取り込まない")).click()
        expect(page.get_by_role("row", name=re.compile("^解散した")).get_by_role("cell").nth(1)).to_have_text(
            "0"
        )


def _take(eyes: Eyes, name: str) -> None:
    page = eyes.page
    with eyes.flow(f"take {name}"):
        page.get_by_role("button", name="取り込む", exact=True).click()
        _progress(page, "#import-progress")
        eyes.seen(f"portal taking {name}")
        expect(page.get_by_text("取り込みました。")).to_be_visible(timeout=LONG)
    eyes.seen(f"portal taken {name}")


def _changed_entry(eyes: Eyes) -> None:
    page = eyes.page
    with eyes.flow("an entry that the portal changed"):
        page.get_by_role("link", name="変わった", exact=True).click()
        page.locator("section.card h2 a").first.click()
        page.get_by_text(re.compile("記載の移り変わり")).click()
        expect(page.locator("details.history tbody tr").first).to_be_visible()
    eyes.seen("entry that the portal changed")


def _undo(eyes: Eyes, name: str) -> None:
    page = eyes.page
    page.goto("/register/imports/")
    eyes.seen("imports")
    with eyes.flow(f"undo {name}"):
        page.get_by_role("link", name=name).first.click()
        page.get_by_role("button", name="この取り込みをまるごと元に戻す").click()
        _progress(page, "#import-progress")
        eyes.seen(f"portal undoing {name}")
        expect(page.get_by_text("元に戻しました。")).to_be_visible(timeout=LONG)
    eyes.seen(f"portal undone {name}")


def lists(eyes: Eyes) -> None:
    """A list of 3,000 people: read, matched, previewed, taken, undone; and one that stays in preview."""
    page = eyes.page
    for last in (False, True):
        page.goto("/register/imports/lists/new/")
        with eyes.flow("read a list of 3,000"):
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            box = page.get_by_label(re.compile("名簿のファイル"))
            box.set_input_files({"name": "名簿.xlsx", "mimeType": kind, "buffer": workbook()})
            page.get_by_role("button", name="読み込む").click()
            expect(page.get_by_role("button", name="この対応で確かめる")).to_be_visible(timeout=LONG)
        eyes.seen("list: columns")
        with eyes.flow("compare a list of 3,000"):
            page.get_by_role("button", name="この対応で確かめる").click()
            expect(page.get_by_role("heading", name="取り込む", exact=True)).to_be_visible(timeout=LONG)
        eyes.seen("list: preview")
        if last:
            return
        with eyes.flow("take a list of 3,000"):
            page.get_by_role("button", name="取り込む", exact=True).click()
            expect(page.get_by_role("button", name="この取り込みを元に戻す")).to_be_visible(timeout=LONG)
        eyes.seen("list: taken")
        with eyes.flow("undo a list of 3,000"):
            page.get_by_role("button", name="この取り込みを元に戻す").click()
            expect(page.get_by_text("すべて元どおりです")).to_be_visible(timeout=LONG)
        eyes.seen("list: undone")


def twins(eyes: Eyes) -> None:
    """Searching duplicates: stopped, then to the end; a pair merged, undone, and merged again."""
    page = eyes.page
    _search(eyes, "person", stopped=True)
    for kind in ("organisation", "person"):
        _search(eyes, kind, stopped=False)
    with eyes.flow("open the pairs"):
        page.get_by_role("link", name="組を見る").click()
        expect(page.locator("section.card").first).to_be_visible()
    eyes.seen("pairs")
    for again in (False, True):
        _merge(eyes)
        if again:
            return
        with eyes.flow("undo a merging"):
            page.get_by_role("button", name="元に戻す").click()
            expect(page.get_by_text("元に戻しました。", exact=True)).to_be_visible()
        page.goto("/register/twins/person/")


def _search(eyes: Eyes, kind: str, *, stopped: bool) -> None:
    page = eyes.page
    page.goto(f"/register/twins/{kind}/")
    with eyes.flow(f"search duplicates: {kind}{', stopped' if stopped else ''}"):
        page.get_by_role("button", name="重なりをさがす").click()
        _progress(page, "#twin-search")
        if stopped:
            page.get_by_role("button", name="さがすのを止める").click()
        words = "さがすのを止めました" if stopped else "さがし終わりました"
        expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=LONG)
    eyes.seen(f"search {kind} {'stopped' if stopped else 'done'}")


def _merge(eyes: Eyes) -> None:
    page = eyes.page
    with eyes.flow("compare and merge a pair"):
        page.get_by_role("link", name=re.compile("^くらべて、まとめる")).first.click()
        eyes.reasoned()
        expect(page.get_by_role("heading", name="ふたつをくらべる")).to_be_visible()
        eyes.seen("pair side by side")
        page.get_by_role("button", name="同じ（まとめた姿を見る）").click()
        expect(page.get_by_text("まだ、まとめていません。")).to_be_visible()
        eyes.seen("pair as it would be")
        page.get_by_role("button", name="まとめる").click()
        expect(page.get_by_text("まとめました。いつでも元に戻せます。")).to_be_visible()
    eyes.seen("pair merged")
