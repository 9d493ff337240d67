"""Latent classes: groups of people who share one probability of agreeing with each statement.

P(agree | group g, statement j) = p_gj, every person belongs to one group; fitted by
expectation-maximisation (Lazarsfeld & Henry 1968; Dempster, Laird & Rubin 1977) from k-means starts in
the space of the leading singular vectors. Working on votes and not on a picture, a person with few
votes stays undecided instead of being drawn into the middle or flung to the edge.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from yoriai.engines.opinions.kmeans import kmeans
from yoriai.engines.opinions.plane import leading_axes
from yoriai.engines.opinions.votes import Flags, Floats, Integers, Votes

#: strength, in votes, of the pull of a group's probability towards the mean of all groups
PULL = 2.0
#: k-means starts that are carried on by expectation-maximisation: fewer where votes are many
FEWEST, MOST, WORK = 3, 10, 100_000
#: votes from which on a person helps to place the first centres
ACTIVE = 7


@dataclass(frozen=True, eq=False)
class Classes:
    """`member` (n x k) posterior membership, `profile` (m x k) P(agree), `share` (k), log likelihood."""

    member: Floats
    profile: Floats
    share: Floats
    log_likelihood: float


class Ballots:
    """Agreements and disagreements as sparse matrices, both ways round."""

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        self.agree = _marks(votes, 1)
        self.disagree = _marks(votes, -1)
        self.agreed_by = self.agree.T.tocsr()
        self.disagreed_by = self.disagree.T.tocsr()


def _marks(votes: Votes, value: int) -> csr_array:
    return votes.only(votes.value == value).matrix(np.ones(int((votes.value == value).sum())))


def fit_classes(votes: Votes, k: int, rng: np.random.Generator) -> Classes:
    """The likeliest of a few fits with k groups."""
    ballots = Ballots(votes)
    places = _places(votes, max(k - 1, 2))
    active = votes.per_person() >= min(ACTIVE, votes.m)
    if active.sum() < k:
        active = np.ones(votes.n, dtype=bool)
    starts = int(np.clip(WORK // max(len(votes), 1), FEWEST, MOST))
    fits = [_climb(ballots, _first_guess(places, active, k, rng)) for _ in range(starts)]
    return max(fits, key=lambda fit: round(fit.log_likelihood, 6))


def _places(votes: Votes, dimension: int) -> Floats:
    """Scores on the leading singular vectors of the centred votes, stretched for few votes as in Polis."""
    mean = votes.per_statement(votes.value.astype(float)) / np.maximum(votes.per_statement(), 1.0)
    centred = votes.matrix(votes.value - mean[votes.statement])
    scores = centred @ leading_axes(centred, dimension)
    return np.asarray(scores * np.sqrt(votes.m / np.maximum(votes.per_person(), 1.0))[:, None])


def _first_guess(places: Floats, active: Flags, k: int, rng: np.random.Generator) -> Floats:
    labels = kmeans(places[active], k, rng, starts=2)
    member = np.full((len(places), k), 1.0 / k)
    member[active] = 0.1 / k + 0.9 * np.eye(k)[labels]
    return member


def _climb(ballots: Ballots, member: Floats, rounds: int = 60, close: float = 1e-5) -> Classes:
    before = -np.inf
    fit = _step(ballots, member)
    for _ in range(rounds):
        if fit.log_likelihood - before <= close * abs(fit.log_likelihood):
            break
        before = fit.log_likelihood
        fit = _step(ballots, fit.member)
    return fit


def _step(ballots: Ballots, member: Floats) -> Classes:
    """One round: profiles from memberships (smoothed), then memberships from profiles."""
    share = (member.sum(axis=0) + 1.0) / (len(member) + member.shape[1])
    agree, disagree = ballots.agreed_by @ member, ballots.disagreed_by @ member
    cast = agree + disagree
    mean = (agree.sum(axis=1) + 1.0) / (cast.sum(axis=1) + 2.0)
    profile = (agree + PULL * mean[:, None]) / (cast + PULL)
    return classify(ballots, profile, share)


def classify(ballots: Ballots, profile: Floats, share: Floats) -> Classes:
    """Memberships of people given the groups' profiles."""
    odds = ballots.agree @ np.log(profile) + ballots.disagree @ np.log1p(-profile) + np.log(share)
    top = odds.max(axis=1, keepdims=True)
    weight = np.exp(odds - top)
    total = weight.sum(axis=1, keepdims=True)
    return Classes(weight / total, profile, share, float((top + np.log(total)).sum()))


def loss_of(fit: Classes, person: Integers, statement: Integers, agreed: Flags) -> float:
    """Mean of -log P for votes that were not used in the fit."""
    chance = np.einsum("ij,ij->i", fit.member[person], fit.profile[statement])
    chance = np.clip(chance, 1e-6, 1.0 - 1e-6)
    return float(-np.log(np.where(agreed, chance, 1.0 - chance)).mean())
