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
from yoriai.engines.opinions.votes import Flags, Floats, Integers, Progress, Votes, silence

MOST = 8
#: draws on which all numbers of groups are compared, and the fewest that stability is measured on
SCREENING, FEWEST = 6, 2
#: The promise is a mean adjusted Rand index of 0.90 and no draw below 0.80. So that other draws give the
#: same verdict, the mean must be one standard deviation above 0.90, the smallest index 0.81, and the mean
#: three and a half standard deviations above 0.82.
MEAN_ARI, LEAST_ARI, USUAL_ARI = 0.90, 0.81, 0.82
#: certainty that is asked of a member: the first that gives stable groups
CERTAINTIES = (0.5, 0.6)
#: groups that leave more people out than this do not describe a conversation
LEFT_OUT = 0.25


@dataclass(frozen=True, eq=False)
class Grouping:
    """Groups of people: `label` (n, -1 = between groups), `member` (n x k), largest group first.

    `ari` holds the adjusted Rand index of each draw against the whole; `recovered` (k) each group's
    mean Jaccard overlap with its counterpart in the draws.
    """

    label: Integers
    member: Floats
    certainty: float
    ari: Floats
    recovered: Floats

    @property
    def stable(self) -> bool:
        """Whether the groups may be shown."""
        return self.passes(slack=0.0)

    def passes(self, slack: float) -> bool:
        """Whether the index is high enough on average, at worst and as a rule, give or take `slack`."""
        mean, deviation = self.ari.mean() + slack, self.ari.std(ddof=1)
        high = mean - deviation >= MEAN_ARI and mean - 3.5 * deviation >= USUAL_ARI
        return bool(high and self.ari.min() + slack >= LEAST_ARI)


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


def find_groups(votes: Votes, draws: int, seed: int, tell: Progress) -> Grouping | None:
    """The groups that stand up to redrawing the votes; else the best attempt; None when nothing can be tried.

    `Grouping.stable` says which of them it is.
    """
    trials = []
    for trial in _trials(votes, seed):
        tell(0.4 * trial.k / MOST, "looking for groups")
        trials.append(trial)
    candidates = list(_candidates(votes, trials, seed))
    likely = [one for one in candidates if one[2].passes(slack=0.01)]
    best = max(candidates, key=lambda one: float(one[2].ari.mean()), default=None)
    attempts = []
    for trial, certainty, _ in likely or ([best] if best else []):
        attempts.append(_measured(votes, trial, certainty, _Draws(max(draws, FEWEST), seed, tell)))
        if attempts[-1].stable:
            return attempts[-1]
    return max(attempts, key=lambda attempt: float(attempt.ari.mean()), default=None)


@dataclass(frozen=True)
class _Draws:
    """How many redraws, from which seed, and who hears of them."""

    count: int
    seed: int
    tell: Progress


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


def _candidates(votes: Votes, trials: list[_Trial], seed: int) -> Iterator[tuple[_Trial, float, Grouping]]:
    """Presentable trials on the screening draws: clearly better foretelling first, then fewer groups."""
    screening = _Draws(SCREENING, seed, silence)
    rest = [
        (trial, certainty, _measured(votes, trial, certainty, screening))
        for trial in trials
        for certainty in CERTAINTIES
        if _presentable(votes, _shown(votes, trial.whole, certainty), trial.k)
    ]
    while rest:
        best = min(rest, key=lambda one: float(one[0].loss.mean()))[0]
        near = [one for one in rest if not _clearly_better(best, one[0])]
        first = min(near, key=lambda one: (one[0].k, one[1]))
        yield first
        rest.remove(first)


def _clearly_better(one: _Trial, other: _Trial) -> bool:
    """Lower loss by more than two standard errors of the paired differences."""
    gain = other.loss - one.loss
    return bool(gain.mean() > 2.0 * gain.std(ddof=1) / np.sqrt(len(gain)))


def _measured(votes: Votes, trial: _Trial, certainty: float, draws: _Draws) -> Grouping:
    label = _shown(votes, trial.whole, certainty)
    ari, recovered = [], []
    for draw in range(draws.count):
        draws.tell(0.4 + 0.6 * draw / draws.count, "redrawing votes")
        fit = trial.drawn[draw] if draw < SCREENING else _on_draw(votes, trial.k, draws.seed, draw)[0]
        keep = redraw(votes, draws.seed, draw)
        drawn = np.where(_voted(votes, keep), labels_of(fit.member, certainty), -1)
        ari.append(adjusted_rand(label, drawn))
        recovered.append(_overlaps(label, drawn, trial.k))
    placed, order = largest_first(label)
    found = np.mean(recovered, axis=0)[order]
    return Grouping(placed, trial.whole.member[:, order], certainty, np.array(ari), found)


def _overlaps(label: Integers, drawn: Integers, k: int) -> Floats:
    """Each group's best Jaccard overlap with a group of the draw (Hennig 2007)."""
    mine, theirs = np.eye(k + 1)[label][:, :k], np.eye(k + 1)[drawn][:, :k]
    both = mine.T @ theirs
    either = mine.sum(axis=0)[:, None] + theirs.sum(axis=0)[None, :] - both
    return np.asarray((both / np.maximum(either, 1.0)).max(axis=1))
