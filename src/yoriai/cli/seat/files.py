"""The two files of a plan: `plan.csv` for people, `plan.json` for its figures and for planning anew."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yoriai.cli.errors import BadInput
from yoriai.cli.seat.table import read_rows, read_text
from yoriai.cli.seat.words import broken_words
from yoriai.engines.seating import Broken, Certificate, Plan


def plan_text(plan: Plan) -> str:
    """`round,table,id`, sorted by all three."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["round", "table", "id"])
    for number, seats in enumerate(plan, start=1):
        writer.writerows(
            [number, table, person] for person, table in sorted(seats.items(), key=lambda s: (s[1], s[0]))
        )
    return out.getvalue()


def figures(certificate: Certificate, cpu_seconds: float) -> dict[str, Any]:
    """The certificate as the first part of `plan.json`."""
    return {
        "pairs": certificate.pairs,
        "pairs_bound": certificate.pairs_bound,
        "ratio": round(certificate.ratio, 6),
        "excess": certificate.excess,
        "apart_broken": certificate.apart_broken,
        "cluster_extra": certificate.cluster_extra,
        "fewest_met": [{"id": i, "met": certificate.met[i]} for i in certificate.fewest_met],
        "engine_cpu_s": round(cpu_seconds, 3),
        "broken": [_broken(broken) for broken in certificate.broken],
    }


def _broken(broken: Broken) -> dict[str, Any]:
    """A broken wish in words, and what keeping it would take; `cost` is null where nothing was found."""
    japanese, english = broken_words(broken)
    cost = broken.mend._asdict() if broken.mend else None
    return {"round": broken.wish.round, "ja": japanese, "en": english, "cost": cost}


def read_plan(path: Path) -> list[dict[str, int]]:
    """A plan from `plan.csv`."""
    plan: dict[int, dict[str, int]] = {}
    for row, cells in read_rows(path, ["round", "table", "id"]):
        numbers = [_number(path, row, name, cells[name]) for name in ("round", "table")]
        seats = plan.setdefault(numbers[0], {})
        if cells["id"] in seats:
            raise BadInput(
                path,
                (
                    f"「{cells['id']}」は第{numbers[0]}回に2回目です",
                    f"{cells['id']!r} twice in round {numbers[0]}",
                ),
                ("1回に1つの席にしてください", "one seat in a round"),
                row=row,
                column="id",
            )
        seats[cells["id"]] = numbers[1]
    if sorted(plan) != list(range(1, len(plan) + 1)) or not plan:
        raise BadInput(
            path,
            (f"回が {sorted(plan)} です", f"the rounds are {sorted(plan)}"),
            ("1から続く回にしてください", "rounds from 1 on, none left out"),
            column="round",
        )
    return [plan[number] for number in sorted(plan)]


def _number(path: Path, row: int, column: str, text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise BadInput(
        path,
        (f"「{text}」です", f"it is {text!r}"),
        ("1以上の整数にしてください", "a whole number from 1"),
        row=row,
        column=column,
    )


def read_record(path: Path) -> dict[str, Any]:
    """The `plan.json` of an earlier run, with the settings and people it was made from."""
    expected = (
        "席替え表と一緒にできた plan.json を同じ場所に置くか、PEOPLE と SETTINGS を続けて書いてください",
        "the file written beside the plan, or PEOPLE and SETTINGS on the command line",
    )
    try:
        record = json.loads(read_text(path))
    except ValueError as problem:
        raise BadInput(path, ("JSON として読めません", "not valid JSON"), expected) from problem
    if not isinstance(record, dict) or not all(
        isinstance(record.get(k), dict) for k in ("settings", "people")
    ):
        raise BadInput(path, ("元の設定がありません", "without the settings it was made from"), expected)
    return record


def write_all(texts: Mapping[Path, str]) -> None:
    """Write every file or none: each to a temporary name first, then all into place."""
    written: list[tuple[str, Path]] = []
    try:
        for path, text in texts.items():
            if path.is_dir():
                raise IsADirectoryError(path)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
            written.append((name, path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
            Path(name).chmod(0o644)
    except OSError as problem:
        for name, _ in written:
            Path(name).unlink()
        raise BadInput(
            next(iter(texts)),
            ("書けません", "cannot be written"),
            ("書き込めるフォルダーを選んでください", "a folder that can be written to"),
        ) from problem
    for name, path in written:
        Path(name).replace(path)
