"""Real Polis conversations: published groups, the same plane, and what the full mode promises."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.engines.opinions.test_plane import cosine, filled
from yoriai.cli.polis_files import read_votes
from yoriai.engines.opinions import Votes, analyse
from yoriai.engines.opinions.agreement import adjusted_rand
from yoriai.engines.opinions.plane import plane_of

ALL = [
    "15-per-hour-seattle",
    "brexit-consensus",
    "canadian-electoral-reform",
    "scoop-hivemind.ubi",
    "vtaiwan.uberx",
]
pytestmark = pytest.mark.realdata


def conversation(shared_data: Path, name: str) -> Votes:
    return read_votes(shared_data / "polis" / name)


def published_groups(folder: Path, votes: Votes) -> np.ndarray:
    """Groups that Polis published, -1 for none."""
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as lines:
        group = {row["participant"]: row["group-id"] for row in csv.DictReader(lines)}
    return np.array([int(group.get(p) or -1) for p in votes.participants])


@pytest.mark.parametrize("name", ALL)
def test_both_kinds_of_files_hold_the_same_votes(name: str, shared_data: Path, tmp_path: Path) -> None:
    votes = conversation(shared_data, name)
    for file in ("participants-votes.csv", "comments.csv"):
        shutil.copy(shared_data / "polis" / name / file, tmp_path)
    other = read_votes(tmp_path)
    assert (votes.participants, votes.statements) == (other.participants, other.statements)
    assert (votes.person == other.person).all() and (votes.statement == other.statement).all()
    assert (votes.value == other.value).all()


@pytest.mark.parametrize("name", ALL)
def test_the_plane_is_the_one_of_the_filled_matrix(name: str, shared_data: Path) -> None:
    votes = conversation(shared_data, name)
    found = plane_of(votes)
    places, axes = filled(votes)
    for component in range(2):
        assert cosine(found.axes[:, component], axes[:, component]) >= 0.9999
        assert cosine(found.spread(votes)[:, component], places[:, component]) >= 0.9999


@pytest.mark.parametrize(("name", "alike"), [("canadian-electoral-reform", 0.8), ("vtaiwan.uberx", 0.7)])
def test_polis_mode_finds_much_the_same_groups_as_polis_published(
    name: str, alike: float, shared_data: Path
) -> None:
    """Polis's own groups depend on its history (warm starts), so that they cannot be met exactly."""
    votes = conversation(shared_data, name)
    found = analyse(votes, mode="polis")
    label = np.array([ord(row["group"] or "@") - ord("A") for row in found.participants])
    assert adjusted_rand(label, published_groups(shared_data / "polis" / name, votes)) > alike


@pytest.mark.parametrize("name", ["brexit-consensus", "scoop-hivemind.ubi"])
def test_the_full_mode_keeps_its_promises(name: str, shared_data: Path) -> None:
    summary = analyse(conversation(shared_data, name), draws=6).summary
    told = summary["prediction"]
    assert told["accuracy"] >= told["baseline_accuracy"] and told["log_loss"] < told["baseline_log_loss"]
    assert all(check["holds"] for check in summary["guarantees"]["ejr_plus"].values())
    assert all(
        promise["holds"] or promise["note"] for promise in summary["guarantees"]["distinctive"].values()
    )
    if summary["groups"]:
        assert summary["stability"]["mean_ari"] >= 0.90 and summary["stability"]["min_ari"] >= 0.80
