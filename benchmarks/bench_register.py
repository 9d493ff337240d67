"""The register at 60,000 organisations and 100,000 people, on SQLite and on PostgreSQL, in one run.

CPU of an answer is the process's own plus that of the database's server processes (PostgreSQL; on SQLite the
database works inside the process). One JSON line for each figure, and a table against the issue at the end.
Other parts of the register have benchmarks/bench_register_*.py of their own.

    python -m benchmarks.bench_register FOLDER        makes a register there unless there is one
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROUNDS = 9
#: What people type: names in every writing, parts, places, numbers, several words, and the worst that came
#: to mind: one letter, what every address holds, what nobody is called.
WORDS = [
    "髙﨑", "高崎", "たかさき", "ﾀｶｻｷ", "沢田", "㈱高崎", "株式会社", "三宅 健一", "おかもととしゆき",
    "こども しょくどう", "倉敷", "倉敷 福祉", "岡山県 岡山市 福祉 会", "環境の保全", "0862", "5678",
    "086-231-0532", "090", "山", "の", "会", "岡山県", "番地", "ぬぬぬ", "zzzz",
    "い ろ は に ほ へ と ち",
]  # fmt: skip
LEAD = "lead.partnership@example.jp"


def line(tool: str, instance: str, *, cpu_s: float, wall_s: float, **quality: Any) -> dict[str, Any]:
    """One figure as every benchmark prints it."""
    memory = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(memory.split("VmHWM:")[1].split()[0]) / 1000
    return {
        "tool": tool,
        "instance": instance,
        "cpu_s": round(cpu_s, 4),
        "wall_s": round(wall_s, 4),
        "peak_mb": round(peak),
        "quality": quality,
    }


def server_seconds() -> float:
    """CPU seconds of the database's server processes up to now; 0 for SQLite."""
    from django.db import connection  # noqa: PLC0415 - settings are chosen by the environment

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    postmaster = int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[1])
    return sum(_seconds(one, ended=one == postmaster) for one in [postmaster, *_children(postmaster)])


