"""CPU of importing a list of 3,000 people with their organisations: read, compare, take, undo.

Run with `PYTHONPATH=src .venv/bin/python benchmarks/bench_register_rosters.py`; with a database of its own.
"""

from __future__ import annotations

import json
import os
import resource
import tempfile
import time
from collections.abc import Callable
from io import BytesIO

os.environ["YORIAI_DATA"] = tempfile.mkdtemp(prefix="yoriai-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "yoriai.web.config.settings"
ROWS = 3000


def workbook() -> bytes:
    """A list as centres have them: two lines of headers, days in both calendars, lost zeros."""
    from openpyxl import Workbook  # noqa: PLC0415

    made = Workbook()
    sheet = made.active
    sheet.append(["名簿"])
    sheet.append(
        ["氏名", "フリガナ", "生年月日", "電話", "E-mail", "郵便番号", "住所", "団体名", "役職", "備考"]
    )
    for number in range(ROWS):
        born = f"昭和{number % 60 + 3}年{number % 12 + 1}月{number % 28 + 1}日" if number % 2 else "1980/4/1"
        sheet.append(
            [f"姓{number} 名{number}", f"セイ{number} メイ", born, 862000000 + number,
             f"a{number}@example.jp", 7100000 + number, f"岡山県倉敷市見本町{number}",
             f"見本の会{number // 5}", "会員", "メモ"]
        )  # fmt: skip
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def main() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from yoriai.web.accounts.models import User  # noqa: PLC0415
    from yoriai.web.accounts.roles import Right  # noqa: PLC0415
    from yoriai.web.accounts.rules import Viewer  # noqa: PLC0415
    from yoriai.web.register.actions import (  # noqa: PLC0415
        lists_applying,
        lists_comparing,
        lists_reading,
        lists_undoing,
    )
    from yoriai.web.register.models import ImportRun, Person  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    at = timezone.now()
    user = User.objects.create(email="bench@example.jp", date_joined=at)
    actor = Viewer(user_id=user.pk, rights=frozenset(Right))
    content = workbook()

    def fresh() -> ImportRun:
        return ImportRun.objects.latest("pk")

    def match() -> None:
        chosen = {plan["name"]: plan["columns"] for plan in fresh().options["sheets"]}
        lists_reading.match_columns(actor, fresh(), chosen=chosen, role="member", at=at)

    def read() -> None:
        lists_reading.read_list(actor, file_name="a.xlsx", content=content, at=at)

    steps: list[tuple[str, Callable[[], object]]] = [
        ("read", read),
        ("match", match),
        ("compare", lambda: lists_comparing.compare(actor, fresh(), at=at)),
        ("take", lambda: lists_applying.apply_list(actor, fresh(), at=at)),
        ("read again", read),
        ("match again", match),
        ("compare with 3,000 known", lambda: lists_comparing.compare(actor, fresh(), at=at)),
        ("take what is known", lambda: lists_applying.apply_list(actor, fresh(), at=at)),
        ("undo nothing changed", lambda: lists_undoing.undo_list(actor, fresh(), at=at)),
        ("undo the first", lambda: lists_undoing.undo_list(actor, ImportRun.objects.earliest("pk"), at=at)),
    ]
    for name, step in steps:
        wall, cpu = time.perf_counter(), time.process_time()
        step()
        line = {
            "tool": "yoriai",
            "instance": f"list {ROWS} rows: {name}",
            "cpu_s": round(time.process_time() - cpu, 2),
            "wall_s": round(time.perf_counter() - wall, 2),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "quality": {"people": Person.objects.count(), "load": os.getloadavg()[0]},
        }
        print(json.dumps(line))


if __name__ == "__main__":
    main()
