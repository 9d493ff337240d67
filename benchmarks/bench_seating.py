"""Seating plans: Yoriai, CP-SAT round by round and a shuffle on the same halls, one process each.

Prints one JSON line for each measurement (of the instances named as arguments, else of all) and then a
table against the figures that were asked for. Every plan is counted by the checker, which shares no
code with the search. CPU seconds are those of the whole process, start and compiling included: `cold`
with an empty cache of compiled code.

The peer `groupselect` is not in the Python package index (only its source on GitHub), so it is not
run; the table quotes for it what the specification of this engine states.
"""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yoriai.cli.seat.files import read_plan
from yoriai.cli.seat.settings import read_settings
from yoriai.cli.seat.table import read_people
from yoriai.cli.seat.wishes import WishReader
from yoriai.engines.seating import certify, check, workshop

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "seating"
PEER = ROOT / ".benchenv-ortools" / "bin" / "python"

#: instance: what was asked for
FIGURES = {
    "town100": "ratio >= 0.97, excess <= 2, apart 0, <= 10 s",
    "town100_2attr": "= bound, proven, <= 5 s",
    "gs_philipps110": "ratio >= 0.99, excess 0, <= 10 s",
    "hall500": "ratio >= 0.97, excess <= 12 (0.5 % of seats), <= 60 s",
    "town100 replan": "moves <= 2 a missing person, <= 2 s",
}
#: what the specification states of the peers, measured elsewhere
STATED = {
    "town100": "groupselect 332 of 1,140, excess 148; CP-SAT round by round 1,082, excess 14, 24 s",
    "town100_2attr": "groupselect 0.89-0.99 of the bound",
    "gs_philipps110": "groupselect 1,024 of 1,512, excess 172",
}
SHARES = {
    "gender": {"f": 47, "m": 48, "x": 5},
    "age": {"10s": 11, "20-34": 16, "35-49": 24, "50-64": 21, "65+": 28},
    "district": {"d0": 26, "d1": 15, "d2": 18, "d3": 14, "d4": 12, "d5": 9, "d6": 3, "d7": 3},
    "sector": {"npo": 25, "school": 13, "resident": 35, "company": 15, "neighbourhood": 9, "city": 3},
    "parent": {"yes": 24, "no": 76},
    "experience": {"first": 61, "often": 14, "some": 25},
}


def hall500(folder: Path) -> tuple[Path, Path]:
    """500 made-up people with six attributes, 63 tables, 5 rounds."""
    chance = random.Random(500)
    people, settings = folder / "hall500_people.csv", folder / "hall500_settings.toml"
    with people.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *SHARES])
        for k in range(500):
            writer.writerow([f"p{k}", *(chance.choices([*s], [*s.values()])[0] for s in SHARES.values())])
    wishes = "".join(f'{column} = "diversify"\n' for column in SHARES)
    settings.write_text(f"table_size = 8\nrounds = 5\nseed = 1\n[attributes]\n{wishes}", encoding="utf-8")
    return people, settings


def instances(folder: Path) -> dict[str, tuple[Path, Path]]:
    return {
        "town100": (DATA / "town100_people.csv", DATA / "town100_settings.toml"),
        "town100_2attr": (DATA / "town100_people.csv", DATA / "town100_2attr_settings.toml"),
        "gs_philipps110": (DATA / "gs_philipps110_people.csv", DATA / "gs_philipps110_settings.toml"),
        "hall500": hall500(folder),
    }


