"""The result: the summary that becomes map.json, and the rows of participants and statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions import rows, sayings
from yoriai.engines.opinions.found import Found
from yoriai.engines.opinions.guarantees import Overlooked, check_ejr_plus
from yoriai.engines.opinions.profiles import Profile
from yoriai.engines.opinions.promises import Group, quota
from yoriai.engines.opinions.rows import Row, number
from yoriai.engines.opinions.slate import Slate
from yoriai.engines.opinions.votes import Votes
from yoriai.engines.opinions.words import note_on_group, note_on_length


@dataclass(frozen=True, eq=False)
class Result:
    """What `analyse` found.

    `summary` is the content of map.json (all keys but engine_cpu_s, which the caller measures), with
    more for a page: see docs/reference/engines/opinions.md. `participants` and `statements` are rows
    in canonical order; values are text, numbers or None.
    """

    summary: Row
    participants: list[Row]
    statements: list[Row]


@dataclass(frozen=True, eq=False)
class Material:
    """All that a report is made from."""

    votes: Votes
    mode: str
    seed: int
    found: Found
    groups: list[Group]
    declared: list[Group]
    sides: list[Group]
    slate: Slate
    profiles: Sequence[Profile]


def report(material: Material) -> Result:
    """Put what was found into the shape of the files."""
    votes, found = material.votes, material.found
    return Result(
        summary=_summary(material),
        participants=rows.participant_rows(votes, found),
        statements=rows.statement_rows(votes, found, material.groups, material.slate.chosen),
    )


def _summary(material: Material) -> Row:
    votes, found = material.votes, material.found
    return {
        "mode": material.mode,
        "seed": material.seed,
        "n_participants": votes.n,
        "n_statements": votes.m,
        "n_votes": len(votes),
        "dimension": found.dimension,
        "verdict": found.verdict,
        "groups": [_group_row(material, g) for g in range(found.k)],
        "stability": _stability(found),
        "prediction": _prediction(found),
        "slate": sayings.slate_rows(votes, _spoken_for(material), material.slate, material.profiles[0]),
        "guarantees": {
            "ejr_plus": _ejr_plus(material),
            "distinctive": {
                g.name: _distinctive(material, g) for g in [*material.groups, *material.declared]
            },
        },
        "slate_note": _length_note(material.slate),
        "between_groups": _between(found),
        "consensus": sayings.consensus_rows(votes, found),
        "axes": sayings.axis_rows(votes, found),
        "cautions": sayings.cautions(votes, found, material.mode),
    }


def _spoken_for(material: Material) -> sayings.SpokenFor:
    return sayings.SpokenFor([*material.groups, *material.declared], material.sides)


def _group_row(material: Material, g: int) -> Row:
    votes, group = material.votes, material.groups[g]
    inside = group.inside
    return {
        "id": group.name,
        "size": group.size,
        "share": number(group.size / votes.n),
        "stability": number(material.found.recovered[g]),
        "centre": [number(c) for c in material.found.positions.people[inside].mean(axis=0)],
        "votes": int(inside[votes.person].sum()),
        "representative": sayings.representative_rows(votes, group),
    }


def _stability(found: Found) -> Row:
    ari = found.ari
    return {
        "mean_ari": number(ari.mean()) if len(ari) else None,
        "min_ari": number(ari.min()) if len(ari) else None,
        "draws": len(ari),
    }


def _prediction(found: Found) -> Row:
    names = ("accuracy", "log_loss", "baseline_accuracy", "baseline_log_loss")
    figures = found.prediction
    return {name: number(getattr(figures, name)) if figures else None for name in names}


def _ejr_plus(material: Material) -> Row:
    names = ("observed", "completed")
    checks = [check_ejr_plus(p.dense(), material.slate.chosen) for p in material.profiles]
    rows_ = [_overlooked(material.votes, check) for check in checks]
    unknown: list[Row] = [{"holds": None, "rho": None, "candidate": None, "l": None}]
    return dict(zip(names, rows_ + unknown, strict=False))


def _overlooked(votes: Votes, check: Overlooked) -> Row:
    candidate = None if check.candidate is None else sayings.signed(votes, check.candidate)
    return {"holds": check.holds, "rho": number(check.rho), "candidate": candidate, "l": check.l}


def _distinctive(material: Material, group: Group) -> Row:
    chosen = material.slate.chosen
    promised = quota(group.size, material.votes.n, len(chosen)) if chosen else 0
    given = int(group.contrast.distinctive[chosen].sum()) if chosen else 0
    there = int(group.contrast.distinctive.sum())
    cast = int(group.inside[material.votes.person].sum())
    note = note_on_group(group.name, size=group.size, promised=promised, given=given, found=there, votes=cast)
    return {
        "quota": promised,
        "given": given,
        "holds": given >= promised,
        "note": note.ja,
        "note_en": note.en,
        "size": group.size,
        "votes": cast,
    }


def _length_note(slate: Slate) -> Row:
    note = note_on_length(slate.wished, len(slate.chosen))
    return {"wished": slate.wished, "length": len(slate.chosen), "note": note.ja, "note_en": note.en}


def _between(found: Found) -> Row:
    """People with a known chance of membership but no group, and the certainty that was asked."""
    people = int(((found.label < 0) & ~np.isnan(found.chance)).sum())
    return {"people": people, "certainty": found.between}
