"""Erasing somebody leaves nothing of them: a canary stands everywhere, and then nowhere."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase

from tests import cast, factories
from tests.areas.register import canary
from tests.areas.register.erasing_world import erased
from yoriai.web.audit.queries import chain_break
from yoriai.web.measures.registry import MEASURES, Period
from yoriai.web.notices import outbox
from yoriai.web.register import erased_list, queries
from yoriai.web.register.actions import erasing
from yoriai.web.register.models import Erasure, Person
from yoriai.web.register.templatetags.privacy import marked

YEAR = Period(cast.TODAY.replace(year=2020), cast.TODAY.replace(year=2027))


@pytest.fixture
def files(settings, data_folder: Path) -> Path:  # type: ignore[no-untyped-def]
    """Mails go to files, as where no mail server is set up."""
    data_folder.mkdir()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = data_folder / "outbox"
    return data_folder


def figures() -> dict[str, int]:
    return {key: measure.value(cast.viewer("director"), YEAR) for key, measure in MEASURES.items()}


def found_in_rows() -> dict[str, list[str]]:
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed:
            continue
        hits = canary.hits(canary.row_texts(model).encode())
        if hits:
            found[model._meta.label] = hits
    sessions = "".join(str(row.get_decoded()) for row in Session.objects.all())
    return found | ({"sessions": canary.hits(sessions.encode())} if canary.hits(sessions.encode()) else {})


def found_in_files(folder: Path) -> dict[str, list[str]]:
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".log":
            for part in content.split(b"-" * 79):
                mail = message_from_bytes(part.strip(), policy=policy.default)
                content += "".join(str(value) for value in mail.values()).encode()
                content += mail.get_payload(decode=True) or b""
        hits = canary.hits(content)
        if hits:
            found[path.name] = hits
    return found


def erase_on_the_page(person: Person, *, everything: bool = False) -> None:
    """As two people do it: one opens the page, leaves the marks as they are, marks what is theirs and asks;
    the other opens the request and confirms."""
    director, lead = cast.client("director"), cast.client("lead")
    page = director.get(f"/register/people/{person.pk}/erase/")
    preview = page.context["preview"]
    assert preview.hindrances == []
    places = [place for place in preview.places if not place.fixed]
    theirs = [place.key for place in places if marked(place, preview.homonyms)]
    theirs += [place.key for place in places if everything or place.owner in ("organisation", "other")]
    told = {"wished_by": "本人", "sure": "on", "also": theirs}
    asked = director.post(f"/register/people/{person.pk}/erase/", told)
    assert asked.status_code == 302, asked.content.decode()
    also = re.findall(r'name="also"[^>]*value="([^"]+)" checked', lead.get(asked.url).content.decode())
    assert sorted(also) == sorted(set(theirs))
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = lead.post(asked.url, {"sure": "on", "also": also})
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.django_db
def test_nothing_of_the_canary_is_left(files: Path, caplog, capfd) -> None:  # type: ignore[no-untyped-def]
    person = canary.plant()
    before, before_rows, before_files = figures(), found_in_rows(), found_in_files(files)
    assert len(before_rows) >= 18, before_rows.keys()
    assert before_files
    assert queries.find(cast.viewer("director"), canary.NAME)
    browser = cast.client("director")
    erase_on_the_page(person)

    assert found_in_rows() == {}
    assert found_in_files(files) == {}
    assert figures() == before
    assert chain_break() is None
    for words in (canary.NAME, "かなりやざわ", canary.DIGITS, canary.MAIL, canary.FORMER):
        assert queries.find(cast.viewer("director"), words) == []
    assert canary.hits((caplog.text + "".join(capfd.readouterr())).encode()) == []
    assert browser.get(f"/register/people/{person.pk}/").status_code == 404
    assert "消去しました" in browser.get(f"/register/people/{person.pk}/erased/").content.decode()
    assert any(outbox.is_to(path, ["other@example.jp"]) for path in outbox.files())


def test_mails_of_others_in_the_same_file_stay(files: Path, settings) -> None:  # type: ignore[no-untyped-def]
    folder = Path(settings.EMAIL_FILE_PATH)
    folder.mkdir()
    rule = b"-" * 79 + b"\n"
    (folder / "one.log").write_bytes(b"To: a@example.jp\n\nA\n" + rule + b"To: b@example.jp\n\nB\n" + rule)
    (folder / "two.log").write_bytes(b"To: A@example.jp\n\nA\n" + rule)
    marks = outbox.marks(outbox.files(), ["a@example.jp"], lambda _text: False)
    outbox.take_out(outbox.files(), marks)
    assert [path.read_bytes() for path in outbox.files()] == [b"To: b@example.jp\n\nB\n" + rule]


@pytest.mark.django_db
def test_the_free_places_of_the_database_hold_nothing_either(files: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL clears old row versions by itself (VACUUM)")
    person = canary.plant()
    connection.ensure_connection()
    assert canary.hits(connection.connection.serialize())
    erase_on_the_page(person)
    assert canary.hits(connection.connection.serialize()) == []


@pytest.mark.django_db
def test_after_a_restore_it_is_erased_again(files: Path, settings) -> None:  # type: ignore[no-untyped-def]
    person, unknown = canary.plant(), "999999 2026-01-01T00:00:00+00:00"
    listed = f"{person.pk} {person.created_at.isoformat()}"
    renumbered = f"{person.pk} 2001-01-01T00:00:00+00:00"
    Path(settings.ERASED_LIST).write_text(f"{renumbered}\n{unknown}\n{listed}\n", encoding="ascii")
    cast.make_user("director")
    out = StringIO()
    call_command("erase_again", "director@example.jp", stdout=out)
    assert "1人を" in out.getvalue()
    assert found_in_rows() == {}
    assert Erasure.objects.get().wished_by == "復元のあと"
    call_command("erase_again", "director@example.jp", stdout=out)
    assert "0人を" in out.getvalue()
    person.refresh_from_db()
    assert not erasing.erase_again(cast.viewer("director"), person, at=cast.NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["erase_again", "retention"])
@pytest.mark.parametrize("email", ["staff@example.jp", "nobody@example.jp"])
def test_the_commands_are_for_those_who_may_erase(command: str, email: str) -> None:
    cast.make_user("staff")
    with pytest.raises(CommandError):
        call_command(command, email)


@pytest.mark.django_db
def test_an_erasure_is_noted_beside_the_database(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    person = factories.person()
    with TestCase.captureOnCommitCallbacks(execute=True):
        erased(person, also=["register.organisation:7"])
    line = Path(settings.ERASED_LIST).read_text(encoding="ascii")
    assert line == f"{person.pk} {person.created_at.isoformat()} register.organisation:7\n"
    erased_list.add([line.strip()])
    assert Path(settings.ERASED_LIST).read_text(encoding="ascii") == line
    assert list(erased_list.people(tmp_path / "none.txt")) == []
