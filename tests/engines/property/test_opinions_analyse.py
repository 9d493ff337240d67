"""Any votes at all: a result without a warning, the same in any order, and its promises kept."""

from __future__ import annotations

import json
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from yoriai.engines.opinions import Result, Votes, analyse, render_svg
from yoriai.engines.opinions.evidence import benjamini_hochberg, wilson
from yoriai.engines.opinions.latent import Ballots, classify

PLAIN = settings(derandomize=True, deadline=None, max_examples=60)
SLOW = settings(derandomize=True, deadline=None, max_examples=12)

votes_of_few = st.lists(
    st.tuples(st.integers(0, 5).map(str), st.integers(0, 4).map(str), st.sampled_from([-1, 0, 1])),
    max_size=40,
)


@st.composite
def votes_of_some(draw: st.DrawFn) -> list[tuple[str, str, int]]:
    """Enough votes for a map, of people who may all agree, all differ or mostly pass."""
    random = Random(draw(st.integers(0, 10**6)))
    people, statements = draw(st.integers(10, 30)), draw(st.integers(2, 8))
    seen, agree, skip = (draw(st.sampled_from([0.0, 0.3, 0.7, 1.0])) for _ in range(3))
    return [
        (str(i), str(j), 0 if random.random() < skip / 2 else 1 if random.random() < agree else -1)
        for i in range(people)
        for j in range(statements)
        if random.random() < max(seen, 0.3)
    ]


def everything(found: Result) -> str:
    return json.dumps([found.summary, found.participants, found.statements]) + render_svg(found)


def check(rows: list[tuple[str, str, int]], mode: str) -> None:
    votes = Votes.from_triples(rows)
    found = analyse(votes, mode=mode, draws=6, slate=3)
    summary = found.summary
    assert summary["verdict"] in ("stable groups", "no stable groups", "too few votes")
    assert len(found.participants) == votes.n and len(found.statements) == votes.m
    assert summary["guarantees"]["ejr_plus"]["observed"]["holds"] is True
    for group in summary["groups"]:
        assert group["size"] == sum(row["group"] == group["id"] for row in found.participants)
        assert mode == "polis" or group["size"] >= 5
    distinct = {(p, s): (p, s, v) for p, s, v in rows}
    turned = sorted(distinct.values(), key=lambda row: row[::-1])
    assert everything(analyse(Votes.from_triples(turned), mode=mode, draws=6, slate=3)) == everything(found)


@PLAIN
@given(votes_of_few, st.sampled_from(["full", "polis"]))
def test_a_handful_of_votes(rows: list[tuple[str, str, int]], mode: str) -> None:
    check(rows, mode)


@SLOW
@given(votes_of_some(), st.sampled_from(["full", "polis"]))
def test_enough_votes_for_a_map(rows: list[tuple[str, str, int]], mode: str) -> None:
    check(rows, mode)


@PLAIN
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_values_keep_the_order_and_are_never_below_p(p: list[float]) -> None:
    q = benjamini_hochberg(np.array(p))
    assert all(q >= np.array(p) * (1 - 1e-12)) and q.max() <= 1
    assert all(np.diff(q[np.argsort(p, kind="stable")]) >= 0)


@PLAIN
@given(st.integers(0, 50), st.integers(1, 50))
def test_intervals_hold_the_share(hits: int, more: int) -> None:
    n = hits + more
    low, high = wilson(np.array([hits]), np.array([n]))
    assert -1e-12 <= low[0] <= hits / n <= high[0] <= 1 + 1e-12


@PLAIN
@given(votes_of_few.filter(bool))
def test_memberships_are_probabilities(rows: list[tuple[str, str, int]]) -> None:
    votes = Votes.from_triples(rows)
    profile = np.tile([0.2, 0.8], (votes.m, 1))
    found = classify(Ballots(votes), profile, np.array([0.5, 0.5]))
    assert np.allclose(found.member.sum(axis=1), 1) and found.log_likelihood <= 1e-9
