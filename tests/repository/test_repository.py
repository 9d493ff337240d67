"""Habits of the repository that a person would forget."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.splitlines()
#: Folders whose name says what is in them, wherever they are (named so in ARCHITECTURE.md).
SPEAKING = {
    "actions", "forms", "exports", "locale", "management", "migrations", "models", "queries", "rules",
    "static", "templates", "templatetags", "urls", "views",
}  # fmt: skip


def folders() -> list[str]:
    """Every folder that needs a sentence: not those inside a speaking folder or a folder of tests."""
    found = {str(parent) for name in FILES for parent in Path(name).parents if str(parent) != "."}
    return sorted(
        folder
        for folder in found
        if not SPEAKING & set(Path(folder).parts) or folder == "src/yoriai/web/locale"
        if not re.match(r"(tests|benchmarks|src/yoriai/engines)/[^/]+/", folder)
    )


@pytest.mark.parametrize("folder", folders())
def test_folder_has_its_sentence_in_architecture(folder: str) -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{re.escape(folder)}` \| \S+", text, re.MULTILINE), folder


def test_architecture_names_no_folder_that_is_gone() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for folder in re.findall(r"^\| `([^`]+)` \|", text.split("## Every folder")[1], re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder


def _glossary() -> list[str]:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    return re.findall(r"^\| [^|]+ \| `([^`]+)` \|", text, re.MULTILINE)


@pytest.fixture(scope="module")
def code() -> str:
    return "\n".join(
        (ROOT / name).read_text(encoding="utf-8") for name in FILES if re.match(r"src/.*\.py$", name)
    )


@pytest.mark.parametrize("term", _glossary())
def test_term_of_the_glossary_exists_in_code(term: str, code: str) -> None:
    assert re.search(rf"\b{re.escape(term)}\b", code), term


PAGES = [name for name in FILES if name.endswith(".html") and "/templates/" in name]


@pytest.mark.parametrize("name", PAGES)
def test_page_has_a_title(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    if "{% extends" in text and "base" not in Path(name).stem:
        title = re.search(r"{% block (?:title|head_title) %}(.*?){% endblock", text, re.DOTALL)
        inherits = re.search(r'{% extends "(?!ui/base)[^"]+" %}', text)
        assert (title and title[1].strip()) or inherits, name
    elif "<html" in text:
        assert "<title>" in text, name


def test_every_package_says_what_it_is() -> None:
    for name in FILES:
        if re.match(r"src/.*\.py$", name) and "/migrations/" not in name:
            text = (ROOT / name).read_text(encoding="utf-8")
            assert text.startswith(('"""', "#!/usr/bin", "'''")), name


def test_root_is_short() -> None:
    top = {name.split("/")[0] for name in FILES if not name.startswith(".")}
    assert len(top) <= 18, sorted(top)


def test_no_machine_paths_hosts_or_keys() -> None:
    forbidden = re.compile(r"/work/|/root/|pypi\.org|registry\.npmjs|BEGIN [A-Z ]*PRIVATE KEY")
    for name in FILES:
        if name == "tests/repository/test_repository.py" or not (ROOT / name).is_file():
            continue
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert not forbidden.search(text), name


def test_no_key_and_no_database_is_kept() -> None:
    """A test run leaves such files in its data folder; they never belong to the code."""
    kept = [name for name in FILES if Path(name).suffix in {".key", ".pem", ".sqlite3", ".db", ".env"}]
    assert kept == []


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text and "://" not in text, lock.name


def test_direct_dependencies_stay_few() -> None:
    lines = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith("#")]) <= 25


def test_own_javascript_stays_small() -> None:
    scripts = [name for name in FILES if name.startswith("src/") and name.endswith(".js")]
    assert sum((ROOT / name).read_text(encoding="utf-8").count("\n") for name in scripts) <= 1500
