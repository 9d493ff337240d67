"""The default mode: places with uncertainty, groups only where they are stable."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from yoriai.engines.opinions.draws import rng_for
from yoriai.engines.opinions.evidence import ENOUGH
from yoriai.engines.opinions.found import STABLE, UNSTABLE, Found, no_groups
from yoriai.engines.opinions.groups import Grouping, find_groups
from yoriai.engines.opinions.ideal import fit_ideal
from yoriai.engines.opinions.positions import positions_of
from yoriai.engines.opinions.prediction import choose_and_test
from yoriai.engines.opinions.profiles import completed
from yoriai.engines.opinions.votes import Progress, Votes

#: mean index from which on an unstable division still shows where a minority is
LEANING = 0.6


def map_full(votes: Votes, seed: int, draws: int, tell: Progress) -> Found:
    """Choose and fit the model, find the groups, complete the votes."""
    settings, prediction = choose_and_test(votes, rng_for(seed, 0), _part(tell, 0.0, 0.35))
    models = []
    for dimension, ridge in settings:
        tell(0.35, "fitting the model")
        models.append(fit_ideal(votes, dimension, ridge))
    grouping = find_groups(votes, draws, seed, _part(tell, 0.4, 0.9))
    profile, logs = completed(votes, models)
    known = np.tile(votes.per_statement() >= ENOUGH, 2)
    found = Found(
        verdict=UNSTABLE,
        dimension=settings[0][0],
        positions=positions_of(models[0]),
        label=no_groups(votes),
        chance=np.full(votes.n, np.nan),
        consensus=np.where(known, np.exp(logs.ravel()), np.nan),
        prediction=prediction,
        completed=profile,
    )
    if grouping is None:
        return found
    if grouping.stable:
        return _grouped(found, grouping)
    leaning = grouping.label if grouping.ari.mean() >= LEANING else None
    return replace(found, ari=grouping.ari, leaning=leaning)


def _grouped(found: Found, grouping: Grouping) -> Found:
    return replace(
        found,
        verdict=STABLE,
        label=grouping.label,
        chance=grouping.member.max(axis=1),
        ari=grouping.ari,
        recovered=grouping.recovered,
        between=grouping.certainty,
    )


def _part(tell: Progress, start: float, end: float) -> Progress:
    """Progress of a part of the work as progress of the whole."""
    return lambda fraction, step: tell(start + (end - start) * fraction, step)
