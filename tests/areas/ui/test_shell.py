"""The frame of every page: languages, menu, messages, errors; and what works without JavaScript."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from tests import cast
from yoriai.web.accounts.rules import VISITOR, Viewer
from yoriai.web.ui import home, navigation
from yoriai.web.ui.home import Panel, panels_for
from yoriai.web.ui.navigation import Entry, entries_for, lines_for
from yoriai.web.ui.samples import SAMPLES
from yoriai.web.ui.texts import WEB

STATIC = WEB / "ui" / "static" / "ui"
ICONS = {
    symbol.attrib["id"]
    for symbol in ElementTree.parse(STATIC / "icons.svg").getroot()
    if symbol.tag.endswith("symbol")
}


# --- languages -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "lang", "words"),
    [("ja", "ja", "声を寄せる"), ("ja-easy", "ja", "<rt>こえ</rt>"), ("en", "en", "Give your voice")],
)
def test_the_language_is_chosen_by_a_form_and_stays(language: str, lang: str, words: str) -> None:
    browser = Client()
    answer = browser.post("/language/", {"language": language, "next": "/?a=1"})
    assert answer["Location"] == "/?a=1"
    page = browser.get("/").content.decode()
    assert f'<html lang="{lang}"' in page and words in page
    assert re.search(rf'value="{language}"[^>]*aria-current="true"', page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accept", "lang"), [("en-GB,en;q=0.9", "en"), ("ja", "ja"), ("de", "ja"), ("ja-easy", "ja")]
)
def test_the_browser_is_asked_first(accept: str, lang: str) -> None:
    assert f'<html lang="{lang}"' in Client(headers={"accept-language": accept}).get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/ui/", "/accessibility/", "/accounts/login/", "/accounts/signup/"])
def test_english_pages_hold_no_japanese_of_ours(address: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    page = browser.get(address).content.decode()
    page = re.sub(r'<div class="stack" lang="ja">.*?</section>', "", page, flags=re.DOTALL)
    page = re.sub(r'<button[^>]*lang="ja".*?</button>', "", page)
    page = page.replace("市民活動支援センター", "")
    found = re.findall(r"[ぁ-ヶ一-鿿]+", re.sub(r"<[^>]+>", " ", page))
    assert not found


# --- frame -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_frame_has_what_everyone_needs() -> None:
    page = Client().get("/").content.decode()
    assert page.count("<h1") == 1 and page.count("<main") == 1
    assert '<a class="skip" href="#main">' in page
    assert '"allowEval":false' in page and '"includeIndicatorStyles":false' in page
    assert "django_htmx/htmx-2.min.js" in page and "X-CSRFToken" in page
    assert "市民活動支援センター" in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["director", "citizen", "visitor"])
def test_the_front_page_of_each(name: str) -> None:
    page = cast.client(name).get("/").content.decode()
    assert ("きょうの仕事" in page) is (name == "director")
    assert ("サインアウト" in page) is (name != "visitor")


def test_messages_are_notices() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    storage = FallbackStorage(request)
    storage.add(25, "保存しました。")
    shown = render_to_string("ui/parts/messages.html", {"messages": storage})
    assert '<p class="notice success">保存しました。</p>' in shown and 'role="status"' in shown


# --- menu and panels -------------------------------------------------------------------------


@pytest.fixture
def empty_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_ENTRIES", {})
    monkeypatch.setattr(home, "_PANELS", {})


def anybody(_viewer: Viewer) -> bool:
    return True


def nobody(_viewer: Viewer) -> bool:
    return False


@pytest.mark.usefixtures("empty_house")
def test_the_menu_is_in_order_and_for_those_who_may() -> None:
    first, second = (
        Entry("home", "はじめ", "home", anybody, 1),
        Entry("ui_components", "部品", "map", anybody, 2),
    )
    navigation.register(second, Entry("exports_downloads", "書き出し", "export", nobody))
    navigation.register(first, second)
    assert entries_for(VISITOR) == [first, second]


@pytest.mark.usefixtures("empty_house")
def test_the_longest_address_above_a_page_is_the_current_one() -> None:
    navigation.register(
        Entry("home", "はじめ", "home", anybody), Entry("ui_components", "部品", "map", anybody)
    )
    for address, current in [("/ui/", "/ui/"), ("/ui/more/", "/ui/"), ("/register/", "/")]:
        lines = lines_for(VISITOR, address)
        assert [line.href for line in lines if line.current] == [current]
    navigation.register(Entry("ui_components", "部品", "map", anybody, also=("register_find",)))
    lines = lines_for(VISITOR, "/register/imports/")
    assert [line.href for line in lines if line.current] == ["/ui/"]
    navigation.register(Entry("ui_components", "部品", "map", anybody))
    navigation._ENTRIES.pop("home")
    assert not any(line.current for line in lines_for(VISITOR, "/register/"))


@pytest.mark.usefixtures("empty_house")
def test_panels_are_in_order_and_for_those_who_may() -> None:
    home.register(
        Panel("b.html", lambda _viewer: {"b": 1}, anybody, 2), Panel("c.html", lambda _viewer: {}, nobody)
    )
    home.register(Panel("a.html", lambda _viewer: {"a": 1}, anybody, 1))
    assert panels_for(VISITOR) == [("a.html", {"a": 1}), ("b.html", {"b": 1})]


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_house")
def test_a_panel_stands_on_the_front_page_with_its_own_names() -> None:
    home.register(Panel("ui/parts/messages.html", lambda _viewer: {"messages": ["川べりの声"]}, anybody))
    assert "川べりの声" in Client().get("/").content.decode()


# --- parts -----------------------------------------------------------------------------------


def test_every_icon_that_is_used_is_drawn() -> None:
    used = {entry.icon for entry in navigation._ENTRIES.values()}
    for file in WEB.rglob("templates/**/*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)" %}', file.read_text(encoding="utf-8")))
    used |= set(re.findall(r'{% icon "([\w-]+)" %}', "".join(sample.source for sample in SAMPLES)))
    assert used <= ICONS, used - ICONS


def test_every_icon_is_shown_on_the_page_of_components() -> None:
    shown = set(re.findall(r'{% icon "([\w-]+)" %}', SAMPLES[-1].source))
    assert shown == ICONS


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.source[:30]))
def test_every_component_draws_itself(sample: object) -> None:
    assert "<" in sample.shown and "{%" not in sample.shown  # type: ignore[attr-defined]


class OneOfEach(forms.Form):
    text = forms.CharField(label="なまえ", help_text="ニックネームでも")
    choice = forms.ChoiceField(label="どちら", choices=[("a", "あ"), ("b", "い")], widget=forms.RadioSelect)
    tick = forms.BooleanField(label="読みました")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_is_tied_to_its_label_help_and_error() -> None:
    form = OneOfEach({"text": "", "choice": "x"})
    shown = Template('{% include "ui/form.html" with submit="送る" %}').render(Context({"form": form}))
    assert '<label for="id_text">' in shown
    described = re.search(r'<input[^>]*name="text"[^>]*aria-describedby="([^"]+)"', shown)
    assert described and set(described[1].split()) == {"id_text_helptext", "id_text_error"}
    for part in ("id_text_helptext", "id_text_error", "id_choice_error", "id_tick_error"):
        assert f'id="{part}"' in shown
    assert "<fieldset" in shown and "<legend>どちら" in shown and 'role="alert"' in shown
    assert re.search(r'<input type="hidden" name="token"', shown)


def test_a_pager_keeps_what_was_asked() -> None:
    page = Paginator(range(30), 10).get_page(2)
    request = RequestFactory().get("/?q=声&page=2")
    shown = render_to_string("ui/pager.html", {"page": page}, request)
    assert "q=%E5%A3%B0&amp;page=1" in shown and "page=3" in shown
    assert "<nav" not in render_to_string("ui/pager.html", {"page": Paginator([1], 10).get_page(1)}, request)


@pytest.mark.parametrize("file", sorted(STATIC.glob("*.css")), ids=lambda file: file.name)
def test_styles_load_nothing_from_anywhere(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "url(" not in text and "@import" not in text
    assert text.count("{") == text.count("}")


# --- errors ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_missing_page_says_so_kindly() -> None:
    answer = Client().get("/no-such-page/")
    assert answer.status_code == 404 and "このページは見つかりません" in answer.content.decode()
    assert "We cannot find this page" in Client(headers={"accept-language": "en"}).get("/x/").content.decode()


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.areas.ui.faulty_urls")
def test_a_fault_of_ours_says_so_kindly() -> None:
    answer = Client(raise_request_exception=False).get("/broken/")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "うまく動きませんでした" in text and "Something went wrong" in text and "ZeroDivision" not in text


@pytest.mark.django_db
@override_settings(ROOT_URLCONF="tests.areas.ui.faulty_urls")
def test_what_a_role_may_not_do_says_so_kindly() -> None:
    answer = Client().get("/forbidden/")
    assert answer.status_code == 403 and "この操作はできません" in answer.content.decode()


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused() -> None:
    answer = Client().get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400 and "受け取れません" in answer.content.decode()
