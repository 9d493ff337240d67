"""Duplicates in the register: time, precision and recall on a generated set of known duplicates.

    .venv/bin/python benchmarks/bench_register_twins.py [people] [organisations]

Works on a database of its own (SQLite in a temporary folder, or an empty PostgreSQL by DATABASE_URL; see
bench_register_twins.sh for both). One JSON line for each measurement, then a table.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[1]), str(Path(__file__).resolve().parents[1] / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "yoriai.web.config.settings"
os.environ["YORIAI_DATA"] = tempfile.mkdtemp(prefix="yoriai-twins.")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from seed import twins as seed  # noqa: E402

from yoriai.web.accounts.models import Assignment, User  # noqa: E402
from yoriai.web.accounts.queries import viewer_of  # noqa: E402
from yoriai.web.accounts.rules import Viewer  # noqa: E402
from yoriai.web.register.actions import merging, twins  # noqa: E402
from yoriai.web.register.models import Municipality, TwinPair, TwinSearch  # noqa: E402
from yoriai.web.register.queries import similar  # noqa: E402
from yoriai.web.register.queries.twins import pairs_visible_to  # noqa: E402
from yoriai.web.register.rules.twins import Level  # noqa: E402

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
SEED = 20261001
LEVELS = [level.value for level in Level]


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What a piece of work gives, its CPU seconds in this process, and the seconds on the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    found = work()
    return found, time.process_time() - cpu, time.perf_counter() - wall


def director() -> Viewer:
    """Somebody who may merge."""
    user = User.objects.create(email="bench@example.jp", date_joined=NOW)
    Assignment.objects.create(user=user, post="director", since=NOW.date())
    return viewer_of(user, NOW.date())


def search(actor: Viewer, kind: str, pks: list[int], planted: seed.Planted) -> dict[str, Any]:
    """One whole search as the worker does it, and how right it is."""
    row = twins.request_search(actor, kind, at=NOW, enqueue=False)
    _nothing, cpu, wall = timed(lambda: twins.work_on(row.pk, clock=lambda: NOW))
    done = TwinSearch.objects.get(pk=row.pk)
    assert done.state == "done", done.problem
    found = {
        (first, second): level
        for first, second, level in TwinPair.objects.filter(kind=kind).values_list(
            "first_id", "second_id", "level"
        )
    }
    truth = {(pks[first], pks[second]): error for (first, second), error in planted.pairs.items()}
    return line(
        f"{kind} {len(pks)}",
        cpu_s=round(cpu, 2),
        wall_s=round(wall, 2),
        quality=quality(found, truth) | {"left_out": done.left_out[:3]},
    )


def line(instance: str, **figures: Any) -> dict[str, Any]:
    """One measurement."""
    return {"tool": "yoriai", "instance": instance, "database": connection.vendor, **figures}


def quality(found: dict[tuple[int, int], str], truth: dict[tuple[int, int], str]) -> dict[str, Any]:
    """Precision of each level, recall of all and of each kind of error."""
    planted, met = Counter(truth.values()), Counter(error for pair, error in truth.items() if pair in found)
    levels = {}
    for level in LEVELS:
        pairs = [pair for pair in found if found[pair] == level]
        right = sum(pair in truth for pair in pairs)
        levels[level] = {"pairs": len(pairs), "precision": round(right / max(1, len(pairs)), 4)}
    return {
        "planted": len(truth),
        "found": len(found),
        "recall": round(sum(met.values()) / len(truth), 4),
        "levels": levels,
        "recall_by_error": {error: round(met[error] / count, 3) for error, count in planted.items()},
    }


def hints(actor: Viewer, kind: str, rows: list[seed.Row]) -> dict[str, Any]:
    """The hint while somebody types: the slowest and the mean of 40 entries."""
    towns = Municipality.objects.in_bulk()
    times, met = [], 0
    for row in rows[:: max(1, len(rows) // 40)][:40]:
        values = {**row, "municipality": towns.get(row["town"])}
        found, cpu, _wall = timed(lambda values=values: similar.similar_to(actor, kind, values))
        times.append(cpu)
        met += bool(found)
    quality = {"mean_ms": round(1000 * sum(times) / len(times), 1), "max_ms": round(1000 * max(times), 1)}
    instance = f"hint, {kind} {len(rows)}"
    return {
        "tool": "yoriai",
        "instance": instance,
        "database": connection.vendor,
        "quality": quality | {"hints": met, "of": len(times)},
    }


def page_and_merge(actor: Viewer, kind: str) -> dict[str, Any]:
    """The first page of pairs, then merging and undoing the first pair."""
    pairs, page, _wall = timed(lambda: list(pairs_visible_to(actor, kind)[:20]))
    kept, gone = pairs[0].first_id, pairs[0].second_id
    made, merge, _wall = timed(lambda: merging.merge(actor, kind, kept=kept, gone=gone, at=NOW))
    _nothing, undo, _wall = timed(lambda: merging.undo(actor, made, at=NOW))
    figures = {"page_ms": page, "merge_ms": merge, "undo_ms": undo}
    quality = {name: round(1000 * value, 1) for name, value in figures.items()}
    return {
        "tool": "yoriai",
        "instance": f"page, merge, undo: {kind}",
        "database": connection.vendor,
        "quality": quality,
    }


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    organisations = int(sys.argv[2]) if len(sys.argv) > 2 else 60_000
    call_command("migrate", verbosity=0)
    actor = director()
    persons = seed.people(people, SEED, call_centre=min(3000, people // 20))
    groups = seed.organisations(organisations, SEED)
    sets = [
        ("person", persons, seed.save_people(persons.rows, NOW)),
        ("organisation", groups, seed.save_organisations(groups.rows, NOW)),
    ]
    lines = []
    for kind, planted, pks in sets:
        lines += [
            search(actor, kind, pks, planted),
            hints(actor, kind, planted.rows),
            page_and_merge(actor, kind),
        ]
    for line in lines:
        print(json.dumps(line, ensure_ascii=False))
    table([line for line in lines if "cpu_s" in line])


def table(lines: list[dict[str, Any]]) -> None:
    """Against the figures of the issue and of the plan."""
    print(f"\n{'':24}{'to reach':>12}{'measured':>12}   load {os.getloadavg()[0]:.1f}, {connection.vendor}")
    for found in lines:
        quality = found["quality"]
        for words, aim, value in (
            ("CPU s", "<= 20", found["cpu_s"]),
            ("precision when sure", ">= 0.95", quality["levels"]["sure"]["precision"]),
            ("recall", ">= 0.9", quality["recall"]),
        ):
            print(f"{found['instance']:<20}{words:<20}{aim:>10}{value:>12}")


if __name__ == "__main__":
    main()
