"""The guides for staff say what the pages say: a button that is renamed must be renamed there too."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)]*)\)")


@cache
def words_of_the_site() -> str:
    """All wordings: of templates, and of the code behind them."""
    files = [path for path in (ROOT / "src/yoriai/web").rglob("*") if path.suffix in {".html", ".py"}]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("guide", GUIDES, ids=[path.stem for path in GUIDES])
def test_what_a_guide_quotes_stands_on_a_page(guide: Path) -> None:
    text = re.sub(r"\n\s*", "", guide.read_text(encoding="utf-8"))
    quoted = set(re.findall("「([^「」]+)」", text))
    assert quoted
    assert [words for words in sorted(quoted) if words not in words_of_the_site()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=[path.stem for path in GUIDES])
def test_a_guide_leads_to_guides_that_are_there(guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    assert [name for name in LINK.findall(text) if not (guide.parent / name).is_file()] == []
