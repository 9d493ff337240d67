"""The texts that templates show through `translate`, and the catalogues that hold their other wordings."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from yoriai.web.ui.texts import WEB, catalogues, read

KANJI = re.compile(r"[㐀-鿿豈-﫿々〆]")


def strings_of(folder: str) -> set[str]:
    """Every text that the templates of one area put through `translate` or `blocktranslate`."""
    found: set[str] = set()
    for file in sorted((WEB / folder / "templates").rglob("*")):
        if file.suffix in {".html", ".txt"}:
            found |= strings_in(file)
    return found


def strings_in(file: Path) -> set[str]:
    """The texts of one template."""
    source = templatize(file.read_text(encoding="utf-8"), origin=str(file)).encode()
    return {message for _, message, _, _ in extract("python", BytesIO(source)) if isinstance(message, str)}


def wordings(language: str) -> dict[str, str]:
    """Every text with its wording in a language (`en`, `ja_Easy`), from all catalogues of the project."""
    found: dict[str, str] = {}
    for file in catalogues():
        if file.parts[-3] == language:
            found |= _entries(read(file))
    return found


def _entries(catalogue: Catalog) -> dict[str, str]:
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
