"""Proves the bound on the lowest probability, and leximin, by adding up prices: weak duality, no solver.

A price is put on each quota, on the size of the panel and on shared addresses. Let a person's price be
the sum of those they count for. In any lottery the expected payments are at most what the quotas allow
(`allowed`), so if everyone had more than t, those with positive prices alone would pay more than that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from yoriai.engines.sortition.check.published import UNITS, Lottery

#: deviation of a probability that counts as rounding
ROUNDING = Fraction(1, 1_000_000)
#: prices below this (of the largest) are rounding
THIN = Fraction(1, 10_000_000)


def chance(published: Lottery, one: str) -> Fraction:
    return Fraction(published.probabilities[one], UNITS)


def _address(published: Lottery, one: str) -> str:
    home = published.people[one].home
    return f"home {home}" if home else f"alone {one}"


def proven_limit(
    published: Lottery, level: Mapping[str, Any], settled: set[str]
) -> tuple[Fraction | None, dict[str, Fraction]]:
    """The value that the lowest of all not `settled` cannot exceed, and each person's price.

    Those settled have their published probabilities in every lottery that this one is compared with.
    None when nobody has a positive price, so that nothing is proven.
    """
    prices = {name: Fraction(price) for name, price in level["prices"].items()}
    homes = {_address(published, one): Fraction(price) for one, price in level["homes"].items()}
    paid = {one: _price(published, one, prices, homes) for one in published.people}
    allowed = _allowed(published, prices) + sum(price for price in homes.values() if price > 0)
    allowed -= sum((paid[one] * chance(published, one) for one in settled), Fraction(0))
    refunds: dict[str, Fraction] = defaultdict(Fraction)
    for one in published.people.keys() - settled:
        if paid[one] < 0:  # of one address at most one person is on the panel
            address = _address(published, one)
            refunds[address] = max(refunds[address], -paid[one])
    allowed += sum(refunds.values())
    weight = sum((paid[one] for one in published.people.keys() - settled if paid[one] > 0), Fraction(0))
    return (allowed / weight if weight else None), paid


def proven_bound(published: Lottery) -> Fraction:
    """What the lowest probability of any lottery cannot exceed.

    By the prices of the first level, or because those who share the fullest address share one seat.
    """
    sizes = Counter(_address(published, one) for one in published.people)
    limit, _ = proven_limit(published, published.certificate["levels"][0], set())
    shared = Fraction(1, max(sizes.values()))
    return shared if limit is None else min(limit, shared)


def _price(
    published: Lottery, one: str, prices: Mapping[str, Fraction], homes: Mapping[str, Fraction]
) -> Fraction:
    named = [f"{feature}={value}" for feature, value in published.counts_for(one)]
    total = sum((prices.get(name, Fraction(0)) for name in named), prices.get("panel_size", Fraction(0)))
    return total + homes.get(_address(published, one), Fraction(0))


def _allowed(published: Lottery, prices: Mapping[str, Fraction]) -> Fraction:
    """The most that a panel can pay for quotas and size."""
    total = prices.get("panel_size", Fraction(0)) * published.size
    for (feature, value), (low, high) in published.quotas.items():
        price = prices.get(f"{feature}={value}", Fraction(0))
        total += price * (high if price > 0 else low)
    return total


def leximin_holds(published: Lottery) -> bool:
    """Whether the levels of the certificate prove that the probabilities are leximin."""
    settled: set[str] = set()
    for level in published.certificate["levels"]:
        held = _held(published, level, settled)
        if held is None:
            return False
        settled |= held
    return settled == published.people.keys()


def _held(published: Lottery, level: Mapping[str, Any], settled: set[str]) -> set[str] | None:
    """Those proven to be stuck at the value of the level; None when the level contradicts the chances."""
    value = Fraction(level["value"])
    rest = published.people.keys() - settled
    if any(chance(published, one) < value - ROUNDING for one in rest):
        return None
    full = _full_addresses(published, rest, value)
    limit, paid = proven_limit(published, level, settled)
    if limit is None or limit > value + ROUNDING:
        return full
    held = {one for one in rest if paid[one] > THIN * max(paid.values())}
    if any(chance(published, one) > value + ROUNDING for one in held):
        return None
    return held | full


def _full_addresses(published: Lottery, rest: set[str], value: Fraction) -> set[str]:
    """Those of `rest` who have `value` and whose address is on the panel for certain."""
    total: dict[str, Fraction] = defaultdict(Fraction)
    above: set[str] = set()
    for one in published.people:
        total[_address(published, one)] += chance(published, one)
        if one in rest and chance(published, one) > value + ROUNDING:
            above.add(_address(published, one))
    full = {address for address, sum_ in total.items() if sum_ > 1 - ROUNDING} - above
    return {one for one in rest if _address(published, one) in full}
