"""Rows of participants.csv and statements.csv."""

from __future__ import annotations

from collections.abc import Sequence
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


def numbers(column: Floats) -> list[float | None]:
    """`number` of a whole column."""
    rounded = (np.round(column, 6) + 0.0).tolist()
    return [None if unknown else value for value, unknown in zip(rounded, np.isnan(column), strict=True)]


def letter(group: int) -> str:
    """A, B, C …"""
    return chr(ord("A") + group)


def participant_rows(votes: Votes, found: Found) -> list[Row]:
    """One row for each person, in canonical order; group empty when none, numbers None when unknown."""
    places = [numbers(column) for column in found.positions.people.T]
    deviations = [numbers(column) for column in found.positions.deviation.T]
    letters = [letter(g) for g in range(found.k)] + [""]
    groups = [letters[g] for g in found.label.tolist()]
    columns = (votes.participants, *places, groups, numbers(found.chance), *deviations)
    return [dict(zip(PARTICIPANT_COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


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
    cells = {name: _cells(name, column) for name, column in columns.items()}
    return [
        {"statement": statement}
        | {name: column[j] for name, column in cells.items()}
        | {"representative": _representative(groups, j, votes.m), "slate": _in_slate(chosen, j, votes.m)}
        for j, statement in enumerate(votes.statements)
    ]


def _cells(name: str, column: Floats) -> Sequence[float | int | None]:
    whole = name in ("votes", "agree", "disagree", "pass") or name.startswith("n_")
    return column.astype(int).tolist() if whole else numbers(column)


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
