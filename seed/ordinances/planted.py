"""Edits that move provisions and forget some references: ハネ with a known answer."""

from __future__ import annotations

import copy
import random
import re

from seed.ordinances.edits import add_article, add_paragraph
from seed.ordinances.model import Article, Ordinance, Printer, Style
from seed.ordinances.samples import Maker

_PLACEHOLDER = re.compile(r"\{\d+(?::\d+)?\}")


def planted(ordinance: Ordinance, style: Style, seed: int) -> tuple[Ordinance, list[tuple[str, str]]]:
    """A copy in which provisions moved, and about half of the references that should follow did not.

    The second value lists (words left as they were, words that they should be), sorted.
    """
    rng = random.Random(seed)
    maker = Maker(rng)
    out = copy.deepcopy(ordinance)
    for _ in range(rng.randint(1, 3)):
        add_article(out, rng, maker)
        add_paragraph(out, rng, maker)
    old_printer, new_printer = Printer(ordinance, style), Printer(out, style)
    kept = {article.key for article in ordinance.articles}
    forgotten: list[tuple[str, str]] = []
    for article in [article for article in out.articles if article.key in kept]:
        forgotten += _forget(article, old_printer, new_printer, rng)
    return out, sorted(forgotten)


def _forget(article: Article, before: Printer, after: Printer, rng: random.Random) -> list[tuple[str, str]]:
    """Writes the old words of some references into the texts of a 条."""
    original = before.by_key[article.key]
    found = []
    for paragraph in article.paragraphs:
        twin = next((each for each in original.paragraphs if each.key == paragraph.key), None)
        match = _PLACEHOLDER.search(paragraph.text)
        if twin is None or match is None:
            continue
        old = before.words(match[0], original, twin)
        new = after.words(match[0], article, paragraph)
        if old != new and old.startswith("第") and rng.random() < 0.5:
            raw = before.reference(_as_reference(match[0]), original, twin)
            paragraph.text = paragraph.text.replace(match[0], raw, 1)
            found.append((old, new))
    return found


def _as_reference(words: str) -> re.Match[str]:
    match = re.match(r"\{(\d+)(?::(\d+))?(?::(\d+))?\}", words)
    assert match is not None
    return match
