"""A paper is a PDF with the data and the stamp on it; one JSON document carries the stamp at its head."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.files import fetched
from yoriai.web.exports import actions, papers
from yoriai.web.exports.papers import Paper
from yoriai.web.exports.registry import Export
from yoriai.web.exports.writers import Stamp

pytestmark = pytest.mark.django_db
STAMP = Stamp(who="director@example.jp", purpose="宛名", at=cast.NOW)
TEMPLATE = """#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set text(font: "IPAexGothic", lang: "ja", fallback: false)
= #d.title
#for (label, text) in d.about [#label：#text \\ ]
"""


def paper(folder: Path, title: str) -> Paper:
    template = folder / "paper.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    return Paper(template, {"title": title})


def test_a_paper_is_a_pdf_and_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    first = papers.pdf_bytes(paper(tmp_path, "髙﨑様"), STAMP)
    assert first.startswith(b"%PDF-")
    assert papers.pdf_bytes(paper(tmp_path, "髙﨑様"), STAMP) == first
    assert papers.pdf_bytes(paper(tmp_path, "高崎様"), STAMP) != first


def test_the_missing_font_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    papers.font_folder.cache_clear()
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(RuntimeError, match="make install"):
        papers.font_folder()


def take(export: Export) -> tuple[Any, bytes]:
    who = cast.viewer("director")
    made = actions.make(who, export=export, subject="1", purpose="試し", file_format="", at=cast.NOW)
    return made, fetched(who, made)


def test_a_paper_leaves_by_the_door_of_exports(tmp_path: Path) -> None:
    export = Export("t.paper", "紙", lambda _v, _s: [1, 2], paper=lambda _v, _s: paper(tmp_path, "案内"))
    made, content = take(export)
    assert (made.format, made.rows) == ("pdf", 2)
    assert content.startswith(b"%PDF-")
    assert export.formats == ()


def test_one_document_carries_the_stamp() -> None:
    export = Export("t.data", "写し", lambda _v, _s: [1], data=lambda _v, _s: {"名前": "山田"})
    made, content = take(export)
    assert made.format == "json"
    assert json.loads(content)["名前"] == "山田"
    assert json.loads(content)["about"]["使いみち"] == "試し"


def test_out_of_sight_is_no_paper() -> None:
    export = Export("t.none", "紙", lambda _v, _s: [1], paper=lambda _v, _s: None)
    with pytest.raises(LookupError):
        take(export)
