"""Slow and plain: every plan there is, and the score by its definition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from yoriai.engines.seating import Plan, Workshop, check


def every_round(people: list[str], sizes: tuple[int, ...]) -> Iterator[dict[str, int]]:
    """Every way to seat people at tables of given sizes."""

    def deal(left: tuple[str, ...], table: int) -> Iterator[dict[str, int]]:
        if table > len(sizes):
            yield {}
            return
        for chosen in combinations(left, sizes[table - 1]):
            for rest in deal(tuple(p for p in left if p not in chosen), table + 1):
                yield {**dict.fromkeys(chosen, table), **rest}

    return deal(tuple(people), 1)


def every_plan(workshop: Workshop) -> Iterator[Plan]:
    """Every plan, good or bad."""
    rounds = [
        list(every_round(sorted(a), s)) for a, s in zip(workshop.attendance, workshop.sizes, strict=True)
    ]
    return (list(plan) for plan in product(*rounds))


def most_pairs(workshop: Workshop) -> int | None:
    """The most pairs of any plan that keeps every rule and cluster; None when there is none."""
    counted = [check(workshop, plan) for plan in every_plan(workshop)]
    return max((c.pairs for c in counted if c.rules_broken == 0 and c.cluster_extra == 0), default=None)


def least_excess(workshop: Workshop) -> int:
    """The least excess of any plan."""
    return min(check(workshop, plan).excess for plan in every_plan(workshop))
