"""`analyse`: what a page or a file may rely on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from benchmarks.opinions_instances import Planted, planted_minority

from yoriai.engines.opinions import Result, Stopped, Votes, analyse, check_ejr_plus, render_svg

Triple = tuple[str, str, int]


def triples(votes: Votes) -> list[Triple]:
    rows = zip(votes.person.tolist(), votes.statement.tolist(), votes.value.tolist(), strict=True)
    return [(votes.participants[p], votes.statements[s], v) for p, s, v in rows]


MADE: Planted = planted_minority(4, people=150, statements=24, density=0.7, share=0.2)
VOTES = MADE.votes


@pytest.fixture(scope="module")
def result() -> Result:
    return analyse(VOTES, draws=6)


def everything(found: Result) -> str:
    return json.dumps([found.summary, found.participants, found.statements]) + render_svg(found)


def test_the_minority_has_a_group_and_a_place_in_the_slate(result: Result) -> None:
    summary = result.summary
    assert summary["verdict"] == "stable groups"
    assert [group["id"] for group in summary["groups"]] == ["A", "B"]
    minority = {VOTES.participants[i] for i in np.flatnonzero(MADE.group == 1)}
    found = {row["participant"] for row in result.participants if row["group"] == "B"}
    assert len(minority & found) > 0.75 * len(minority | found)
    assert any("B" in entry["for"] for entry in summary["slate"])
    promise = summary["guarantees"]["distinctive"]["B"]
    assert promise["holds"] and promise["given"] >= promise["quota"] >= 1 and promise["note"] == ""


def test_every_reason_is_said_in_two_languages(result: Result) -> None:
    for entry in result.summary["slate"]:
        assert entry["reason"].endswith("。") and entry["reason_en"].endswith(".")
        assert entry["side"] in ("agree", "disagree") and entry["for"]


def test_the_published_rho_can_be_repeated_from_the_votes(result: Result) -> None:
    cast = np.zeros((VOTES.n, 2 * VOTES.m), dtype=bool)
    cast[VOTES.person[VOTES.value > 0], VOTES.statement[VOTES.value > 0]] = True
    cast[VOTES.person[VOTES.value < 0], VOTES.m + VOTES.statement[VOTES.value < 0]] = True
    chosen = [
        VOTES.statements.index(entry["statement"]) + (0 if entry["side"] == "agree" else VOTES.m)
        for entry in result.summary["slate"]
    ]
    published = result.summary["guarantees"]["ejr_plus"]["observed"]
    again = check_ejr_plus(cast, chosen)
    assert (published["holds"], published["l"]) == (again.holds, again.l)
    assert published["rho"] == pytest.approx(again.rho, abs=1e-6)


@pytest.mark.parametrize("mode", ["full", "polis"])
def test_the_order_of_votes_does_not_matter(mode: str) -> None:
    rows = triples(VOTES)
    turned = Votes.from_triples([rows[i] for i in np.random.default_rng(1).permutation(len(rows))])
    assert everything(analyse(turned, mode=mode, draws=6)) == everything(analyse(VOTES, mode=mode, draws=6))


SCRIPT = """
import json, sys
from tests.engines.opinions.test_analyse import VOTES, everything
from yoriai.engines.opinions import analyse
print(everything(analyse(VOTES, draws=6)))
"""


@pytest.mark.parametrize("hashes", ["1", "2"])
def test_another_process_gives_the_same_bytes(hashes: str, result: Result) -> None:
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join([str(root), str(root / "src")])
    environment = {**os.environ, "PYTHONHASHSEED": hashes, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == everything(result) + "\n"


def test_progress_rises_and_can_stop_the_work() -> None:
    heard: list[float] = []
    analyse(VOTES, draws=6, progress=lambda fraction, _: heard.append(fraction))
    assert heard == sorted(heard) and heard[-1] == 1.0

    def stop(fraction: float, step: str) -> None:
        if fraction > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        analyse(VOTES, draws=6, progress=stop)


@pytest.mark.parametrize("wrong", [{"mode": "other"}, {"slate": 0}, {"draws": -1}])
def test_impossible_wishes(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="mode is full or polis"):
        analyse(VOTES, **wrong)  # type: ignore[arg-type]


def test_a_declared_minority_is_promised_a_place_and_thin_ones_are_named() -> None:
    attributes = {
        "area": {p: ("hill" if g else "valley") for p, g in zip(VOTES.participants, MADE.group, strict=True)},
        "coin": {p: "heads" if i % 2 else "tails" for i, p in enumerate(VOTES.participants)},
        "rare": {VOTES.participants[0]: "yes", "nobody": "no"},
    }
    promises = analyse(VOTES, draws=6, attributes=attributes).summary["guarantees"]["distinctive"]
    assert list(promises) == ["A", "B", "area=hill", "area=valley", "coin=heads", "coin=tails", "rare=yes"]
    assert promises["area=hill"]["holds"] and promises["area=hill"]["quota"] == 2
    assert not promises["coin=heads"]["holds"] and "違い" in promises["coin=heads"]["note"]
    assert promises["rare=yes"]["quota"] == 0 and "約束の対象" in promises["rare=yes"]["note"]


def test_a_slate_of_one_grows_until_the_promises_fit() -> None:
    summary = analyse(VOTES, draws=6, slate=1).summary
    assert summary["slate_note"]["length"] == len(summary["slate"])
    assert all(check["holds"] for check in summary["guarantees"]["ejr_plus"].values())
    long = analyse(VOTES, draws=6, slate=500).summary
    assert long["slate_note"]["length"] == len(long["slate"]) == 48
    assert "48件しかない" in long["slate_note"]["note"]


def shared(groups: int, seed: int) -> Votes:
    """A conversation with `groups` camps and one statement, "all", that nine tenths of each share."""
    rng = np.random.default_rng(seed)
    profile = np.where(rng.random((groups, 30)) < 0.5, 0.1, 0.9)
    rows: list[Triple] = []
    for i in range(180):
        chance = profile[i % groups]
        rows += [(str(i), str(j), 1 if rng.random() < chance[j] else -1) for j in range(30)]
        rows.append((str(i), "all", 1 if (i // groups) % 10 else -1))
    return Votes.from_triples(rows)


def consensus(found: Result, statement: str) -> float | None:
    score = next(row["consensus_agree"] for row in found.statements if row["statement"] == statement)
    return None if score is None else float(score)


@pytest.mark.parametrize("mode", ["full", "polis"])
def test_consensus_does_not_fall_because_there_are_more_groups(mode: str) -> None:
    found = [analyse(shared(groups, 2), mode=mode, draws=6) for groups in (2, 5)]
    assert [len(one.summary["groups"]) for one in found] == [2, 5]
    two, five = (consensus(one, "all") for one in found)
    assert two is not None and five is not None
    assert five >= two - 0.03 and five > 0.8
    assert "all" in [entry["statement"] for entry in found[1].summary["consensus"]]


def test_statements_with_few_votes_are_no_consensus() -> None:
    few = [*triples(VOTES), *((str(i), "new", 1) for i in range(9))]
    found = analyse(Votes.from_triples(few), draws=6)
    assert consensus(found, "new") is None
    assert "new" not in [entry["statement"] for entry in found.summary["consensus"]]
    assert "thin_statements" in [caution["code"] for caution in found.summary["cautions"]]


NOTHING: Sequence[tuple[str, list[Triple]]] = [
    ("nothing", []),
    ("one vote", [("1", "1", 1)]),
    ("only passes", [(str(i), str(j), 0) for i in range(20) for j in range(5)]),
    ("one statement", [(str(i), "1", 1) for i in range(40)]),
    ("nine people", [(str(i), str(j), 1) for i in range(9) for j in range(9)]),
]


@pytest.mark.parametrize("mode", ["full", "polis"])
@pytest.mark.parametrize(("name", "rows"), NOTHING, ids=[name for name, _ in NOTHING])
def test_too_few_votes_are_said_to_be_too_few(name: str, rows: list[Triple], mode: str) -> None:
    found = analyse(Votes.from_triples(rows), mode=mode)
    assert found.summary["verdict"] == "too few votes" and found.summary["groups"] == []
    assert found.summary["stability"] == {"mean_ari": None, "min_ari": None, "draws": 0}
    assert [row["x"] for row in found.participants] == [None] * len({p for p, _, _ in rows})
    assert "too_few_votes" in [caution["code"] for caution in found.summary["cautions"]]
    assert "まだ描けません" in render_svg(found)


@pytest.mark.parametrize("mode", ["full", "polis"])
def test_everybody_agreeing_is_one_crowd(mode: str) -> None:
    votes = Votes.from_triples([(str(i), str(j), 1) for i in range(40) for j in range(8)])
    found = analyse(votes, mode=mode, draws=6)
    assert found.summary["verdict"] == "no stable groups" and found.summary["groups"] == []
    assert len(found.summary["consensus"]) == 5


def test_polis_mode_shows_groups_and_calls_them_stable_only_when_measured() -> None:
    unmeasured = analyse(VOTES, mode="polis").summary
    codes = [caution["code"] for caution in unmeasured["cautions"]]
    assert unmeasured["groups"] and unmeasured["verdict"] == "no stable groups"
    assert (
        "stability_not_measured" in codes
        and unmeasured["guarantees"]["ejr_plus"]["completed"]["holds"] is None
    )
    measured = analyse(VOTES, mode="polis", draws=8).summary
    ari = measured["stability"]
    stable = ari["mean_ari"] >= 0.9 and ari["min_ari"] >= 0.8
    assert ari["draws"] == 8 and (measured["verdict"] == "stable groups") == stable


def test_an_unstable_division_is_not_shown_but_its_sides_are_heard() -> None:
    made = planted_minority(11, people=400, statements=40, density=0.4)
    found = analyse(made.votes, draws=6)
    assert found.summary["verdict"] == "no stable groups" and found.summary["groups"] == []
    assert any("片方の側" in entry["reason"] for entry in found.summary["slate"])
    assert all(entry["for"] == ["everyone"] for entry in found.summary["slate"])
