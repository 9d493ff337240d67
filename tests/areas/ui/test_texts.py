"""Every public text stands in three languages, and plain Japanese can be read by a child."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError
from django.utils.translation import gettext, override

from tests.areas.ui.texts import KANJI, strings_of, wordings
from yoriai.web.ui.furigana import MARK
from yoriai.web.ui.navigation import _ENTRIES
from yoriai.web.ui.samples import SAMPLES
from yoriai.web.ui.texts import catalogues, compile_texts, read


def test_every_text_of_the_shell_and_the_sign_in_pages_is_in_both_catalogues() -> None:
    texts = strings_of("ui") | strings_of("accounts")
    for language in ("en", "ja_Easy"):
        missing = texts - set(wordings(language))
        assert not missing, (language, sorted(missing))


def test_names_of_components_and_menu_entries_of_the_foundation_are_in_both_catalogues() -> None:
    with override("ja"):
        names = {str(sample.name) for sample in SAMPLES}
    names |= {entry.label for entry in _ENTRIES.values() if not entry.url.startswith("voices_")}
    for language in ("en", "ja_Easy"):
        assert not names - set(wordings(language)), language


def test_every_kanji_of_plain_japanese_has_its_reading() -> None:
    for text, wording in wordings("ja_Easy").items():
        assert not KANJI.findall(MARK.sub("", wording)), (text, wording)


def test_readings_are_kana_for_what_they_stand_over() -> None:
    for wording in wordings("ja_Easy").values():
        assert wording.count("{") == len(MARK.findall(wording)) + len(re.findall(r"%\{", wording)), wording


def test_english_holds_no_japanese() -> None:
    for text, wording in wordings("en").items():
        assert not re.search(r"[ぁ-ヶ一-鿿]", wording), (text, wording)


def test_placeholders_are_the_same_in_every_language() -> None:
    for language in ("en", "ja_Easy", "ja"):
        for text, wording in wordings(language).items():
            if "%(" in text:
                assert set(re.findall(r"%\(\w+\)", wording)) == set(re.findall(r"%\(\w+\)", text)), text


@pytest.mark.parametrize(
    ("language", "wording"),
    [("ja", "声を寄せる"), ("ja-easy", "{声|こえ}を {送|おく}る"), ("en", "Give your voice")],
)
def test_django_reads_the_compiled_texts(language: str, wording: str) -> None:
    with override(language):
        assert gettext("声を寄せる") == wording


def test_compiling_writes_only_what_changed(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    file = folder / "django.po"
    file.write_text('msgid "声"\nmsgstr "voice"\n', encoding="utf-8")
    assert catalogues(tmp_path) == [file]
    assert compile_texts([file]) == [file]
    assert file.with_suffix(".mo").exists()
    assert compile_texts([file]) == []
    assert [part.name for part in folder.iterdir() if part.suffix == ".tmp"] == []


def test_a_broken_catalogue_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "django.po"
    file.write_text("msgid 声\n", encoding="utf-8")
    with pytest.raises(PoFileError):
        read(file)
