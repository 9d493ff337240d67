"""Large files: a register of 100,000 people as CSV, workbook and JSON, thousands of letters and labels.

    python -m benchmarks.bench_exports FOLDER [FOLDER OF ANOTHER CHECKOUT]

One process for each measurement, on the register that benchmarks/bench_register.py makes in FOLDER, on SQLite
and on PostgreSQL when DATABASE_URL names one. Measured is the making of the file with everything that is
written down about it, as the worker does it; CPU includes that of the database's server processes. `peak_mb`
is the memory of the process's own, or of the largest that it starts; pages of the database file that SQLite
maps (up to 256 MB, which the system may take back at any time) are in `quality.with_mapped_mb`. One JSON line
each, and a table at the end.

Another checkout (an older commit) is measured on a register of its own, in turn with this one, SQLite only.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
LEAD = "lead.partnership@example.jp"
#: Instance -> export, form, pieces of a mailing.
INSTANCES: dict[str, tuple[str, str, int]] = {
    "people csv": ("register.people", "csv", 0),
    "people xlsx": ("register.people", "xlsx", 0),
    "people json": ("register.people", "json", 0),
    "organisations csv": ("register.organisations", "csv", 0),
    "letters 3000": ("register.mailing", "letter", 3_000),
    "labels 10000": ("register.mailing", "label24", 10_000),
}
AIMS = {"people csv": "<= 15 s, <= 250 MB", "people xlsx": "<= 250 MB", "people json": "<= 250 MB"}


class Watch(threading.Thread):
    """Looks at the process's own memory every few milliseconds."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.start()

    def run(self) -> None:
        while True:
            self.peak = max(self.peak, _memory("RssAnon"))
            time.sleep(0.01)


def _memory(kind: str) -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split(f"{kind}:")[1].split()[0]) // 1000


def _own_seconds() -> float:
    """CPU seconds of this process and of those that it started."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(instance: str) -> dict[str, Any]:
    """Make one file on the database of the environment."""
    import django  # noqa: PLC0415 - settings are chosen by the environment

    django.setup()
    from yoriai.web.accounts.models import User  # noqa: PLC0415
    from yoriai.web.accounts.queries import viewer_of  # noqa: PLC0415
    from yoriai.web.exports import actions  # noqa: PLC0415
    from yoriai.web.exports.registry import EXPORTS  # noqa: PLC0415

    from .bench_register import server_seconds  # noqa: PLC0415

    key, form, pieces = INSTANCES[instance]
    viewer = viewer_of(User.objects.get(email=LEAD), NOW.date())
    subject = f"{_mailing(viewer, form, pieces)}.1.0.0" if pieces else ""
    watch = Watch()
    server, own, wall = server_seconds(), _own_seconds(), time.perf_counter()
    made = actions.make(
        viewer, export=EXPORTS[key], subject=subject, purpose="測る", file_format=form, at=NOW
    )
    found = {
        "cpu_s": round(_own_seconds() - own + server_seconds() - server, 2),
        "wall_s": round(time.perf_counter() - wall, 2),
        "peak_mb": max(watch.peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000),
    }
    path = actions.path_of(made)
    quality = {"rows": made.rows, "bytes": path.stat().st_size, "with_mapped_mb": _memory("VmHWM")}
    path.unlink()
    return {"instance": instance, **found, "quality": quality, "load": round(os.getloadavg()[0], 1)}


def _mailing(viewer: Any, kind: str, pieces: int) -> int:
    """A mailing to so many people, as if it had been sent."""
    from yoriai.web.register.models import Consent, Person, Sending, SendingLine  # noqa: PLC0415

    rows = Person.objects.exclude(address="").filter(merged_into=None, erased_at=None).order_by("pk")
    chosen = list(rows[:pieces])
    Consent.objects.bulk_create(
        Consent(person=row, purpose="newsletter", given_on=NOW.date(), given_by=row) for row in chosen
    )
    sending = Sending.objects.create(
        list_name="測る",
        kind=kind,
        purpose="newsletter",
        subject="秋のお便り" if kind == "letter" else "",
        body="{宛名}\n\nいつもありがとうございます。\n" * 4 if kind == "letter" else "",
        sent_at=NOW,
        sent_by_id=viewer.user_id,
    )
    SendingLine.objects.bulk_create(
        SendingLine(sending=sending, person=row, piece=number, leads=True)
        for number, row in enumerate(chosen, start=1)
    )
    return sending.pk


def main(folder: Path, before: Path | None) -> None:
    """All instances on all databases, and on the other checkout."""
    tools: dict[str, tuple[Path, dict[str, str]]] = {"sqlite": (Path.cwd(), {"DATABASE_URL": ""})}
    if before:
        tools["sqlite, before"] = (before, {"DATABASE_URL": ""})
    if os.environ.get("DATABASE_URL"):
        tools["postgresql"] = (Path.cwd(), {"DATABASE_URL": os.environ["DATABASE_URL"]})
    environments = {tool: _environment(folder / tool, *chosen) for tool, chosen in tools.items()}
    lines = []
    for instance in INSTANCES:
        for tool, (checkout, _chosen) in tools.items():
            words = [sys.executable, "-m", "benchmarks.bench_exports", "--one", instance]
            done = subprocess.run(
                words, cwd=checkout, env=environments[tool], check=True, stdout=subprocess.PIPE, text=True
            )
            lines.append({"tool": tool, **json.loads(done.stdout.splitlines()[-1])})
            print(json.dumps(lines[-1], ensure_ascii=False), flush=True)
    print(table(lines))


def _environment(data: Path, checkout: Path, chosen: dict[str, str]) -> dict[str, str]:
    """What a checkout runs with, its large register made."""
    environment = os.environ | chosen | {"YORIAI_DATA": str(data), "YORIAI_DEMO": "1", "PYTHONPATH": "src:."}
    if not chosen["DATABASE_URL"]:
        environment.pop("DATABASE_URL")
    environment["DJANGO_SETTINGS_MODULE"] = "yoriai.web.config.settings"
    run = [sys.executable, "manage.py", "demo_large"]
    subprocess.run(run, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
    return environment


def table(lines: list[dict[str, Any]]) -> str:
    """Against what is to be reached."""
    rows = ["", f"{'':<34}{'rows':>8}{'CPU s':>8}{'MB':>6}{'load':>6}  to reach"]
    for found in lines:
        name = f"{found['tool']}: {found['instance']}"
        figures = f"{found['quality']['rows']:>8}{found['cpu_s']:>8}{found['peak_mb']:>6}{found['load']:>6}"
        rows.append(f"{name:<34}{figures}  {AIMS.get(found['instance'], '')}")
    return "\n".join(rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2]), ensure_ascii=False))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
