"""Lets the engine make a plan, and has the independent checker count it before anything is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from yoriai.cli.errors import BadInput
from yoriai.cli.seat.words import rule_words
from yoriai.engines.seating import (
    Breach,
    Certificate,
    ImpossibleWishes,
    Plan,
    Workshop,
    certify,
    check,
    moves_for,
    solve,
)

#: The clock stops a search only after this many times the seconds allowed (and two more).
BRAKE = 2


class Outcome(NamedTuple):
    """A plan with its certificate, and the CPU seconds that the engine took."""

    plan: Plan
    certificate: Certificate
    cpu_seconds: float
    cut_short: bool

    @property
    def rules_broken(self) -> bool:
        """Whether a rule is not kept (a wish that could not be met in full is no broken rule)."""
        return _breached(self.certificate)


def _breached(certificate: Certificate) -> bool:
    return any(isinstance(broken.wish, Breach) for broken in certificate.broken)


def carry_out(hall: Workshop, *, seed: int, seconds: float, settings: Path) -> Outcome:
    """Plan, certify, check. `settings` is the file that impossible wishes are blamed on."""
    start = time.process_time()
    try:
        solution = solve(hall, seed=seed, moves=moves_for(hall, seconds), out_of_time=_alarm(seconds))
    except ImpossibleWishes as conflict:
        raise _impossible(conflict, settings) from conflict
    certificate = certify(hall, solution.plan)
    spent = time.process_time() - start
    _verify(hall, solution.plan, certificate)
    return Outcome(solution.plan, certificate, spent, solution.cut_short)


def _alarm(seconds: float) -> Callable[[], bool]:
    """True when far more CPU seconds have passed since the first question than were allowed.

    The amount of work is set before and not by the clock, so that it does not decide what the plan is;
    this only stops a machine far slower than any that the amount was set for. The first question comes
    when the search has been compiled.
    """
    started: list[float] = []

    def out_of_time() -> bool:
        started.append(time.process_time())
        return started[-1] - started[0] > BRAKE * seconds + 2

    return out_of_time


def _impossible(conflict: ImpossibleWishes, settings: Path) -> BadInput:
    words = [rule_words(rule) for rule in conflict.rules]
    japanese, english = "、".join(f"「{ja}」" for ja, _ in words), "; ".join(en for _, en in words)
    if len(words) == 1:
        wrong = (
            f"第{conflict.round}回に、{japanese}は卓の数と大きさのためにかなえられません",
            f"the tables leave no room in round {conflict.round} for: {english}",
        )
        return BadInput(settings, wrong, ("この希望か卓を変えてください", "another wish or other tables"))
    wrong = (
        f"第{conflict.round}回に、次の希望は一緒にはかなえられません: {japanese}",
        f"these wishes cannot be kept together in round {conflict.round}: {english}",
    )
    return BadInput(settings, wrong, ("どれか1つをやめるか変えてください", "one of them dropped or changed"))


def _verify(hall: Workshop, plan: Plan, certificate: Certificate) -> None:
    """Hold the certificate against an independent count; a difference is a mistake of this program."""
    counted = check(hall, plan)
    stated = (certificate.pairs, certificate.excess, certificate.apart_broken, certificate.cluster_extra)
    least = min(certificate.met.values())
    unseen = hall.coming is None and counted.rules_broken > 0 and not _breached(certificate)
    differs = counted[1:6] != (*stated, least) or certificate.pairs > certificate.pairs_bound
    if counted.faults or unseen or differs:
        raise RuntimeError(f"the plan failed its own check, nothing was written: {counted}, {stated}")
