"""Who saw whom at 1,000,000 audit events and as many looks: CPU seconds of whole page requests.

    sh benchmarks/bench_register_protect.sh [EVENTS]

One process for each database; a JSON line for each request: CPU of this process, and for PostgreSQL that of
the server's process that answers it. The person asked about has 5,000 looks and 1,000 events of their own;
the register holds 100,000 people. Beside the page: its narrowed and later pages, the preview of an erasure
(a whole erasure, taken back), and the list of who is past the time of keeping.
"""

# ruff: noqa: PLC0415 - Django is set up before anything of ours is imported

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

PEOPLE = 100_000
OWN_SIGHTS, OWN_EVENTS = 5_000, 1_000
START = datetime(2020, 4, 1, tzinfo=UTC)


def prepare() -> None:
    """Django on an empty database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yoriai.web.config.settings")
    if "DATABASE_URL" not in os.environ:
        os.environ["YORIAI_DATA"] = tempfile.mkdtemp(prefix="bench-protect-")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def in_portions(rows: Iterator[Any], model: Any) -> None:
    while portion := list(islice(rows, 5_000)):
        model.objects.bulk_create(portion, batch_size=5_000)


#: Rows numbered from 0, and a time spread over six years, in no order; `{count}` rows.
SQL = {
    "sqlite": (
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})",
        "n",
        "datetime('2020-04-01', '+' || ((i * 7919) % {count} * 3) || ' minutes')",
        "printf('%064d', i)",
    ),
    "postgresql": (
        "",
        "generate_series(0, {count} - 1) AS n(i)",
        "timestamptz '2020-04-01' + ((i::bigint * 7919) % {count} * 3) * interval '1 minute'",
        "lpad(i::text, 64, '0')",
    ),
}
EVENTS = """
INSERT INTO audit_event (at, actor_id, verb, target_kind, target_id, facts, previous, digest)
{rows} SELECT {at}, {user}, 'register.change_person', 'register.person',
CAST(CASE WHEN i < {own} THEN {person} ELSE {low} + i % {people} END AS varchar(60)),
'{{"columns": ["address"]}}', '', {digest} FROM {source}
"""
SIGHTS = """
INSERT INTO register_sight (person_id, viewer_id, how, sensitive, purpose, source, at)
{rows} SELECT CASE WHEN i < {own} THEN {person} ELSE {low} + i % {people} END, {user},
CASE i % 3 WHEN 0 THEN 'page' WHEN 1 THEN 'export' ELSE 'letter' END, {no}, '名簿の確認', '', {at}
FROM {source}
"""


def insert(sql: str, count: int, **words: object) -> None:
    """One statement that makes `count` rows."""
    from django.db import connection

    rows, source, at, digest = (text.format(count=count) for text in SQL[connection.vendor])
    no = "false" if connection.vendor == "postgresql" else "0"
    with connection.cursor() as cursor:
        cursor.execute(
            sql.format(rows=rows, source=source, at=at, digest=digest, no=no, people=PEOPLE, **words)
        )


def fill(count: int) -> Any:
    """People, events and looks; gives the person who is asked about."""
    from tests import cast

    from yoriai.web.register.actions import index_people
    from yoriai.web.register.models import Person, Reach

    user = cast.make_user("staff")
    in_portions(
        (
            Person(
                family_name=f"姓{number}",
                given_name=f"名{number}",
                family_kana="かな",
                note="午後に電話",
                key=f"姓{number}名{number}",
                created_at=START,
            )
            for number in range(PEOPLE)
        ),
        Person,
    )
    person = Person.objects.order_by("pk")[PEOPLE // 2]
    Reach.objects.create(person=person, kind="phone", value="086-000-0001", key="0860000001")
    index_people([person])
    low = Person.objects.order_by("pk")[0].pk
    words = {"person": person.pk, "low": low, "user": user.pk}
    insert(EVENTS, count, own=OWN_EVENTS, **words)
    insert(SIGHTS, count, own=OWN_SIGHTS, **words)
    return person


def server_cpu() -> float:
    """CPU seconds of PostgreSQL's process for this connection; 0 on SQLite, which runs in ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        words = (
            Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        )
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def ask(browser: Any, name: str, address: str, count: int) -> None:
    """One request: its CPU, here and in the server's process."""
    from django.db import connection

    server, cpu, wall = server_cpu(), time.process_time(), time.perf_counter()
    answer = browser.get(address)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    assert answer.status_code == 200, (address, answer.status_code)
    line = {
        "tool": f"yoriai on {connection.vendor}",
        "instance": name,
        "cpu_s": round(cpu + server_cpu() - server, 3),
        "wall_s": round(wall, 3),
        "quality": {"events": count, "sights": count, "people": PEOPLE, "load": os.getloadavg()[0]},
    }
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    prepare()
    from django.conf import settings
    from django.db import connection
    from tests import cast

    settings.ALLOWED_HOSTS = ["*"]
    person = fill(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    browser = cast.client("director")
    page = f"/register/people/{person.pk}/sights/"
    browser.get("/")
    ask(browser, "who saw this person", page, count)
    ask(browser, "who saw this person, again", page, count)
    ask(browser, "taken out, in one year", f"{page}?kind=taken&since=2021-04-01&until=2022-03-31", count)
    ask(browser, "the twentieth page", f"{page}?page=20", count)
    ask(browser, "the copy of one person", f"/register/people/{person.pk}/copy/", count)
    ask(browser, "preview of an erasure", f"/register/people/{person.pk}/erase/", count)
    ask(browser, "past the time of keeping", "/register/retention/", count)
    from yoriai.web.register.models import RetentionRule

    RetentionRule.objects.create(purpose="use", months=600, decided_at=START)
    ask(browser, "past the time of keeping, all looked through", "/register/retention/", count)


if __name__ == "__main__":
    main()
