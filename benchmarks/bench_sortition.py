"""Draws beside sortition-algorithms: one process for each measurement, one JSON line each, then a table.

    sh benchmarks/bench_sortition.sh [--alone] [INSTANCE …]

With --alone the peer, which takes minutes, is not run.

CPU seconds are those of the whole process, start and files included, for both; `engine_cpu_s` are those
of the algorithm alone. The peer's leximin needs Gurobi and is not run.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines.sortition.pools import town

from yoriai.engines.sortition import Pool

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "sortition"
PEER = [
    str(ROOT / ".benchenv-sortition-algorithms" / "bin" / "python"),
    str(ROOT / "benchmarks" / "peer_sortition.py"),
]


@dataclass(frozen=True)
class Case:
    """An instance with what the issue asks of it; the peer gets `peer_limit` CPU seconds (0: is not run)."""

    instance: str
    algorithm: str
    cpu_limit: float
    peer_limit: int = 0
    times_less: float = 0.0
    ratio: float = 0.999


CASES = (
    Case("opendlp100", "maximin", 60, peer_limit=600, times_less=4),
    Case("oka200_40", "maximin", 60, peer_limit=600, times_less=4),
    Case("oka500_60", "maximin", 20, peer_limit=900),
    Case("oka1000_60", "maximin", 60, peer_limit=60),
    Case("made5000_100", "maximin", 120, peer_limit=60, ratio=0.99),
    Case("opendlp100", "leximin", 6.8),
    Case("sf_fixture150", "leximin", 14.8),
    Case("made1727_110", "leximin", 600),
)


def made(instance: str) -> Pool:
    """The made-up pools: 5,000 people with 6 features, and the size published for leximin with Gurobi."""
    if instance == "made5000_100":
        return town(5000, 100, 6, seed=2)
    return town(1727, 110, 7, seed=1)


def files(instance: str, folder: Path) -> list[str]:
    """People, features and settings of an instance; made-up ones are written to the folder."""
    names = [f"{instance}_{part}" for part in ("people.csv", "features.csv", "settings.toml")]
    if not instance.startswith("made"):
        return [str(SHARED / name) for name in names]
    pool = made(instance)
    paths = [folder / name for name in names]
    with paths[0].open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([["id", *pool.features], *([one.id, *one.values] for one in pool.people)])
    with paths[1].open("w", encoding="utf-8", newline="") as out:
        header = ["feature", "value", "min", "max"]
        quotas = ([q.feature, q.value, q.minimum, q.maximum] for q in pool.quotas)
        csv.writer(out).writerows([header, *quotas])
    paths[2].write_text(f'id_column = "id"\npanel_size = {pool.panel_size}\n', encoding="utf-8")
    return [str(path) for path in paths]


def measure(command: list[str], limit: int) -> tuple[dict[str, float], str] | None:
    """Run a command; CPU and wall seconds, peak memory, and its output. None after `limit` CPU seconds."""
    begin = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        limited = ["sh", "-c", f'ulimit -t {limit}; exec "$@"', "sh", *command]
        process = subprocess.Popen(limited, stdout=output, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        if os.WIFSIGNALED(status):
            return None
        assert status == 0, f"{' '.join(command)} failed"
        output.seek(0)
        figures = {
            "cpu_s": round(usage.ru_utime + usage.ru_stime, 2),
            "wall_s": round(time.perf_counter() - begin, 2),
            "peak_mb": round(usage.ru_maxrss / 1024),
        }
        return figures, output.read()


def ours(case: Case, instance: list[str], folder: Path) -> dict[str, Any]:
    """`yoriai draw`, and what its own checker says."""
    out = folder / f"{case.instance}_{case.algorithm}"
    program = [sys.executable, "-m", "yoriai.cli", "draw"]
    measured = measure([*program, *instance, "--out", str(out), "--algorithm", case.algorithm], 3600)
    assert measured is not None
    said = json.loads((out / "draw.json").read_text(encoding="utf-8"))
    kept = ("min_probability", "lp_bound", "ratio", "panels", "engine_cpu_s")
    checked = subprocess.run([*program, "verify", str(out)], cwd=ROOT, capture_output=True, check=False)
    leximin = json.loads((out / "certificate.json").read_text(encoding="utf-8"))["leximin"]
    quality = {
        **{name: said[name] for name in kept},
        "verified": checked.returncode == 0,
        "leximin_proven": leximin,
    }
    return {"tool": "yoriai", **measured[0], "quality": quality}


def peer(case: Case, instance: list[str]) -> dict[str, Any]:
    """sortition-algorithms; without figures when its time was over."""
    measured = measure([*PEER, *instance], case.peer_limit)
    if measured is None:
        return {"tool": "sortition-algorithms", "quality": {"not_finished_in_cpu_s": case.peer_limit}}
    quality = json.loads(measured[1].splitlines()[-1])
    return {"tool": "sortition-algorithms", **measured[0], "quality": quality}


def row(case: Case, mine: dict[str, Any], other: dict[str, Any] | None) -> str:
    """One line of the table: figures, and whether they are what the issue asks for."""
    quality = mine["quality"]
    good = quality["ratio"] >= case.ratio and mine["cpu_s"] <= case.cpu_limit and quality["verified"]
    good = good and (case.algorithm != "leximin" or quality["leximin_proven"])
    beside = "-"
    if other is not None:
        beside = f"{other['cpu_s']} s" if "cpu_s" in other else f"> {case.peer_limit} s"
        if case.times_less and "cpu_s" in other:
            good = good and other["cpu_s"] >= case.times_less * mine["cpu_s"]
    figures = f"{mine['cpu_s']} s (engine {quality['engine_cpu_s']} s), ratio {quality['ratio']:.7f}"
    return f"| {case.instance} {case.algorithm} | {beside} | {figures} | {'yes' if good else 'NO'} |"


def main() -> None:
    """Run the cases named, or all."""
    wanted = set(sys.argv[1:]) - {"--alone"}
    alone = "--alone" in sys.argv
    table = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for case in CASES:
            if wanted and case.instance not in wanted:
                continue
            instance = files(case.instance, folder)
            mine = ours(case, instance, folder)
            other = peer(case, instance) if case.peer_limit and not alone else None
            for line in (mine, other):
                if line is not None:
                    print(
                        json.dumps({"instance": case.instance, "algorithm": case.algorithm, **line}),
                        flush=True,
                    )
            table.append(row(case, mine, other))
    print("| instance | sortition-algorithms 0.12.15 | yoriai | as asked |\n|---|---|---|---|")
    print("\n".join(table))
    print(f"load average {' '.join(f'{load:.2f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
