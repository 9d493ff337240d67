"""From a lottery over kinds to numbered tickets over panels of people, with like people treated alike.

Within each group of interchangeable households the panels pass round like a rota: over the tickets of
all panels that take the same numbers from the group, the first place moves once round the households.
So each of them, and each like member in them, has exactly the same share of the tickets.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from math import lcm

import numpy as np

from yoriai.engines.sortition.decompose import KindLottery
from yoriai.engines.sortition.pool import Group, Ints, Kinds

#: tickets of every lottery: weights and probabilities are exact with nine decimals
TICKETS = 10**9

Panel = tuple[int, ...]
Demand = tuple[int, ...]


@dataclass(frozen=True)
class _Turn:
    """From `start` on (a ticket of the panel) a group gives these people."""

    start: int
    group: int
    people: Panel


def spread(kinds: Kinds, lottery: KindLottery) -> list[tuple[Panel, int]]:
    """Panels of people (indices, ascending) with their tickets, in the order of the tickets.

    The tickets add up to `TICKETS`.
    """
    order = np.lexsort(lottery.panels.T[::-1])
    numbers = lottery.panels[order].astype(np.int64)
    tickets = _whole_tickets([float(weight) for weight in lottery.weights[order]])
    used = [number for number, count in enumerate(tickets) if count]
    turns = _turns(kinds, [(numbers[number], tickets[number]) for number in used])
    merged: dict[Panel, int] = defaultdict(int)
    for number, panel_turns in zip(used, turns, strict=True):
        for panel, count in _stretches(panel_turns, tickets[number]):
            merged[panel] += count
    return list(merged.items())


def _whole_tickets(weights: list[float]) -> list[int]:
    """Weights as whole tickets, largest remainders first."""
    total = sum(weights)
    exact = [weight / total * TICKETS for weight in weights]
    tickets = [int(share) for share in exact]
    left = TICKETS - sum(tickets)
    order = sorted(range(len(exact)), key=lambda one: (round(tickets[one] - exact[one], 3), one))
    for number in order[:left]:
        tickets[number] += 1
    return tickets


def _turns(kinds: Kinds, panels: list[tuple[Ints, int]]) -> list[list[_Turn]]:
    """For each panel, who of each group is on it from which ticket on."""
    turns: list[list[_Turn]] = [[] for _ in panels]
    for number, group in enumerate(kinds.groups):
        alike: dict[Demand, list[int]] = defaultdict(list)
        columns = list(group.kinds)
        for place, (numbers, _) in enumerate(panels):
            demand = tuple(int(count) for count in numbers[columns])
            if any(demand):
                alike[demand].append(place)
        for demand, places in alike.items():
            rota = _rota(group, demand)
            for place, start, step in _shares([(place, panels[place][1]) for place in places], len(rota)):
                turns[place].append(_Turn(start, number, rota[step]))
    return turns


def _rota(group: Group, demand: Demand) -> list[Panel]:
    """All steps of the rota: each household, and each like member in it, comes equally often."""
    size = len(group.units)
    rounds = lcm(*(len(group.units[0][kind]) for kind, count in enumerate(demand) if count))
    places = [kind for kind, count in enumerate(demand) for _ in range(count)]
    steps = []
    for step in range(size * rounds):
        cycle, first = divmod(step, size)
        chosen = []
        for offset, kind in enumerate(places):
            members = group.units[(first + offset) % size][kind]
            chosen.append(members[cycle % len(members)])
        steps.append(tuple(chosen))
    return steps


def _shares(panels: list[tuple[int, int]], steps: int) -> list[tuple[int, int, int]]:
    """Cut the tickets of the panels, laid end to end, into equal shares: (panel, first ticket, step)."""
    total = sum(count for _, count in panels)
    cuts = [-(-step * total // steps) for step in range(steps + 1)]
    shares = []
    begin, step = 0, 0
    for panel, count in panels:
        while cuts[step + 1] <= begin:
            step += 1
        shares.append((panel, 0, step))
        while cuts[step + 1] < begin + count:
            step += 1
            shares.append((panel, cuts[step] - begin, step))
        begin += count
    return shares


def _stretches(turns: list[_Turn], tickets: int) -> list[tuple[Panel, int]]:
    """The panels of people that one panel of kinds goes through, with their tickets."""
    seated: dict[int, Panel] = {}
    stretches = []
    ordered = sorted(turns, key=lambda turn: (turn.start, turn.group))
    for place, turn in enumerate(ordered):
        seated[turn.group] = turn.people
        end = ordered[place + 1].start if place + 1 < len(ordered) else tickets
        if end > turn.start:
            stretches.append((tuple(sorted(chain.from_iterable(seated.values()))), end - turn.start))
    return stretches