def _children(pid: int) -> Iterator[int]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                if int((folder / "stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[1]) == pid:
                    yield int(folder.name)


def _seconds(pid: int, *, ended: bool) -> float:
    """Of a running process in nanoseconds' precision; with the children that have ended, in clock ticks."""
    with suppress(OSError):
        own = int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        gone = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK") if ended else 0.0
        return own + gone
    return 0.0


def cpu_of(work: Callable[[], Any], rounds: int = ROUNDS) -> tuple[list[float], Any]:
    """CPU seconds of each round after one that warms up, and what the last round gave."""
    found, seconds = work(), []
    for _ in range(rounds):
        server, own = server_seconds(), time.process_time()
        found = work()
        seconds.append(time.process_time() - own + server_seconds() - server)
    return seconds, found


def _browser() -> Any:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from yoriai.web.accounts.models import User  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    browser = Client()
    browser.force_login(
        User.objects.get(email=LEAD), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return browser


def finding(tool: str, browser: Any) -> Iterator[dict[str, Any]]:
    """The find box, as the browser asks for hits while somebody types."""
    for words in WORDS:
        wall = time.perf_counter()
        seconds, answer = cpu_of(
            lambda words=words: browser.get(f"/register/?q={quote(words)}", headers={"HX-Request": "true"})
        )
        hits = max(0, answer.content.decode().count("<tr>") - 1)
        yield line(
            tool,
            f"find {words}",
            cpu_s=statistics.median(seconds),
            wall_s=(time.perf_counter() - wall) / ROUNDS,
            max_s=round(max(seconds), 4),
            hits=hits,
        )


def pages(tool: str, browser: Any) -> Iterator[dict[str, Any]]:
    """The pages that somebody opens all day, each also in the middle of a long list."""
    from yoriai.web.register.models import Organisation, Person  # noqa: PLC0415

    group = Organisation.objects.order_by("kana", "pk")[30_000]
    person = Person.objects.exclude(guardian=None).order_by("pk")[100]
    middle = Person.objects.order_by("family_kana", "given_kana", "pk")[50_000]
    addresses = {
        "home": "/",
        "find": "/register/",
        "organisation": f"/register/organisations/{group.pk}/",
        "person": f"/register/people/{person.pk}/",
        "change organisation": f"/register/organisations/{group.pk}/edit/",
        "change person": f"/register/people/{person.pk}/edit/",
        "organisations": "/register/organisations/",
        "organisations, middle": f"/register/organisations/?after={group.pk}",
        "people": "/register/people/",
        "people, middle": f"/register/people/?after={middle.pk}",
        "user groups": "/register/groups/",
        "figures": "/measures/",
        "one figure": "/measures/register.organisations/",
    }
    for name, address in addresses.items():
        wall = time.perf_counter()
        seconds, answer = cpu_of(lambda address=address: browser.get(address))
        assert answer.status_code == 200, (address, answer.status_code)
        yield line(
            tool,
            f"page {name}",
            cpu_s=statistics.median(seconds),
            wall_s=(time.perf_counter() - wall) / ROUNDS,
            max_s=round(max(seconds), 4),
            bytes=len(answer.content),
        )


def files(tool: str) -> Iterator[dict[str, Any]]:
    """Everything that a lead may take out, as files."""
    from django.utils import timezone  # noqa: PLC0415

    from yoriai.web.accounts.models import User  # noqa: PLC0415
    from yoriai.web.accounts.queries import viewer_of  # noqa: PLC0415
    from yoriai.web.exports import actions  # noqa: PLC0415
    from yoriai.web.exports.registry import EXPORTS  # noqa: PLC0415

    now = timezone.now()
    viewer = viewer_of(User.objects.get(email=LEAD), now.date())
    for key in ("register.organisations", "register.people"):
        server, own, wall = server_seconds(), time.process_time(), time.perf_counter()
        made = actions.make(
            viewer, export=EXPORTS[key], subject="", purpose="測る", file_format="csv", at=now
        )
        seconds = time.process_time() - own + server_seconds() - server
        size = actions.path_of(made).stat().st_size
        actions.path_of(made).unlink()
        wall = time.perf_counter() - wall
        yield line(tool, f"file {key}", cpu_s=seconds, wall_s=wall, rows=made.rows, bytes=size)


def one_database(tool: str) -> None:
    """Measure on the database of the environment."""
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":  # as its own housekeeping does within a minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    browser = _browser()
    for part in (finding(tool, browser), pages(tool, browser), files(tool)):
        for found in part:
            print(json.dumps(found, ensure_ascii=False), flush=True)


def table(lines: list[dict[str, Any]]) -> str:
    """The figures of the issue, with the load of the machine."""
    rows = ["", f"load average {' '.join(f'{load:.1f}' for load in os.getloadavg())}"]
    rows.append(f"{'':<34}{'median ms':>10}{'max ms':>8}  to reach")
    for tool in dict.fromkeys(found["tool"] for found in lines):
        for kind, limit in (("find", "< 100 ms CPU"), ("page", "200 ms (our own)")):
            found = [one for one in lines if one["tool"] == tool and one["instance"].startswith(f"{kind} ")]
            medians = [one["cpu_s"] * 1000 for one in found]
            worst = max(found, key=lambda one: one["cpu_s"])["instance"]
            name = f"{tool}: {kind}, {len(found)} of them"
            rows.append(
                f"{name:<34}{statistics.median(medians):>10.0f}{max(medians):>8.0f}  {limit}; {worst}"
            )
        for one in lines:
            if one["tool"] == tool and one["instance"].startswith("file "):
                name = f"{tool}: {one['instance']}"
                rows.append(f"{name:<34}{one['cpu_s'] * 1000:>10.0f}  {one['quality']['rows']} rows")
    return "\n".join(rows)


def main(folder: Path) -> None:
    """Both databases, one process each; PostgreSQL when DATABASE_URL names one."""
    lines: list[dict[str, Any]] = []
    tools = {"sqlite": {"DATABASE_URL": ""}}
    if os.environ.get("DATABASE_URL"):
        tools["postgresql"] = {"DATABASE_URL": os.environ["DATABASE_URL"]}
    for tool, chosen in tools.items():
        environment = os.environ | chosen | {"YORIAI_DATA": str(folder / tool), "YORIAI_DEMO": "1"}
        if not chosen["DATABASE_URL"]:
            environment.pop("DATABASE_URL")
        environment["DJANGO_SETTINGS_MODULE"] = "yoriai.web.config.settings"
        run = [sys.executable, "manage.py", "demo_large"]
        subprocess.run(run, env=environment, check=True, stdout=subprocess.DEVNULL)
        words = [sys.executable, "-m", "benchmarks.bench_register", "--one", tool]
        done = subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        lines += [json.loads(text) for text in done.stdout.splitlines() if text.startswith("{")]
    print(table(lines))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one_database(sys.argv[2])
    else:
        main(Path(sys.argv[1]))
