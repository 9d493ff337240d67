"""`yoriai map`: votes in, an opinion map out (map.json, participants.csv, statements.csv, map.svg)."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import time
from pathlib import Path
from typing import Any

# one thread: the matrices are small, and the last bits must not depend on the number of cores
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


from yoriai.cli.errors import BadInput, user_language
from yoriai.cli.outputs import write_all
from yoriai.cli.polis_files import read_attributes, read_votes
from yoriai.engines.opinions import Result, analyse, render_svg

VERDICTS = {
    "stable groups": "安定したグループがあります",
    "no stable groups": "安定したグループはありません",
    "too few votes": "投票が少なすぎます",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "source", type=Path, metavar="SOURCE", help="folder of Polis CSV files, or one CSV of votes"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the results")
    parser.add_argument("--mode", choices=("full", "polis"), default="full", help="full (default) or polis")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="seed (default 1)")
    parser.add_argument(
        "--slate", type=_positive, default=10, metavar="K", help="entries of the slate (default 10)"
    )
    parser.add_argument(
        "--attributes", type=Path, metavar="CSV", help="participants and their age band, area, …"
    )
    parser.add_argument(
        "--draws", type=_whole, metavar="B", help="redraws for stability (full: 50, polis: 0)"
    )


def _positive(text: str) -> int:
    if (value := int(text)) < 1:
        raise ValueError
    return value


def _whole(text: str) -> int:
    if (value := int(text)) < 0:
        raise ValueError
    return value


def run(args: argparse.Namespace) -> int:
    """Read, analyse, write; nothing is written when the input is bad."""
    if args.out.exists() and not args.out.is_dir():
        raise BadInput(
            args.out,
            ("出力先がフォルダーではありません", "the place for the results is not a folder"),
            ("フォルダーの名前を指定してください", "a folder"),
        )
    votes = read_votes(args.source)
    attributes = read_attributes(args.attributes) if args.attributes else {}
    start = time.process_time()
    result = analyse(
        votes, mode=args.mode, seed=args.seed, slate=args.slate, attributes=attributes, draws=args.draws
    )
    spent = round(time.process_time() - start, 3)
    write_all(args.out, _files(result, spent))
    print(_closing_line(result, args.out))
    return 0


def _files(result: Result, spent: float) -> dict[str, str]:
    summary = {**result.summary, "engine_cpu_s": spent}
    return {
        "map.json": json.dumps(summary, ensure_ascii=False, indent=2) + "\n",
        "participants.csv": _csv(result.participants),
        "statements.csv": _csv(result.statements),
        "map.svg": render_svg(result),
    }


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _closing_line(result: Result, out: Path) -> str:
    summary = result.summary
    people, statements, votes = (summary[f"n_{what}"] for what in ("participants", "statements", "votes"))
    sizes = "、".join(f"{group['id']} {group['size']}人" for group in summary["groups"])
    if user_language() == "ja":
        groups = f"（{sizes}）" if sizes else ""
        verdict = VERDICTS[summary["verdict"]]
        return f"{people}人、意見{statements}件、投票{votes}件: {verdict}{groups}。結果: {out}"
    groups = ", ".join(f"{group['id']} {group['size']}" for group in summary["groups"])
    return (
        f"{people} people, {statements} statements, {votes} votes: {summary['verdict']}"
        f"{f' ({groups})' if groups else ''}. Results: {out}"
    )
