"""Every page and the main flows of the register in Chromium at 60,000 organisations and 100,000 people.

    python benchmarks/load/register_at_size.py [pages [NAME] | flows | find | mailings | portal …]

Makes the register of `make demo-large` in a temporary folder, or uses the one in YORIAI_DATA; the database
of DATABASE_URL when it is set (`sh ops/with_postgres.sh …`). Starts the site as `make run` does, signs in as
the director, and goes through the work at a phone's and a desk's width. One JSON line for each page and
each step; exit code 1 when anything is wrong. SHOTS=FOLDER keeps a picture of each page.
"""

# ruff: noqa: PLC0415 - Django is set up before anything of ours is imported

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def main(part: str = "", only: str = "") -> int:
    """Pages after flows, since flows make what pages show."""
    given = os.environ.get("YORIAI_DATA")
    with tempfile.TemporaryDirectory() as empty:
        folder = Path(given or empty)
        os.environ |= {
            "YORIAI_DATA": str(folder),
            "YORIAI_DEMO": "1",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "DJANGO_SETTINGS_MODULE": "yoriai.web.config.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # the browser's library runs a loop in this process
            "OMP_NUM_THREADS": "1",
        }
        subprocess.run(
            [sys.executable, "manage.py", "demo_large"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
        lines = _through(folder, part, only)
    from benchmarks.load.register_look import summary

    print(summary(lines))
    return int(any(line["quality"]["wrong"] for line in lines))


def _through(folder: Path, part: str, only: str) -> list[dict[str, Any]]:
    import django

    django.setup()
    from django.db import connection

    from benchmarks.load import register_big, running
    from benchmarks.load.register_look import WIDTHS, Eyes

    register_big.make()
    if connection.vendor == "postgresql":  # as its own housekeeping does within a minute
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    shots = Path(os.environ["SHOTS"]) if "SHOTS" in os.environ else None
    lines: list[dict[str, Any]] = []
    with running.site(folder) as site, running.chromium() as browser:
        state = running.signed_in(browser, site)
        if part != "pages":
            _flows(Eyes(browser, site, state, connection.vendor, max(WIDTHS), shots, lines), part)
        for width in WIDTHS if part in ("", "pages") else ():
            _pages(Eyes(browser, site, state, connection.vendor, width, shots, lines), only)
    return lines


def _flows(eyes: Any, part: str) -> None:
    """Every flow, or the one that is asked for; one that fails does not keep the others back."""
    from benchmarks.load import register_flows as daily
    from benchmarks.load import register_flows_long as long
    from benchmarks.load.register_look import Failed

    works = [daily.find, daily.change, daily.mailings, daily.own_data, long.lists, long.twins, long.portal]
    for work in works:
        if part in ("", "flows", work.__name__):
            with suppress(Failed):
                work(eyes)


def _pages(eyes: Any, only: str) -> None:
    """Every page, or those whose name holds a word."""
    from benchmarks.load.register_addresses import addresses, people

    for pk in people():
        eyes.page.goto(f"/register/people/{pk}/reason/")
        eyes.reasoned()
    for label, address in addresses():
        if only in label:
            eyes.look(label, address)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
