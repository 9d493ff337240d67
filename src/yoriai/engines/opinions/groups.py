"""Which groups there are, if any: chosen by stability and by loss on votes left out.

Every number of groups is fitted on draws of 90 % of the votes. A number is a candidate when the
groups come out the same on the draws and none is too small; among candidates the one that foretells
the left-out 10 % best is taken, a smaller number when the difference is not clear. It is then tried
on all draws. Where no number passes, there are no stable groups, and none are shown.

People belong to the group that they belong to with a probability of at least `certainty`; the others
stand between the groups. Half is tried first, and 60 % where that is not stable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from yoriai.engines.opinions.agreement import adjusted_rand
from yoriai.engines.opinions.draws import largest_first, redraw, rng_for
from yoriai.engines.opinions.latent import Classes, fit_classes, loss_of
from yoriai.engines.opinions.votes import Flags, Floats, Integers, Progress, Votes

MOST = 8
#: draws on which all numbers of groups are compared
SCREENING = 6
#: what is asked of the mean and the smallest adjusted Rand index; the promise is 0.90 and 0.80,
#: the rest is margin so that another seed gives the same verdict
MEAN_ARI, LEAST_ARI = 0.91, 0.85
#: certainty that is asked of a member: the first that gives stable groups
CERTAINTIES = (0.5, 0.6)
#: groups that leave more people out than this do not describe a conversation
LEFT_OUT = 0.25


@dataclass(frozen=True, eq=False)
class Grouping:
    """Stable groups: `label` (n, -1 = between groups), `member` (n x k), largest group first.

    `ari` holds the adjusted Rand index of each draw against the whole; `recovered` (k) each group's
    mean Jaccard overlap with its counterpart in the draws.
    """

    label: Integers
    member: Floats
    certainty: float
    ari: Floats
    recovered: Floats

    @property
    def k(self) -> int:
        """Number of groups."""
        return int(self.member.shape[1])


@dataclass(frozen=True, eq=False)
class _Trial:
    """One number of groups on the screening draws."""

    whole: Classes
    drawn: list[Classes]
    loss: Floats

    @property
    def k(self) -> int:
        return int(self.whole.member.shape[1])


def smallest_group(people: int) -> int:
    """No group is smaller than 5 people or 2 % of all."""
    return max(5, -(-people // 50))


def find_groups(votes: Votes, draws: int, seed: int, tell: Progress) -> Grouping | Floats:
    """The groups that stand up to redrawing the votes; else the indices of the best attempt."""
    trials = []
    for trial in _trials(votes, seed):
        tell(0.4 * trial.k / MOST, "looking for groups")
        trials.append(trial)
    attempts = [_screened(votes, trial, CERTAINTIES[0])[1] for trial in trials]
    for trial, certainty in _candidates(votes, trials):
        found = _confirm(votes, trial, certainty, draws=draws, seed=seed, tell=tell)
        if _stands(found.ari):
            return found
        attempts.append(found.ari)
    return max(attempts, key=lambda ari: float(ari.mean()), default=np.zeros(0))


def _on_draw(votes: Votes, k: int, seed: int, draw: int) -> tuple[Classes, float]:
    keep = redraw(votes, seed, draw)
    fit = fit_classes(votes.only(keep), k, rng_for(seed, 2, draw, k))
    held = ~keep & (votes.value != 0)
    loss = loss_of(fit, votes.person[held], votes.statement[held], votes.value[held] > 0)
    return fit, loss


def _trials(votes: Votes, seed: int) -> Iterator[_Trial]:
    """Two groups and more, as long as more groups foretell clearly better (at least up to five)."""
    best = np.inf
    for k in range(2, MOST + 1):
        if votes.n < k * smallest_group(votes.n):
            return
        found = [_on_draw(votes, k, seed, draw) for draw in range(SCREENING)]
        trial = _Trial(
            fit_classes(votes, k, rng_for(seed, 3, k)),
            [fit for fit, _ in found],
            np.array([loss for _, loss in found]),
        )
        yield trial
        if k >= 5 and trial.loss.mean() > 0.998 * best:
            return
        best = min(best, float(trial.loss.mean()))


def labels_of(member: Floats, certainty: float) -> Integers:
    """Most probable group, or -1 where its probability is below `certainty`."""
    return np.where(member.max(axis=1) >= certainty, member.argmax(axis=1), -1).astype(np.int64)


def _voted(votes: Votes, keep: Flags | None = None) -> Flags:
    used = votes.value != 0 if keep is None else (votes.value != 0) & keep
    return votes.per_person(used.astype(float)) > 0


def _shown(votes: Votes, fit: Classes, certainty: float) -> Integers:
    """Labels of the people who have agreed or disagreed at least once."""
    return np.where(_voted(votes), labels_of(fit.member, certainty), -1)


def _presentable(votes: Votes, label: Integers, k: int) -> bool:
    size = np.bincount(label[label >= 0], minlength=k)
    voted = int(_voted(votes).sum())
    return bool(size.min() >= smallest_group(votes.n) and (label >= 0).sum() >= (1.0 - LEFT_OUT) * voted)


def _candidates(votes: Votes, trials: list[_Trial]) -> list[tuple[_Trial, float]]:
    """Stable on the screening draws; clearly better foretelling first, then fewer groups."""
    stable = [(t, c) for t in trials for c in CERTAINTIES if _screened(votes, t, c)[0]]
    ranked: list[tuple[_Trial, float]] = []
    while stable:
        best = min(stable, key=lambda pair: float(pair[0].loss.mean()))[0]
        near = [pair for pair in stable if not _clearly_better(best, pair[0])]
        first = min(near, key=lambda pair: (pair[0].k, pair[1]))
        ranked.append(first)
        stable.remove(first)
    return ranked


def _clearly_better(one: _Trial, other: _Trial) -> bool:
    """Lower loss by more than two standard errors of the paired differences."""
    gain = other.loss - one.loss
    return bool(gain.mean() > 2.0 * gain.std(ddof=1) / np.sqrt(len(gain)))


def _screened(votes: Votes, trial: _Trial, certainty: float) -> tuple[bool, Floats]:
    """Whether the trial is worth all draws, and its indices on the screening draws."""
    label = _shown(votes, trial.whole, certainty)
    ari = np.array([adjusted_rand(label, labels_of(fit.member, certainty)) for fit in trial.drawn])
    return _presentable(votes, label, trial.k) and _stands(ari, slack=0.01), ari


def _stands(ari: Floats, slack: float = 0.0) -> bool:
    return bool(ari.mean() >= MEAN_ARI - slack and ari.min() >= LEAST_ARI - 2.0 * slack)


def _confirm(
    votes: Votes, trial: _Trial, certainty: float, *, draws: int, seed: int, tell: Progress
) -> Grouping:
    label = _shown(votes, trial.whole, certainty)
    ari, recovered = [], []
    times = max(draws, SCREENING)
    for draw in range(times):
        tell(0.4 + 0.6 * draw / times, "redrawing votes")
        fit = trial.drawn[draw] if draw < SCREENING else _on_draw(votes, trial.k, seed, draw)[0]
        drawn = np.where(_voted(votes, redraw(votes, seed, draw)), labels_of(fit.member, certainty), -1)
        ari.append(adjusted_rand(label, drawn))
        recovered.append(_overlaps(label, drawn, trial.k))
    return _by_size(label, trial.whole.member, certainty, np.array(ari), np.mean(recovered, axis=0))


def _overlaps(label: Integers, drawn: Integers, k: int) -> Floats:
    """Each group's best Jaccard overlap with a group of the draw (Hennig 2007)."""
    mine, theirs = np.eye(k + 1)[label][:, :k], np.eye(k + 1)[drawn][:, :k]
    both = mine.T @ theirs
    either = mine.sum(axis=0)[:, None] + theirs.sum(axis=0)[None, :] - both
    return np.asarray((both / np.maximum(either, 1.0)).max(axis=1))


def _by_size(label: Integers, member: Floats, certainty: float, ari: Floats, recovered: Floats) -> Grouping:
    placed, order = largest_first(label)
    return Grouping(placed, member[:, order], certainty, ari, recovered[order])
