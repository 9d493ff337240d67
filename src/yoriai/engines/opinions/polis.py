"""The published mathematics of Polis, for comparison: the plane, k-means groups, group-aware consensus.

Small et al. 2021 (see `plane`): people with at least 7 votes (or all statements, if fewer) are put into
2 to 5 groups by k-means on the plane, the number by silhouette; group-aware consensus is the product
over groups of (agree + 1) / (seen + 2). Instead of starting from the first rows, k-means starts from
seeded spread points, so that the order of rows does not matter.
"""

from __future__ import annotations

import numpy as np

from yoriai.engines.opinions.agreement import adjusted_rand
from yoriai.engines.opinions.draws import largest_first, redraw, rng_for
from yoriai.engines.opinions.evidence import ENOUGH, count
from yoriai.engines.opinions.found import PROMISED_LEAST, PROMISED_MEAN, STABLE, UNSTABLE, Found
from yoriai.engines.opinions.kmeans import kmeans, silhouettes
from yoriai.engines.opinions.plane import plane_of
from yoriai.engines.opinions.positions import Positions
from yoriai.engines.opinions.votes import Floats, Integers, Progress, Votes

#: votes that a person needs to be put into a group, and the most groups there are
VOTES, MOST = 7, 5


def map_polis(votes: Votes, seed: int, draws: int, tell: Progress) -> Found:
    """The map as Polis draws it. Groups are always shown; they are called stable only if draws say so."""
    plane = plane_of(votes)
    places = plane.spread(votes)
    label = polis_groups(votes, places, rng_for(seed, 4))
    ari = np.zeros(draws)
    for draw in range(draws):
        tell(0.9 * draw / draws, "redrawing votes")
        ari[draw] = _redrawn(votes, label, seed, draw)
    stable = draws > 0 and label.max() >= 0 and ari.mean() >= PROMISED_MEAN and ari.min() >= PROMISED_LEAST
    unknown = np.full((votes.n, 2), np.nan)
    return Found(
        verdict=STABLE if stable else UNSTABLE,
        dimension=2,
        positions=Positions(places, unknown, plane.axes),
        label=label,
        chance=np.full(votes.n, np.nan),
        consensus=_consensus(votes, label),
        ari=ari,
        recovered=np.full(int(label.max(initial=-1)) + 1, np.nan),
        product=group_aware_consensus(votes, label),
    )


def _redrawn(votes: Votes, label: Integers, seed: int, draw: int) -> float:
    drawn = votes.only(redraw(votes, seed, draw))
    again = polis_groups(drawn, plane_of(drawn).spread(drawn), rng_for(seed, 5, draw))
    return adjusted_rand(label, again)


def polis_groups(votes: Votes, places: Floats, rng: np.random.Generator) -> Integers:
    """Group of each person, largest first, -1 for people with too few votes."""
    label = np.full(votes.n, -1, dtype=np.int64)
    voters = np.flatnonzero(votes.per_person() >= min(VOTES, votes.m))
    most = min(MOST, 2 + len(voters) // 12)
    points = places[voters]
    tried = [kmeans(points, k, rng) for k in range(2, most + 1) if len(voters) > k]
    tried = [labels for labels in tried if labels.max() > 0]
    if tried:
        widths = np.round(silhouettes(points, tried), 6)
        label[voters] = tried[int(np.argmax(widths))]
    return largest_first(label)[0]


def group_aware_consensus(votes: Votes, label: Integers) -> Floats:
    """Product over groups of the smoothed share that agrees, per signed statement (2m)."""
    return np.asarray(np.exp(_log_shares(votes, label).sum(axis=0)))


def _log_shares(votes: Votes, label: Integers) -> Floats:
    """log((agree + 1) / (seen + 2)) of each group, k x 2m; of everyone when there are no groups."""
    k = int(label.max(initial=-1)) + 1
    counts = [count(votes, label == g) for g in range(k)] or [count(votes)]
    return np.array([np.log((c.signed + 1.0) / (np.tile(c.seen, 2) + 2.0)) for c in counts])


def _consensus(votes: Votes, label: Integers) -> Floats:
    """The mean over people instead of the product over groups: it does not fall with more groups."""
    size = np.bincount(label[label >= 0]) if label.max(initial=-1) >= 0 else np.ones(1)
    mean = np.exp(size @ _log_shares(votes, label) / size.sum())
    return np.where(np.tile(votes.per_statement() >= ENOUGH, 2), mean, np.nan)
