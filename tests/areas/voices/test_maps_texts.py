"""Every sentence of the public pages of the map is there in plain Japanese and in English."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from yoriai.web.ui.texts import read

VOICES = Path(__file__).parents[3] / "src" / "yoriai" / "web" / "voices"
#: What only staff see is not in plain Japanese.
STAFF = {"list.html", "computation.html", "progress.html", "compare.html"}
PUBLIC_MODULES = ["rules/maps_cautions.py", "templatetags/maps.py"]
STAFF_MODULES = ["rules/maps_computing.py", "views/maps_computing.py", "forms/maps.py"]


def sentences(language: str) -> Iterator[str]:
    staff = language == "en"
    for file in sorted((VOICES / "templates" / "voices" / "maps").rglob("*.html")):
        if staff or file.name not in STAFF:
            yield from _in(templatize(file.read_text(encoding="utf-8")))
    for name in [*PUBLIC_MODULES, *(STAFF_MODULES if staff else [])]:
        yield from _in((VOICES / name).read_text(encoding="utf-8"))


def _in(source: str) -> Iterator[str]:
    for _, _, message, _ in extract_python(
        io.BytesIO(source.encode()), ["gettext", "ngettext", "_"], [], {"encoding": "utf-8"}
    ):
        found = message[0] if isinstance(message, tuple) else message
        if found:  # None where the text is only known at run time
            yield found


@pytest.mark.parametrize("language", ["en", "ja_Easy"])
def test_no_sentence_is_missing(language: str) -> None:
    catalogue = read(VOICES / "locale" / "maps" / language / "LC_MESSAGES" / "django.po")
    missing = {text for text in sentences(language) if not (text in catalogue and catalogue[text].string)}
    assert missing == set()


def test_plain_japanese_gives_the_reading_of_every_character() -> None:
    catalogue = read(VOICES / "locale" / "maps" / "ja_Easy" / "LC_MESSAGES" / "django.po")
    for message in catalogue:
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for text in filter(None, texts):
            left = re.sub(r"\{[^{}|]+\|[ぁ-ゖァ-ヺー]+\}", "", text)
            assert not re.search(r"[一-龠]", left), text


@pytest.mark.parametrize("language", ["en", "ja_Easy"])
def test_placeholders_survive(language: str) -> None:
    for message in read(VOICES / "locale" / "maps" / language / "LC_MESSAGES" / "django.po"):
        original = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
        texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        for text in texts if original else []:
            assert set(re.findall(r"%\(\w+\)", text)) == set(re.findall(r"%\(\w+\)", original)), original
