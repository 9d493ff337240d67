"""The ideal-point model: how a person's place and a statement's place make agreement likely.

For person i and statement j

    logit P(agree) = a_i + b_j + u_i . v_j

with Gaussian priors: a_i ~ N(0, 1/alpha), b_j ~ N(b0, 1/beta), u_i ~ N(0, I), v_j ~ N(0, I/ridge).
The posterior is approximated by one Gaussian per person and one per statement (mean field) under the
Polya-Gamma bound of Jaakkola & Jordan (2000), whose curvature takes the place of p(1-p) in Laplace's
method; alpha, beta and b0 follow by empirical Bayes. A pass counts as `PASS_WEIGHT` of half an
agreement and half a disagreement.

Places are kept augmented, (a, 1, u) for a person and (1, b, v) for a statement, so that the logit is
one dot product and its expected square a dot product of second moments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit

from yoriai.engines.opinions.plane import leading_axes
from yoriai.engines.opinions.votes import Floats, Integers, Votes

#: what a pass tells, against 1 for an agreement or a disagreement (chosen by held-out loss)
PASS_WEIGHT = 0.1
#: votes handled at a time, so that the gathered moments stay in the processor's cache
BLOCK = 16384
#: up to this many pairs for each pair that is needed, multiplying whole matrices is quicker
DENSE = 8


@dataclass(frozen=True, eq=False)
class Side:
    """Posterior of one side: `mean` (rows x (d+1)) and `cov` (rows x (d+1) x (d+1)) of (a, u) or (b, v)."""

    mean: Floats
    cov: Floats


@dataclass(frozen=True, eq=False)
class Ideal:
    """A fitted model; the dimension is the number of columns of a side's mean, less one."""

    people: Side
    statements: Side
    ridge: float


@dataclass(frozen=True, eq=False)
class _Priors:
    alpha: float
    beta: float
    centre: float


class _Data:
    """The votes in the two orders that the two half steps need."""

    def __init__(self, votes: Votes) -> None:
        self.votes = votes
        self.weight = np.where(votes.value == 0, PASS_WEIGHT, 1.0)
        self.half = votes.value / 2.0
        self.turn = np.argsort(votes.statement, kind="stable")
        self.ends = np.append(0, np.cumsum(np.bincount(votes.statement, minlength=votes.m)))

    def by_person(self, data: Floats) -> csr_array:
        return self.votes.matrix(data)

    def by_statement(self, data: Floats) -> csr_array:
        shape = (self.votes.m, self.votes.n)
        return csr_array((data[self.turn], self.votes.person[self.turn], self.ends), shape=shape)


def fit_ideal(votes: Votes, dimension: int, ridge: float, rounds: int = 20, close: float = 5e-3) -> Ideal:
    """Fit by alternating closed-form steps until no logit's root mean square moves by more than `close`."""
    data = _Data(votes)
    people, statements = _start(votes, dimension)
    priors = _Priors(alpha=2.0, beta=0.5, centre=float(statements.mean[:, 0].mean()) if votes.m else 0.0)
    half_person, half_statement = data.by_person(data.half), data.by_statement(data.half)
    before = np.zeros(len(votes))
    for _ in range(rounds):
        omega, size = _curvature(data, people, statements)
        people = _solve(data.by_person(omega), half_person, statements, _person_prior(priors, dimension), 0.0)
        omega, size = _curvature(data, people, statements)
        prior = _statement_prior(priors, dimension, ridge)
        statements = _solve(data.by_statement(omega), half_statement, people, prior, priors.centre)
        priors = _learned(people, statements)
        if np.abs(size - before).max(initial=0.0) < close:
            break
        before = size
    return Ideal(people, statements, ridge)


def _start(votes: Votes, dimension: int) -> tuple[Side, Side]:
    """Intercepts from smoothed shares, axes from the singular vectors of what they leave unexplained."""
    agree = votes.per_statement((votes.value + 1) / 2.0)
    share = (agree + 1.0) / (votes.per_statement() + 2.0)
    rest = votes.matrix((votes.value + 1) / 2.0 - share[votes.statement])
    axes = leading_axes(rest, dimension)
    scores = rest @ axes
    spread = np.sqrt((scores**2).mean(axis=0)) if votes.n else np.ones(dimension)
    spread = np.where(spread > 0, spread, 1.0)
    people = np.column_stack([np.zeros(votes.n), scores / spread])
    weight = np.sqrt(votes.n / np.maximum(votes.per_statement(), 1.0))[:, None]
    statements = np.column_stack([np.log(share / (1.0 - share)), 4.0 * axes * spread * weight])
    return Side(people, _diagonal(votes.n, dimension, 0.3)), Side(
        statements, _diagonal(votes.m, dimension, 0.1)
    )


def _diagonal(rows: int, dimension: int, variance: float) -> Floats:
    return np.tile(np.eye(dimension + 1) * variance, (rows, 1, 1))


