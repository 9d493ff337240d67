"""The parts of the summary that speak about statements: slate, common ground, groups, axes, cautions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions.evidence import ENOUGH, count, wilson
from yoriai.engines.opinions.found import STABLE, TOO_FEW, Found
from yoriai.engines.opinions.profiles import Profile
from yoriai.engines.opinions.promises import Group, merits
from yoriai.engines.opinions.rows import Row, number
from yoriai.engines.opinions.slate import Slate, satisfaction
from yoriai.engines.opinions.votes import Floats, Integers, Votes
from yoriai.engines.opinions.words import (
    CAUTIONS,
    EVERYONE,
    Words,
    reason_for_everyone,
    reason_for_group,
    reason_for_side,
)

#: entries of the lists on a page
LISTED = 5


def signed(votes: Votes, candidate: int) -> Row:
    """A signed statement by name: {statement, side}."""
    return {"statement": votes.statements[candidate % votes.m], "side": _side(votes, candidate)}


@dataclass(frozen=True)
class SpokenFor:
    """Groups that are named as those an entry is for, and unnamed sides of a division that is not shown."""

    named: list[Group]
    sides: list[Group]


def slate_rows(votes: Votes, spoken: SpokenFor, slate: Slate, profile: Profile) -> list[Row]:
    """The slate in order, each entry with those it is for and the reason in words."""
    rows = []
    for place, candidate in enumerate(slate.chosen):
        names = slate.groups.get(candidate, [])
        named = [group for group in spoken.named if group.name in names]
        sides = [group for group in spoken.sides if group.name in names]
        if named:
            reason = _reason_for_groups(votes, named, candidate)
        elif sides:
            reason = reason_for_side(_side(votes, candidate), *_counts(sides[-1], candidate))
        else:
            reason = _reason_for_everyone(votes, slate.chosen[: place + 1], profile)
        meant = [group.name for group in named] or [EVERYONE]
        rows.append({**signed(votes, candidate), "for": meant, "reason": reason.ja, "reason_en": reason.en})
    return rows


def _side(votes: Votes, candidate: int) -> str:
    return "agree" if candidate < votes.m else "disagree"


def _reason_for_groups(votes: Votes, groups: list[Group], candidate: int) -> Words:
    side = _side(votes, candidate)
    said = [reason_for_group(group.name, side, *_counts(group, candidate)) for group in groups]
    return sum(said[1:], said[0])


def _reason_for_everyone(votes: Votes, chosen: list[int], profile: Profile) -> Words:
    *before, candidate = chosen
    seen = int((votes.statement == candidate % votes.m).sum())
    supporters = profile.supporters(candidate)
    unheard = int((supporters & (satisfaction(profile, before) == 0)).sum())
    side = _side(votes, candidate)
    return reason_for_everyone(side, int(supporters.sum()), seen, unheard if before else 0)


def _counts(group: Group, candidate: int) -> tuple[tuple[int, int], tuple[int, int]]:
    found = group.contrast
    n_in, n_out = int(found.n_inside[candidate]), int(found.n_outside[candidate])
    signed_in = round(float(found.inside[candidate]) * n_in)
    return (signed_in, n_in), (round(float(found.outside[candidate]) * n_out), n_out)


def representative_rows(votes: Votes, group: Group) -> list[Row]:
    """What the group says distinctly: estimates with intervals, most its own first."""
    return [_estimate(votes, group, candidate) for candidate in list(merits(group))[:LISTED]]


def _estimate(votes: Votes, group: Group, candidate: int) -> Row:
    (hits, seen), (other_hits, other_seen) = _counts(group, candidate)
    low, high = wilson(np.array([hits, other_hits]), np.array([seen, other_seen]))
    return {
        **signed(votes, candidate),
        "share": number(hits / seen),
        "low": number(low[0]),
        "high": number(high[0]),
        "n": seen,
        "others_share": number(other_hits / other_seen),
        "others_low": number(low[1]),
        "others_high": number(high[1]),
        "others_n": other_seen,
        "q": number(group.contrast.q[candidate]),
    }


def consensus_rows(votes: Votes, found: Found) -> list[Row]:
    """What nearly everyone shares: the best scores of those where more than half surely sign."""
    counts = count(votes)
    low, high = wilson(counts.signed, np.tile(counts.seen, 2))
    score = np.nan_to_num(found.consensus, nan=0.0)
    order = sorted(np.flatnonzero((low > 0.5) & (score > 0.5)), key=lambda c: (-round(float(score[c]), 9), c))
    return [
        {
            **signed(votes, int(c)),
            "score": number(score[c]),
            "share": number(counts.signed[c] / np.tile(counts.seen, 2)[c]),
            "low": number(low[c]),
            "high": number(high[c]),
            "n": int(np.tile(counts.seen, 2)[c]),
        }
        for c in order[:LISTED]
    ]


def axis_rows(votes: Votes, found: Found) -> list[Row]:
    """For each axis of the map the statements that people at its high end agree and disagree with most."""
    if found.verdict == TOO_FEW:
        return []
    enough = votes.per_statement() >= ENOUGH
    return [
        {
            "axis": "xy"[axis],
            "high_agrees": _ends(votes, np.where(enough, found.positions.statements[:, axis], 0.0)),
            "high_disagrees": _ends(votes, np.where(enough, -found.positions.statements[:, axis], 0.0)),
        }
        for axis in range(min(found.dimension, 2))
    ]


def _ends(votes: Votes, loading: Floats) -> list[str]:
    order: Integers = np.argsort(-np.round(loading, 6), kind="stable")[:3]
    return [votes.statements[j] for j in order if loading[j] > 0]


def cautions(votes: Votes, found: Found, mode: str) -> list[Row]:
    """What may not be concluded: code and sentence in both languages."""
    shown = found.k > 0
    each = votes.per_person()
    when = {
        "not_a_survey": True,
        "unweighted": True,
        "too_few_votes": found.verdict == TOO_FEW,
        "no_stable_groups": mode == "full" and not shown and found.verdict != TOO_FEW,
        "stability_not_measured": shown and not len(found.ari),
        "unstable_groups": shown and len(found.ari) > 0 and found.verdict != STABLE,
        "few_votes_each": bool(votes.n) and float(np.median(each)) < 7,
        "low_coverage": bool(votes.n) and float(each.mean()) < 0.2 * votes.m,
        "thin_statements": bool((votes.per_statement() < ENOUGH).any()),
        "between_groups": shown and bool((found.label < 0).any()),
    }
    return [{"code": code, "ja": CAUTIONS[code].ja, "en": CAUTIONS[code].en} for code in when if when[code]]
