"""People to tables over rounds: spread, meet new people, keep every rule, and say how good the plan is.

    hall = workshop(people, even_sizes(len(people), 15), rounds=4, wishes=Wishes(diversify=("age",)))
    solution = solve(hall, seed=1, moves=moves_for(hall, seconds=30))
    certificate = certify(hall, solution.plan)
    assert not check(hall, solution.plan).faults

After no-shows or late arrivals `changed_workshop` gives the hall as it now is, for `solve` again.
"""

from yoriai.engines.seating.bound import fewest_cluster_tables, pairs_bound
from yoriai.engines.seating.certificate import Broken, Certificate, certify
from yoriai.engines.seating.checker import Check, check
from yoriai.engines.seating.findings import Spread, Uneven
from yoriai.engines.seating.mend import Mend
from yoriai.engines.seating.model import (
    Coming,
    Fixed,
    OnlyAt,
    Plan,
    Round,
    Value,
    Wishes,
    Workshop,
    even_sizes,
    workshop,
)
from yoriai.engines.seating.replan import changed_workshop
from yoriai.engines.seating.rules import Breach, ImpossibleWishes, Rule, rules_of
from yoriai.engines.seating.search import Solution, moves_for, solve

__all__ = [
    "Breach",
    "Broken",
    "Certificate",
    "Check",
    "Coming",
    "Fixed",
    "ImpossibleWishes",
    "Mend",
    "OnlyAt",
    "Plan",
    "Round",
    "Rule",
    "Solution",
    "Spread",
    "Uneven",
    "Value",
    "Wishes",
    "Workshop",
    "certify",
    "changed_workshop",
    "check",
    "even_sizes",
    "fewest_cluster_tables",
    "moves_for",
    "pairs_bound",
    "rules_of",
    "solve",
    "workshop",
]
