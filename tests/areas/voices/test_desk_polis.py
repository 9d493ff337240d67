"""Polis files: in through the browser or the command line, and out again byte for byte."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests import cast, factories
from tests.areas.voices import desk_world as world
from yoriai.web.voices.actions import desk_polis as actions
from yoriai.web.voices.models import LoadState, PolisLoad, Vote
from yoriai.web.voices.queries import desk_polis as queries
from yoriai.web.voices.rules import polis_format
from yoriai.web.voices.rules.polis_format import FILES

FOLDERS = [
    "15-per-hour-seattle",
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.ubi",
    "vtaiwan.uberx",
]


def folder(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in FILES if (path / name).exists()}


def load(files: dict[str, bytes], slug: str = "polis") -> PolisLoad:
    """The files handed over by the director, and carried out."""
    plan = actions.Plan(slug, world.responsible(), [factories.municipality()])
    row = actions.hand_over(cast.viewer("director"), files=files, plan=plan, at=cast.NOW)
    actions.work.func(row.pk)
    row.refresh_from_db()
    return row


@pytest.mark.realdata
@pytest.mark.django_db
@pytest.mark.parametrize("name", FOLDERS)
def test_real_conversations_come_back_byte_for_byte(shared_data: Path, name: str) -> None:
    files = folder(shared_data / "polis" / name)
    start = time.process_time()
    row = load(files)
    spent = time.process_time() - start
    assert row.state == LoadState.DONE, row.problem
    assert row.conversation is not None
    bundle = queries.polis_bundle(cast.viewer("director"), "polis")
    assert bundle is not None
    assert {n: bundle[n] for n in files} == files
    content = polis_format.read(files, since=0)
    assert Vote.objects.count() == len(content.votes)
    assert spent < 15, f"{spent:.1f} CPU s"
