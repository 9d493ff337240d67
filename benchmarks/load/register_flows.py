"""The daily work at size: find, change, lists and mailings, and what people may ask for their own data."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from django.db.models import QuerySet
from playwright.sync_api import expect

from benchmarks.load.register_big import FAMILY
from benchmarks.load.register_look import Eyes
from benchmarks.load.running import LEAD, signed_in
from yoriai.web.register.models import Organisation, Person

#: What staff type, and a text that the first hits must show; a telephone number is taken from the data.
TYPED = {
    "たかさき": "高崎",
    "ﾀｶｻｷ": "高崎",
    "髙﨑": "高崎",
    "沢田": "澤田",
    "倉敷 福祉": "福祉",
    "環境の保全": "",
}


def find(eyes: Eyes) -> None:
    """Answers while typing, and an entry opened by keyboard alone."""
    page = eyes.page
    phone = Organisation.objects.exclude(phone="").order_by("-pk").first()
    assert phone is not None
    for words, shown in {**TYPED, phone.phone: phone.name}.items():
        page.goto("/register/")
        expect(page.locator("#q")).to_be_focused()  # nobody types before the cursor is there
        with eyes.flow(f"find {words} while typing"):
            last = f"q={quote(words)}"
            with page.expect_response(lambda answer, last=last: answer.url.endswith(last)):
                page.keyboard.type(words, delay=80)
            expect(page.locator("#hits tbody a").first).to_be_visible()
            if shown:
                variants = re.compile("|".join({shown, shown.replace("高", "髙").replace("崎", "﨑")}))
                expect(page.locator("#hits tbody")).to_contain_text(variants)
    page.keyboard.press("ArrowDown")
    with eyes.flow("open a hit by keyboard"):
        name = page.locator("#hits tbody a").first.inner_text()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
    eyes.seen("organisation found")


def change(eyes: Eyes) -> None:
    """An entry changed, and its history read."""
    page = eyes.page
    person = _nobody_special().filter(note="")[500]
    page.goto(f"/register/people/{person.pk}/")
    with eyes.flow("change a person"):
        page.get_by_role("link", name="直す", exact=True).first.click()
        page.fill("[name=note]", "秋の交流会に来る")
        page.get_by_role("button", name="保存する").click()
        expect(page.get_by_text("秋の交流会に来る").first).to_be_visible()
    with eyes.flow("its history"):
        page.get_by_text(re.compile("記載の移り変わり")).click()
        expect(page.get_by_role("rowheader", name=re.compile("メモ|覚え|備考")).first).to_be_visible()
    eyes.seen("history of a person")


def mailings(eyes: Eyes) -> None:
    """A saved search as a list; what would be sent to thousands; labels and letters as PDF."""
    page = eyes.page
    page.goto("/register/lists/new/people/")
    with eyes.flow("search with conditions"):
        page.get_by_label("同意している目的").select_option("newsletter")
        page.get_by_label("住所がある人だけ").check()
        page.get_by_role("button", name="さがす").last.click()
        expect(page.get_by_text("「お便りを受け取る」ことに同意している").first).to_be_visible()
    eyes.seen("search with conditions")
    with eyes.flow("save the list"):
        page.get_by_label("名簿の名前").fill("冬のお便りの読者")
        page.get_by_role("button", name="この名前で保存する").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("冬のお便りの読者")
    eyes.seen("list of thousands")
    address = page.url
    for way in ("宛名ラベル（A4 24面）", "手紙"):
        page.goto(address)
        _prepared(eyes, way)
        _sent(eyes, way)
    page.goto(address)
    _prepared(eyes, "メール")
    page.get_by_role("button", name="直す", exact=True).click()
    eyes.seen("mailing taken back to be changed")
    _few_mails(eyes)


def _prepared(eyes: Eyes, way: str) -> None:
    page = eyes.page
    with eyes.flow(f"preview of a mailing to thousands: {way}"):
        page.get_by_role("link", name="この名簿に送る").click()
        page.get_by_label(way, exact=True).check()
        if way in ("メール", "手紙"):
            page.get_by_label("件名").fill("冬のお便り")
            page.get_by_label("本文").fill("{宛名}\n\n冬の交流会を開きます。")
        page.get_by_role("button", name="届く先を確かめる").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("送る前に確かめる")
    eyes.seen(f"preview of a mailing {way}")


def _sent(eyes: Eyes, way: str) -> None:
    page = eyes.page
    with eyes.flow(f"send and record: {way}"):
        page.get_by_role("button", name=re.compile("通を送る")).click()
        expect(page.get_by_role("heading", name=re.compile("を印刷する"))).to_be_visible()
    eyes.seen(f"record of a mailing {way}")
    with eyes.flow(f"PDF: {way}") as told:
        page.get_by_role("button", name="PDFを作る").click()
        told["bytes"] = take_out(eyes, "冬のお便り")


def take_out(eyes: Eyes, purpose: str) -> int:
    """From the page that asks for the purpose to the file; gives its bytes."""
    page = eyes.page
    page.get_by_label("使いみち").fill(purpose)
    page.locator("main form button[type=submit]").last.click()
    with page.expect_download(timeout=180_000) as download:
        page.get_by_role("link", name="受け取る").click(timeout=180_000)
    return Path(download.value.path()).stat().st_size


def _few_mails(eyes: Eyes) -> None:
    """E-mail to a narrower list, by the worker."""
    page = eyes.page
    page.goto("/register/lists/new/people/?consent=newsletter&has_email=on&words=たかさき")
    page.get_by_label("名簿の名前").fill("たかさきさん")
    page.get_by_role("button", name="この名前で保存する").click()
    _prepared(eyes, "メール")
    with eyes.flow("send e-mails"):
        page.get_by_role("button", name=re.compile("通を送る")).click()
        expect(page.get_by_text("送信待ちのメールが")).to_have_count(0, timeout=120_000)
        expect(page.get_by_role("heading", name="ひとりずつの記録")).to_be_visible()
    eyes.seen("record of a mailing by e-mail")


def own_data(eyes: Eyes) -> None:
    """Who saw somebody, the copy as JSON and PDF, erasing, and who is past the time of keeping."""
    page = eyes.page
    watched = Person.objects.get(family_name=FAMILY)
    with eyes.flow("who saw this person"):
        page.goto(f"/register/people/{watched.pk}/sights/")
        expect(page.locator("tbody tr").first).to_be_visible()
    person = _nobody_special()[900]
    for words, form in (("JSONにする", "JSON"), ("PDFにする", "PDF")):
        page.goto(f"/register/people/{person.pk}/copy/")
        with eyes.flow(f"copy of a person: {form}") as told:
            page.get_by_role("link", name=words).click()
            told["bytes"] = take_out(eyes, "本人の求め")
    with eyes.flow("preview of an erasure"):
        page.goto(f"/register/people/{person.pk}/erase/")
        expect(page.get_by_role("heading", name="消えるもの")).to_be_visible()
    eyes.seen("preview of an erasure")
    page.get_by_label("元に戻せないことを確かめました").check()
    page.get_by_role("button", name="消去を求める").click()
    expect(page.get_by_text("消去を求めました。")).to_be_visible()
    eyes.seen("request for an erasure")
    _confirmed(eyes, page.url)
    with eyes.flow("who is past the time of keeping"):
        page.goto("/register/retention/")
        expect(page.get_by_role("heading", level=1)).to_have_text("保存する期間")


def _nobody_special() -> QuerySet[Person]:
    """People of age without needs, for whom no page asks for a reason."""
    rows = Person.objects.filter(erased_at=None, merged_into=None, affiliations=None, wards=None)
    return rows.filter(birthday__year__lt=1990, care_needs="", access_needs="").order_by("pk")


def _confirmed(eyes: Eyes, request: str) -> None:
    """Another who may erase looks at the request, and confirms it."""
    session = signed_in(eyes.browser, eyes.running, LEAD)
    context = eyes.browser.new_context(base_url=eyes.running.address, storage_state=session, locale="ja-JP")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(request)
    page.get_by_label("中身を見て、元に戻せないことを確かめました").check()
    with eyes.flow("erase"):
        page.get_by_role("button", name="確認して消去する").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("消去しました")
    context.close()