def _moments(side: Side) -> Floats:
    """E[x x'] of the known factor x = (1, intercept, axes): rows x (d+2) x (d+2)."""
    rows, width = side.mean.shape
    point = np.column_stack([np.ones(rows), side.mean])
    second = point[:, :, None] * point[:, None, :]
    second[:, 1:, 1:] += side.cov
    return second.reshape(rows, (width + 1) ** 2)


def _packing(dimension: int) -> tuple[Integers, Integers, Floats]:
    """Which moments of a person meet which of a statement in E[logit^2], and how often.

    A person is (a, 1, u), a statement (1, b, v); `_moments` stores both as (1, intercept, axes).
    """
    size = dimension + 2
    of_person = [1, 0, *range(2, size)]
    upper = [(row, column) for row in range(size) for column in range(row, size)]
    person = [of_person[row] * size + of_person[column] for row, column in upper]
    statement = [row * size + column for row, column in upper]
    times = [1.0 if row == column else 2.0 for row, column in upper]
    return np.array(person), np.array(statement), np.array(times)


def _curvature(data: _Data, people: Side, statements: Side) -> tuple[Floats, Floats]:
    """Weighted Polya-Gamma mean tanh(c/2)/(2c) per vote and c, the root mean square of the logit."""
    left, right = _square_factors(people, statements)
    square = _dots(left, right, data.votes.person, data.votes.statement)
    size = np.sqrt(np.maximum(square, 1e-12))
    return data.weight * np.tanh(size / 2.0) / (2.0 * size), size


def _dots(left: Floats, right: Floats, rows: Integers, columns: Integers) -> Floats:
    """left[row] . right[column] for pairs; where many of all pairs are asked for, all are multiplied."""
    if len(left) * len(right) <= DENSE * len(rows):
        return np.asarray((left @ right.T)[rows, columns])
    out = np.empty(len(rows))
    for i in range(0, len(rows), BLOCK):
        cut = slice(i, i + BLOCK)
        out[cut] = np.einsum("ij,ij->i", left[rows[cut]], right[columns[cut]])
    return out


def _solve(omega: csr_array, half: csr_array, known: Side, prior: Floats, centre: float) -> Side:
    """The Gaussian posterior of every row of one side, the other side being known."""
    size = known.mean.shape[1] + 1
    second = _moments(known)
    sums = (omega @ second).reshape(-1, size, size)
    kept = [0, *range(2, size)]
    precision = sums[:, kept][:, :, kept] + np.diag(prior)
    first = np.column_stack([np.ones(len(known.mean)), known.mean])[:, kept]
    target = half @ first - sums[:, 1, kept]
    target[:, 0] += prior[0] * centre
    cov = np.linalg.inv(precision)
    return Side(np.einsum("nij,nj->ni", cov, target), cov)


def _person_prior(priors: _Priors, dimension: int) -> Floats:
    return np.array([priors.alpha] + [1.0] * dimension)


def _statement_prior(priors: _Priors, dimension: int, ridge: float) -> Floats:
    return np.array([priors.beta] + [ridge] * dimension)


def _learned(people: Side, statements: Side) -> _Priors:
    centre = float(statements.mean[:, 0].mean())
    a_square = float((people.mean[:, 0] ** 2 + people.cov[:, 0, 0]).mean())
    b_square = float(((statements.mean[:, 0] - centre) ** 2 + statements.cov[:, 0, 0]).mean())
    return _Priors(1.0 / max(a_square, 1e-3), 1.0 / max(b_square, 1e-3), centre)


def logits(model: Ideal, person: Integers, statement: Integers) -> Floats:
    """Moderated logits (MacKay 1992): the posterior mean, shrunk by what is not known yet."""
    left, right = _factors(model)
    left_two, right_two = _square_factors(model.people, model.statements)
    mean = _dots(left, right, person, statement)
    return _moderated(mean, _dots(left_two, right_two, person, statement))


def agreement(models: list[Ideal], people: slice) -> Floats:
    """P(agree) of a run of people on every statement, from the mean of the models' logits."""
    total = np.zeros(1)
    for model in models:
        left, right = _factors(model)
        left_two, right_two = _square_factors(model.people, model.statements)
        total = total + _moderated(left[people] @ right.T, left_two[people] @ right_two.T)
    return np.asarray(expit(total / len(models)))


def _factors(model: Ideal) -> tuple[Floats, Floats]:
    """(a, 1, u) of people and (1, b, v) of statements."""
    a, u = model.people.mean[:, :1], model.people.mean[:, 1:]
    left = np.column_stack([a, np.ones_like(a), u])
    return left, np.column_stack([np.ones((len(model.statements.mean), 1)), model.statements.mean])


def _square_factors(people: Side, statements: Side) -> tuple[Floats, Floats]:
    """Second moments, so that their dot product is E[logit^2]."""
    at_person, at_statement, times = _packing(people.mean.shape[1] - 1)
    left = np.ascontiguousarray(_moments(people)[:, at_person] * times)
    return left, np.ascontiguousarray(_moments(statements)[:, at_statement])


def _moderated(mean: Floats, square: Floats) -> Floats:
    return np.asarray(mean / np.sqrt(1.0 + np.pi / 8.0 * np.maximum(square - mean**2, 0.0)))
