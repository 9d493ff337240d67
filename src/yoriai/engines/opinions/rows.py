"""Rows of participants.csv and statements.csv."""

from __future__ import annotations

from typing import Any

import numpy as np

from yoriai.engines.opinions.evidence import count, wilson
from yoriai.engines.opinions.found import Found
from yoriai.engines.opinions.promises import Group
from yoriai.engines.opinions.votes import Floats, Votes

Row = dict[str, Any]

PARTICIPANT_COLUMNS = ("participant", "x", "y", "group", "p_group", "sd_x", "sd_y")


def number(value: float) -> float | None:
    """Six decimals, so that the last bits of a processor do not reach a file; None for nan."""
    return None if np.isnan(value) else round(float(value), 6) + 0.0


def letter(group: int) -> str:
    """A, B, C …"""
    return chr(ord("A") + group)


def participant_rows(votes: Votes, found: Found) -> list[Row]:
    """One row for each person, in canonical order; group empty when none, numbers None when unknown."""
    place, deviation = found.positions.people, found.positions.deviation
    return [
        {
            "participant": participant,
            "x": number(place[i, 0]),
            "y": number(place[i, 1]),
            "group": letter(int(found.label[i])) if found.label[i] >= 0 else "",
            "p_group": number(found.chance[i]),
            "sd_x": number(deviation[i, 0]),
            "sd_y": number(deviation[i, 1]),
        }
        for i, participant in enumerate(votes.participants)
    ]


def statement_rows(votes: Votes, found: Found, groups: list[Group], chosen: list[int]) -> list[Row]:
    """One row for each statement, in canonical order, with three columns for each group."""
    counts = count(votes)
    low, high = wilson(counts.agree, counts.seen)
    columns: dict[str, Floats] = {
        "votes": counts.seen,
        "agree": counts.agree,
        "disagree": counts.disagree,
        "pass": counts.passed,
        "p_agree": counts.agree / np.maximum(counts.seen, 1.0),
        "low": low,
        "high": high,
        "consensus_agree": found.consensus[: votes.m],
        "consensus_disagree": found.consensus[votes.m :],
        "x": found.positions.statements[:, 0],
        "y": found.positions.statements[:, 1],
    }
    if found.product is not None:
        columns["polis_consensus_agree"] = found.product[: votes.m]
        columns["polis_consensus_disagree"] = found.product[votes.m :]
    for group in groups:
        columns |= _group_columns(group, votes.m)
    return [
        {"statement": statement}
        | {name: _cell(name, column[j]) for name, column in columns.items()}
        | {"representative": _representative(groups, j, votes.m), "slate": _in_slate(chosen, j, votes.m)}
        for j, statement in enumerate(votes.statements)
    ]


def _cell(name: str, value: float) -> float | int | None:
    whole = name in ("votes", "agree", "disagree", "pass") or name.startswith("n_")
    return int(value) if whole else number(value)


def _group_columns(group: Group, m: int) -> dict[str, Floats]:
    found = group.contrast
    return {
        f"n_{group.name}": found.n_inside[:m],
        f"p_agree_{group.name}": found.inside[:m],
        f"p_disagree_{group.name}": found.inside[m:],
        f"z_agree_{group.name}": found.z[:m],
        f"z_disagree_{group.name}": found.z[m:],
        f"q_agree_{group.name}": found.q[:m],
        f"q_disagree_{group.name}": found.q[m:],
    }


def _representative(groups: list[Group], j: int, m: int) -> str:
    """The groups that the statement stands for: "A:agree B:disagree"."""
    sides = (("agree", j), ("disagree", m + j))
    return " ".join(f"{g.name}:{side}" for g in groups for side, c in sides if g.contrast.distinctive[c])


def _in_slate(chosen: list[int], j: int, m: int) -> str:
    """The sides of the statement that are in the slate."""
    return " ".join(side for side, c in (("agree", j), ("disagree", m + j)) if c in chosen)
