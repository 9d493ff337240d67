"""What the facilitator reads on the screen when a plan is done."""

from __future__ import annotations

from yoriai.cli.seat.replan import Change, moves
from yoriai.cli.seat.words import Two, broken_words
from yoriai.cli.seat.work import Outcome
from yoriai.engines.seating import Certificate, Workshop

#: More than so many broken wishes are left to plan.json.
SHOWN = 10


def plan_lines(out: str, hall: Workshop, outcome: Outcome) -> list[Two]:
    """The figures of a plan, then what it does not keep."""
    made = outcome.certificate
    people, tables = len(hall.attendance[-1]), len(hall.sizes[-1])
    least = min(made.met.values())
    return [
        (
            f"{people}人・{tables}卓・{hall.rounds}回の席を {out} に書きました。",
            f"{people} people, {tables} tables, {hall.rounds} rounds: written to {out}.",
        ),
        (
            f"出会う組: {made.pairs}（これより多くはできない数 {made.pairs_bound}、{_percent(made)}）",
            f"pairs who meet: {made.pairs} (bound {made.pairs_bound}, {_percent(made)})",
        ),
        (f"均等からはみ出した人: のべ{made.excess}人", f"heads outside the even share: {made.excess}"),
        (
            f"出会いが最も少ない人: {least}人と（{_few(made.fewest_met)}）",
            f"fewest met: {least} others ({_few(made.fewest_met)})",
        ),
        *_notes(hall),
        *_broken(outcome),
    ]


def _percent(made: Certificate) -> str:
    """Pairs of the bound, cut off and not rounded: 100 % is said of the bound alone."""
    tenths = 1000 * made.pairs // made.pairs_bound if made.pairs_bound else 1000
    return f"{tenths / 10:.1f}%"


def _few(ids: list[str]) -> str:
    return "・".join(ids[:3]) + ("…" if len(ids) > 3 else "")


def _notes(hall: Workshop) -> list[Two]:
    """Values that nobody has: most likely a slip of the pen."""
    wishes = hall.wishes
    values = [
        *wishes.cluster,
        *wishes.majority_limit,
        *wishes.at_least_two,
        *(o.value for o in wishes.only_at),
    ]
    return [
        (
            f"注意: {value.column}={value.value} の人はいません。つづりを確かめてください。",
            f"note: nobody has {value.column}={value.value}; check the spelling.",
        )
        for value in values
        if not any(person[value.column] == value.value for person in hall.people.values())
    ]


def _broken(outcome: Outcome) -> list[Two]:
    broken = outcome.certificate.broken
    found = [broken_words(one) for one in broken[:SHOWN]]
    more = len(broken) - len(found)
    if more > 0:
        found.append((f"ほか{more}件は plan.json にあります。", f"{more} more in the .json file."))
    if outcome.cut_short:
        found.append(
            (
                "注意: 時間が足りず途中で止めました。同じ結果を繰り返すには --seconds を大きくしてください。",
                "note: stopped early on this slow machine; give more --seconds for a repeatable result.",
            )
        )
    return found


def change_lines(change: Change, outcome: Outcome) -> list[Two]:
    """Whom to tell what before the coming round."""
    found: list[Two] = []
    for person, before, now in moves(change, outcome.plan):
        if before is None:
            found.append((f"{person}: 卓{now}へ（新しく来た人）", f"{person}: to table {now} (newly come)"))
        else:
            found.append((f"{person}: 卓{before}から卓{now}へ", f"{person}: from table {before} to {now}"))
    head = f"第{change.from_round}回で席が変わる人", f"who changes in round {change.from_round}"
    if not found:
        return [(f"{head[0]}はいません。", f"{head[1]}: nobody.")]
    return [(f"{head[0]}:", f"{head[1]}:"), *found]
