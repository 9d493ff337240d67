"""The questions that anyone may ask about a published draw, and their answers."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from yoriai.engines.sortition.check import bound, published
from yoriai.engines.sortition.check.published import UNITS, Lottery

#: like people may differ by so many units: the tickets do not always divide evenly
UNEVEN = 100


@dataclass(frozen=True)
class Finding:
    """One question: its name, whether all is well, and what was seen (figures, or the first trouble)."""

    question: str
    holds: bool
    seen: str = ""


def verify(files: Mapping[str, bytes]) -> list[Finding]:
    """All questions about the published files, by name. Raises Unreadable.

    Without draw.json only the questions about the time before the draw are asked.
    """
    lottery = published.lottery(files)
    findings = [ask(lottery) for ask in BEFORE]
    if "draw.json" in files:
        result = published.number(files, "draw.json")
        findings += [ask(lottery, result, files) for ask in AFTER]
    return findings


def _first(question: str, troubles: Iterable[str], seen: str = "") -> Finding:
    trouble = next(iter(troubles), None)
    return Finding(question, trouble is None, seen if trouble is None else trouble)


def _sealed(lottery: Lottery) -> Finding:
    named = lottery.commitment.get("files", {})
    troubles = [name for name in SEALED if named.get(name) != lottery.hashes.get(name)]
    return _first("sealed", troubles, lottery.hashes["commitment.json"])


SEALED = ("pool.csv", "quotas.csv", "probabilities.csv", "panels.csv", "certificate.json")


def _quotas(lottery: Lottery) -> Finding:
    troubles = (
        f"panels.csv {number}: {trouble}"
        for number, (members, _) in enumerate(lottery.panels, start=1)
        for trouble in panel_troubles(lottery, members)
    )
    return _first("quotas", troubles, str(len(lottery.panels)))


def panel_troubles(lottery: Lottery, members: list[str]) -> list[str]:
    """What is wrong with a panel: unknown or repeated people, size, addresses, quotas."""
    unknown = [one for one in members if one not in lottery.people]
    if unknown or len(set(members)) < len(members) or len(members) != lottery.size:
        return [f"{len(set(members))} / {lottery.size} {' '.join(unknown)}".strip()]
    homes = Counter(lottery.people[one].home for one in members if lottery.people[one].home)
    troubles = [f"address {home}: {count}" for home, count in homes.items() if count > 1]
    seats = Counter(pair for one in members for pair in lottery.counts_for(one))
    for pair, (low, high) in lottery.quotas.items():
        if not low <= seats[pair] <= high:
            troubles.append(f"{pair[0]} {pair[1]}: {seats[pair]} ({low}-{high})")
    return troubles


def _weights(lottery: Lottery) -> Finding:
    total = sum(weight for _, weight in lottery.panels)
    wrong = [str(weight) for _, weight in lottery.panels if weight <= 0]
    if total != UNITS:
        wrong.append(f"{total / UNITS:.9f}")
    return _first("weights", wrong, "1.000000000")


def _probabilities(lottery: Lottery) -> Finding:
    tickets: Counter[str] = Counter()
    for members, weight in lottery.panels:
        for member in members:
            tickets[member] += weight
    people = lottery.people.keys() | lottery.probabilities.keys()
    wrong = [one for one in sorted(people) if tickets[one] != lottery.probabilities.get(one)]
    return _first("probabilities", wrong, str(len(people)))


def _alike(lottery: Lottery) -> Finding:
    """People with the same values who share an address with nobody have the same probability."""
    chances: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for one, someone in lottery.people.items():
        if not someone.home:
            chances[someone.values].append(lottery.probabilities.get(one, 0))
    uneven = (" ".join(values) for values, units in chances.items() if max(units) - min(units) > UNEVEN)
    return _first("alike", uneven)


def _bound(lottery: Lottery) -> Finding:
    """The bound is proven, and not set too high."""
    claimed = Fraction(lottery.certificate["levels"][0]["value"])
    seen = f"{min(lottery.probabilities.values()) / UNITS:.9f} / {float(claimed):.9f}"
    proven = abs(bound.proven_bound(lottery) - claimed) <= bound.ROUNDING
    return Finding("bound", proven, seen)


def _leximin(lottery: Lottery) -> Finding:
    """Asked only where leximin is claimed."""
    if not lottery.certificate["leximin"]:
        return Finding("leximin", True, "-")
    return Finding("leximin", bound.leximin_holds(lottery), str(len(lottery.certificate["levels"])))


BEFORE: tuple[Callable[[Lottery], Finding], ...] = (
    _sealed,
    _quotas,
    _weights,
    _probabilities,
    _alike,
    _bound,
    _leximin,
)


def _drawn_hash(lottery: Lottery, result: Mapping[str, Any]) -> str:
    lines = ("yoriai-draw-1", f"seed={result['seed']}", f"outside={result['outside']}")
    whole = "\n".join([*lines, f"panels={lottery.hashes['panels.csv']}", ""])
    return hashlib.sha256(whole.encode()).hexdigest()


def _seed(lottery: Lottery, result: Mapping[str, Any], _: Mapping[str, bytes]) -> Finding:
    seal = hashlib.sha256(str(result["seed"]).encode()).hexdigest()
    return Finding("seed", seal == lottery.commitment.get("seed_sha256"), seal)


def _drawn(lottery: Lottery, result: Mapping[str, Any], files: Mapping[str, bytes]) -> Finding:
    """The ticket follows from seed, outside number and panels, and holds the panel that is published."""
    ticket = int(_drawn_hash(lottery, result), 16) % UNITS
    rest, chosen = ticket, 0
    while chosen < len(lottery.panels) - 1 and rest >= lottery.panels[chosen][1]:
        rest -= lottery.panels[chosen][1]
        chosen += 1
    panel = _ids(files, "panel.csv")
    same = set(panel) == set(lottery.panels[chosen][0]) and len(panel) == lottery.size
    holds = same and result["ticket"] == ticket and result["panel"] == chosen + 1
    return Finding("drawn", holds, f"{ticket} -> panels.csv {chosen + 1}")


def _ids(files: Mapping[str, bytes], name: str) -> list[str]:
    return [row[0] for row in csv.reader(io.StringIO(published.text(files, name), newline=""))][1:]


def _figures(lottery: Lottery, result: Mapping[str, Any], _: Mapping[str, bytes]) -> Finding:
    lowest = min(lottery.probabilities.values()) / UNITS
    claimed = float(lottery.certificate["levels"][0]["value"])
    expected = {
        "algorithm": lottery.commitment["algorithm"],
        "panels": len(lottery.panels),
        "min_probability": lowest,
        "lp_bound": claimed,
    }
    wrong = [name for name, value in expected.items() if result[name] != value]
    if abs(float(result["ratio"]) * claimed - lowest) > 1e-9 and claimed > 1e-9:
        wrong.append("ratio")
    return _first("figures", wrong, f"{result['ratio']:.6f}")


def _reserves(lottery: Lottery, result: Mapping[str, Any], files: Mapping[str, bytes]) -> Finding:
    """The list of reserves follows from the lots."""
    digest = _drawn_hash(lottery, result)
    panel = _ids(files, "panel.csv")
    others = [one for one in lottery.people if one not in set(panel)]
    others.sort(key=lambda one: (hashlib.sha256(f"{digest}:{one}".encode()).hexdigest(), one))
    covered: Counter[str] = Counter()
    expected = []
    wanted = int(lottery.commitment["reserves_per_seat"])
    test = Replacement(lottery, panel)
    for one in others:
        able = [member for member in panel if test.fits(member, one)]
        if any(covered[member] < wanted for member in able):
            covered.update(able)
            expected.append(one)
    listed = [row[1] for row in csv.reader(io.StringIO(published.text(files, "reserves.csv"), newline=""))][
        1:
    ]
    return Finding("reserves", listed == expected, str(len(listed)))


class Replacement:
    """Whether a panel still meets all quotas when one person leaves and one joins."""

    def __init__(self, lottery: Lottery, panel: list[str]) -> None:
        self.lottery = lottery
        self.seats = Counter(pair for one in panel for pair in lottery.counts_for(one))
        self.homes = {lottery.people[one].home: one for one in panel if lottery.people[one].home}

    def fits(self, leaves: str, joins: str) -> bool:
        if self.homes.get(self.lottery.people[joins].home, leaves) != leaves:
            return False
        change: Counter[tuple[str, str]] = Counter(self.lottery.counts_for(joins))
        change.subtract(self.lottery.counts_for(leaves))
        for pair, step in change.items():
            low, high = self.lottery.quotas[pair]
            if step and not low <= self.seats[pair] + step <= high:
                return False
        return True


def _replaced(lottery: Lottery, _: Mapping[str, Any], files: Mapping[str, bytes]) -> Finding:
    """After all replacements the panel still meets everything."""
    if "replacements.csv" not in files:
        return Finding("replaced", True, "-")
    panel = set(_ids(files, "panel.csv"))
    steps = published.rows(files, "replacements.csv", 2)[1:]
    for step in steps:
        panel = (panel - {step[0]}) | {step[1]}
    return _first("replaced", panel_troubles(lottery, sorted(panel)), str(len(steps)))


AFTER: tuple[Callable[[Lottery, Mapping[str, Any], Mapping[str, bytes]], Finding], ...] = (
    _seed,
    _drawn,
    _figures,
    _reserves,
    _replaced,
)
