"""From votes to a map: the one function that files and pages are made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from yoriai.engines.opinions.found import Found, nothing_found
from yoriai.engines.opinions.full import map_full
from yoriai.engines.opinions.polis import map_polis
from yoriai.engines.opinions.profiles import Profile, observed
from yoriai.engines.opinions.promises import Group, declared_groups, group_of, merits
from yoriai.engines.opinions.report import Material, Result, report
from yoriai.engines.opinions.rows import letter
from yoriai.engines.opinions.slate import Demand, choose_slate
from yoriai.engines.opinions.votes import Integers, Progress, Votes, silence

MODES: Mapping[str, Callable[[Votes, int, int, Progress], Found]] = {"full": map_full, "polis": map_polis}
#: redraws of 90 % of the votes when the caller does not say
DRAWS: Mapping[str, int] = {"full": 50, "polis": 0}
#: fewer people, statements or agreements and disagreements than this do not make a map
PEOPLE, STATEMENTS, OPINIONS = 10, 2, 30


def analyse(
    votes: Votes,
    *,
    mode: str = "full",
    seed: int = 1,
    slate: int = 10,
    attributes: Mapping[str, Mapping[str, str]] | None = None,
    draws: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Map `votes`; the same votes, options and seed give the same result, whatever the order of rows.

    `slate` is the wished number of entries, `attributes` gives declared values by participant,
    `draws` the number of redraws that stability is measured on (50 in full mode and none in polis mode
    when not given). `progress` hears of every step and may raise `Stopped`. Raises ValueError for an
    unknown mode, a slate below 1 or negative draws.
    """
    if mode not in MODES or slate < 1 or (draws is not None and draws < 0):
        raise ValueError("mode is full or polis, slate at least 1, draws not negative")
    tell = progress or silence
    times = DRAWS[mode] if draws is None else draws
    found = nothing_found(votes) if too_few(votes) else MODES[mode](votes, seed, times, tell)
    tell(0.9, "choosing the slate")
    groups = _groups(votes, found.label)
    declared = declared_groups(votes, attributes or {})
    profiles: list[Profile] = [observed(votes)] + ([found.completed] if found.completed else [])
    sides = [] if found.leaning is None else _groups(votes, found.leaning, "~")
    demands = [_demand(group, own=True) for group in groups] + [_demand(group) for group in declared]
    # where groups are not stable, the smaller sides are heard once; the largest is heard anyway
    demands += [_demand(side, own=True, most=1) for side in sides[1:]]
    chosen = choose_slate(profiles, demands, slate)
    result = report(Material(votes, mode, seed, found, groups, declared, sides, chosen, profiles))
    tell(1.0, "done")
    return result


def too_few(votes: Votes) -> bool:
    """Whether there are too few people, statements or opinions for any map."""
    cast = votes.value != 0
    people = int((votes.per_person(cast.astype(float)) > 0).sum())
    asked = int((votes.per_statement(cast.astype(float)) > 0).sum())
    return people < PEOPLE or asked < STATEMENTS or int(cast.sum()) < OPINIONS


def _groups(votes: Votes, label: Integers, prefix: str = "") -> list[Group]:
    names = [prefix + letter(g) for g in range(int(label.max(initial=-1)) + 1)]
    return [group_of(votes, name, label == g) for g, name in enumerate(names)]


def _demand(group: Group, *, own: bool = False, most: int | None = None) -> Demand:
    return Demand(group.name, group.size, merits(group), own, most)
