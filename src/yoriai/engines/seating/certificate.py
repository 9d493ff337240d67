"""What a plan can prove of itself: pairs met and their bound, excess, wishes broken and the price of each."""

from __future__ import annotations

from typing import NamedTuple

from yoriai.engines.seating.bound import pairs_bound
from yoriai.engines.seating.findings import met, spread, tables_of, uneven
from yoriai.engines.seating.mend import Mend, Mender, Wish
from yoriai.engines.seating.model import Plan, Value, Workshop
from yoriai.engines.seating.rules import breaches, rules_of


class Broken(NamedTuple):
    """A wish that the plan does not keep, and the cheapest exchange of two people that would mend it."""

    wish: Wish
    mend: Mend | None


class Certificate(NamedTuple):
    """The figures of a plan. `pairs <= pairs_bound` always; equal means that no plan meets more.

    `pairs`: distinct pairs that share a table in some round. `pairs_bound`: see `bound`. `excess`:
    heads outside [floor, ceil] of the even share size * holders / present, summed over rounds, tables
    and values of the columns to diversify. `apart_broken`: times a pair to be kept apart shares a
    table. `cluster_extra`: tables beyond the fewest that hold each cluster, summed over rounds.
    `broken` leaves out rounds that were announced before: nothing can be done about them.
    `met`: how many others each person meets, of those still present in the last round; `fewest_met`:
    those who meet fewest.
    """

    pairs: int
    pairs_bound: int
    excess: int
    apart_broken: int
    cluster_extra: int
    met: dict[str, int]
    broken: list[Broken]

    @property
    def ratio(self) -> float:
        """Pairs met of the bound; 1 when nobody can meet anybody."""
        return self.pairs / self.pairs_bound if self.pairs_bound else 1.0

    @property
    def fewest_met(self) -> list[str]:
        """Those who meet fewest others."""
        return [i for i, others in self.met.items() if others == min(self.met.values())]


def certify(workshop: Workshop, plan: Plan) -> Certificate:
    """The certificate of a plan.

    The bound is lowered for the rules that the plan keeps, and for each cluster by the tables that
    the plan gives it, so that it holds for this plan too.
    """
    meets = met(workshop, plan)
    rounds = range(workshop.rounds)
    unkept, scattered = breaches(workshop, plan), list(spread(workshop, plan, rounds))
    lopsided = list(uneven(workshop, plan, rounds))
    wishes: list[Wish] = [*unkept, *scattered, *lopsided]
    others_met = dict(zip(workshop.ids, map(int, meets.sum(axis=1)), strict=True))
    broken_rules = {breach.rule for breach in unkept}
    kept = [rule for rule in rules_of(workshop) if rule not in broken_rules]
    mender = Mender(workshop, plan)
    return Certificate(
        pairs=int(meets.sum()) // 2,
        pairs_bound=pairs_bound(workshop, kept, _cluster_tables(workshop, plan)),
        excess=sum(wish.excess for wish in lopsided),
        apart_broken=sum(breach.rule.kind == "keep_apart" for breach in unkept),
        cluster_extra=sum(len(wish.tables) - wish.fewest for wish in scattered),
        met={i: n for i, n in others_met.items() if i in workshop.attendance[-1]},
        broken=[Broken(w, mender.cheapest(w)) for w in wishes if w.round > len(workshop.announced)],
    )


def _cluster_tables(workshop: Workshop, plan: Plan) -> dict[Value, list[int]]:
    """For each cluster and round the tables it has."""
    return {
        value: [len(tables_of(workshop, plan, value, r)) for r in range(workshop.rounds)]
        for value in workshop.wishes.cluster
    }
