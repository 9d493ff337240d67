"""`yoriai seat`: people to tables over rounds, and again after no-shows and late arrivals."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from yoriai.cli.errors import BadInput, user_language
from yoriai.cli.seat.files import figures, plan_text, read_plan, read_record, write_all
from yoriai.cli.seat.replan import Change, hall_after, moves, read_change
from yoriai.cli.seat.settings import Settings, read_settings
from yoriai.cli.seat.summary import change_lines, plan_lines
from yoriai.cli.seat.table import read_people
from yoriai.cli.seat.wishes import WishReader
from yoriai.cli.seat.words import Two
from yoriai.cli.seat.work import Outcome, carry_out
from yoriai.engines.seating import workshop

#: CPU seconds that a plan, and a plan anew while people wait in the hall, may take at most.
SECONDS = 30.0
SECONDS_IN_THE_HALL = 0.5

People = dict[str, dict[str, str]]


def configure(parser: argparse.ArgumentParser) -> None:
    """The words of the command."""
    parser.add_argument(
        "people", nargs="?", type=Path, metavar="PEOPLE.csv", help="one person a line / 参加者の一覧"
    )
    parser.add_argument(
        "settings",
        nargs="?",
        type=Path,
        metavar="SETTINGS.toml",
        help="tables, rounds, wishes / 卓・回・希望",
    )
    parser.add_argument("--out", type=Path, metavar="PLAN.csv", help="where the plan goes / 席替え表の書き先")
    parser.add_argument("--seed", type=int, help="another plan for another number / 数を変えると別の案")
    parser.add_argument(
        "--seconds", type=float, help=f"limit on computing time ({SECONDS:g}) / 計算時間の上限"
    )
    parser.add_argument(
        "--replan", type=Path, metavar="PLAN.csv", help="plan anew from the coming round / 組み直す席替え表"
    )
    parser.add_argument("--absent", default="", metavar="ID,ID", help="who is missing / 来ていない人")
    parser.add_argument(
        "--arrived", type=Path, metavar="FILE.csv", help="who has newly come / 新しく来た人の一覧"
    )
    parser.add_argument("--from-round", type=int, metavar="N", help="the coming round / これから始まる回")


def run(args: argparse.Namespace) -> int:
    """Make a plan, or make one anew; 0 when every rule is kept, 1 when not."""
    _check(args)
    return _plan_anew(args) if args.replan else _plan(args)


def _check(args: argparse.Namespace) -> None:
    """Refuse numbers and names that mean nothing."""
    if args.seconds is not None and args.seconds <= 0:
        _refuse("--seconds", f"{args.seconds:g}", ("0より大きい数を書いてください", "a number above 0"))
    if args.seed is not None and args.seed < 0:
        _refuse("--seed", str(args.seed), ("0以上の整数を書いてください", "a whole number from 0"))
    if args.out is not None and args.out.suffix == ".json":
        _refuse("--out", str(args.out), ("席替え表の名前は .csv にしてください", "a name that ends in .csv"))


def _refuse(option: str, given: str, expected: Two) -> NoReturn:
    raise BadInput(option, (f"{given} です", f"it is {given}"), expected)


def _plan(args: argparse.Namespace) -> int:
    if not (args.people and args.settings and args.out):
        raise BadInput(
            "yoriai seat",
            ("ファイルの指定が足りません", "files are missing"),
            (
                "PEOPLE.csv SETTINGS.toml --out PLAN.csv の順に書いてください",
                "PEOPLE.csv SETTINGS.toml --out PLAN.csv",
            ),
        )
    settings = read_settings(args.settings)
    people = read_people(args.people, settings.id_column, settings.columns())
    sizes = settings.sizes(len(people))
    wishes = WishReader(settings, people, len(sizes)).read()
    hall = workshop(people, sizes, settings.rounds, wishes)
    outcome = carry_out(
        hall, seed=_seed(args, settings), seconds=args.seconds or SECONDS, settings=settings.path
    )
    _write(args.out, outcome, {"from_round": 1, **_origin(settings, people)})
    _say(plan_lines(str(args.out), hall, outcome))
    return int(outcome.rules_broken)


def _plan_anew(args: argparse.Namespace) -> int:
    plan = read_plan(args.replan)
    settings, people, last = _source(args)
    change = read_change(
        args.replan, plan,
        from_round=last if args.from_round is None else args.from_round,
        absent=args.absent, arrived=args.arrived, settings=settings,
    )  # fmt: skip
    hall = hall_after(change, people, settings)
    seconds = args.seconds or SECONDS_IN_THE_HALL
    outcome = carry_out(hall, seed=_seed(args, settings), seconds=seconds, settings=settings.path)
    out = args.out or args.replan.with_name(f"{args.replan.stem}-r{change.from_round}.csv")
    _write(out, outcome, {**_changed(change, outcome), **_origin(settings, {**people, **change.arrived})})
    _say([*change_lines(change, outcome), *plan_lines(str(out), hall, outcome)])
    return int(outcome.rules_broken)


def _source(args: argparse.Namespace) -> tuple[Settings, People, int]:
    """Settings, people and the round last planned from: of the files named, else of the plan's own record."""
    path = args.replan.with_suffix(".json")
    if args.people and args.settings:
        settings = read_settings(args.settings)
        people = read_people(args.people, settings.id_column, settings.columns())
        if not path.exists():
            return settings, people, 1
        record = read_record(path)
        earlier = {i: {c: row.get(c, "") for c in settings.columns()} for i, row in record["people"].items()}
        return settings, {**earlier, **people}, record.get("from_round", 1)
    record = read_record(path)
    return Settings(path, record["settings"]), record["people"], record.get("from_round", 1)


def _seed(args: argparse.Namespace, settings: Settings) -> int:
    return settings.seed if args.seed is None else int(args.seed)


def _origin(settings: Settings, people: People) -> dict[str, Any]:
    """What a later `--replan` needs."""
    return {"settings": settings.data, "people": dict(sorted(people.items()))}


def _changed(change: Change, outcome: Outcome) -> dict[str, Any]:
    return {
        "from_round": change.from_round,
        "absent": sorted(change.absent),
        "moves": [{"id": i, "from": before, "to": now} for i, before, now in moves(change, outcome.plan)],
    }


def _write(out: Path, outcome: Outcome, more: dict[str, Any]) -> None:
    record = {**figures(outcome.certificate, outcome.cpu_seconds), "cut_short": outcome.cut_short, **more}
    text = json.dumps(record, ensure_ascii=False, indent=1, default=str) + "\n"
    write_all({out: plan_text(outcome.plan), out.with_suffix(".json"): text})


def _say(lines: Iterable[Two]) -> None:
    for japanese, english in lines:
        print(japanese if user_language() == "ja" else english)
