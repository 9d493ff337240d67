"""Figures of issue 2, section 4, beside red-dwarf: same votes, one process for each measurement.

usage: python -m benchmarks.bench_opinions [polis] [real] [full] [planted] [minority] [checker]
Prints a JSON line for each measurement and a table at the end. With no words, everything is run.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from tests.engines.opinions.profiles import abcvoting_says, random_profile

from benchmarks.measure import measured
from benchmarks.opinions_instances import Planted, big, planted_groups, planted_minority
from yoriai.cli.polis_files import read_votes
from yoriai.engines.opinions import Votes, analyse, check_ejr_plus
from yoriai.engines.opinions.agreement import adjusted_rand

ROOT = Path(__file__).resolve().parents[1]
SHARED = [parent / "shared" / "data" / "polis" for parent in (ROOT.parent, ROOT.parent.parent)]
PEER = ROOT / ".benchenv-red-dwarf" / "bin" / "python"
MANY = 1000  # people from which on speed on real conversations is compared

TABLE: list[tuple[str, str, str]] = []


def real() -> list[str]:
    """The real conversations beside the checkout."""
    folder = next(folder for folder in SHARED if folder.is_dir())
    return [str(path) for path in sorted(folder.iterdir())]


def save(votes: Votes, folder: Path) -> Path:
    """Votes as arrays that both environments read."""
    file = folder / "votes.npz"
    np.savez(file, person=votes.person, statement=votes.statement, value=votes.value)
    return file


def ours(file: str, mode: str, found_file: str) -> None:
    """One measurement of ours, from a list of votes in memory."""
    saved = np.load(file)
    people, statements = map(str, saved["person"].tolist()), map(str, saved["statement"].tolist())
    rows = list(zip(people, statements, saved["value"].tolist(), strict=True))
    kept: list[Any] = []

    def work() -> dict[str, Any]:
        kept.append(analyse(Votes.from_triples(rows), mode=mode))
        keys = ("verdict", "dimension", "stability", "prediction")
        summary = kept[0].summary
        ejr = {name: check["rho"] for name, check in summary["guarantees"]["ejr_plus"].items()}
        return {**{key: summary[key] for key in keys}, "groups": len(summary["groups"]), "rho": ejr}

    measured(work)
    people_rows, statement_rows = kept[0].participants, kept[0].statements
    np.savez(
        found_file,
        components=np.array([[row["x"], row["y"]] for row in statement_rows]).T,
        places=np.array([[row["x"], row["y"]] for row in people_rows]),
        label=np.array([ord(row["group"] or "@") - ord("A") for row in people_rows]),
    )


def run(tool: str, instance: str, votes: Votes, mode: str = "polis") -> tuple[dict[str, Any], Any]:
    """A measurement in a process of its own, and the arrays that it left."""
    with tempfile.TemporaryDirectory() as name:
        file, found = save(votes, Path(name)), Path(name) / "found.npz"
        words = [str(PEER), "-m", "benchmarks.peer_red_dwarf", str(file), str(found)]
        if tool == "yoriai":
            words = [sys.executable, "-m", "benchmarks.bench_opinions", "--ours", str(file), mode, str(found)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        figures = {"tool": tool, "instance": instance, **json.loads(done.stdout.splitlines()[-1])}
        print(json.dumps(figures), flush=True)
        with np.load(found) as arrays:
            return figures, {name: arrays[name] for name in arrays.files}


def cosine(a: Any, b: Any) -> float:
    """How parallel two vectors are."""
    return float(abs(a @ b) / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-300))


def same_plane(one: Any, other: Any) -> float:
    """The smaller |cos| of the two components and of the people's two coordinates."""
    pairs = [(one["components"][i], other["components"][i]) for i in range(2)]
    pairs += [(one["places"][:, i], other["places"][:, i]) for i in range(2)]
    return min(cosine(a, b) for a, b in pairs)


def polis() -> None:
    """Speed on large made-up conversations."""
    made = big(50_000, 500, 1_250_000)
    mine, _ = run("yoriai", "50,000 x 500, 5 %", made.votes)
    peer, _ = run("red-dwarf", "50,000 x 500, 5 %", made.votes)
    ratio = f"1/{peer['cpu_s'] / mine['cpu_s']:.0f} of {peer['cpu_s']} CPU s, {mine['peak_mb']} MB"
    TABLE.append(("50,000 x 500, polis", "<= 1/20 of the peer's CPU, <= 200 MB", ratio))
    mine, _ = run("yoriai", "33,000 x 780, 2.0 M votes", big(33_000, 780, 2_000_000).votes)
    TABLE.append(("33,000 x 780, 2.0 M votes, polis", "<= 10 CPU s", f"{mine['cpu_s']} CPU s"))


def conversations() -> None:
    """Real conversations: speed and plane beside the peer, and what the full mode promises."""
    for folder in real():
        name, votes = Path(folder).name, read_votes(Path(folder))
        mine, one = run("yoriai", name, votes)
        peer, other = run("red-dwarf", name, votes)
        TABLE.append((f"{name}: same plane", "cosine >= 0.9999 in size", f"{same_plane(one, other):.6f}"))
        if votes.n >= MANY:
            said = f"1/{peer['cpu_s'] / mine['cpu_s']:.1f} of {peer['cpu_s']} CPU s"
            TABLE.append((f"{name}: polis", "<= 1/3 of the peer's CPU", said))
        published = published_groups(Path(folder), votes)
        print(
            json.dumps(
                {
                    "instance": name,
                    "ari_to_published_groups": round(adjusted_rand(one["label"], published), 3),
                }
            )
        )
        full_promises(name, run("yoriai", name, votes, "full")[0])


