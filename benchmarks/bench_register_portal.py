"""The portal's file with 60,000 corporations: comparing and taking it, the first time and a year later.

Each step runs in a process of its own, as a worker does it, and prints one JSON line: CPU seconds of the
worker, of the PostgreSQL process that serves it, and the peak of the whole worker's memory. Run it by
bench_register_portal.sh, which runs it on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROWS = int(os.environ.get("YORIAI_BENCH_ROWS", "60000"))
FIRST, SECOND = date(2025, 9, 1), date(2026, 9, 1)
AT = datetime(2026, 10, 1, 3, 0, tzinfo=UTC)
STEPS = (
    "prepare",
    "compare",
    "take",
    "compare-next",
    "take-next",
    "compare-same",
    "deadlines",
    "undo-next",
    "undo",
)


def main() -> None:
    """Every step in its own process, then the machine's load."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "YORIAI_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "yoriai.web.config.settings",
        }
        for step in STEPS:
            subprocess.run([sys.executable, __file__, step, folder], env=environment, check=True)
    print(json.dumps({"load_average": [round(load, 2) for load in os.getloadavg()]}))


def step(name: str, folder: Path) -> None:
    """One step in this process."""
    import django  # noqa: PLC0415

    django.setup()
    if name == "prepare":
        _prepare(folder)
        return
    from django.db import connection  # noqa: PLC0415

    connection.ensure_connection()
    backend = connection.connection.info.backend_pid if connection.vendor == "postgresql" else 0
    served, cpu, wall = _cpu_of(backend), time.process_time(), time.perf_counter()
    found = _work(name, folder)
    cpu, wall, served = time.process_time() - cpu, time.perf_counter() - wall, _cpu_of(backend) - served
    line = {
        "tool": "yoriai",
        "instance": f"portal {name} {ROWS} {connection.vendor}",
        "cpu_s": round(cpu + served, 2),
        "worker_cpu_s": round(cpu, 2),
        "database_cpu_s": round(served, 2),
        "wall_s": round(wall, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "quality": found,
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)


def _cpu_of(pid: int) -> float:
    """CPU seconds of another process so far (Linux)."""
    if not pid:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _prepare(folder: Path) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from seed import portal, region  # noqa: PLC0415

    from yoriai.web.accounts.models import User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    User.objects.create(email="bench@example.jp", password="!", date_joined=AT)
    region.make_places()
    before = portal.make(ROWS, 7, FIRST)
    after, planted = portal.a_year_later(before, 7, SECOND)
    (folder / "first.zip").write_bytes(before.zip(FIRST))
    (folder / "second.zip").write_bytes(after.zip(SECOND))
    expected = {
        "new": len(planted.new), "changed": len(planted.changed), "moved": len(planted.moved),
        "dissolved": len(planted.dissolved),
    }  # fmt: skip
    (folder / "planted.json").write_text(json.dumps(expected), encoding="utf-8")


def _work(name: str, folder: Path) -> dict[str, Any]:
    verb, _, which = name.partition("-")
    if verb == "compare":
        return _compare(folder, which)
    return {"take": _apply, "undo": _undo, "deadlines": _deadlines}[verb]()


def _actor() -> Any:
    from yoriai.web.accounts.models import User  # noqa: PLC0415
    from yoriai.web.accounts.roles import Right  # noqa: PLC0415
    from yoriai.web.accounts.rules import Viewer  # noqa: PLC0415

    return Viewer(user_id=User.objects.get().pk, rights=frozenset(Right))


def _compare(folder: Path, which: str) -> dict[str, Any]:
    from yoriai.web.register.actions import portal, portal_reading  # noqa: PLC0415

    content = (folder / ("second.zip" if which else "first.zip")).read_bytes()
    run = portal.bring(
        _actor(), name="gyousei.zip", content=content, options={"months": 6}, at=AT, enqueue=False
    )
    portal_reading.work_on(run.pk)
    run.refresh_from_db()
    assert run.state == "preview", run.problem
    counts: dict[str, Any] = run.options["counts"]
    if which == "next":
        planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
        assert {kind: counts[kind] for kind in planted} == planted, (counts, planted)
    if which == "same":
        portal.stop(_actor(), run, at=AT)
    return counts | {"zip_mb": round(len(content) / 1e6, 1)}


def _apply() -> dict[str, Any]:
    from yoriai.web.register.actions import portal, portal_applying  # noqa: PLC0415
    from yoriai.web.register.models import ImportRun, Organisation  # noqa: PLC0415

    run = ImportRun.objects.filter(state="preview").get()
    portal.confirm(_actor(), run, at=AT, enqueue=False)
    portal_applying.work_on(run.pk, _actor().user_id)
    run.refresh_from_db()
    assert (run.state, run.problem) == ("done", "")
    return {"taken": run.lines.filter(taken=True).count(), "organisations": Organisation.objects.count()}


def _deadlines() -> dict[str, Any]:
    """The first and a late page of the coming deadlines, in CPU milliseconds of the worker."""
    from django.core.paginator import Paginator  # noqa: PLC0415

    from yoriai.web.register.queries import coming  # noqa: PLC0415

    found: dict[str, Any] = {}
    for kind in (coming.FILING, coming.RENEWAL):
        for page in (1, 500):
            start = time.process_time()
            rows = Paginator(coming.coming(_actor(), kind, AT.date()), 50).get_page(page)
            shown = len(coming.due(_actor(), rows, kind, AT.date()))
            spent = round(1000 * (time.process_time() - start))
            found[f"{kind} page {rows.number}"] = {
                "of": rows.paginator.count,
                "shown": shown,
                "cpu_ms": spent,
            }
    return found


def _undo() -> dict[str, Any]:
    from yoriai.web.register.actions import portal, portal_undoing  # noqa: PLC0415
    from yoriai.web.register.models import ImportRun, Organisation  # noqa: PLC0415

    run = ImportRun.objects.filter(state="done").order_by("-pk")[0]
    portal.undo(_actor(), run, at=AT, enqueue=False)
    portal_undoing.work_on(run.pk, _actor().user_id)
    run.refresh_from_db()
    return {"left": run.lines.filter(taken=True).count(), "organisations": Organisation.objects.count()}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        step(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
