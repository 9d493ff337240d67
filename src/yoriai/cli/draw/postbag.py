"""Letters and invitations from the table [letters] of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from yoriai.cli.draw.reading import Settings
from yoriai.cli.draw.tables import Pair
from yoriai.cli.errors import BadInput
from yoriai.engines.sortition.letters import (
    USUAL_ACCEPTANCE,
    USUAL_ATTENDANCE,
    Ask,
    Share,
    ask_for,
    from_history,
    usual,
)

#: volunteers for each invitation, so that there is a choice to balance quotas from
CHOICE = 2.0
CERTAINTY = 0.9


@dataclass(frozen=True)
class Plan:
    """Letters to send, invitations to give, and what they are counted from."""

    seats: int
    certainty: float
    invitations: Ask
    letters: Ask
    acceptance: Share
    attendance: Share
    events: int


def plan(path: Path, settings: Settings) -> Plan:
    """The plan, or the sentence about the setting that does not fit."""
    table = settings.letters
    history = _history(path, table)
    acceptance = _share(
        path, table, "acceptance", USUAL_ACCEPTANCE, [(e["sent"], e["accepted"]) for e in history]
    )
    came = [(e.get("invited", e["accepted"]), e["came"]) for e in history if "came" in e]
    attendance = _share(path, table, "attendance", USUAL_ATTENDANCE, came)
    certainty = _between(path, table, "certainty", CERTAINTY, (0.5, 0.999))
    choice = _between(path, table, "choice", CHOICE, (1.0, 100.0))
    try:
        invitations = ask_for(settings.panel_size, attendance, certainty)
        letters = ask_for(int(-(-invitations.number * choice // 1)), acceptance, certainty)
    except ValueError:
        raise _fault(
            path,
            "history",
            ("応じる人が少なすぎます", "too few people said yes"),
            ("実績を確かめてください", "other figures"),
        ) from None
    return Plan(settings.panel_size, certainty, invitations, letters, acceptance, attendance, len(history))


def _fault(path: Path, name: str, wrong: Pair, expected: Pair) -> BadInput:
    return BadInput(path, wrong, expected, column=f"letters.{name}")


def _history(path: Path, table: dict[str, Any]) -> list[dict[str, int]]:
    history = table.get("history", [])
    good = isinstance(history, list) and all(_is_event(event) for event in history)
    if not good:
        raise _fault(
            path,
            "history",
            ("形が違います", "another form"),
            (
                "{sent = 1000, accepted = 45, came = 31} の並びにしてください（人数は減っていく順）",
                "a list of {sent = 1000, accepted = 45, came = 31}, each not above the one before",
            ),
        )
    return list(history)


def _is_event(event: Any) -> bool:
    if not isinstance(event, dict) or not {"sent", "accepted"} <= event.keys():
        return False
    invited = event["invited"] if "invited" in event else event["accepted"]
    line: list[int] = [event[name] for name in ("sent", "accepted", "invited", "came") if name in event]
    whole = all(isinstance(number, int) and not isinstance(number, bool) and number >= 0 for number in line)
    falling = whole and all(before >= after for before, after in pairwise(line))
    return falling and line[0] > 0 and ("came" not in event or invited > 0)


def _share(
    path: Path, table: dict[str, Any], name: str, default: tuple[float, float], events: list[tuple[int, int]]
) -> Share:
    """The share from the history; without one, from the range in the settings, or the usual range."""
    limits = table.get(name, list(default))
    try:
        low, high = limits
        prior = usual(float(low), float(high))
    except (TypeError, ValueError):
        raise _fault(
            path,
            name,
            ("割合の幅として読めません", "not a range of shares"),
            (
                f"[{default[0]}, {default[1]}] のように書いてください",
                f"a range such as [{default[0]}, {default[1]}]",
            ),
        ) from None
    return from_history(events, prior)


def _between(
    path: Path, table: dict[str, Any], name: str, default: float, limits: tuple[float, float]
) -> float:
    value = table.get(name, default)
    low, high = limits
    if not isinstance(value, int | float) or isinstance(value, bool) or not low <= value <= high:
        raise _fault(
            path,
            name,
            ("数が範囲の外です", "out of range"),
            (f"{low}から{high}までの数を書いてください", f"a number from {low} to {high}"),
        )
    return float(value)
