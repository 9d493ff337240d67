"""Every sentence of the public pages exists in plain Japanese, with readings, and in English."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

import yoriai.web.voices
from yoriai.web.ui.texts import read

VOICES = Path(yoriai.web.voices.__file__).parent
SOURCES = [
    *VOICES.glob("templates/voices/public/*.html"),
    VOICES / "rules/public_receipt.py",
    *VOICES.glob("forms/public_*.py"),
    *VOICES.glob("views/public_*.py"),
]
KEYWORDS = {"gettext": None, "gettext_lazy": None, "_": None, "pgettext": ((1, "c"), 2), "ngettext": (1, 2)}
MARK = re.compile(r"\{[^{}|]+\|[^{}|]+\}")
NAME = re.compile(r"%\(\w+\)[sd]")
KANJI = re.compile(r"[々\u4e00-\u9fff]")


def sentences() -> set[str]:
    found = set()
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        code = templatize(text, origin=str(source)) if source.suffix == ".html" else text
        for _, message, _, _ in extract("python", io.BytesIO(code.encode()), KEYWORDS):
            found.add(message if isinstance(message, str) else message[0])
    return found


def catalogue(locale: str) -> Catalog:
    return read(VOICES / "locale" / locale / "LC_MESSAGES" / "django.po")


def test_there_are_sentences() -> None:
    assert len(sentences()) > 100


@pytest.mark.parametrize("locale", ["en", "ja_Easy"])
def test_every_sentence_is_translated_and_no_other(locale: str) -> None:
    known = {message.id: message.string for message in catalogue(locale) if message.id}
    assert sentences() - set(known) == set()
    assert {key for key, text in known.items() if not text} == set()
    assert set(known) - sentences() - {"みんなの声"} == set()


@pytest.mark.parametrize("locale", ["en", "ja_Easy"])
def test_translations_keep_the_names_of_what_is_filled_in(locale: str) -> None:
    for message in catalogue(locale):
        assert sorted(NAME.findall(message.string)) == sorted(NAME.findall(str(message.id))), message.id


def test_every_kanji_in_plain_japanese_has_its_reading() -> None:
    for message in catalogue("ja_Easy"):
        assert not KANJI.search(MARK.sub("", message.string)), message.string


def test_plain_japanese_says_the_same_kanji_as_it_reads() -> None:
    """A reading is hiragana only, so that a child who reads hiragana can read it all."""
    for message in catalogue("ja_Easy"):
        for mark in MARK.findall(message.string):
            word, reading = mark[1:-1].split("|")
            assert KANJI.search(word), mark
            assert re.fullmatch(r"[ぁ-ゖー]+", reading), mark