def shuffle(people: Path, settings: Path, plan: Path) -> None:
    """The lower yardstick: seats by lot."""
    read = read_settings(settings)
    ids = sorted(read_people(people, read.id_column, []))
    places = [t for t, size in enumerate(read.sizes(len(ids)), start=1) for _ in range(size)]
    lines = ["round,table,id"]
    for number in range(1, read.rounds + 1):
        random.Random(number).shuffle(ids)
        lines += [f"{number},{table},{i}" for table, i in zip(places, ids, strict=True)]
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measured(words: list[str], cache: Path) -> dict[str, float]:
    """Run one process; its CPU and wall seconds and peak memory."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_CACHE_DIR": str(cache), "LC_ALL": "C.UTF-8"}
    start = time.monotonic()
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    cpu = used.ru_utime + used.ru_stime
    return {
        "cpu_s": round(cpu, 2),
        "wall_s": round(time.monotonic() - start, 2),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def quality(people_file: Path, settings_file: Path, plan_file: Path) -> dict[str, Any]:
    """What the checker counts, and the lowered bound for such a plan."""
    settings = read_settings(settings_file)
    people = read_people(people_file, settings.id_column, settings.columns())
    sizes = settings.sizes(len(people))
    hall = workshop(people, sizes, settings.rounds, WishReader(settings, people, len(sizes)).read())
    plan = read_plan(plan_file)
    counted = check(hall, plan)
    assert not counted.faults, counted.faults
    bound = certify(hall, plan).pairs_bound
    return {
        "pairs": counted.pairs,
        "pairs_bound": bound,
        "ratio": round(counted.pairs / bound, 4),
        "excess": counted.excess,
        "apart_broken": counted.apart_broken,
        "cluster_extra": counted.cluster_extra,
    }


def runs(folder: Path, only: list[str]) -> Iterator[dict[str, Any]]:
    """Every measurement, or those of some instances."""
    seat = [sys.executable, "-m", "yoriai.cli", "seat"]
    plan = folder / "plan.csv"
    chosen = {name: files for name, files in instances(folder).items() if not only or name in only}
    for name, (people, settings) in chosen.items():
        ours = [*seat, str(people), str(settings), "--out", str(plan)]
        cache = folder / f"cache-{name}"
        for tool in ("yoriai cold", "yoriai"):
            cost = measured(ours, cache)
            yield {"tool": tool, "instance": name, **cost, "quality": quality(people, settings, plan)}
        if name == "town100":
            yield replanned(seat, plan, folder, cache)
        shuffle(people, settings, plan)
        yield {"tool": "shuffle", "instance": name, "quality": quality(people, settings, plan)}
        if PEER.exists() and name != "hall500":
            peer = [PEER, ROOT / "benchmarks" / "seating_cpsat.py", people, settings, plan, 6]
            cost = measured([str(word) for word in peer], cache)
            yield {
                "tool": "cp-sat by round",
                "instance": name,
                **cost,
                "quality": quality(people, settings, plan),
            }


def replanned(seat: list[str], plan: Path, folder: Path, cache: Path) -> dict[str, Any]:
    """Five of a hundred are missing before round 2."""
    absent = ["p11", "p22", "p33", "p44", "p55"]
    new = folder / "new.csv"
    words = [
        *seat,
        "--replan",
        str(plan),
        "--absent",
        ",".join(absent),
        "--from-round",
        "2",
        "--out",
        str(new),
    ]
    cost = measured(words, cache)
    before, after = read_plan(plan), read_plan(new)
    moved = sum(before[1][i] != table for i, table in after[1].items())
    record = json.loads(new.with_suffix(".json").read_text(encoding="utf-8"))
    figures = {key: record[key] for key in ("pairs", "pairs_bound", "ratio", "excess", "engine_cpu_s")}
    return {
        "tool": "yoriai",
        "instance": "town100 replan",
        **cost,
        "quality": {
            **figures,
            "missing": len(absent),
            "moved": moved,
            "announced_kept": before[0] == after[0],
        },
    }


def table(found: list[dict[str, Any]]) -> None:
    print(f"\nload average {os.getloadavg()[0]:.2f}; CPU seconds of the whole process")
    for name, asked in FIGURES.items():
        print(f"\n{name}: asked {asked}")
        if name in STATED:
            print(f"  stated elsewhere: {STATED[name]}")
        for one in [run for run in found if run["instance"] == name]:
            figures = "  ".join(f"{key} {value}" for key, value in one["quality"].items())
            print(f"  {one['tool']:16} {one.get('cpu_s', '-'):>6} s  {figures}")


def main() -> None:
    if not DATA.is_dir():
        print(json.dumps({"tool": "yoriai seat", "skipped": "no ../shared/data beside this checkout"}))
        return
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for one in runs(Path(folder), sys.argv[1:]):
            print(json.dumps(one), flush=True)
            found.append(one)
    table(found)


if __name__ == "__main__":
    main()