def published_groups(folder: Path, votes: Votes) -> Any:
    """Groups that Polis published, -1 for none."""
    with (folder / "participants-votes.csv").open(encoding="utf-8", newline="") as lines:
        group = {row["participant"]: row["group-id"] for row in csv.DictReader(lines)}
    return np.array([int(group.get(p) or -1) for p in votes.participants])


def full_promises(name: str, figures: dict[str, Any]) -> None:
    """Foretelling, stability and G1 of one conversation."""
    quality = figures["quality"]
    told, stability = quality["prediction"], quality["stability"]
    gain = 1.0 - told["log_loss"] / told["baseline_log_loss"]
    more = f"{told['accuracy']:.4f} / {told['baseline_accuracy']:.4f}, log loss {100 * gain:.1f} % lower"
    TABLE.append((f"{name}: held out", "accuracy not lower; 5 % from 500 people", more))
    said = f"{quality['verdict']} ({stability['mean_ari']:.3f}, {stability['min_ari']:.3f})"
    TABLE.append((f"{name}: stability", "mean >= 0.90, min >= 0.80, else none", said))
    TABLE.append((f"{name}: G1", "rho < 1", str(quality["rho"])))


def full() -> None:
    """Speed of the full mode."""
    mine, _ = run("yoriai", "2,000 x 900, 15 %", big(2000, 900, 270_000).votes, "full")
    TABLE.append(("2,000 x 900, full, 50 draws", "<= 20 CPU s", f"{mine['cpu_s']} CPU s"))


def ceiling(made: Planted) -> float:
    """ARI of a classifier that knows every group's true profile and size."""
    votes, group = made.votes, made.group
    chance = np.clip(made.profile, 1e-9, 1.0 - 1e-9)
    odds = np.tile(np.log(np.bincount(group) / len(group)), (votes.n, 1))
    for value, logs in ((1, np.log(chance)), (-1, np.log1p(-chance))):
        cast = votes.value == value
        np.add.at(odds, votes.person[cast], logs[:, votes.statement[cast]].T)
    return adjusted_rand(odds.argmax(axis=1), group)


def planted(seeds: int = 20) -> None:
    """Groups of 40, 30, 20 and 10 %, 2,000 x 200, 15 %."""
    ratios, found, theirs = [], 0, []
    for seed in range(seeds):
        made = planted_groups(seed)
        _, one = run("yoriai", f"planted {seed}", made.votes, "full")
        if seed < 3:
            theirs.append(
                adjusted_rand(run("red-dwarf", f"planted {seed}", made.votes)[1]["label"], made.group)
            )
        # people between groups count as a group of their own here, which can only lower the figure
        ratios.append(adjusted_rand(one["label"] + 1, made.group) / ceiling(made))
        small = one["label"][made.group == 3]
        largest = np.bincount(small[small >= 0], minlength=1)
        members = one["label"] == largest.argmax()
        found += bool(largest.max() > 0.5 * len(small) and largest.max() > 0.5 * members.sum())
    said = f"{min(ratios):.3f} to {max(ratios):.3f} (red-dwarf ARI {np.mean(theirs):.2f})"
    TABLE.append(("planted 40/30/20/10 %: ARI over ceiling", ">= 0.95", said))
    TABLE.append(("planted: 10 % group found", "18 of 20", f"{found} of {seeds}"))


def minority(seeds: int = 100) -> None:
    """A minority of 10 to 25 % against everything contested: is it heard in the slate?"""
    heard = 0
    for seed in range(seeds):
        made = planted_minority(seed)
        slate = analyse(made.votes).summary["slate"]
        heard += any(is_distinctive(made, entry) for entry in slate)
    TABLE.append(("G2: planted minority heard", ">= 95 of 100", f"{heard} of {seeds}"))


def is_distinctive(made: Planted, entry: dict[str, Any]) -> bool:
    """By the true profiles: most of the minority sign it, most of the others do not."""
    statement = int(entry["statement"])
    chance = made.profile[:, statement] if entry["side"] == "agree" else 1.0 - made.profile[:, statement]
    return bool(chance[1] > 0.5 > chance[0])


def checker(profiles: int = 10_000) -> None:
    """Our EJR+ checker and abcvoting's, on small random profiles."""
    rng = np.random.default_rng(11)
    made = (random_profile(rng) for _ in range(profiles))
    same = sum(check_ejr_plus(a, slate).holds == abcvoting_says(a, slate) for a, slate in made)
    TABLE.append(("checker against abcvoting", f"equal on {profiles}", f"equal on {same}"))


PARTS: dict[str, Callable[[], None]] = {
    "polis": polis,
    "real": conversations,
    "full": full,
    "planted": planted,
    "minority": minority,
    "checker": checker,
}


def main(words: list[str]) -> None:
    """Run the parts that are asked for and print the table."""
    if words[:1] == ["--ours"]:
        ours(*words[1:])
        return
    for name in words or PARTS:
        PARTS[name]()
    print(f"\nload average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("| what | to reach | reached |\n|---|---|---|")
    for row in TABLE:
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main(sys.argv[1:])
