"""A pool of volunteers to a panel, by a lottery that anyone can repeat and check.

`make_lottery` gives all panels that may be drawn with their tickets, so that nobody's chance is lower
than need be and every panel meets the quotas; `publicdraw` turns a seed and an outside number into one
ticket; `choose_reserves` and `step_in` look after refusals; `letters` says how many to ask. `check`
verifies published results and shares no code with any of them.
"""

from yoriai.engines.sortition.conflicts import Change, Conflict
from yoriai.engines.sortition.lottery import ALGORITHMS, Lottery, NoPanel, make_lottery
from yoriai.engines.sortition.pool import Person, Pool, Quota, id_order
from yoriai.engines.sortition.reserves import PER_SEAT, Reserve, choose_reserves, misses, step_in
from yoriai.engines.sortition.tickets import TICKETS

__all__ = [
    "ALGORITHMS",
    "PER_SEAT",
    "TICKETS",
    "Change",
    "Conflict",
    "Lottery",
    "NoPanel",
    "Person",
    "Pool",
    "Quota",
    "Reserve",
    "choose_reserves",
    "id_order",
    "make_lottery",
    "misses",
    "step_in",
]
